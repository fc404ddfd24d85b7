"""CodeSystem/$lookup: Parameters → LookupRequest, LookupResult → Parameters.

Source: https://hl7.org/fhir/R5/codesystem-operation-lookup.html
"""

from fhir_resources.elements import Json, write_coding, write_value
from fhir_resources.parameters import Parameters, required
from terminology.core.model import Coding, Designation
from terminology.core.requests import Context, LookupRequest
from terminology.core.results import DescribedProperty, LookupResult


def read(parameters: Parameters, context: Context) -> LookupRequest:
    """Raises BadRequest when the code or its system is missing."""
    coding = parameters.coding("coding") or Coding()
    return LookupRequest(
        system=required("system", parameters.text("system") or coding.system),
        code=required("code", parameters.text("code") or coding.code),
        version=parameters.text("version") or coding.version,
        properties=parameters.texts("property"),
        context=context,
    )


def write(result: LookupResult) -> Json:
    header = result.code_system
    parameter = [
        {"name": "name", "valueString": header.name or header.title or header.url},
        *([{"name": "version", "valueString": header.version}] if header.version else []),
        {"name": "display", "valueString": result.display},
        *([{"name": "definition", "valueString": result.definition}] if result.definition else []),
        {"name": "system", "valueUri": header.url},
        {"name": "code", "valueCode": result.code},
        {"name": "abstract", "valueBoolean": result.is_abstract},
        *map(_write_designation, result.designations),
        *map(_write_property, result.properties),
    ]
    return {"resourceType": "Parameters", "parameter": parameter}


def _write_designation(designation: Designation) -> Json:
    part: list[Json] = []
    if designation.language:
        part.append({"name": "language", "valueCode": designation.language})
    if designation.use:
        part.append({"name": "use", "valueCoding": write_coding(designation.use)})
    part += [{"name": "additionalUse", "valueCoding": write_coding(use)} for use in designation.additional_uses]
    return {"name": "designation", "part": [*part, {"name": "value", "valueString": designation.value}]}


def _write_property(item: DescribedProperty) -> Json:
    part: list[Json] = [{"name": "code", "valueCode": item.code}, {"name": "value", **write_value(item.value)}]
    if item.description:
        part.append({"name": "description", "valueString": item.description})
    if item.source:
        part.append({"name": "source", "valueCanonical": item.source})
    return {"name": "property", "part": part}
