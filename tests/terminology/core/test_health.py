"""When a value set is healthy."""

from terminology.core.health import HealthFinding, ValueSetHealth
from terminology.core.value_sets import ValueSetHeader

HEADER = ValueSetHeader(url="urn:x")


def test_a_value_set_without_findings_and_unresolved_imports_is_healthy() -> None:
    assert ValueSetHealth(HEADER, None, 3, ()).is_healthy
    assert not ValueSetHealth(HEADER, None, 3, (), ("urn:import",)).is_healthy
    assert not ValueSetHealth(HEADER, None, 3, (HealthFinding("ended", "urn:x", "urn:s", "a", "Ended"),)).is_healthy
