"""CMS's DMEPOS fee schedule as a source: a supplement of HCPCS for each quarter, and its value sets."""

from functools import partial

from seed.release import Loaded
from seed.sources import ImportCommand, LoadRequest, SourceDefinition


def load(request: LoadRequest) -> Loaded:
    from seed.dmepos.fee_schedule import fee_schedule_from_file  # slow to import: it imports the workbook reader
    from seed.hcpcs.companion_files import load_companions

    read = partial(fee_schedule_from_file, canonical_base=request.canonical_base, quarter=request.version)
    return load_companions(request.files, "the DMEPOS fee schedule", read)


SOURCE = SourceDefinition(
    kind="dmepos",
    title="the DMEPOS fee schedule",
    command=ImportCommand(
        help=(
            "Load CMS's DMEPOS fee schedules from files: CSV, XLSX or CMS's zip.\n\nEach quarter becomes a supplement "
            "of HCPCS with the modifiers, category and jurisdiction of each code, and value sets."
        ),
        example="dme26-a.zip",
        version_option="quarter",
        version_help="First month of the quarter, if file names do not have it.",
    ),
    load=load,
    main_paths=("/CodeSystem/hcpcs-dmepos",),
    counted="codes",
    version_word="quarter",
)
