"""Procedure narratives as a source: texts about HCPCS codes for patients, in one supplement."""

from seed.narrative.concepts import merged_narratives, narrative_sections, removal_of
from seed.narrative.parts import facts_of, parts_of
from seed.narrative.writing import document_of
from seed.release import Loaded
from seed.sources import ImportCommand, ImportOption, LoadRequest, SourceDefinition, Texts


def load(request: LoadRequest) -> Loaded:
    from seed.narrative.loading import load_narratives

    return load_narratives(request)


SOURCE = SourceDefinition(
    kind="narratives",
    title="procedure narratives",
    command=ImportCommand(
        help=(
            "Attach procedure narratives to HCPCS codes: files, or folders with all that is in them.\n\n"
            "Text files hold one or several, CSV and JSON files one a row or object. A code is found in three ways: "
            "--code, a manifest, a front matter or the file's name; the name block; the title. The title also decides "
            "which meaning of the code a narrative is about. A narrative takes the place of an earlier one for its "
            "code, meaning and language. Exit code 1 when one could not be attached; the others are."
        ),
        example="narratives/ --code J3111",
        version_option=None,
        options=(
            ImportOption("code", "The code that the one narrative is about."),
            ImportOption("language", "The language of what does not state its own, such as es.", "TAG"),
            ImportOption("encoding", "How the files are written, if not in UTF-8: windows-1252, say."),
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
