"""With two small HCPCS releases: C1204 is only in the earlier one, J3111 in the later one."""

from dataclasses import replace
from functools import cache

import pytest

from seed.hcpcs.code_system import hcpcs_header
from terminology.core.catalogue import Catalogue
from terminology.core.errors import UnknownCode, UnknownCodeSystem, UnknownValueSet
from terminology.core.issues import Issue
from terminology.core.model import CodeSystem, CodeSystemHeader, Coding, Concept, Property, Value
from terminology.core.requests import SubsumesRequest
from terminology.operations.code_hints import hints
from terminology.operations.subsumes import subsumes
from tests.builders.catalogue import all_of, value_set_of
from tests.builders.operations import expansion_of, looked_up, validation_of
from tests.examples.all_releases import BASE, HCPCS, snapshot_of

BOTH = (Concept("E0601", "Airway pressure device"), Concept("KX", "Requirements met"))
EARLIER = "Pass a date to ask about earlier days"


def concept(code: str, display: str, added: str, ended: str | None = None) -> Concept:
    dates = {"addedDate": added, "effectiveDate": added, "retirementDate": ended}
    stated = tuple(Property(name, Value("dateTime", day)) for name, day in dates.items() if day)
    status = Property("status", Value("code", "retired" if ended else "active"))
    return Concept(code, display, properties=(*stated, status, Property("inactive", Value("boolean", bool(ended)))))


@cache
def known() -> Catalogue:
    earlier = (*BOTH, concept("C1204", "Tc-99m", "2012-01-01", "2013-12-31"))
    later = (
        *BOTH,
        concept("J3111", "Injection, romosozumab-aqqg, 1 mg", "2019-10-01"),
        concept("G0008", "Administration of influenza virus vaccine", "2000-01-01"),
        concept("C9999", "Something that ended", "2020-01-01", "2021-06-30"),
    )
    systems = [
        CodeSystem(hcpcs_header(version, BASE), concepts)
        for version, concepts in (("2017-01", earlier), ("2025-10", later))
    ]
    return snapshot_of(systems).catalogue


def hint(code: str, version: str = "2025-10") -> str | None:
    found = hints(known(), CodeSystemHeader(url=HCPCS, version=version), code)
    assert all((item.severity, item.expression) == ("information", ("code",)) for item in found)
    return found[0].text if found else None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("j3111", "Codes of HCPCS Level II are upper case: J3111"),
        ("J3111 ", "'J3111' has a leading or trailing space: use J3111"),
        (" j3111", "Codes of HCPCS Level II are upper case and contain no spaces: J3111"),
        ("E0601KX", "E0601KX is E0601 (Airway pressure device) with the modifier KX appended: send them separately"),
        ("E0601:KX", "E0601:KX is E0601 (Airway pressure device) with the modifier KX appended: send them separately"),
        ("Ｊ3111", "'Ｊ3111' has invisible or look-alike characters: use J3111"),
        (
            "J3111\u200b",
            "'J3111\u200b'"
            " has invisible or look-alike characters: use J3111",
        ),
        ("J3111,E0601", "J3111,E0601 is more than one code: send J3111 and E0601 separately"),
        (
            "HCPCS:J3111",
            "HCPCS:J3111 is J3111 (Injection, romosozumab-aqqg, 1 mg) with a word before it: use only J3111",
        ),
        ("99213-25", "99213-25 looks like a CPT code of the AMA, whose system is http://www.ama-assn.org/go/cpt"),
        ("GOOO8", "A letter replaces a digit of G0008: G0008 (Administration of influenza virus vaccine)"),
        ("J1311", "Did you mean J3111 (Injection, romosozumab-aqqg, 1 mg)?"),
        ("99213", "99213 looks like a CPT code of the AMA, whose system is http://www.ama-assn.org/go/cpt"),
        ("D0120", "D0120 looks like a dental (CDT) code of the ADA, whose system is http://www.ada.org/cdt"),
        ("A00.0", "A00.0 looks like an ICD-10-CM code, whose system is http://hl7.org/fhir/sid/icd-10-cm"),
        ("J3119", "Nearest code of HCPCS Level II: J3111 (Injection, romosozumab-aqqg, 1 mg)"),
        ("C1204", f"C1204 ended on 2013-12-31; release 2017-01 lists it, 2025-10 does not. {EARLIER}"),
        ("nonsense", None),
        ("", None),
        ("J" * 1_000_000, None),
    ],
)  # fmt: skip
def test_an_unknown_code_gets_helpful_suggestions(code: str, text: str | None) -> None:
    assert hint(code) == text


def test_an_earlier_release_says_that_a_later_one_has_the_code() -> None:
    assert hint("J3111", "2017-01") == (
        "J3111 has been a code of HCPCS Level II since 2019-10-01; release 2025-10 lists it, 2017-01 does not"
    )


def test_nothing_is_guessed_about_code_systems_without_a_source() -> None:
    assert hints(known(), CodeSystemHeader(url="http://example.org/codes"), "a") == ()


def texts(issues: tuple[Issue, ...]) -> list[str]:
    return [item.text for item in issues]


def test_every_operation_reports_it_after_its_own_issue() -> None:
    wanted = "Codes of HCPCS Level II are upper case: J3111"
    answered = validation_of(known(), None, Coding(HCPCS, "j3111"))
    assert wanted in texts(answered.issues)
    assert wanted not in str(answered.message)  # of which HL7's validator makes an error
    everything = f"{HCPCS}?fhir_vs"
    assert wanted in texts(validation_of(known(), everything, Coding(HCPCS, "j3111")).issues)
    with pytest.raises(UnknownCode) as unknown:
        looked_up(known(), "j3111", system=HCPCS)
    assert wanted in texts(unknown.value.issues)
    with pytest.raises(UnknownCode) as unknown:
        subsumes(known(), SubsumesRequest(HCPCS, None, "J3111", "j3111"))
    assert wanted in texts(unknown.value.issues)


def test_an_inactive_code_is_reported_with_its_end_without_a_date() -> None:
    result = validation_of(known(), None, Coding(HCPCS, "C9999"))
    assert f"C9999 ended on 2021-06-30. {EARLIER}" in texts(result.issues)


@pytest.mark.parametrize("system", ["HCPCS", "hcpcs level ii", "2.16.840.1.113883.6.285", HCPCS.lower()])
def test_a_code_system_name_is_answered_with_its_url(system: str) -> None:
    with pytest.raises(UnknownCodeSystem) as unknown:
        looked_up(known(), "J3111", system=system)
    assert f"Use '{HCPCS}'" in unknown.value.issues[0].text
    result = validation_of(known(), None, Coding(system, "J3111"))
    assert any(f"Use '{HCPCS}'" in text for text in texts(result.issues))
    with pytest.raises(UnknownCodeSystem) as unknown:
        expansion_of(known(), value_set_of(all_of(system)))
    assert f"Use '{HCPCS}'" in unknown.value.issues[0].text


def test_an_unknown_version_gets_no_suggestion_of_its_own_url() -> None:
    result = validation_of(known(), None, Coding(HCPCS, "J3111", "2000-01"))
    assert not any("Use '" in text for text in texts(result.issues))
    assert known().intended_system(HCPCS) is None


@pytest.mark.parametrize("system", [HCPCS, f"{HCPCS}/", "urn:oid:2.16.840.1.113883.6.285"])
def test_a_code_system_of_which_nothing_is_loaded_is_not_answered_with_itself(system: str) -> None:
    empty = replace(known(), code_systems={})
    with pytest.raises(UnknownCodeSystem) as unknown:
        looked_up(empty, "J3111", system=system)
    assert "Use '" not in unknown.value.issues[0].text
    assert empty.intended_system("HCPCS") == HCPCS


def test_a_code_system_sent_as_a_value_set_is_reported_as_a_code_system() -> None:
    with pytest.raises(UnknownValueSet) as unknown:
        expansion_of(known(), HCPCS)
    assert unknown.value.issues[0].text.endswith(
        f"It is a code system; the value set of all its codes is '{HCPCS}?fhir_vs'"
    )
