"""CMS's DMEPOS fee schedule as a source: a supplement of HCPCS for each quarter, and its value sets."""

from seed.release import Loaded
from seed.sources import ImportCommand, LoadRequest, SourceDefinition


def load(request: LoadRequest) -> Loaded:
    from seed.dmepos.fee_schedule import fee_schedule_from_file  # with what reads workbooks: it takes long to import
    from seed.hcpcs.companion_files import load_companions

    return load_companions(
        request.files,
        "the DMEPOS fee schedule",
        lambda file: fee_schedule_from_file(
            file.path, file.content, file.source, request.canonical_base, request.version
        ),
    )


SOURCE = SourceDefinition(
    kind="dmepos",
    title="the DMEPOS fee schedule",
    command=ImportCommand(
        help=(
            "Load CMS's DMEPOS fee schedules from files: CSV, XLSX or CMS's zip.\n\nOf each code the modifiers it is "
            "billed with, its category and jurisdiction; a supplement of HCPCS for each quarter, and value sets."
        ),
        example="dme26-a.zip",
        version_option="quarter",
        version_help="First month of the quarter, when file names do not say it.",
    ),
    load=load,
    main_paths=("/CodeSystem/hcpcs-dmepos",),
    counted="codes",
    version_word="quarter",
)
