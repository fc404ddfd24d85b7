"""Twice the input takes about twice the time, for each shape of input and the reader it is made for.

CPU time of this thread, minimum of several runs; a quadratic reader takes four times as long for twice the input. A
shape above a limit must be refused, also in linear time.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice, takewhile
from math import sqrt
from time import thread_time

import pytest

from fhir_resources import code_system, concept_map, json_format, value_set, xml_format
from fhir_resources.convert.resources import to_r4, to_r5
from fhir_resources.elements import Json
from fhir_resources.limits import Limits
from fhir_resources.operation_definitions import OPERATIONS
from fhir_resources.operations import coded_input, context, translate
from fhir_resources.parameters import Parameter, Parameters, parameters_from_resource
from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest
from terminology.core.languages import parse_languages
from terminology.http.requests import read_query

TIMES = 2.5  # at most this much longer for twice as much
MEASURED_S = 0.001  # shorter runs say nothing about growth
LONG_S = 0.02  # one run is enough
LONGEST_S = 0.5
RUNS = 3
ATTEMPTS = 8
SMALLEST, LARGEST = 500, 4_000

Read = Callable[[], object]
Shape = Callable[[int], Read]

EXPAND, VALIDATE, TRANSLATE = (
    next(item for item in OPERATIONS if item.id == id)
    for id in ("ValueSet-expand", "ValueSet-validate-code", "ConceptMap-translate")
)
NO_LIMITS = Limits(parameters=10**9, codings=10**9)


def json(text: str) -> Read:
    data = text.encode()
    return lambda: json_format.loads(data)


def xml(inside: str, attributes: str = "", type_: str = "ValueSet") -> Read:
    data = f'<{type_} xmlns="http://hl7.org/fhir" {attributes}>{inside}</{type_}>'.encode()
    return lambda: xml_format.loads(data, FhirVersion.R5)


def narrative(inside: str, attributes: str = "") -> str:
    div = f'<div xmlns="http://www.w3.org/1999/xhtml" {attributes}>{inside}</div>'
    return f'<text><status value="generated"/>{div}</text>'


def in_parts(text: str) -> Read:
    pieces = [text[at : at + 4_000] for at in range(0, len(text), 4_000)]
    return lambda: json_format.loads_in_parts(pieces, "concept", lambda concepts: None)


def parameters(items: list[Json]) -> tuple[Parameter, ...]:
    return parameters_from_resource({"resourceType": "Parameters", "parameter": items}, NO_LIMITS)


def reading(read: Callable[[Json], object], resource: Json) -> Read:
    return lambda: read(resource)


def many(text: str, n: int) -> str:
    """The text n times, with the number in place of #."""
    return "".join(text.replace("#", str(number)) for number in range(n))


def list_of(text: str, n: int) -> str:
    return ",".join(text.replace("#", str(number)) for number in range(n))


def value_set_of(**compose: object) -> Json:
    return {"resourceType": "ValueSet", "url": "urn:v", "status": "active", "compose": compose}


def code_system_of(concepts: list[Json]) -> Json:
    stated = {"resourceType": "CodeSystem", "url": "urn:c", "status": "active", "content": "complete"}
    return stated | {"concept": concepts}


def map_of(n: int, **target: object) -> Json:
    elements = [{"code": f"{i}", "target": [{"code": f"{i}", **target}]} for i in range(n)]
    return {"resourceType": "ConceptMap", "url": "urn:m", "status": "active", "group": [{"element": elements}]}


def with_depends_on(n: int) -> Json:
    """R4: every element depends on another property, all with the same end."""
    resource = map_of(n, equivalence="equal")
    for number, element in enumerate(resource["group"][0]["element"]):
        element["target"][0]["dependsOn"] = [{"property": f"urn:{number}/same", "value": "v"}]
    return resource


JSON: dict[str, Shape] = {
    "an object with many keys": lambda n: json("{" + list_of('"k#":1', 8 * n) + "}"),
    "an object whose last key is doubled": lambda n: json("{" + list_of('"k#":1', 8 * n) + f',"k{8 * n - 1}":2}}'),
    "an object of equal keys": lambda n: json("{" + list_of('"k":1', 8 * n) + "}"),
    "arrays inside each other": lambda n: json('{"a":' + "[" * n + "]" * n + "}"),
    "arrays that do not end": lambda n: json('{"a":' + "[" * n),
    "a long array": lambda n: json('{"a":[' + "1," * 30 * n + "1]}"),
    "decimals with exponents": lambda n: json('{"a":[' + "1.5e-300," * 20 * n + "1]}"),
    "a long decimal": lambda n: json('{"a":1.' + "1" * 200 * n + "}"),
    "a long integer": lambda n: json('{"a":1' + "1" * 1000 * n + "}"),
    "a long exponent": lambda n: json('{"a":1e-' + "9" * 500 * n + "}"),
    "escapes": lambda n: json('{"a":"' + "\\u00e9" * 100 * n + '"}'),
    "blanks": lambda n: json('{"a":1' + " " * 2_000 * n + "}"),
    "concepts in parts": lambda n: in_parts('{"concept":[' + list_of('{"code":"#"}', 8 * n) + "]}"),
    "concepts in parts, the last broken": lambda n: in_parts('{"concept":[' + list_of('{"code":"#"}', 8 * n) + ",{]}"),
    "no array to read in parts": lambda n: in_parts("{" + list_of('"k#":"v"', 8 * n) + "}"),
    "one long concept in parts": lambda n: in_parts('{"concept":[{"code":"' + "a" * 2_000 * n + '"}]}'),
}
XML: dict[str, Shape] = {
    "attributes": lambda n: xml("", many(' a#=""', 4 * n)),
    "attributes with a namespace": lambda n: xml("", 'xmlns:x="urn:x"' + many(' x:a#=""', 4 * n)),
    "attributes of a primitive": lambda n: xml("<url " + many(' a#=""', 4 * n) + "/>"),
    "attributes of a narrative": lambda n: xml(narrative("", many(' a#=""', 4 * n))),
    "namespaces": lambda n: xml("", many(' xmlns:a#="urn:#"', 20 * n)),
    "namespaces of siblings": lambda n: xml(many('<identifier xmlns:a#="urn:#"><value value="a"/></identifier>', n)),
    "namespaces inside each other": lambda n: xml(many('<extension xmlns:a#="u#">', n) + "</extension>" * n),
    "namespaces in a narrative": lambda n: xml(narrative(many('<p xmlns:a#="urn:#"/>', n))),
    "default namespaces in a narrative": lambda n: xml(narrative(many('<p xmlns="urn:#"/>', n))),
    "narratives below namespaces": lambda n: xml(
        f"<contained><ValueSet>{narrative('a')}</ValueSet></contained>" * n, many(' xmlns:a#="urn:#"', 16)
    ),
    "siblings": lambda n: xml("<identifier><value value='x'/></identifier>" * n),
    "an element that may occur once": lambda n: xml("<url value='x'/>" * 8 * n),
    "elements inside each other": lambda n: xml("<extension>" * n + "</extension>" * n),
    "blanks between elements": lambda n: xml("<identifier><value value='x'/></identifier>\n \n" * n),
    "text": lambda n: xml(" " * 500 * n + "x"),
    "comments": lambda n: xml("<!--a-->" * 20 * n),
    "comments between texts": lambda n: xml(narrative("a<!--a-->" * 20 * n)),
    "parts of text": lambda n: xml("<![CDATA[ ]]>" * 20 * n),
    "instructions": lambda n: xml("<?a b?>" * 20 * n),
    "a long narrative": lambda n: xml(narrative("<p>a</p>" * 8 * n)),
    "extensions of a primitive": lambda n: xml("<url value='a'>" + "<extension url='u'/>" * n + "</url>", ""),
    "decimals": lambda n: xml("<parameter><valueDecimal value='1.1'/></parameter>" * n, type_="Parameters"),
    "a long decimal": lambda n: xml(
        f"<parameter><valueDecimal value='1.{'1' * 200 * n}'/></parameter>", type_="Parameters"
    ),
    "a long integer": lambda n: xml(
        f"<parameter><valueInteger value='{'1' * 500 * n}'/></parameter>", "", "Parameters"
    ),
}
PARAMETERS: dict[str, Shape] = {
    "of different names": lambda n: reading(parameters, [{"name": f"a{i}", "valueCode": "a"} for i in range(n)]),
    "of one name": lambda n: lambda: parameters([{"name": "a", "valueCode": "a"}] * n),
    "parts": lambda n: lambda: parameters([{"name": "a", "part": [{"name": "a"}] * n}]),
    "values of one parameter": lambda n: lambda: parameters([{"name": "a", **{f"value{i}": 1 for i in range(n)}}]),
    "above the limit": lambda n: (
        lambda: parameters_from_resource({"resourceType": "Parameters", "parameter": [{"name": "a"}] * 4 * n})
    ),
    "that say the same once more": lambda n: (
        lambda: Parameters(EXPAND, [Parameter("filter", "a" * 10_000) for _ in range(n)]).value("filter")
    ),
    "that say something else": lambda n: (
        lambda: Parameters(EXPAND, [Parameter("filter", "a" * 10_000 + str(i)) for i in range(n)]).value("filter")
    ),
    "resources that are equal": lambda n: (
        lambda: Parameters(
            EXPAND,
            [Parameter("valueSet", value_set_of(include=[{"system": f"{i}"} for i in range(n)])) for _ in range(2)],
        ).value("valueSet")
    ),
    "that steer": lambda n: (
        lambda: context.read(Parameters(EXPAND, [Parameter("system-version", f"urn:{i}|1") for i in range(n)]))
    ),
}
CODINGS: dict[str, Shape] = {
    "to validate": lambda n: (
        lambda: coded_input.read(
            Parameters(VALIDATE, [Parameter("codeableConcept", {"coding": [{"code": "a"}] * 8 * n})]), None, None, True
        )
    ),
    "to translate": lambda n: (
        lambda: translate.read(
            Parameters(TRANSLATE, [Parameter("codeableConcept", {"coding": [{"code": "a"}] * 8 * n})]),
            context.read(Parameters(TRANSLATE, ())),
            10,
        )
    ),
    "that a mapping depends on": lambda n: (
        lambda: translate.read(
            Parameters(
                TRANSLATE,
                [
                    Parameter("coding", {"system": "urn:s", "code": "a"}),
                    Parameter(
                        "dependency",
                        parts=(
                            Parameter("attribute", "urn:a"),
                            Parameter("value", {"coding": [{"code": "a"}] * 8 * n}),
                        ),
                    ),
                ],
            ),
            context.read(Parameters(TRANSLATE, ())),
            10,
        )
    ),
}
LANGUAGES: dict[str, Shape] = {
    "many": lambda n: lambda: parse_languages(list_of("en-x#", 20 * n)),
    "with weights": lambda n: lambda: parse_languages(list_of("en;q=0.#", 20 * n)),
    "a tag of many parts": lambda n: lambda: parse_languages("en" + "-a" * 20 * n),
    "parts and then no language": lambda n: lambda: parse_languages("en" + "-a" * 20 * n + "!"),
    "blanks": lambda n: lambda: parse_languages("en" + " " * 100 * n + ";"),
    "commas": lambda n: lambda: parse_languages("en" + "," * 100 * n),
}
QUERIES: dict[str, Shape] = {
    "many names": lambda n: lambda: read_query("&".join(f"a{i}=b" for i in range(n))),
    "one name": lambda n: lambda: read_query("a=b&" * n),
    "above the limit": lambda n: lambda: read_query("a=b&" * 20 * n),
    "escapes": lambda n: lambda: read_query("a=" + "%41" * 20 * n),
    "what is no escape": lambda n: lambda: read_query("a=" + "%4" * 20 * n),
}
RESOURCES: dict[str, Shape] = {
    "concepts": lambda n: reading(code_system.read, code_system_of([{"code": f"{i}"} for i in range(n)])),
    "a code below very many": lambda n: reading(
        code_system.read, code_system_of([{"code": f"{i}", "concept": [{"code": "same"}]} for i in range(n)])
    ),
    "properties of a concept": lambda n: reading(
        code_system.read,
        code_system_of([{"code": "a", "property": [{"code": f"p{i}", "valueCode": "v"} for i in range(n)]}]),
    ),
    "members of a property": lambda n: reading(
        code_system.read, code_system_of([{"code": "a", "property": [{"code": "p", **{f"x{i}": 1 for i in range(n)}}]}])
    ),
    "includes": lambda n: reading(value_set.read, value_set_of(include=[{"system": "urn:c"}] * n)),
    "concepts of an include": lambda n: reading(
        value_set.read, value_set_of(include=[{"system": "urn:c", "concept": [{"code": f"{i}"} for i in range(n)]}])
    ),
    "elements of a map": lambda n: reading(concept_map.read, map_of(n, relationship="equivalent")),
}
CONVERSIONS: dict[str, Shape] = {
    "attributes to R5": lambda n: reading(to_r5, with_depends_on(n)),
    "attributes to R4": lambda n: reading(to_r4, to_r5(with_depends_on(n))),
    "parameters to R5": lambda n: reading(
        to_r5, {"resourceType": "Parameters", "parameter": [{"name": "a", "resource": value_set_of()}] * n}
    ),
    "extensions to R5": lambda n: reading(
        to_r5, value_set_of() | {"extension": [{"url": f"urn:{i}", "valueCode": "a"} for i in range(n)]}
    ),
}
SHAPES = {
    "JSON": JSON,
    "XML": XML,
    "parameters": PARAMETERS,
    "codings": CODINGS,
    "languages": LANGUAGES,
    "queries": QUERIES,
    "resources": RESOURCES,
    "conversions": CONVERSIONS,
}


CASES = [pytest.param(shape, id=f"{kind}: {name}") for kind, shapes in SHAPES.items() for name, shape in shapes.items()]


def cpu_s(read: Read) -> float:
    """The minimum CPU time of several reads; refused input counts too."""
    least = 60.0
    for _ in range(RUNS):
        start = thread_time()
        with suppress(BadRequest):
            read()
        least = min(least, thread_time() - start)
        if least > LONG_S:
            break
    return least


def growth(shape: Shape) -> Iterator[float]:
    """The growth factor for doubled input, from n over 2n to 4n, for growing n.

    Empty if even very large input takes almost no time. A quadratic reader is quadratic at every size; a full cache or
    a busy machine affects only one size.
    """
    n = SMALLEST
    while (shortest := cpu_s(shape(n))) < MEASURED_S:
        n *= 2
        if n > LARGEST:
            return
    while True:
        longest = cpu_s(shape(4 * n))
        yield sqrt(longest / shortest)
        n *= 2 if longest < LONGEST_S else 1
        shortest = cpu_s(shape(n))


@pytest.fixture(autouse=True, scope="module")
def without_collections() -> Iterator[None]:
    """Garbage collection depends on other tests and takes longer than anything measured here."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("shape", CASES)
def test_twice_as_much_takes_about_twice_the_time(shape: Shape) -> None:
    found = list(takewhile(lambda times: times > TIMES, islice(growth(shape), ATTEMPTS)))
    assert len(found) < ATTEMPTS, found
