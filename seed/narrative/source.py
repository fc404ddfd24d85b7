"""Procedure narratives as a source: what people write about HCPCS codes for patients, as one supplement."""

from seed.narrative.concepts import merged_narratives, narrative_sections
from seed.release import Loaded
from seed.sources import ImportCommand, ImportOption, LoadRequest, SourceDefinition


def load(request: LoadRequest) -> Loaded:
    from seed.narrative.loading import load_narratives

    return load_narratives(request)


SOURCE = SourceDefinition(
    kind="narratives",
    title="procedure narratives",
    command=ImportCommand(
        help=(
            "Attach procedure narratives to HCPCS codes: files, or folders with all that is in them.\n\n"
            "A code is found in three ways: --code or the file's name, the name block, the title. A narrative takes "
            "the place of an earlier one for its code. Exit code 1 when a file could not be attached; the others are."
        ),
        example="narratives/ --code J3111",
        version_option=None,
        options=(ImportOption("code", "The code that the one narrative is about."),),
    ),
    load=load,
    reads=("hcpcs",),
    code_systems=lambda base: (narrative_sections(base),),
    merge=merged_narratives,
)
