"""AuditEvent and Provenance: who did what to which version of a resource, as IHE's BALP writes it. R4 and R5.

Sources: https://profiles.ihe.net/ITI/BALP/ 1.1.5 (profiles Create, Update, Delete, Read), https://hl7.org/fhir/R4/auditevent.html,
https://hl7.org/fhir/R5/auditevent.html and https://hl7.org/fhir/R5/provenance.html.
"""

from dataclasses import dataclass

from fhir_resources.elements import Json, members
from fhir_resources.version import FhirVersion

BALP = "https://profiles.ihe.net/ITI/BALP"
DCM = "http://dicom.nema.org/resources/ontology/DCM"
LOGIN = ({"system": DCM, "code": "110114"}, {"system": DCM, "code": "110122"})  # User Authentication, Login
TYPE = {"system": "http://terminology.hl7.org/CodeSystem/audit-event-type", "code": "rest"}
INTERACTION = "http://hl7.org/fhir/restful-interaction"
OUTCOME = "http://terminology.hl7.org/CodeSystem/audit-event-outcome"
ENTITY_TYPE = {"system": "http://terminology.hl7.org/CodeSystem/audit-entity-type", "code": "2"}
ENTITY_ROLE = {"system": "http://terminology.hl7.org/CodeSystem/object-role", "code": "4"}
REQUEST_ID = {"system": f"{BALP}/CodeSystem/BasicAuditEntityType", "code": "XrequestId"}
DATA_OPERATION = "http://terminology.hl7.org/CodeSystem/v3-DataOperation"
AUTHOR = {"system": "http://terminology.hl7.org/CodeSystem/provenance-participant-type", "code": "author"}
ASSEMBLER = {"system": "http://terminology.hl7.org/CodeSystem/provenance-participant-type", "code": "assembler"}
URI = "urn:ietf:rfc:3986"
PROFILES = {"C": "Create", "U": "Update", "D": "Delete", "R": "Read"}
ACTIVITIES = {"C": "CREATE", "U": "UPDATE", "D": "DELETE"}
SERVER = "Terminology Server"


@dataclass(frozen=True, slots=True)
class AuditFacts:
    """`action` is one of C R U D E, `interaction` FHIR's word, `status` the HTTP status, `recorded` a FHIR instant.

    `reference` is the written version; None for a refused request, which `text` explains. An import also wrote
    `others`, or a resource known only by its `canonical`, from `sources`: file names and their SHA-256.
    """

    id: str
    recorded: str
    action: str
    interaction: str
    status: int
    agent_id: str
    agent_name: str
    issuer: str | None = None
    token_id: str | None = None
    address: str | None = None
    request_id: str | None = None
    reference: str | None = None
    text: str | None = None
    others: tuple[str, ...] = ()
    canonical: str | None = None
    sources: tuple[tuple[str, str], ...] = ()

    @property
    def outcome(self) -> str:
        """0 success, 4 client error, 8 server error."""
        return "0" if self.status < 400 else "4" if self.status < 500 else "8"


def write_audit_event(facts: AuditFacts, version: FhirVersion) -> Json:
    return _write_r4(facts) if version is FhirVersion.R4 else _write_r5(facts)


def write_provenance(facts: AuditFacts) -> Json:
    """The Provenance of a write; the same JSON in R4 and R5."""
    return members(
        resourceType="Provenance",
        id=facts.id,
        target=_targets(facts),
        recorded=facts.recorded,
        activity={"coding": [{"system": DATA_OPERATION, "code": ACTIVITIES[facts.action]}]},
        agent=[{"type": {"coding": [ASSEMBLER if facts.sources else AUTHOR]}, "who": _agent_reference(facts)}],
        entity=[{"role": "source", "what": _file(name, sha256)} for name, sha256 in facts.sources] or None,
    )


def _targets(facts: AuditFacts) -> list[Json]:
    references = [name for name in (facts.reference, *facts.others) if name]
    if references or facts.canonical is None:
        return [{"reference": name} for name in references]
    return [{"identifier": {"system": URI, "value": facts.canonical}}]


def _file(name: str, sha256: str) -> Json:
    return members(identifier={"system": URI, "value": f"urn:sha256:{sha256}"} if sha256 else None, display=name)


def _write_r4(facts: AuditFacts) -> Json:
    return members(
        resourceType="AuditEvent",
        id=facts.id,
        meta=_meta(facts),
        type=_kind(facts)[0],
        subtype=[_kind(facts)[1]],
        action=facts.action,
        recorded=facts.recorded,
        outcome=facts.outcome,
        outcomeDesc=facts.text,
        agent=[
            members(
                type=_dcm("110153", "Source Role ID"),
                who={"display": facts.address or "unknown"},
                requestor=False,
                network={"address": facts.address, "type": "2"} if facts.address else None,
            ),
            members(type=_dcm("110152", "Destination Role ID"), who={"display": SERVER}, requestor=False),
            members(who=_agent_reference(facts), requestor=True, policy=_policy(facts)),
        ],
        source={"observer": {"display": SERVER}},
        entity=[
            *(
                [{"what": {"reference": facts.reference}, "type": ENTITY_TYPE, "role": ENTITY_ROLE}]
                * bool(facts.reference)
            ),
            *([{"what": {"identifier": {"value": facts.request_id}}, "type": REQUEST_ID}] * bool(facts.request_id)),
        ],
    )


def _write_r5(facts: AuditFacts) -> Json:
    outcome = {"code": {"system": OUTCOME, "code": facts.outcome}}
    detail = {"detail": [{"text": facts.text}]} if facts.text else {}
    return members(
        resourceType="AuditEvent",
        id=facts.id,
        meta=_meta(facts),
        category=[{"coding": [_kind(facts)[0]]}],
        code={"coding": [_kind(facts)[1]]},
        action=facts.action,
        recorded=facts.recorded,
        outcome=outcome | detail,
        agent=[
            members(
                type=_dcm("110153", "Source Role ID"),
                who={"display": facts.address or "unknown"},
                requestor=False,
                networkString=facts.address,
            ),
            members(type=_dcm("110152", "Destination Role ID"), who={"display": SERVER}, requestor=False),
            members(who=_agent_reference(facts), requestor=True, policy=_policy(facts)),
        ],
        source={"observer": {"display": SERVER}},
        entity=[
            *([{"what": {"reference": facts.reference}, "role": {"coding": [ENTITY_ROLE]}}] * bool(facts.reference)),
            *([{"what": {"identifier": {"value": facts.request_id}}}] * bool(facts.request_id)),
        ],
    )


def _kind(facts: AuditFacts) -> tuple[Json, Json]:
    """What kind of event it is, and which one."""
    return LOGIN if facts.interaction == "login" else (TYPE, {"system": INTERACTION, "code": facts.interaction})


def _meta(facts: AuditFacts) -> Json | None:
    profile = PROFILES.get(facts.action)
    return {"profile": [f"{BALP}/StructureDefinition/IHE.BasicAudit.{profile}"]} if profile else None


def _agent_reference(facts: AuditFacts) -> Json:
    return members(identifier=members(system=facts.issuer, value=facts.agent_id), display=facts.agent_name)


def _policy(facts: AuditFacts) -> list[str]:
    """The `jti` of the token or the id of the key, as IUA requires."""
    return [f"urn:token:{facts.token_id}"] if facts.token_id else []


def _dcm(code: str, display: str) -> Json:
    return {"coding": [{"system": DCM, "code": code, "display": display}]}
