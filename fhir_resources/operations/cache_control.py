"""$cache-control: Parameters → CacheControl, the state of a cache → Parameters.

Source: https://hl7.org/fhir/tools/OperationDefinition-cache-control.html (HL7's tools guide 1.2.0).
"""

from dataclasses import dataclass
from typing import Literal

from fhir_resources.elements import Json
from fhir_resources.operation_outcome import operation_outcome
from fhir_resources.parameters import Parameters, required
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue

Mode = Literal["start", "end", "check"]


@dataclass(frozen=True, slots=True)
class CacheControl:
    """`is_sealed`: the cache is limited to `resources` (R5 JSON), and accepts none from later requests."""

    mode: Mode
    is_sealed: bool = True
    resources: tuple[Json, ...] = ()


def read(parameters: Parameters) -> CacheControl:
    """Raises BadRequest for an unknown mode."""
    mode = required("mode", parameters.text("mode"))
    match mode:
        case "start" | "end" | "check":
            is_sealed = parameters.boolean("sealed") is not False
            return CacheControl(mode, is_sealed, parameters.resources("tx-resource"))
    text = f"The parameter mode must be start, end or check, not '{mode}'"
    raise BadRequest(Issue("error", "invalid", text, "invalid-data", expression=("mode",)))


def write_started(cache_id: str, is_sealed: bool, timeout_s: int) -> Json:
    return _parameters(
        {"name": "cache-id", "valueString": cache_id},
        {"name": "sealed", "valueBoolean": is_sealed},
        {"name": "timeout", "valueInteger": timeout_s},
    )


def write_ended() -> Json:
    return _parameters({"name": "valid", "valueBoolean": False})


def write_cache_state(is_sealed: bool, resource_count: int, idle_s: int, timeout_s: int) -> Json:
    """`idle_s` is the time since the cache was last used."""
    return _parameters(
        {"name": "valid", "valueBoolean": True},
        {"name": "sealed", "valueBoolean": is_sealed},
        {"name": "resource-count", "valueInteger": resource_count},
        {"name": "idle", "valueInteger": idle_s},
        {"name": "timeout", "valueInteger": timeout_s},
    )


def write_unknown(issues: tuple[Issue, ...], timeout_s: int) -> Json:
    """The error that a request with this cache would get, as a regular answer."""
    return _parameters(
        {"name": "valid", "valueBoolean": False},
        {"name": "timeout", "valueInteger": timeout_s},
        {"name": "outcome", "resource": operation_outcome(issues)},
    )


def _parameters(*parameter: Json) -> Json:
    return {"resourceType": "Parameters", "parameter": list(parameter)}
