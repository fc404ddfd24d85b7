from functools import cache
from pathlib import Path

import pytest

from fhir_resources import concept_map as concept_map_format
from fhir_resources import models
from fhir_resources.convert.resources import to_r4, to_r5
from fhir_resources.version import FhirVersion
from seed.hcpcs.code_system import URL as HCPCS
from seed.ndc.crosswalk import NDC, Crosswalk, crosswalk_from_file
from seed.release import NotARelease, source_of
from terminology.core.concept_maps import Element, Target
from tests.examples.releases import read_release

BASE = "https://example.org/fhir"
MAP = f"{BASE}/ConceptMap/ndc-to-hcpcs"
ALTERNATE_IDS = f"{BASE}/sid/asp-alternate-id"
NAME = "2025-10_ASP_NDC-HCPCS_crosswalk.level2.csv"

BANNER = (
    "October 2025 ASP NDC - HCPCS Crosswalk for Medicare Part B Drugs,,,,,,,,,\r\n"
    '"     Effective October 1, 2025 through December 31, 2025",,,,,,,,,\r\n'
)
HEADER = (
    "_2025_CODE,Short Description,LABELER NAME,NDC2,Drug Name,HCPCS dosage,PKG SIZE,PKG QTY,BILLUNITS,BILLUNITSPKG\r\n"
)
EVENITY = "J3111,Inj. romosozumab-aqqg 1 mg,Amgen Inc,55513-0880-02,Evenity,1 MG,1.17,2,105,210\r\n"


def row(code: str = "J3111", ndc: str = "55513-0998-02", size: str = "1", units: str = "105") -> str:
    return f"{code},A drug,Amgen Inc ,{ndc},Evenity,1 MG,{size},2,{units},210\r\n"


def crosswalk(text: str, name: str = "crosswalk.csv", quarter: str | None = None) -> Crosswalk:
    content = text.encode()
    return crosswalk_from_file(name, content, source_of(name, content), BASE, quarter)


def elements(found: Crosswalk, system: str = NDC) -> dict[str | None, Element]:
    return {e.code: e for group in found.concept_map.groups if group.source == system for e in group.elements}


def properties(target: Target) -> dict[str, object]:
    return {item.code: item.value.content for item in target.properties}


def refusal(text: str, name: str = "crosswalk.csv", quarter: str | None = None) -> str:
    with pytest.raises(NotARelease) as caught:
        crosswalk(text, name, quarter)
    return str(caught.value)


@cache
def october(path: Path) -> Crosswalk:
    return crosswalk(path.read_bytes().decode("cp1252"), path.name)


@pytest.fixture
def real(shared_data: Path) -> Crosswalk:
    return october(shared_data / "asp" / NAME)


def test_a_row_is_a_mapping_with_the_units_of_a_package() -> None:
    found = crosswalk(BANNER + HEADER + EVENITY)
    (target,) = elements(found)["55513-0880-02"].targets
    assert (target.code, target.relationship) == ("J3111", "source-is-narrower-than-target")
    assert target.display == "Inj. romosozumab-aqqg 1 mg"
    assert properties(target) == {
        "drugName": "Evenity",
        "labelerName": "Amgen Inc",
        "hcpcsDosage": "1 MG",
        "packageSize": "1.17",
        "packageQuantity": "2",
        "billingUnitsPerItem": "105",
        "billingUnitsPerPackage": "210",
    }
    assert target.properties[0].uri == f"{MAP}#drugName"
    assert (found.rows_read, found.rejected) == (1, ())


def test_the_map_is_of_its_quarter() -> None:
    header = crosswalk(BANNER + HEADER + EVENITY).concept_map.header
    assert (header.url, header.version, header.id) == (MAP, "2025-10", "ndc-to-hcpcs-2025-10")
    assert (header.effective_start, header.effective_end) == ("2025-10-01", "2025-12-31")


def test_two_codes_for_one_product_both_stay() -> None:
    found = crosswalk(BANNER + HEADER + row("J0881") + row("J0882"))
    assert [target.code for target in elements(found)["55513-0998-02"].targets] == ["J0881", "J0882"]


def test_an_ndc_without_hyphens_is_written_with_them() -> None:
    assert list(elements(crosswalk(BANNER + HEADER + row(ndc="55513099802")))) == ["55513-0998-02"]


@pytest.mark.parametrize("ndc", ["888867413689", "FN0816", "RZT-18.21", "51120-61052"])
def test_an_alternate_id_is_preserved_in_its_own_system(ndc: str) -> None:
    found = crosswalk(BANNER + HEADER + row(ndc=ndc))
    assert [group.source for group in found.concept_map.groups] == [ALTERNATE_IDS]
    assert list(elements(found, ALTERNATE_IDS)) == [ndc]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row("90371"), "90371 is a CPT or CDT code, not part of HCPCS Level II"),
        (row("D0120"), "D0120 is a CPT or CDT code, not part of HCPCS Level II"),
        (row("J311"), "'J311' is no HCPCS code: a letter and four digits"),
        (row(""), "the row has no HCPCS code"),
        (row(ndc=""), "J3111 has no NDC and no alternate id"),
        (row(size="much"), "J3111 has the invalid PKG SIZE 'much'"),
        (row(units="-1"), "J3111 has the invalid BILLUNITS '-1'"),
        (EVENITY, "55513-0880-02 to J3111 is already in line 4; the first one counts"),
    ],
)
def test_a_row_that_is_not_a_mapping_is_rejected_with_its_line_and_reason(bad: str, reason: str) -> None:
    found = crosswalk(BANNER + HEADER + EVENITY + bad)
    assert [(item.line, item.reason) for item in found.rejected] == [(5, reason)]
    assert len(elements(found)) == 1


@pytest.mark.parametrize("banner", ["", BANNER * 2, "\r\n" * 12 + BANNER, "A new first line,,\r\n" + BANNER])
def test_banner_lines_may_be_more_fewer_or_elsewhere(banner: str) -> None:
    assert crosswalk(banner + HEADER + EVENITY, NAME).concept_map == crosswalk(BANNER + HEADER + EVENITY).concept_map
    assert crosswalk(HEADER + EVENITY + banner, NAME).rejected == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "crosswalk.csv is empty."),
        ("<html><body>Not here</body></html>", "crosswalk.csv is a web page"),
        (HEADER + EVENITY, "crosswalk.csv does not state its quarter"),
        (BANNER + HEADER, "crosswalk.csv maps nothing to a HCPCS Level II code."),
        (BANNER + HEADER + row("90371"), "crosswalk.csv maps nothing to a HCPCS Level II code: 90371 is a CPT"),
        (
            BANNER.replace("ASP NDC", "AWP NDC") + HEADER + EVENITY,
            "crosswalk.csv is CMS's AWP crosswalk: only the ASP NDC-HCPCS crosswalk is supported.",
        ),
        (BANNER.replace("ASP", "OPPS") + HEADER + EVENITY, "crosswalk.csv is CMS's OPPS crosswalk"),
        (BANNER.replace("ASP", "ASP NOC") + HEADER + EVENITY, "crosswalk.csv is CMS's NOC crosswalk"),
        (
            BANNER + HEADER.replace("\r\n", ",AWP Price\r\n") + EVENITY,
            "crosswalk.csv is not CMS's ASP NDC-HCPCS crosswalk, which has no column AWP PRICE.",
        ),
        (
            BANNER + HEADER.replace("BILLUNITSPKG", "PRICE") + EVENITY,
            "crosswalk.csv is not CMS's ASP NDC-HCPCS crosswalk: its columns are 2025 CODE,",
        ),
    ],
)
def test_another_file_is_refused_with_one_sentence(text: str, sentence: str) -> None:
    assert refusal(text).startswith(sentence)


def test_a_file_of_another_quarter_is_refused() -> None:
    sentence = "crosswalk.csv is for the quarter 2025-10, not 2025-07."
    assert refusal(BANNER + HEADER + EVENITY, quarter="2025-07") == sentence


def test_another_crosswalk_is_recognized_by_name_without_its_banner() -> None:
    assert "is CMS's AWP crosswalk" in refusal(HEADER + EVENITY, "Oct_2025_AWP_NDC-HCPCS.csv", "2025-10")


@pytest.mark.parametrize("name", ["2025-10_ASP_noc_crosswalk.csv", "2025-10_ASP_payment_limits.level2.csv"])
def test_cms_companion_files_are_refused(shared_data: Path, name: str) -> None:
    assert "is not CMS's ASP NDC-HCPCS crosswalk" in refusal((shared_data / "asp" / name).read_text("cp1252"), name)


def test_cms_file_of_october_2025_is_read_completely(real: Crosswalk) -> None:
    ndcs, alternates = elements(real), elements(real, ALTERNATE_IDS)
    every = [*ndcs.values(), *alternates.values()]
    assert (real.rows_read, real.rejected, len(every)) == (8218, (), 8047)
    assert (len(ndcs), len(alternates)) == (6809, 1238)
    assert sum(len(element.targets) > 1 for element in every) == 132
    assert len({target.code for element in every for target in element.targets}) == 966


def test_evenity_is_billed_as_j3111(real: Crosswalk) -> None:
    found = {code: e for code, e in elements(real).items() if any(target.code == "J3111" for target in e.targets)}
    assert list(found) == ["55513-0880-02", "55513-0998-02"]
    for element in found.values():
        stated = properties(element.targets[0])
        assert element.display == "Evenity"
        assert [stated[name] for name in ("hcpcsDosage", "packageSize", "packageQuantity")] == ["1 MG", "1.17", "2"]
        assert [stated[f"billingUnitsPer{name}"] for name in ("Item", "Package")] == ["105", "210"]


def test_every_code_of_the_crosswalk_is_in_the_release_of_its_quarter(real: Crosswalk, shared_data: Path) -> None:
    path = shared_data / "releases" / "2025-10-OCT-derived" / "HCPC2025_OCT_ANWEB.normalised.csv"
    release = read_release(path)
    codes = {target.code for group in real.concept_map.groups for e in group.elements for target in e.targets}
    assert codes <= {concept.code for concept in release.code_system.concepts}
    assert {group.target for group in real.concept_map.groups} == {HCPCS}


def test_the_map_is_valid_in_both_fhir_versions_and_comes_back_from_r4() -> None:
    written = concept_map_format.write(crosswalk(BANNER + HEADER + EVENITY + row(ndc="FN0816")).concept_map)
    assert models.check(written, FhirVersion.R5) == ()
    assert models.check(to_r4(written), FhirVersion.R4) == ()
    assert to_r5(to_r4(written)) == written
    assert to_r4(written)["group"][0]["element"][0]["target"][0]["equivalence"] == "wider"
