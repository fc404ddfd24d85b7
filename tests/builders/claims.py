"""A small HCPCS in three releases, with companion tables, for tests of claim line findings."""

from datetime import date

from seed.archives import open_files
from seed.dmepos.fee_schedule import fee_schedule_from_file
from seed.hcpcs.code_system import URL, hcpcs_header
from seed.mue.edits import edits_from_file
from terminology.core.catalogue import Catalogue
from terminology.core.claim_lines import ClaimLine, LineResult
from terminology.core.concept_maps import ConceptMap, ConceptMapHeader, Element, Group, MapProperty, Target
from terminology.core.model import CodeSystem, Concept, Property, Value
from terminology.core.supplements import Supplement
from terminology.operations.check_lines.check import LineChecker
from tests.examples.all_releases import snapshot_of

BASE = "https://terminology.example.org/fhir"
HCPCS = URL
NDC = "http://hl7.org/fhir/sid/ndc"
TODAY = date(2026, 2, 1)

SCHEDULE = b"""HCPCS,Mod,Mod2,JURIS,CATG,Description
E0143,NU,,D,IN,Walker
E0143,RR,,D,IN,Walker
E0250,RR,,D,CR,Bed
E0424,RR,,D,OX,Oxygen
E0424,RR,QB,D,OX,Oxygen
A4216,,,D,OS,Water
"""
DME_EDITS = (
    b"hcpcs,mue,mai,rationale\nA4206,0,3,CMS Policy\nE0143,1,2,CMS Policy\nA4216,5,3,CMS Policy\nE0250,1,1,CMS Policy\n"
)


def code(
    code: str,
    display: str,
    added: str = "2000-01-01",
    ended: str | None = None,
    **properties: str | bool | tuple[str, ...],
) -> Concept:
    stated = [Property("effectiveDate", Value("dateTime", added)), Property("addedDate", Value("dateTime", added))]
    if ended:
        stated += [Property(name, Value("dateTime", ended)) for name in ("retirementDate", "terminationDate")]
    stated.append(Property("kind", Value("code", "modifier" if len(code) == 2 else "procedure")))
    for name, content in properties.items():
        for item in content if isinstance(content, tuple) else (content,):
            stated.append(Property(name, Value("boolean" if isinstance(item, bool) else "code", item)))
    return Concept(code, display, properties=tuple(stated))


ALWAYS = (
    code("A4206", "Syringe with needle, sterile, 1 cc or less, each"),
    code("A4216", "Sterile water, 10 ml"),
    code("E0143", "Walker, folding, wheeled"),
    code("E0250", "Hospital bed"),
    code("E0424", "Stationary oxygen system, rental"),
    code("E1399", "Durable medical equipment, miscellaneous", notOtherwiseClassified=True),
    code("J3110", "Injection, teriparatide, 10 mcg"),
    code("J0885", "Injection, epoetin alfa, 1000 units"),
    code("S0001", "Something of other payers", coverage="I", crossReference=("A4206",)),
    code("KX", "Requirements met"),
    code("NU", "New equipment"),
    code("RR", "Rental"),
    code("QB", "Oxygen"),
    code("LT", "Left side"),
    code("XX", "Old modifier", ended="2015-12-31"),
    code("ZB", "New modifier", added="2026-01-01"),
)
J3111 = code("J3111", "Injection, romosozumab-aqqg, 1 mg", added="2019-10-01")
RELEASES = (
    CodeSystem(
        hcpcs_header("2019-01", BASE),
        (*ALWAYS, code("K0554", "Receiver"), code("J9245", "Injection, melphalan, 50 mg"), code("J1440", "Filgrastim")),
    ),
    CodeSystem(
        hcpcs_header("2023-01", BASE),
        (
            *(*ALWAYS, J3111),
            code("K0554", "Receiver", ended="2022-12-31", crossReference=("E2103",)),
            code("E2103", "Non-adjunctive receiver", added="2023-01-01"),
            code("J9245", "Injection, melphalan, not otherwise specified, 50 mg"),
        ),
    ),
    CodeSystem(
        hcpcs_header("2026-01", BASE),
        (
            *(*ALWAYS, J3111),
            code("K0554", "Receiver", ended="2022-12-31", crossReference=("E2103",)),
            code("E2103", "Non-adjunctive receiver", added="2023-01-01"),
            code("J9245", "Injection, melphalan, not otherwise specified, 50 mg"),
            code("G0001", "Ends soon", ended="2026-03-31", crossReference=("A4206",)),
        ),
    ),
)


def schedule_of(content: bytes = SCHEDULE, quarter: str = "2026-01") -> Supplement:
    [file] = open_files([("a.csv", content)])
    return Supplement(fee_schedule_from_file(file, BASE, quarter).code_system)


def edits_of(content: bytes = DME_EDITS, setting: str = "dme", quarter: str = "2026-01") -> Supplement:
    [file] = open_files([("a.csv", content)])
    return Supplement(edits_from_file(file, BASE, setting, quarter).code_system)


def product(ndc: str, code: str, units: str, size: str, items: str, drug: str) -> Element:
    stated = {"drugName": drug, "packageSize": size, "packageQuantity": items, "billingUnitsPerItem": units}
    properties = tuple(MapProperty(name, Value("string", text)) for name, text in stated.items())
    return Element(ndc, drug, targets=(Target(code, "source-is-narrower-than-target", properties=properties),))


def crosswalk_of(quarter: str, start: str, end: str, *products: Element) -> ConceptMap:
    header = ConceptMapHeader(
        url=f"{BASE}/ConceptMap/ndc-to-hcpcs", version=quarter, effective_start=start, effective_end=end
    )
    return ConceptMap(header, (Group(NDC, HCPCS, products),))


EVENITY = product("55513-0880-02", "J3111", "105", "1.17", "2", "Evenity")
FORTEO = product("00002-8400-01", "J3110", "62", "2.4", "1", "Forteo")
CROSSWALKS = (
    crosswalk_of("2025-10", "2025-10-01", "2025-12-31", EVENITY, FORTEO),
    crosswalk_of("2026-01", "2026-01-01", "2026-03-31", EVENITY),
)


def local_rule(code: str, modifier: str, use: str, **header: str) -> ConceptMap:
    properties = (MapProperty("modifierUse", Value("code", use)),)
    target = Target(modifier, "related-to", properties=properties)
    stated = ConceptMapHeader(url=f"http://payer.example.org/{code}{modifier}{use}", title="Our payer's rule", **header)
    return ConceptMap(stated, (Group(HCPCS, HCPCS, (Element(code, targets=(target,)),)),))


def claims_catalogue(*more: Supplement | ConceptMap) -> Catalogue:
    supplements = [schedule_of(), edits_of(), *(item for item in more if isinstance(item, Supplement))]
    maps = [*CROSSWALKS, *(item for item in more if isinstance(item, ConceptMap))]
    return snapshot_of(RELEASES).catalogue.with_resources(supplements=supplements, concept_maps=maps)


def checker(*more: Supplement | ConceptMap) -> LineChecker:
    return LineChecker(claims_catalogue(*more), HCPCS, TODAY)


def checked(line: ClaimLine, *more: Supplement | ConceptMap) -> LineResult:
    return checker(*more).check(line)


def rules_of(result: LineResult) -> list[str]:
    return [finding.rule for finding in result.findings]
