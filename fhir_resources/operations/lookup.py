"""CodeSystem/$lookup: Parameters → LookupRequest, LookupResult → Parameters.

Source: https://hl7.org/fhir/R5/codesystem-operation-lookup.html
"""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from fhir_resources.elements import Json, write_coding, write_extensions, write_value
from fhir_resources.json_format import JsonText, text_of
from fhir_resources.operation_definitions import R5
from fhir_resources.operation_outcome import operation_outcome
from fhir_resources.parameters import Parameters, agreed, required
from terminology.core.days import ONE_DAY
from terminology.core.meanings import is_narrative
from terminology.core.model import CodeSystemHeader, Coding, Designation
from terminology.core.requests import Context, LookupRequest
from terminology.core.results import DescribedPeriod, DescribedProperty, DescribedText, LookupResult

MAX_REMEMBERED = 4096  # serialized properties and uses that are cached
Element = Json | JsonText


class Heading(NamedTuple):
    """The parameters that all answers from one code system share: its name and version, then its url."""

    named: Sequence[Element]
    system: Element


def read(parameters: Parameters, context: Context) -> LookupRequest:
    """A coding takes precedence over system and version. Raises BadRequest if the code or its system is missing."""
    coding = parameters.coding("coding") or Coding()
    return LookupRequest(
        system=required("system", coding.system or parameters.text("system")),
        code=required("code", agreed(("code", parameters.text("code")), ("coding", coding.code))),
        version=coding.version or parameters.text("version"),
        properties=parameters.texts("property"),
        context=context,
    )


def write(result: LookupResult, version: str = R5) -> Json:
    """The answer; R4 does not have every part that R5 has (`version`)."""
    return Writer(version).write(result)


class Writer:
    """Writes answers for one version; properties and uses that answers share are serialized once.

    `has_texts`: that is a text, which `json_format.dumps` puts in its place.
    """

    def __init__(self, version: str, *, has_texts: bool = False) -> None:
        self._version = version
        self._repeated: Callable[[Json], Element] = text_of if has_texts else _as_it_is
        self._written: dict[int, tuple[DescribedProperty, Element]] = {}  # by id, which the property holds
        self._uses: dict[int, tuple[Coding, Element]] = {}  # likewise
        self._last: tuple[CodeSystemHeader | None, Heading] = None, Heading((), {})

    def write(self, result: LookupResult) -> Json:
        header = result.code_system
        heading = self._last[1] if header is self._last[0] else self._heading(header)
        known = self._written
        parameter: list[Element] = [
            *heading.named,
            {"name": "display", "valueString": result.display},
            *([{"name": "definition", "valueString": result.definition}] if result.definition else []),
            heading.system,
            {"name": "code", "valueCode": result.code},
            {"name": "abstract", "valueBoolean": result.is_abstract},
            *[
                self._designation(item, source)
                for item, source in zip_longest(result.designations, result.designation_sources)
            ],
            *[(known.get(id(item)) or self._property(item))[1] for item in result.properties],
            *map(_write_period, result.periods),
            *map(_write_text, result.texts),
            *([{"name": "issues", "resource": operation_outcome(result.issues)}] if result.issues else []),
        ]
        return {"resourceType": "Parameters", "parameter": parameter}

    def _heading(self, header: CodeSystemHeader) -> Heading:
        named: list[Json] = [{"name": "name", "valueString": header.name or header.title or header.url}]
        if header.version:
            named.append({"name": "version", "valueString": header.version})
        heading = Heading(list(map(self._repeated, named)), self._repeated({"name": "system", "valueUri": header.url}))
        self._last = header, heading
        return heading

    def _property(self, item: DescribedProperty) -> tuple[DescribedProperty, Element]:
        if len(self._written) >= MAX_REMEMBERED:
            self._written.clear()
        written = self._written[id(item)] = item, self._repeated(_write_property(item))
        return written

    def _designation(self, designation: Designation, source: str | None) -> Json:
        part: list[Element] = []
        if designation.language:
            part.append({"name": "language", "valueCode": designation.language})
        if designation.use:
            part.append((self._uses.get(id(designation.use)) or self._use(designation.use))[1])
        if self._version == R5:
            part += [{"name": "additionalUse", "valueCoding": write_coding(use)} for use in designation.additional_uses]
        part.append({"name": "value", "valueString": designation.value})
        if source:
            part.append({"name": "source", "valueCanonical": source})
        narrated = write_extensions(filter(is_narrative, designation.extensions)) if designation.extensions else []
        return {"name": "designation", **({"extension": narrated} if narrated else {}), "part": part}

    def _use(self, use: Coding) -> tuple[Coding, Element]:
        if len(self._uses) >= MAX_REMEMBERED:
            self._uses.clear()
        written = self._uses[id(use)] = use, self._repeated({"name": "use", "valueCoding": write_coding(use)})
        return written


def _as_it_is(element: Json) -> Element:
    return element


def _write_period(described: DescribedPeriod) -> Json:
    """A period as the property `validity`: an ISO 8601 interval, open-ended if it has no end."""
    period = described.period
    end = period.end.isoformat() if period.end and not period.undecided else None
    facts: list[tuple[str, str, str | None]] = [
        ("from", "valueDateTime", None if period.began else period.start.isoformat()),
        ("to", "valueDateTime", end),
        ("display", "valueString", described.display),
        ("releases", "valueString", ", ".join(period.releases)),
    ]
    if period.began:
        if period.began.first > date.min:
            facts.append(("beganAfter", "valueDateTime", (period.began.first - ONE_DAY).isoformat()))
        facts.append(("beganBefore", "valueDateTime", period.start.isoformat()))
    if period.undecided:
        facts.append(("endedAfter", "valueDateTime", period.end.isoformat() if period.end else None))
        facts.append(("endedBefore", "valueDateTime", (period.undecided.last + ONE_DAY).isoformat()))
    subproperties = [
        {"name": "subproperty", "part": [{"name": "code", "valueCode": code}, {"name": "value", key: value}]}
        for code, key, value in facts
        if value
    ]
    until = end or ("?" if period.undecided else "..")
    part: list[Json] = [
        {"name": "code", "valueCode": "validity"},
        {"name": "value", "valueString": f"{'?' if period.began else period.start.isoformat()}/{until}"},
        *subproperties,
    ]
    return {"name": "property", "part": part}


def _write_text(described: DescribedText) -> Json:
    """A former display of the code as the property `history`, with the text as value."""
    facts = (("releases", "valueString", ", ".join(described.releases)),)
    subproperties = [
        {"name": "subproperty", "part": [{"name": "code", "valueCode": code}, {"name": "value", key: value}]}
        for code, key, value in facts
        if value
    ]
    part: list[Json] = [
        {"name": "code", "valueCode": "history"},
        {"name": "value", "valueString": described.display},
        *subproperties,
    ]
    return {"name": "property", "part": part}


def _write_property(item: DescribedProperty) -> Json:
    part: list[Json] = [{"name": "code", "valueCode": item.code}, {"name": "value", **write_value(item.value)}]
    if item.description:
        part.append({"name": "description", "valueString": item.description})
    if item.source:
        part.append({"name": "source", "valueCanonical": item.source})
    return {"name": "property", "part": part}
