"""Records -> concepts: every non-empty field of the record becomes a property.

Only `status` and `inactive` depend on the release, so that unchanged codes give equal concepts in every release.
"""

from collections.abc import Iterable
from functools import cache

from seed.hcpcs.code_lists import short_description_use
from seed.hcpcs.noc import is_not_otherwise_classified
from seed.hcpcs.properties import PROPERTIES
from seed.hcpcs.records import Record
from terminology.core.languages import DISPLAY
from terminology.core.model import Concept, Designation, Property, PropertyType, Value


def concepts_from_records(
    records: Iterable[Record], first_day: str, canonical_base: str, noc_codes: frozenset[str] = frozenset()
) -> tuple[Concept, ...]:
    """The concepts in the order of the records, as of `first_day` (YYYY-MM-DD) of their release.

    `noc_codes` are the codes of CMS's NOC list, if it was read. Equal properties share one object: a release has about
    200,000 properties, but only a few thousand distinct ones.
    """
    use = short_description_use(canonical_base)
    as_of = first_day.replace("-", "")
    return tuple(
        Concept(
            code=record.code,
            display=record.long_description or record.short_description,
            # Claims and EHRs show the short description, so it counts as a display too.
            designations=(Designation(record.short_description, use=use, additional_uses=(DISPLAY,)),)
            if record.short_description
            else (),
            properties=_properties(record, as_of, noc_codes),
        )
        for record in records
    )


def _properties(record: Record, as_of: str, noc_codes: frozenset[str]) -> tuple[Property, ...]:
    stated = {**record.details, **_derived(record, as_of, noc_codes)}
    return tuple(_property(item.code, item.type, text) for item in PROPERTIES for text in stated.get(item.source, ()))


def _derived(record: Record, as_of: str, noc_codes: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Facts derived from several fields. A code is still active on its termination date."""
    termination_date = record.details.get("termination_date", (as_of,))[0]
    is_retired = termination_date < as_of
    derived: dict[str, tuple[str, ...]] = {
        "status": ("retired" if is_retired else "active",),
        "inactive": ("true" if is_retired else "false",),
        "kind": ("modifier" if record.is_modifier else "procedure",),
    }
    if not record.is_modifier:
        is_noc = record.code in noc_codes or is_not_otherwise_classified(record.long_description)
        derived["chapter"] = (record.code[0],)
        derived["not_otherwise_classified"] = ("true" if is_noc else "false",)
    return derived


@cache
def _property(code: str, type: PropertyType, text: str) -> Property:
    return Property(code, _value(type, text))


def _value(type: PropertyType, text: str) -> Value:
    match type:
        case "boolean":
            return Value(type, text == "true")
        case "integer":
            return Value(type, int(text))
        case "dateTime":
            return Value(type, f"{text[:4]}-{text[4:6]}-{text[6:]}")
        case _:
            return Value(type, text)
