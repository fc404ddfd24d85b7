"""CMS's processing notes as a source: a code system that explains the numbers in `processingNote`."""

from seed.archives import InputFile
from seed.hcpcs.companion import Companion
from seed.release import Loaded, NotARelease
from seed.sources import ImportCommand, LoadRequest, SourceDefinition


def load(request: LoadRequest) -> Loaded:
    from seed.hcpcs.companion_files import load_companions  # servers never import a table
    from seed.processing_notes.notes import is_notes, notes_from_file

    def read(file: InputFile) -> Companion:
        if not is_notes(file.content):
            raise NotARelease(f"{file.name} is not CMS's text of processing notes.")
        return notes_from_file(file, request.canonical_base, request.version)

    return load_companions(request.files, "processing notes", read)


SOURCE = SourceDefinition(
    kind="processing-notes",
    title="processing notes",
    command=ImportCommand(
        help=(
            "Load CMS's processing notes from proc_notes_*.txt, or from CMS's zip of a release that has it.\n\n"
            "They become a code system, with which $lookup explains the numbers in the property processingNote."
        ),
        example="2019-Alpha-Numeric-HCPCS-File.zip",
        version_option="quarter",
        version_help="First month of the quarter, if file names do not have it.",
    ),
    load=load,
    defines=("/CodeSystem/hcpcs-processing-note",),
    main_paths=("/CodeSystem/hcpcs-processing-note",),
    counted="notes",
    version_word="quarter",
)
