"""Importing what CMS publishes beside HCPCS, ASP crosswalks and the RBCS: stored as the FHIR resources they make.

They are written by this server, so they need no judging; the tests judge their builders.
"""

from collections.abc import Iterable, Sequence

from fhir_resources import code_system, concept_map, json_format, value_set
from fhir_resources.elements import Json
from fhir_resources.version import FhirVersion
from seed.hcpcs.asp_crosswalk import Crosswalk
from seed.hcpcs.rbcs import Rbcs
from seed.release import RejectedRow, Source
from terminology.library.ports import ImportRecord, StoredResource
from terminology.library.publishing import Clerk, Draft, publish
from terminology.library.resource_imports import BOTH


async def import_crosswalks(clerk: Clerk, crosswalks: Sequence[Crosswalk]) -> tuple[ImportRecord, ...]:
    """Publishes the crosswalks, all at once. Each takes the place of an earlier import of its quarter."""
    drafts = [
        _draft(clerk, [concept_map.write(item.concept_map)], item.source, item.rows_read, item.rejected)
        for item in crosswalks
    ]
    return await publish(clerk, drafts, lambda records: records)


async def import_rbcs(clerk: Clerk, rbcs: Rbcs) -> ImportRecord:
    """Publishes the supplement and its value sets. They take the place of an earlier import of the same year."""
    resources = [code_system.write(rbcs.supplement), *map(value_set.write, rbcs.value_sets)]
    (record,) = await publish(
        clerk, [_draft(clerk, resources, rbcs.source, rbcs.rows_read, rbcs.rejected)], lambda records: records
    )
    return record


def _draft(
    clerk: Clerk, resources: Iterable[Json], source: Source, rows_read: int, rejected: tuple[RejectedRow, ...]
) -> Draft:
    now = clerk.now()
    record = ImportRecord(
        id=clerk.new_id(),
        kind="resources",
        sources=(source,),
        started_at=now,
        rows_read=rows_read,
        rejected=rejected,
        rejected_total=len(rejected),
    )
    stored = (
        StoredResource(
            type=resource["resourceType"],
            id=resource["id"],
            url=resource["url"],
            version=resource["version"],
            fhir_version=FhirVersion.R5,
            fhir_versions=BOTH,
            text=json_format.dumps(resource).decode(),
            source=source,
            last_updated=now,
        )
        for resource in resources
    )
    return Draft(record, resources=tuple(stored))
