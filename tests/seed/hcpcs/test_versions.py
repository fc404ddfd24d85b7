import pytest

from seed.hcpcs.versions import resolve_version
from terminology.core.system_rules import VersionMatch

LOADED = ("2019-01", "2020-04", "2020-07", "2024-02", "2025-10")


@pytest.mark.parametrize(
    ("text", "version", "is_exact"),
    [
        ("2020", "2020-07", False),
        ("HCPCS2020", "2020-07", False),
        ("hcpcs 2025", "2025-10", False),
        ("2020Q2", "2020-04", False),
        ("HCPCS2025Q4", "2025-10", False),
        ("2024Q1", "2024-02", False),
        ("20251001", "2025-10", True),
        ("2025-10-01", "2025-10", True),
        ("latest", "2025-10", False),
        ("Current", "2025-10", False),
        ("2025-Q4", "2025-10", False),
        ("Q4 2025", "2025-10", False),
        ("2025.10", "2025-10", True),
        ("v2025", "2025-10", False),
    ],
)
def test_a_spelling_stands_for_a_loaded_release(text: str, version: str, is_exact: bool) -> None:
    assert resolve_version(text, LOADED) == VersionMatch(version, is_exact)


@pytest.mark.parametrize(
    "text",
    ["2018", "2020Q1", "2020Q5", "20250102", "2025-10-02", "other", "", "Q5 2025", "2025-Q0", "v", "2025-1", "20x0"],
)
def test_another_text_means_no_code(text: str) -> None:
    assert resolve_version(text, LOADED) is None


def test_without_releases_nothing_is_the_latest() -> None:
    assert resolve_version("latest", ()) is None
