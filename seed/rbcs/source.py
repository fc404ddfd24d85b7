"""CMS's Restructured BETOS (RBCS) as a source: a supplement of HCPCS Level II and its value sets."""

from seed.rbcs.plausibility import find_problems
from seed.release import Loaded, ResourceSet
from seed.sources import ImportCommand, LoadRequest, SourceDefinition


def load(request: LoadRequest) -> Loaded:
    from seed.rbcs.classification import load_rbcs  # slow to import: it imports the workbook reader

    rbcs = load_rbcs(request.files, canonical_base=request.canonical_base, release=request.version)
    found = ResourceSet(
        (rbcs.supplement, *rbcs.value_sets), rbcs.source, rbcs.rows_read, len(rbcs.supplement.concepts), rbcs.rejected
    )
    return Loaded(resource_sets=(found,))


SOURCE = SourceDefinition(
    kind="rbcs",
    title="the RBCS",
    command=ImportCommand(
        help=(
            "Load CMS's Restructured BETOS (RBCS) from a file: a supplement of HCPCS, and a value set for each "
            "category.\n\nFor each code, the latest assignment counts. It replaces an earlier import of the same year."
        ),
        example="RBCS_RY_2024.csv",
        version_option="release",
        version_metavar="YYYY",
        version_help="The year, if the file name does not have it.",
        takes_folders=False,
    ),
    load=load,
    main_paths=("/CodeSystem/hcpcs-rbcs",),
    check=find_problems,
    counted="codes",
    version_word="RBCS",
)
