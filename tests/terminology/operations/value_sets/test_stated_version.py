import pytest

from terminology.core.catalogue import Catalogue
from terminology.core.model import Coding
from terminology.core.requests import Context, VersionRules
from terminology.core.value_sets import ValueSet
from terminology.operations.value_sets.evaluation import Evaluation
from terminology.operations.value_sets.one_code import Findings, Match, matches_of
from terminology.operations.value_sets.stated_version import unknown_code_system
from tests.builders.catalogue import OTHER_SYSTEM, SYSTEM, all_of, catalogue_of, code_system_of, value_set_of
from tests.builders.operations import context_of

OLD, NEW = code_system_of("a", "gone", version="1.0.0"), code_system_of("a", "born", version="2.0.0")


def found(
    catalogue: Catalogue, value_set: ValueSet, coding: Coding, context: Context | None = None
) -> tuple[list[Match], Findings]:
    return matches_of(Evaluation(catalogue, context or Context(), value_set), value_set, coding)


def is_member(catalogue: Catalogue, value_set: ValueSet, coding: Coding) -> bool:
    return bool(found(catalogue, value_set, coding)[0])


@pytest.mark.parametrize(
    ("stated", "supplied", "rules", "expected"),
    [
        (None, None, VersionRules(), []),
        (None, "2.0.0", VersionRules(), []),
        (None, "1.0.0", VersionRules(), []),
        ("1.0.0", "1.0.0", VersionRules(), []),
        ("1.x", "1.0.0", VersionRules(), []),
        ("1.0.0", "2.0.0", VersionRules(), ["VALUESET_VALUE_MISMATCH"]),
        ("1.0.0", "3.0.0", VersionRules(), ["UNKNOWN_CODESYSTEM_VERSION", "VALUESET_VALUE_MISMATCH"]),
        (None, "3.0.0", VersionRules(), ["UNKNOWN_CODESYSTEM_VERSION", "VALUESET_VALUE_MISMATCH_DEFAULT"]),
        ("3.0.0", None, VersionRules(), ["UNKNOWN_CODESYSTEM_VERSION"]),
        ("2.0.0", "1.0.0", VersionRules(force=(f"{SYSTEM}|1.0.0",)), []),
        ("1.0.0", "2.0.0", VersionRules(force=(f"{SYSTEM}|1.0.0",)), ["VALUESET_VALUE_MISMATCH"]),
        (None, "2.0.0", VersionRules(force=(f"{SYSTEM}|1.0.0",)), ["VALUESET_VALUE_MISMATCH_CHANGED"]),
        (None, "2.0.0", VersionRules(system=(f"{SYSTEM}|1.0.0",)), ["VALUESET_VALUE_MISMATCH_CHANGED"]),
        ("2.0.0", None, VersionRules(check=(f"{SYSTEM}|1.x",)), ["VALUESET_VERSION_CHECK"]),
        (None, "1.0.0", VersionRules(check=(f"{SYSTEM}|1.x",)), []),
    ],
)
def test_every_disagreement_about_the_version_is_an_issue(
    stated: str | None, supplied: str | None, rules: VersionRules, expected: list[str]
) -> None:
    known = catalogue_of(OLD, NEW)
    coding = Coding(SYSTEM, "a", supplied)
    _, findings = found(known, value_set_of(all_of(version=stated)), coding, context_of(versions=rules))
    assert [issue.message_id for issue in findings.issues] == expected


def test_one_include_with_the_version_of_the_code_is_enough() -> None:
    both = value_set_of(all_of(version="1.0.0"), all_of(version="2.0.0"))
    matches, findings = found(catalogue_of(OLD, NEW), both, Coding(SYSTEM, "a", "1.0.0"))
    assert [match.header.version for match in matches] == ["1.0.0"]
    assert not findings.issues


def test_a_code_is_looked_for_in_its_own_version_where_the_include_leaves_the_choice() -> None:
    known = catalogue_of(OLD, NEW)
    assert is_member(known, value_set_of(all_of()), Coding(SYSTEM, "gone", "1.0.0"))
    assert not is_member(known, value_set_of(all_of()), Coding(SYSTEM, "gone"))


@pytest.mark.parametrize("supplied", ["2025-10", "20251001", "HCPCS2025"])
def test_a_code_may_spell_its_version_by_an_alias(supplied: str) -> None:
    known = catalogue_of(code_system_of("a", version="2025-10", version_aliases=("20251001", "HCPCS2025")))
    for value_set in (value_set_of(all_of()), value_set_of(all_of(version="2025-10"))):
        matches, findings = found(known, value_set, Coding(SYSTEM, "a", supplied))
        assert [match.header.version for match in matches] == ["2025-10"]
        assert not findings.issues


def test_a_check_rule_may_spell_the_version_by_an_alias() -> None:
    known = catalogue_of(code_system_of("a", version="2025-10", version_aliases=("20251001",)))
    rules = context_of(versions=VersionRules(check=(f"{SYSTEM}|20251001",)))
    _, findings = found(known, value_set_of(all_of(version="2025-10")), Coding(SYSTEM, "a"), rules)
    assert not findings.issues


def test_a_system_that_is_not_here_is_named_with_the_version_that_was_intended() -> None:
    _, findings = found(catalogue_of(), value_set_of(all_of(version="7")), Coding(SYSTEM, "a"))
    assert list(findings.unknown_systems) == [f"{SYSTEM}|7"]


@pytest.mark.parametrize(
    ("system", "version", "message_id", "text"),
    [
        (SYSTEM, None, "UNKNOWN_CODESYSTEM", SYSTEM),
        (SYSTEM, "9", "UNKNOWN_CODESYSTEM_VERSION", "Valid versions: 1.0.0 or 2.0.0"),
        (OTHER_SYSTEM, "9", "UNKNOWN_CODESYSTEM_VERSION_NONE", "No versions"),
        ("http://example.org/retired", None, "UNKNOWN_CODESYSTEM", f"Use '{SYSTEM}'"),
        ("http://example.org/retired", "2019", "UNKNOWN_CODESYSTEM_VERSION_NONE", f"Use '{SYSTEM}'"),
    ],
)
def test_unknown_content_is_reported_with_known_alternatives(
    system: str, version: str | None, message_id: str, text: str
) -> None:
    known = catalogue_of(OLD, code_system_of(version="2.0.0", replaces=("http://example.org/retired",)))
    reported = unknown_code_system(known, system, version)
    assert reported.message_id == message_id
    assert text in reported.text
