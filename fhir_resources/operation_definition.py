"""OperationDefinition: an operation of the table as the resource that FHIR gives for it (R5 JSON).

The operations that FHIR does not define have their definition here; what HL7 defines is linked by its own url too.
Source: https://hl7.org/fhir/R5/operationdefinition.html.
"""

from fhir_resources.elements import Json, members
from fhir_resources.operation_definitions import OperationDefinition, ParameterDefinition
from fhir_resources.version import FhirVersion


def definition_url(operation: OperationDefinition, base: str) -> str:
    """The canonical of its definition: FHIR's, or ours below `base`."""
    return operation.url or f"{base}/OperationDefinition/{operation.id}"


def write_operation_definition(operation: OperationDefinition, version: FhirVersion, base: str, date: str) -> Json:
    """The operation as the endpoint of this version understands it. `date` is a FHIR date."""
    return members(
        resourceType="OperationDefinition",
        id=operation.id,
        url=f"{base}/OperationDefinition/{operation.id}",
        name=operation.name,
        title=operation.title,
        status="active",
        kind="operation",
        date=date,
        description=operation.description,
        affectsState=False,
        code=operation.code,
        base=operation.url,
        resource=[operation.resource] if operation.resource else None,
        system=operation.resource is None,
        type=operation.resource is not None and operation.type_level,
        instance=version.value in operation.instance_level,
        parameter=[_parameter(item) for item in (*operation.inputs(version), *operation.outputs(version))],
    )


def _parameter(item: ParameterDefinition) -> Json:
    return members(
        name=item.name,
        use=item.use,
        min=item.min,
        max=item.max,
        documentation=item.documentation,
        type=item.type,
        part=[_parameter(part) for part in item.parts],
    )
