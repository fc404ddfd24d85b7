from functools import cache
from pathlib import Path

import pytest

from fhir_resources import code_system as code_system_format
from fhir_resources import models
from fhir_resources import value_set as value_set_format
from fhir_resources.convert.resources import to_r4
from fhir_resources.version import FhirVersion
from seed.hcpcs.code_system import URL as HCPCS
from seed.rbcs.classification import Rbcs, rbcs_from_file, slug
from seed.release import NotARelease, source_of
from terminology.core.value_sets import Filter

BASE = "https://example.org/fhir"
SUPPLEMENT = f"{BASE}/CodeSystem/hcpcs-rbcs"

# The columns of CMS's data API as the derived file has them, and those of CMS's own file.
DERIVED = (
    "hcpcs_code,rbcs_procedure,rbcs_category,rbcs_subcategory,rbcs_family,"
    "hcpcs_date_added,hcpcs_date_ended,rbcs_date_effective\n"
)
CMS = (
    "HCPCS_Cd,RBCS_Id,RBCS_Cat,RBCS_Cat_Desc,RBCS_Cat_Subcat,RBCS_Subcat_Desc,RBCS_FamNumb,RBCS_Family_Desc,"
    "RBCS_Major_Ind,HCPCS_Cd_Add_Dt,HCPCS_Cd_End_Dt,RBCS_Latest_Assignment,First_RBCS_Release_Year,"
    "RBCS_Analysis_Start_Dt,RBCS_Analysis_End_Dt\n"
)


def derived(code: str, subcategory: str, effective: str = "20150101", family: str = "No RBCS Family") -> str:
    return f'{code},Non-Procedure,Treatment,"{subcategory}",{family},20191001,99991231,{effective}\n'


def cms(code: str, subcategory: str, latest: str, start: str) -> str:
    return (
        f"{code},TI023N,T,Treatment,TI,{subcategory},023,No RBCS Family,N,10/01/2019,12/31/9999,"
        f"{latest},2020,{start},12/31/9999\n"
    )


def rbcs(text: str, name: str = "rbcs_2024.csv", release: str | None = None) -> Rbcs:
    content = text.encode()
    return rbcs_from_file(name, content, source_of(name, content), BASE, release)


def stated(found: Rbcs, code: str) -> dict[str, object]:
    (concept,) = [concept for concept in found.supplement.concepts if concept.code == code]
    return {item.code: item.value.content for item in concept.properties}


@cache
def real_rbcs(path: Path) -> Rbcs:
    return rbcs(path.read_text(), path.name)


@pytest.fixture
def real(shared_data: Path) -> Rbcs:
    return real_rbcs(shared_data / "rbcs" / "rbcs_2024_level2.csv")


def test_a_code_gets_its_category_subcategory_and_family() -> None:
    found = rbcs(DERIVED + derived("J3111", "Injections and Infusions", family="Injection - Monoclonal Antibodies"))
    assert stated(found, "J3111") == {
        "rbcsCategory": "Treatment",
        "rbcsSubcategory": "Injections and Infusions",
        "rbcsFamily": "Injection - Monoclonal Antibodies",
    }


def test_a_code_without_a_family_has_no_family_property() -> None:
    assert "rbcsFamily" not in stated(rbcs(DERIVED + derived("J3111", "Dialysis")), "J3111")


@pytest.mark.parametrize("is_turned", [False, True])
def test_the_assignment_that_took_effect_last_counts(is_turned: bool) -> None:
    rows = [derived("A4221", "Old", "20140101"), derived("A4221", "New", "20170101")]
    found = rbcs(DERIVED + "".join(reversed(rows) if is_turned else rows))
    assert stated(found, "A4221")["rbcsSubcategory"] == "New"
    assert found.rejected == ()


@pytest.mark.parametrize("is_turned", [False, True])
def test_the_assignment_that_cms_marks_as_latest_counts(is_turned: bool) -> None:
    rows = [cms("A4221", "Marked", "1", "01/01/2014"), cms("A4221", "Unmarked", "0", "1/1/2017")]
    found = rbcs(CMS + "".join(reversed(rows) if is_turned else rows))
    assert stated(found, "A4221")["rbcsSubcategory"] == "Marked"


def test_the_first_of_two_assignments_of_one_date_counts_and_the_other_is_rejected() -> None:
    found = rbcs(DERIVED + derived("A4221", "One") + derived("A4221", "Two") + derived("A4221", "One"))
    assert stated(found, "A4221")["rbcsSubcategory"] == "One"
    assert [(item.line, item.reason) for item in found.rejected] == [
        (3, "A4221 has another assignment of the same date in line 2; that one counts")
    ]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (derived("99213", "x"), "99213 is a CPT or CDT code, not part of HCPCS Level II"),
        (derived("", "x"), "the row has no HCPCS code"),
        (derived("A42", "x"), "'A42' is no HCPCS code: a letter and four digits"),
        (derived("A4222", "x").replace("Treatment", ""), "A4222 has no category"),
        (derived("A4222", "x", "soon"), "A4222 takes effect on 'soon', which is not a date"),
    ],
)
def test_a_row_that_assigns_nothing_is_rejected_with_its_reason(bad: str, reason: str) -> None:
    found = rbcs(DERIVED + derived("A4221", "x") + bad)
    assert [(item.line, item.reason) for item in found.rejected] == [(3, reason)]


def test_properties_are_declared_and_typed() -> None:
    header = rbcs(DERIVED + derived("J3111", "x")).supplement.header
    assert (header.url, header.version, header.content, header.supplements) == (SUPPLEMENT, "2024", "supplement", HCPCS)
    assert [(item.code, item.type, item.uri) for item in header.properties] == [
        ("rbcsCategory", "string", f"{SUPPLEMENT}#rbcsCategory"),
        ("rbcsSubcategory", "string", f"{SUPPLEMENT}#rbcsSubcategory"),
        ("rbcsFamily", "string", f"{SUPPLEMENT}#rbcsFamily"),
    ]


def test_each_category_is_a_value_set_that_names_its_supplement() -> None:
    (found,) = rbcs(DERIVED + derived("J3111", "x")).value_sets
    assert found.header.url == f"{BASE}/ValueSet/hcpcs-rbcs-treatment"
    assert [extension.value.content for extension in found.header.extensions if extension.value] == [
        f"{SUPPLEMENT}|2024"
    ]
    assert found.compose
    assert found.compose.include[0].filters == (Filter("rbcsCategory", "=", "Treatment"),)


@pytest.mark.parametrize(
    ("category", "expected"), [("E&M", "e-m"), ("DME", "dme"), ("Not yet known?", "not-yet-known")]
)
def test_a_category_becomes_part_of_an_address(category: str, expected: str) -> None:
    assert slug(category) == expected


def test_the_year_comes_from_the_option_or_the_name() -> None:
    text = DERIVED + derived("J3111", "x")
    assert rbcs(text, "RBCS_RY_2025.csv").supplement.header.version == "2025"
    assert rbcs(text, "rbcs.csv", "2023").supplement.header.version == "2023"


@pytest.mark.parametrize(
    ("text", "name", "release", "sentence"),
    [
        ("", "rbcs_2024.csv", None, "rbcs_2024.csv is empty."),
        (DERIVED, "rbcs_2024.csv", None, "rbcs_2024.csv assigns no code of HCPCS Level II."),
        (DERIVED + derived("99213", "x"), "rbcs_2024.csv", None, "rbcs_2024.csv assigns no code of HCPCS Level II: 99"),
        (DERIVED + derived("J3111", "x"), "rbcs.csv", None, "rbcs.csv does not state its year"),
        (DERIVED + derived("J3111", "x"), "rbcs.csv", "24", "'24' is not a release of the RBCS"),
        ("HCPC,LONG DESCRIPTION\nA0021,x\n", "rbcs_2024.csv", None, "rbcs_2024.csv is not CMS's RBCS file"),
    ],
)
def test_another_file_is_refused_with_one_sentence(text: str, name: str, release: str | None, sentence: str) -> None:
    with pytest.raises(NotARelease) as caught:
        rbcs(text, name, release)
    assert str(caught.value).startswith(sentence)


def test_cms_file_of_2024_is_read_completely(real: Rbcs) -> None:
    assert (real.rows_read, len(real.supplement.concepts), real.rejected) == (5126, 4511, ())
    values = [(item.code, item.value.content) for concept in real.supplement.concepts for item in concept.properties]
    assert len({value for code, value in values if code == "rbcsCategory"}) == 7
    assert [item.header.url.rpartition("-rbcs-")[2] for item in real.value_sets] == [
        "dme",
        "e-m",
        "imaging",
        "other",
        "procedure",
        "test",
        "treatment",
    ]


def test_j3111_is_an_injection_of_monoclonal_antibodies(real: Rbcs) -> None:
    assert stated(real, "J3111") == {
        "rbcsCategory": "Treatment",
        "rbcsSubcategory": "Injections and Infusions (nononcologic)",
        "rbcsFamily": "Injection - Monoclonal Antibodies",
    }


def test_a_code_with_several_assignments_has_its_latest(real: Rbcs) -> None:
    assert stated(real, "A4221")["rbcsSubcategory"] == "Other DME"
    assert stated(real, "A4653")["rbcsFamily"] == "Peritoneal Dialysis"


def test_the_resources_are_valid_in_both_fhir_versions() -> None:
    found = rbcs(DERIVED + derived("J3111", "x"))
    for resource in (code_system_format.write(found.supplement), *map(value_set_format.write, found.value_sets)):
        assert models.check(resource, FhirVersion.R5) == ()
        assert models.check(to_r4(resource), FhirVersion.R4) == ()
