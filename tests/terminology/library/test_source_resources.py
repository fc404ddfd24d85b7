"""From CMS's files through the store to the responses of both endpoints."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fhir_resources import models
from fhir_resources.convert.resources import to_r4
from fhir_resources.operation_definitions import (
    EXPAND,
    LOOKUP,
    TRANSLATE,
    VALUE_SET_VALIDATE_CODE,
    OperationDefinition,
)
from fhir_resources.parameters import Parameter, Parameters
from fhir_resources.version import FhirVersion
from seed.hcpcs.code_system import URL as HCPCS
from seed.hcpcs.releases import load_hcpcs
from seed.ndc.crosswalk_files import load_crosswalks
from seed.rbcs.classification import load_rbcs
from terminology.core.errors import UnknownCodeSystem
from terminology.library.answering import answer
from terminology.library.library import Library
from terminology.library.listing import listing
from terminology.library.publishing import ImportContext
from terminology.library.removing import remove
from tests.builders.imports import import_crosswalks, import_hcpcs, import_rbcs
from tests.examples.releases import read_release

BASE = "https://terminology.example.org/fhir"
NDC = "http://hl7.org/fhir/sid/ndc"
MAP = f"{BASE}/ConceptMap/ndc-to-hcpcs"
SUPPLEMENT = f"{BASE}/CodeSystem/hcpcs-rbcs"
TREATMENT, DME = f"{BASE}/ValueSet/hcpcs-rbcs-treatment", f"{BASE}/ValueSet/hcpcs-rbcs-dme"
R4, R5 = FhirVersion.R4, FhirVersion.R5

HCPCS_FILE = (
    b"HCPC,LONG DESCRIPTION,ADD DT\nA4221,Supplies,19970101\nJ3111,Romosozumab,20191001\nJ9999,Other,19990101\n"
)
CROSSWALK_HEADER = (
    "_2025_CODE,Short Description,LABELER NAME,NDC2,Drug Name,HCPCS dosage,PKG SIZE,PKG QTY,BILLUNITS,BILLUNITSPKG\n"
)
EVENITY = "J3111,Inj. romosozumab-aqqg 1 mg,Amgen Inc,55513-0880-02,Evenity,1 MG,1.17,2,105,210\n"
AGAIN = EVENITY.replace("0880", "0998")
RBCS = (
    "hcpcs_code,rbcs_category,rbcs_subcategory,rbcs_family,rbcs_date_effective\n"
    "A4221,DME,Other DME,Diabetic Supplies and Monitoring,20170101\n"
    "J3111,Treatment,Injections and Infusions,No RBCS Family,20150101\n"
)


async def load_quarter(context: ImportContext, quarter: str, rows: str) -> None:
    content = (CROSSWALK_HEADER + rows).encode()
    loaded = load_crosswalks([(f"{quarter}.csv", content)], canonical_base=BASE)
    await import_crosswalks(context, loaded.crosswalks)


async def load_categories(context: ImportContext) -> None:
    release = load_hcpcs([("2025-10.csv", HCPCS_FILE)], canonical_base=BASE, release="2025-10")
    await import_hcpcs(context, release.releases)
    await import_rbcs(context, load_rbcs([("rbcs_2024.csv", RBCS.encode())], canonical_base=BASE))


async def served(context: ImportContext) -> Library:
    library = Library(context.store, context.canonical_base, context.now)
    await library.refresh()
    return library


def ask(
    library: Library, operation: OperationDefinition, version: FhirVersion = R5, **supplied: str | int
) -> Mapping[str, Any]:
    parameters = Parameters(operation, [Parameter(name, value) for name, value in supplied.items()])
    time = datetime(2025, 10, 1, tzinfo=UTC)
    return answer(library.snapshot(version), version, parameters, now=time, new_id=lambda: "1")


def values(answered: Mapping[str, Any], name: str) -> list[Any]:
    """The values of the parameters of this name; of those with parts, the parts by their names."""
    return [_value(item) for item in answered["parameter"] if item["name"] == name]


def _value(item: Mapping[str, Any]) -> Any:
    if "part" in item:
        return {part["name"]: _value(part) for part in item["part"]}
    return next(value for key, value in item.items() if key.startswith("value"))


def codes(expansion: Mapping[str, Any]) -> list[str]:
    return [entry["code"] for entry in expansion["expansion"].get("contains", [])]


@pytest.mark.parametrize("code", ["55513-0880-02", "55513088002", "55513-880-02", "5551388002"])
@pytest.mark.parametrize(("version", "name"), [(R4, "code"), (R5, "sourceCode")])
async def test_every_form_of_an_ndc_is_translated(
    context: ImportContext, version: FhirVersion, name: str, code: str
) -> None:
    await load_quarter(context, "2025-10", EVENITY)
    answered = ask(await served(context), TRANSLATE, version, **{name: code, "system": NDC, "url": MAP})
    (match,) = values(answered, "match")
    assert match["concept"] == {"system": HCPCS, "code": "J3111", "display": "Inj. romosozumab-aqqg 1 mg"}
    assert match["equivalence" if version is R4 else "relationship"] in ("wider", "source-is-narrower-than-target")
    properties = _properties_in_r4(answered) if version is R4 else _parts(answered, "property")
    stated = {item["uri"]: item["value"] for item in properties}
    assert (stated[f"{MAP}#billingUnitsPerItem"], stated[f"{MAP}#billingUnitsPerPackage"]) == ("105", "210")


def _properties_in_r4(answered: Mapping[str, Any]) -> list[Any]:
    """R4's $translate has no parts for them, so they are extensions of the match."""
    [match] = [item for item in answered["parameter"] if item["name"] == "match"]
    return [
        {part["url"]: next(value for key, value in part.items() if key != "url") for part in item["extension"]}
        for item in match["extension"]
    ]


def _parts(answered: Mapping[str, Any], name: str) -> list[Any]:
    matches = [item for item in answered["parameter"] if item["name"] == "match"]
    return [_value(part) for match in matches for part in match["part"] if part["name"] == name]


async def test_the_products_of_a_code_come_with_the_ndc_that_cms_writes(context: ImportContext) -> None:
    await load_quarter(context, "2025-10", EVENITY + AGAIN)
    library = await served(context)
    answered = ask(library, TRANSLATE, R5, targetCode="J3111", targetSystem=HCPCS, url=MAP)
    assert [item["code"] for item in _parts(answered, "source")] == ["55513-0880-02", "55513-0998-02"]
    answered = ask(library, TRANSLATE, R4, code="J3111", system=HCPCS, url=MAP, reverse=True)
    assert [item["code"] for item in _parts(answered, "concept")] == ["55513-0880-02", "55513-0998-02"]


async def test_the_quarter_that_is_in_force_on_the_day_answers(context: ImportContext) -> None:
    await load_quarter(context, "2025-07", EVENITY)
    await load_quarter(context, "2025-10", EVENITY + AGAIN)
    library = await served(context)
    question = {"sourceCode": "55513-0998-02", "system": NDC}
    days = {"2025-09-30": False, "2025-10-01": True, "2025-12-31": True, "2026-01-01": False}
    answers = {day: ask(library, TRANSLATE, R5, date=day, **question) for day in days}
    assert {day: values(answered, "result")[0] for day, answered in answers.items()} == days
    (message,) = values(answers["2026-01-01"], "message")
    assert "2025-07 (2025-07-01 to 2025-09-30), 2025-10 (2025-10-01 to 2025-12-31)" in message


async def test_a_quarter_replaces_its_earlier_import_and_can_be_removed(context: ImportContext) -> None:
    await load_quarter(context, "2025-07", EVENITY)
    await load_quarter(context, "2025-10", EVENITY)
    await load_quarter(context, "2025-10", AGAIN)
    assert [
        (item.type, item.system, item.version) for item in await listing(context.store, context.canonical_base)
    ] == [
        ("ConceptMap", MAP, "2025-07"),
        ("ConceptMap", MAP, "2025-10"),
    ]
    assert not values(ask(await served(context), TRANSLATE, sourceCode="55513-0880-02", system=NDC), "result")[0]
    await remove(context, MAP, "2025-10")
    assert values(ask(await served(context), TRANSLATE, sourceCode="55513-0880-02", system=NDC), "result")[0]


async def test_an_import_records_its_file_and_rejected_rows(context: ImportContext) -> None:
    content = (CROSSWALK_HEADER + EVENITY + EVENITY.replace("J3111", "90371")).encode()
    loaded = load_crosswalks([("2025-10.csv", content)], canonical_base=BASE)
    (record,) = await import_crosswalks(context, loaded.crosswalks)
    assert (record.sources[0].name, record.rows_read, record.rejected_total) == ("2025-10.csv", 2, 1)
    assert record.rejected[0].line == 3


@pytest.mark.parametrize("version", FhirVersion)
async def test_the_crosswalk_is_read_as_a_valid_resource(context: ImportContext, version: FhirVersion) -> None:
    await load_quarter(context, "2025-10", EVENITY)
    (entry,) = [
        item for item in (await served(context)).resources(version).entries("ConceptMap") if item.header.url == MAP
    ]
    resource = entry.read()
    assert (entry.id, resource["version"]) == ("ndc-to-hcpcs-2025-10", "2025-10")
    assert models.check(to_r4(resource) if version is R4 else resource, version) == ()


@pytest.mark.parametrize("version", FhirVersion)
async def test_the_supplement_adds_its_properties_when_it_is_requested(
    context: ImportContext, version: FhirVersion
) -> None:
    await load_categories(context)
    library = await served(context)
    question = {"system": HCPCS, "code": "J3111"}
    added = {item["code"]: item["value"] for item in values(ask(library, LOOKUP, version, **question), "property")}
    assert "rbcsCategory" not in added
    supplemented = ask(library, LOOKUP, version, useSupplement=SUPPLEMENT, **question)
    stated = {item["code"]: item["value"] for item in values(supplemented, "property")}
    assert (stated["rbcsCategory"], stated["rbcsSubcategory"]) == ("Treatment", "Injections and Infusions")
    assert "rbcsFamily" not in stated


@pytest.mark.parametrize("version", FhirVersion)
async def test_a_category_can_be_expanded_and_validated_against(context: ImportContext, version: FhirVersion) -> None:
    await load_categories(context)
    library = await served(context)
    assert codes(ask(library, EXPAND, version, url=TREATMENT)) == ["J3111"]
    assert codes(ask(library, EXPAND, version, url=DME)) == ["A4221"]
    for url, is_valid in ((TREATMENT, True), (DME, False)):
        answered = ask(library, VALUE_SET_VALIDATE_CODE, version, url=url, system=HCPCS, code="J3111")
        assert values(answered, "result") == [is_valid]


async def test_an_expansion_returns_what_the_supplement_adds(context: ImportContext) -> None:
    await load_categories(context)
    expansion = ask(await served(context), EXPAND, url=DME, property="rbcsFamily")["expansion"]
    assert expansion["property"] == [{"code": "rbcsFamily", "uri": f"{SUPPLEMENT}#rbcsFamily"}]
    stated = {"code": "rbcsFamily", "valueString": "Diabetic Supplies and Monitoring"}
    assert expansion["contains"][0]["property"] == [stated]


async def test_a_category_without_its_supplement_is_not_answered_wrongly(context: ImportContext) -> None:
    await load_categories(context)
    await remove(context, SUPPLEMENT, "2024")
    with pytest.raises(UnknownCodeSystem):
        ask(await served(context), EXPAND, url=TREATMENT)


async def test_cms_files_of_2025_and_2024_answer_about_evenity(context: ImportContext, shared_data: Path) -> None:
    release = shared_data / "releases" / "2025-10-OCT-derived" / "HCPC2025_OCT_ANWEB.normalised.csv"
    crosswalk = shared_data / "asp" / "2025-10_ASP_NDC-HCPCS_crosswalk.level2.csv"
    rbcs = shared_data / "rbcs" / "rbcs_2024_level2.csv"
    await import_hcpcs(context, [read_release(release)])
    crosswalks = load_crosswalks([(str(crosswalk), crosswalk.read_bytes())], canonical_base=BASE)
    await import_crosswalks(context, crosswalks.crosswalks)
    await import_rbcs(context, load_rbcs([(rbcs.name, rbcs.read_bytes())], canonical_base=BASE))
    library = await served(context)
    answered = ask(library, TRANSLATE, sourceCode="55513088002", system=NDC, date="2025-11-05")
    assert [item["code"] for item in _parts(answered, "concept")] == ["J3111"]
    several = ask(library, TRANSLATE, sourceCode="6175500501", system=NDC)
    assert "may stand for 61755-0005-01 or 61755-0050-01" in values(several, "message")[0]
    expansion = ask(library, EXPAND, url=TREATMENT, count=5)["expansion"]
    assert (expansion["total"], len(expansion["contains"])) == (1193, 5)
    validated = ask(library, VALUE_SET_VALIDATE_CODE, url=TREATMENT, system=HCPCS, code="J3111")
    assert values(validated, "result") == [True]
