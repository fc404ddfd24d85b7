"""ConceptMap/$translate: Parameters → TranslateRequest, TranslateResult → Parameters.

R4 and R5 name the same things differently, and both are understood on both endpoints:

    R4                          R5                                        besides, in HL7's ecosystem
    code, system                sourceCode, system                        sourceSystem
    coding, codeableConcept     sourceCoding, sourceCodeableConcept
    source, target              sourceScope, targetScope
    targetsystem                targetSystem
    dependency.element|concept  dependency.attribute|value
    reverse=true                targetCode, targetCoding, targetCodeableConcept in place of source…

With `reverse` R4 swaps source and target, and answers the code found; R5's target… answers the target, and the code
found as `source`. Sources: https://hl7.org/fhir/R4/conceptmap-operation-translate.html,
https://hl7.org/fhir/R5/conceptmap-operation-translate.html, https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from fhir_resources import concept_map
from fhir_resources.convert.concept_map import EQUIVALENCES
from fhir_resources.convert.cross_version import R5_EXTENSION
from fhir_resources.elements import Json, JsonElement, read_coding, read_codings, write_coding, write_value
from fhir_resources.invariants import refuse_broken
from fhir_resources.parameters import Parameter, Parameters, required
from fhir_resources.version import FhirVersion
from terminology.core.concept_maps import INVERSE, DependsOn
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.core.model import Coding
from terminology.core.requests import ConceptMapReference, Context, Dependency, TranslateRequest
from terminology.core.results import Mapping, TranslateResult

R4_CODES = ("code", "coding", "codeableConcept")
SOURCE_CODES = ("sourceCode", "sourceCoding", "sourceCodeableConcept")
TARGET_CODES = ("targetCode", "targetCoding", "targetCodeableConcept")
ONLY_R5 = ("property", "dependsOn")
TARGET = R5_EXTENSION + "ConceptMap.group.element.target"
CODES = (*SOURCE_CODES, *TARGET_CODES, *R4_CODES)


def read(parameters: Parameters, context: Context, limit_codes: int) -> TranslateRequest:
    """Raises BadRequest unless exactly one code, Coding or CodeableConcept is to be translated."""
    name = _code_name(parameters)
    is_turned = bool(parameters.boolean("reverse"))
    if is_turned and name in TARGET_CODES:
        raise _bad_request("invalid", f"reverse and {name} both select the reverse direction; supply one of them", name)
    system, target_system = _either(parameters, "sourceSystem", "system"), _target_system(parameters)
    if name in TARGET_CODES and target_system is None:
        system, target_system = None, system
    request = TranslateRequest(
        codings=_codings(parameters, name, target_system if name in TARGET_CODES else system),
        is_reverse=name in TARGET_CODES,
        concept_map=_concept_map(parameters),
        source_system=system,
        source_scope=_either(parameters, "sourceScope", "source"),
        target_system=target_system,
        target_scope=_either(parameters, "targetScope", "target"),
        dependencies=tuple(_dependency(item) for item in parameters.named("dependency")),
        limit_codes=limit_codes,
        context=context,
    )
    return _turned(request) if is_turned else request


def _turned(request: TranslateRequest) -> TranslateRequest:
    """R4's reverse: source and target are swapped."""
    return replace(
        request,
        is_reverse=True,
        source_system=request.target_system,
        source_scope=request.target_scope,
        target_system=request.source_system,
        target_scope=request.source_scope,
    )


def _code_name(parameters: Parameters) -> str:
    supplied = [name for name in CODES if parameters.named(name)]
    if len(supplied) == 1:
        return supplied[0]
    if supplied:
        raise _bad_request("invalid", f"One code is translated at a time, not {' and '.join(supplied)}", *supplied)
    raise _bad_request("required", f"There is no code to translate: supply one of {', '.join(CODES)}")


def _codings(parameters: Parameters, name: str, system: str | None) -> tuple[Coding, ...]:
    """The code to translate, in each of its codings; those without a system or code are ignored."""
    if name.endswith("odeableConcept"):
        codings = read_codings(parameters.codeable_concept(name) or {}, name)
        return tuple(coding for coding in codings if coding.system and coding.code)
    if name.endswith("oding"):
        coding = parameters.coding(name) or Coding()
        code, system, version = coding.code, coding.system or system, coding.version
    else:
        code, version = parameters.text(name), parameters.text("version")
    system_name = "targetSystem" if name in TARGET_CODES else "system"
    return (Coding(required(system_name, system), required(name, code), version),)


def _target_system(parameters: Parameters) -> str | None:
    return _either(parameters, "targetSystem", "targetsystem")


def _either(parameters: Parameters, name: str, other: str) -> str | None:
    return parameters.text(name) or parameters.text(other)


def _concept_map(parameters: Parameters) -> ConceptMapReference | None:
    resource, url = parameters.resource("conceptMap"), parameters.text("url")
    if resource is not None:
        refuse_broken(resource, FhirVersion.R5)
        return ConceptMapReference(concept_map=concept_map.read(resource))
    return ConceptMapReference(url, parameters.text("conceptMapVersion")) if url else None


def _dependency(parameter: Parameter) -> Dependency:
    parts = {part.name: part.value for part in parameter.parts}
    attribute, value = parts.get("attribute", parts.get("element")), parts.get("value", parts.get("concept"))
    if not isinstance(attribute, str) or value is None:
        raise _bad_request("invalid", "A dependency needs an attribute and a value", "dependency")
    return Dependency(attribute, tuple(_values(value)))


def _values(value: Any) -> Iterator[Coding | str]:
    if not isinstance(value, dict):
        yield str(value).lower() if isinstance(value, bool) else str(value)
        return
    if "coding" in value:
        yield from read_codings(value, "dependency.value")
    else:
        yield read_coding(JsonElement(value, "dependency.value"))


def _bad_request(code: str, text: str, *expression: str) -> BadRequest:
    return BadRequest(Issue("error", code, text, "invalid-data", expression=expression))


def write(result: TranslateResult, parameters: Parameters, version: FhirVersion) -> Json:
    """The answer, in the words of the endpoint's version and of the question."""
    parameter: list[Json] = [{"name": "result", "valueBoolean": result.is_translated}]
    if result.message:
        parameter.append({"name": "message", "valueString": result.message})
    parameter += [_match(mapping, parameters, version) for mapping in result.mappings]
    parameter += [{"name": "used-conceptmap", "valueUri": name} for name in result.used_maps]
    return {"resourceType": "Parameters", "parameter": parameter}


def _match(mapping: Mapping, parameters: Parameters, version: FhirVersion) -> Json:
    """One mapping. Parts that R4 lacks are in extensions, as in its ConceptMaps."""
    part = list(_parts(mapping, parameters, version))
    if version is not FhirVersion.R4:
        return {"name": "match", "part": part}
    extensions = [_extension(item) for item in part if item["name"] in ONLY_R5]
    return {
        "name": "match",
        **({"extension": extensions} if extensions else {}),
        "part": [_r4_product(item) for item in part if item["name"] not in (*ONLY_R5, "noMap")],
    }


def _extension(item: Json) -> Json:
    parts = [{"url": part["name"], **_value_of(part)} for part in item["part"]]
    return {"url": f"{TARGET}.{item['name']}", "extension": parts}


def _r4_product(item: Json) -> Json:
    """R4's product is a concept; a value of another type is a separate part."""
    if item["name"] != "product":
        return item
    others = [part for part in item["part"] if part["name"] == "value"]
    if not others:
        return item
    extensions = [{"url": f"{TARGET}.product.value", **_value_of(part)} for part in others]
    return {"name": "product", "extension": extensions, "part": [part for part in item["part"] if part not in others]}


def _value_of(part: Json) -> Json:
    return {name: value for name, value in part.items() if name.startswith("value")}


def _parts(mapping: Mapping, parameters: Parameters, version: FhirVersion) -> Iterator[Json]:
    name, is_r4 = _code_name(parameters), version is FhirVersion.R4
    is_turned = bool(parameters.boolean("reverse"))
    concept = mapping.source if is_turned else mapping.target
    if concept is not None:
        yield {"name": "concept", "valueCoding": write_coding(concept)}
    word = (mapping.equivalence or EQUIVALENCES[mapping.relationship]) if is_r4 else mapping.relationship
    yield {
        "name": "equivalence" if is_r4 else "relationship",
        "valueCode": INVERSE.get(word, word) if is_turned else word,
    }
    if mapping.target is None:
        yield {"name": "noMap", "valueBoolean": True}
    for item in mapping.properties:
        value = {"name": "value", **write_value(item.value)}
        yield {"name": "property", "part": [{"name": "uri", "valueUri": item.uri or item.code}, value]}
    yield from (_attribute("dependsOn", item, is_r4=False) for item in mapping.depends_on)
    yield from (_attribute("product", item, is_r4) for item in mapping.products)
    if mapping.origin_map and is_r4 and name in R4_CODES:
        yield {"name": "source", "valueUri": mapping.origin_map}
    elif mapping.origin_map:
        yield {"name": "originMap", "valueCanonical": mapping.origin_map}
    if name in TARGET_CODES:
        yield {"name": "source", "valueCoding": write_coding(mapping.source)}


def _attribute(name: str, item: DependsOn, is_r4: bool) -> Json:
    """A condition or product: R4's product is an element and a concept, everything else an attribute and a value."""
    part: list[Json] = [{"name": "element" if is_r4 else "attribute", "valueUri": item.attribute}]
    if item.value is not None:
        is_concept = is_r4 and isinstance(item.value.content, Coding)
        part.append({"name": "concept" if is_concept else "value", **write_value(item.value)})
    elif item.value_set is not None:
        part.append({"name": "value", "valueCanonical": item.value_set})
    return {"name": name, "part": part}
