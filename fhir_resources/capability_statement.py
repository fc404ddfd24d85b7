"""CapabilityStatement: this server's capabilities, from the operations table and the arguments of `http/`.

Sources: https://hl7.org/fhir/R5/capabilitystatement.html, https://hl7.org/fhir/R5/terminology-service.html and HL7's
terminology ecosystem (https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/). The output is also valid R4.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fhir_resources.operation_definition import definition_url
from fhir_resources.operation_definitions import OperationDefinition
from fhir_resources.version import FhirVersion

Json = dict[str, Any]

# The searches and operations of IHE's Sharing Valuesets, Codes and Maps.
SVCM_REPOSITORY = "https://profiles.ihe.net/ITI/SVCM/CapabilityStatement/IHE.SVCM.TerminologyRepository"
SVCM_PROFILES = {
    type: f"https://profiles.ihe.net/ITI/SVCM/StructureDefinition/IHE.SVCM.{type}"
    for type in ("CodeSystem", "ValueSet", "ConceptMap")
}
TERMINOLOGY_SERVER = "http://hl7.org/fhir/CapabilityStatement/terminology-server"
VERSIONS_DEFINITION = "http://hl7.org/fhir/OperationDefinition/CapabilityStatement-versions"
FEATURE = "http://hl7.org/fhir/uv/application-feature/StructureDefinition/feature"
# HL7's test runner reads these two, in this order; the first is the version of the tests the answers are made for.
FEATURES = (
    ("http://hl7.org/fhir/uv/tx-tests/FeatureDefinition/test-version", {"valueCode": "1.9.3"}),
    ("http://hl7.org/fhir/uv/tx-ecosystem/FeatureDefinition/CodeSystemAsParameter", {"valueBoolean": True}),
)
FORMATS = ("application/fhir+json", "application/fhir+xml", "json", "xml")
INTERACTIONS = (
    *("read", "vread", "update", "patch", "delete", "history-instance", "history-type", "create", "search-type"),
)
SYSTEM_INTERACTIONS = ("transaction", "batch", "history-system")
CRMI = "http://hl7.org/fhir/uv/crmi/OperationDefinition/crmi-"
# Operations that write: CRMI defines the first four, and only mentions the last two.
ARTIFACT_OPERATIONS = ("draft", "clone", "release", "approve", "withdraw", "retire")
ARTIFACT_TYPES = ("CodeSystem", "ValueSet", "ConceptMap")
# Resource types with restricted reads, and all of their search parameters.
AUDIT_TYPES = (
    (
        "AuditEvent",
        (("date", "date"), ("entity", "reference"), ("agent", "reference"), ("action", "token"), ("outcome", "token")),
    ),
    ("Provenance", (("recorded", "date"), ("target", "reference"), ("agent", "reference"))),
)
TOPIC = (
    "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical"
)
SUBSCRIPTION_OPERATION = "http://hl7.org/fhir/OperationDefinition/Subscription-"
PATCH_FORMATS = ("application/json-patch+json", "application/fhir+json", "application/fhir+xml")
SMART_ON_FHIR = {
    "system": "http://terminology.hl7.org/CodeSystem/restful-security-service",
    "code": "SMART-on-FHIR",
}


@dataclass(frozen=True, slots=True)
class SearchParameterDescription:
    name: str
    type: str
    documentation: str


@dataclass(frozen=True, slots=True)
class Software:
    """`released` is a FHIR date; `base` the address of the endpoint, without a slash at its end."""

    name: str
    title: str
    version: str
    released: str
    base: str


def capability_statement(
    version: FhirVersion,
    software: Software,
    types: Sequence[tuple[str, Sequence[SearchParameterDescription]]],
    operations: Sequence[OperationDefinition],
    topics: Sequence[str] = (),
) -> Json:
    """The endpoint of one FHIR version. `types` are the resource types that are read and searched, in order."""
    return {
        "resourceType": "CapabilityStatement",
        "extension": [_feature(url, value) for url, value in FEATURES],
        "url": f"{software.base}/metadata",
        "version": software.version,
        "name": software.name,
        "title": software.title,
        "status": "active",
        "experimental": False,
        "date": software.released,
        "kind": "instance",
        "instantiates": [TERMINOLOGY_SERVER, SVCM_REPOSITORY],
        "software": {"name": software.title, "version": software.version, "releaseDate": software.released},
        "implementation": {"description": software.title, "url": software.base},
        "fhirVersion": version.full,
        "format": list(FORMATS),
        "patchFormat": list(PATCH_FORMATS),
        "rest": [_rest(version, software.base, types, operations, topics)],
    }


def _rest(
    version: FhirVersion,
    base: str,
    types: Sequence[tuple[str, Sequence[SearchParameterDescription]]],
    operations: Sequence[OperationDefinition],
    topics: Sequence[str],
) -> Json:
    return {
        "mode": "server",
        "security": {
            "cors": True,
            "service": [{"coding": [SMART_ON_FHIR]}],
            "description": "Writing requires a bearer token or an API key with SMART scopes; so does reading if the "
            "operator protects it. Imported content can only be changed from the command line.",
        },
        "resource": [_resource(version, type, parameters, operations, base) for type, parameters in types]
        + [DEFINITIONS]
        + [_audit(type, parameters) for type, parameters in AUDIT_TYPES]
        + _subscriptions(version, topics)
        + [{"type": "OperationDefinition", "interaction": [{"code": "read"}]}],
        "interaction": [{"code": code} for code in SYSTEM_INTERACTIONS],
        "operation": [
            {"name": "versions", "definition": VERSIONS_DEFINITION},
            *(_operation(item, base) for item in operations if item.resource is None),
        ],
    }


def _conditional_patch(version: FhirVersion) -> Json:
    """An R5 element that is an extension in R4."""
    if version is FhirVersion.R5:
        return {"conditionalPatch": True}
    url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-CapabilityStatement.rest.resource.conditionalPatch"
    return {"extension": [{"url": url, "valueBoolean": True}]}


def _resource(
    version: FhirVersion,
    type: str,
    parameters: Sequence[SearchParameterDescription],
    operations: Sequence[OperationDefinition],
    base: str,
) -> Json:
    return {
        **_conditional_patch(version),
        "type": type,
        **({"supportedProfile": [SVCM_PROFILES[type]]} if type in SVCM_PROFILES else {}),
        "interaction": [{"code": code} for code in INTERACTIONS],
        "versioning": "versioned",
        "readHistory": True,
        "updateCreate": True,
        "conditionalCreate": True,
        "conditionalRead": "full-support",
        "conditionalUpdate": True,
        "conditionalDelete": "single",
        "searchParam": [
            {"name": item.name, "type": item.type, "documentation": item.documentation} for item in parameters
        ],
        "operation": [_operation(item, base) for item in operations if item.resource == type]
        + [{"name": name, "definition": CRMI + name} for name in ARTIFACT_OPERATIONS if type in ARTIFACT_TYPES],
    }


DEFINITIONS: Json = {
    "type": "StructureDefinition",
    "documentation": "The extensions in responses.",
    "interaction": [{"code": code} for code in ("read", "search-type")],
    "searchParam": [{"name": "url", "type": "uri"}],
}


def _audit(type: str, parameters: Sequence[tuple[str, str]]) -> Json:
    return {
        "type": type,
        "documentation": f"Requires the scope system/{type}.rs.",
        "interaction": [{"code": code} for code in ("read", "search-type")],
        "searchParam": [{"name": name, "type": kind} for name, kind in parameters],
    }


def _subscriptions(version: FhirVersion, topics: Sequence[str]) -> list[Json]:
    """R4 has no resource for topics: they are in an extension of Subscription, as in HL7's backport."""
    stated = {"extension": [{"url": TOPIC, "valueCanonical": url} for url in topics]} if topics else {}
    subscription: Json = {
        **(stated if version is FhirVersion.R4 else {}),
        "type": "Subscription",
        "documentation": "By rest-hook, to endpoints that the operator allows. Requires system/Subscription.cruds.",
        "interaction": [{"code": code} for code in ("read", "update", "delete", "create", "search-type")],
        "searchParam": [{"name": "status", "type": "token"}],
        "operation": [{"name": name, "definition": f"{SUBSCRIPTION_OPERATION}{name}"} for name in ("status", "events")],
    }
    if version is FhirVersion.R4:
        return [subscription]
    topic = {
        "type": "SubscriptionTopic",
        "interaction": [{"code": code} for code in ("read", "search-type")],
        "searchParam": [{"name": "url", "type": "uri"}],
    }
    return [subscription, topic]


def _operation(operation: OperationDefinition, base: str) -> Json:
    return {
        "name": operation.code,
        "definition": definition_url(operation, base),
        "documentation": operation.description,
    }


def _feature(url: str, value: Json) -> Json:
    return {"url": FEATURE, "extension": [{"url": "definition", "valueCanonical": url}, {"url": "value", **value}]}
