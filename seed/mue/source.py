"""CMS's medically unlikely edits as a source: a supplement of HCPCS for each setting and quarter."""

from functools import partial

from seed.release import Loaded
from seed.sources import ImportCommand, ImportOption, LoadRequest, SourceDefinition

SETTINGS = ("dme", "practitioner", "outpatient")


def load(request: LoadRequest) -> Loaded:
    from seed.hcpcs.companion_files import load_companions
    from seed.mue.edits import edits_from_file  # slow to import: it imports the workbook reader

    read = partial(
        edits_from_file,
        canonical_base=request.canonical_base,
        setting=request.options.get("setting"),
        quarter=request.version,
    )
    return load_companions(request.files, "medically unlikely edits", read)


SOURCE = SourceDefinition(
    kind="mue",
    title="medically unlikely edits (MUE)",
    command=ImportCommand(
        help=(
            "Load CMS's medically unlikely edits from files: CSV, XLSX or CMS's zip.\n\nEach HCPCS Level II code gets "
            "its maximum units, the kind of edit and the rationale. Rows about CPT codes are counted and left out."
        ),
        example="MCR_MUE_DMESupplierServices_Eff_07-01-2024.zip --setting dme",
        version_option="quarter",
        version_help="First month of the quarter, if file names do not have it.",
        options=(
            ImportOption(
                "setting", "Who bills: DME suppliers, practitioners or outpatient hospitals.", choices=SETTINGS
            ),
        ),
    ),
    load=load,
    main_paths=tuple(f"/CodeSystem/hcpcs-mue-{setting}" for setting in SETTINGS),
    counted="codes",
    version_word="quarter",
)
