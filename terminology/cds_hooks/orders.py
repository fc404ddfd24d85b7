"""The HCPCS codes in draft orders (FHIR R4 or R5 JSON, as an EHR sends them) -> lines to check.

    ServiceRequest       code                                       quantityQuantity
    DeviceRequest        codeCodeableConcept, codeReference
    MedicationRequest    medicationCodeableConcept, medicationReference   dispenseRequest.quantity, dosageInstruction
    SupplyRequest        itemCodeableConcept, itemReference         quantity
    VisionPrescription   lensSpecification.product
    NutritionOrder       enteralFormula.baseFormulaType, supplement.type
    Appointment          serviceType, reasonCode

References resolve to contained resources, or to resources in the Bundle by type and id or by fullUrl.

Orders are untrusted: anything not shaped like FHIR is ignored. Only codes, dates, quantities and systems are read, no
patient data.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from terminology.core.claim_lines import ClaimLine
from terminology.core.days import parse_days
from terminology.core.doses import dose_of
from terminology.core.errors import BadRequest, TooCostly
from terminology.core.issues import Issue

Json = dict[str, Any]
NDC = "http://hl7.org/fhir/sid/ndc"
MODIFIER_LENGTH = 2
LONGEST_CODE = 40
MAX_ENTRIES = 1_000
MAX_CONCEPTS = 10_000  # of all orders, with their codings; a thousand orders may refer to one resource with many
MAX_CODINGS = 100  # of one concept; each code is checked with all the modifiers beside it

# By type of order: the paths of codes, dates and quantities. `[]` visits every item of a list.
CODES: Mapping[str, tuple[str, ...]] = {
    "ServiceRequest": ("code", "code.concept"),
    "DeviceRequest": ("codeCodeableConcept", "code.concept"),
    "MedicationRequest": ("medicationCodeableConcept", "medication.concept"),
    "SupplyRequest": ("itemCodeableConcept", "item.concept"),
    "VisionPrescription": ("lensSpecification.[].product",),
    "NutritionOrder": (
        *("enteralFormula.baseFormulaType", "enteralFormula.baseFormulaType.concept"),
        *("supplement.[].type", "supplement.[].type.concept"),
    ),
    "Appointment": ("serviceType.[]", "serviceType.[].concept", "reasonCode.[]"),
}
# The paths of references, in R4 and R5, and the elements of their targets that have the code.
REFERENCES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "DeviceRequest": (("codeReference", "code.reference"), ("type", "type.[]")),
    "MedicationRequest": (("medicationReference", "medication.reference"), ("code",)),
    "SupplyRequest": (("itemReference", "item.reference"), ("code", "type", "type.[]")),
}
DATES = ("occurrenceDateTime", "occurrencePeriod.start", "start", "authoredOn", "dateWritten", "dateTime", "created")
QUANTITIES = ("quantityQuantity", "quantity", "dispenseRequest.quantity")
DOSES = ("dosageInstruction.[].doseAndRate.[].doseQuantity", "dosageInstruction.[].doseQuantity")
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A code of an order. `concept` and `quantity` are paths in the resource, for suggested changes; None if absent."""

    resource: Json
    line: ClaimLine
    concept: Path | None
    place: int  # of the coding in the concept
    quantity: Path | None

    @property
    def reference(self) -> str | None:
        """The order by its type and id; None for one without an id."""
        id = _text(self.resource.get("id"))
        return f"{self.resource.get('resourceType')}/{id}" if id else None


def order_lines(bundle: Any, is_hcpcs: Callable[[str], bool], selections: frozenset[str] | None) -> Iterator[OrderLine]:
    """The lines of each order, in Bundle order; only of the selected orders if there are selections.

    Raises TooCostly for more than MAX_ENTRIES entries, MAX_CONCEPTS concepts and codings, or MAX_CODINGS codings of one
    concept.
    """
    entries = bundle.get("entry") if isinstance(bundle, dict) else None
    items = entries if isinstance(entries, list) else []
    if len(items) > MAX_ENTRIES:
        raise _too_many(f"The Bundle has more than {MAX_ENTRIES:,} entries")
    known = [item for item in items if isinstance(item, dict) and isinstance(item.get("resource"), dict)]
    others = _by_reference(known)
    left = iter(range(MAX_CONCEPTS))
    for item in known:
        resource = item["resource"]
        kind = resource.get("resourceType")
        names = {f"{kind}/{resource.get('id')}", _text(item.get("fullUrl"))}
        if isinstance(kind, str) and kind in CODES and (selections is None or names & selections):
            yield from _lines(resource, _limited(_concepts(resource, kind, others), left), is_hcpcs)


def _by_reference(entries: list[Json]) -> dict[str, Json]:
    """The resources of a Bundle, by every form of reference to them."""
    found: dict[str, Json] = {}
    for item in entries:
        resource = item["resource"]
        id = _text(resource.get("id"))
        for name in (_text(item.get("fullUrl")), f"{resource.get('resourceType')}/{id}" if id else ""):
            if name:
                found.setdefault(name, resource)
    return found


def _limited(concepts: Iterator[tuple[Path | None, Any]], left: Iterator[int]) -> Iterator[tuple[Path | None, Any]]:
    """`left` has as many items as there may be more concepts and codings."""
    for path, concept in concepts:
        codings = concept.get("coding") if isinstance(concept, dict) else None
        count = len(codings) if isinstance(codings, list) else 0
        if count > MAX_CODINGS:
            raise _too_many(f"A concept of an order has more than {MAX_CODINGS} codings")
        if len(list(islice(left, 1 + count))) <= count:
            raise _too_many(f"The orders have more than {MAX_CONCEPTS:,} concepts and codings")
        yield path, concept


def _too_many(text: str) -> TooCostly:
    return TooCostly(Issue("error", "too-costly", text, expression=("context.draftOrders",)))


def _lines(
    resource: Json, concepts: Iterator[tuple[Path | None, Any]], is_hcpcs: Callable[[str], bool]
) -> Iterator[OrderLine]:
    day = next((day for path in DATES for _, value in _at(resource, path) if (day := _day(value))), None)
    quantity = next(((path, value) for text in QUANTITIES for path, value in _at(resource, text)), None)
    dose = next((value for text in DOSES for _, value in _at(resource, text)), None)
    for path, concept in concepts:
        codings = concept.get("coding") if isinstance(concept, dict) else None
        found = [item if isinstance(item, dict) else {} for item in codings] if isinstance(codings, list) else []
        ours = [
            (at, item)
            for at, item in enumerate(found)
            if is_hcpcs(_text(item.get("system"))) and _text(item.get("code"))
        ]
        modifiers = tuple(_text(item["code"]) for _, item in ours if len(_text(item["code"])) == MODIFIER_LENGTH)
        codes = [(at, item) for at, item in ours if len(_text(item["code"])) != MODIFIER_LENGTH] or ours[:1]
        ndc = next((_text(item.get("code")) for item in found if item.get("system") == NDC), None)
        for at, item in codes:
            line = ClaimLine(
                code=_text(item["code"])[:LONGEST_CODE],
                modifiers=modifiers,
                day=day,
                system=_text(item.get("system")),
                ndc=ndc or None,
                description=_text(concept.get("text")) or None,
                kind="order",
            )
            if len(line.code) == MODIFIER_LENGTH:
                line = replace(line, modifiers=())
            yield OrderLine(resource, _with_amounts(line, quantity, dose), path, at, quantity[0] if quantity else None)


def _with_amounts(line: ClaimLine, quantity: tuple[Path, Any] | None, dose: Any) -> ClaimLine:
    """A quantity in mg is a dose, in vials a product quantity, in any other unit the units of the code."""
    if quantity is not None and (amount := _amount(quantity[1])) is not None:
        unit = _unit(quantity[1])
        stated = dose_of(amount, unit) if unit else None
        if stated is not None and unit.lower() not in ("unit", "units", "u"):
            return replace(line, dose=stated)
        if line.ndc and unit.lower() in ("vial", "vials", "{vial}", "syringe", "syringes"):
            return replace(line, ndc_quantity=amount, ndc_unit="UN")
        line = replace(line, quantity=amount)
    supplied = _amount(dose)
    return replace(line, dose=dose_of(supplied, _unit(dose))) if supplied is not None and _unit(dose) else line


def _concepts(resource: Json, kind: str, others: Mapping[str, Json]) -> Iterator[tuple[Path | None, Any]]:
    for text in CODES[kind]:
        yield from _at(resource, text)
    if kind in REFERENCES:
        elements, members = REFERENCES[kind]
        for element in elements:
            for _, reference in _at(resource, f"{element}.reference"):
                found = _referenced(resource, _text(reference), others)
                concepts = (concept for member in members for _, concept in _at(found or {}, member))
                yield from ((None, concept) for concept in concepts if isinstance(concept, dict))


def _referenced(resource: Json, reference: str, others: Mapping[str, Json]) -> Json | None:
    contained = resource.get("contained")
    inside = [item for item in contained if isinstance(item, dict)] if isinstance(contained, list) else []
    if reference.startswith("#"):
        return next((item for item in inside if item.get("id") == reference[1:]), None)
    current = reference.partition("/_history/")[0]
    return others.get(current) or others.get("/".join(current.rsplit("/", 2)[-2:]))


def _at(value: Any, text: str) -> Iterator[tuple[Path, Any]]:
    """The values at a path, each with its concrete path of keys and indexes."""
    found: list[tuple[Path, Any]] = [((), value)]
    for name in text.split("."):
        deeper: list[tuple[Path, Any]] = []
        for path, item in found:
            if name == "[]" and isinstance(item, list):
                deeper += [((*path, at), each) for at, each in enumerate(item)]
            elif isinstance(item, dict) and item.get(name) is not None:
                deeper.append(((*path, name), item[name]))
        found = deeper
    yield from found


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    try:
        days = parse_days(_text(value)) if _text(value) else None
    except BadRequest:
        return None
    return days.first if days and days.first == days.last else None


def _amount(value: Any) -> Decimal | None:
    number = value.get("value") if isinstance(value, dict) else None
    if isinstance(number, bool) or not isinstance(number, int | float | Decimal):
        return None
    found = Decimal(str(number))
    return found if found.is_finite() and 0 < found < 10**12 else None


def _unit(value: Any) -> str:
    return (_text(value.get("unit")) or _text(value.get("code"))) if isinstance(value, dict) else ""
