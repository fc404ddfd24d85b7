"""Procedure narratives as a source: patient-facing texts about HCPCS codes, in one supplement."""

from seed.narrative.concepts import merged_narratives, narrative_sections, removal_of
from seed.narrative.parts import facts_of, parts_of
from seed.narrative.writing import document_of
from seed.release import Loaded
from seed.sources import ImportCommand, ImportOption, LoadRequest, SourceDefinition, Texts


def load(request: LoadRequest) -> Loaded:
    from seed.narrative.loading import load_narratives  # servers never import a narrative

    return load_narratives(request)


SOURCE = SourceDefinition(
    kind="narratives",
    title="procedure narratives",
    command=ImportCommand(
        help=(
            "Attach procedure narratives to HCPCS codes, from files or folders.\n\n"
            "A text file contains one or more narratives, a CSV or JSON file one per row or object. The code comes "
            "from --code, a manifest, front matter or the file name; else from the name block; else from the title. "
            "The title also determines which meaning of the code a narrative describes. A narrative replaces an "
            "earlier one for the same code, meaning and language. Exit code 1 if any could not be attached; the others "
            "are."
        ),
        example="narratives/ --code J3111",
        version_option=None,
        options=(
            ImportOption("code", "The code of the single narrative in the input."),
            ImportOption("language", "The language of narratives that do not state theirs, such as es.", "TAG"),
            ImportOption("encoding", "The encoding of the files if not UTF-8, such as windows-1252."),
            ImportOption(
                "manifest",
                "CSV file: file, code, language, source, publisher, license, author, reviewer, review date, status.",
                "CSV",
                is_file=True,
            ),
        ),
    ),
    load=load,
    main_paths=("/CodeSystem/hcpcs-procedure-narratives",),
    reads=("hcpcs",),
    code_systems=lambda base: (narrative_sections(base),),
    merge=merged_narratives,
    texts=Texts(parts=parts_of, facts=facts_of, document=document_of, removal=removal_of),
)
