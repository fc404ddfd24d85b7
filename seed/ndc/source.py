"""CMS's ASP NDC-HCPCS crosswalk as a source: a concept map for each quarter, and the spellings of NDCs."""

from seed.ndc.codes import ALIASES, MAP_PATH, SYSTEM, candidate_ndcs
from seed.ndc.plausibility import find_problems
from seed.release import Loaded, ResourceSet
from seed.sources import ImportCommand, LoadRequest, SourceDefinition
from terminology.core.system_rules import SystemRules


def load(request: LoadRequest) -> Loaded:
    from seed.ndc.crosswalk_files import load_crosswalks  # slow to import: it imports the workbook reader

    loaded = load_crosswalks(request.files, canonical_base=request.canonical_base, quarter=request.version)
    sets = (
        ResourceSet((item.concept_map,), item.source, item.rows_read, item.products, item.rejected)
        for item in loaded.crosswalks
    )
    return Loaded(skipped=loaded.skipped, resource_sets=tuple(sets))


SOURCE = SourceDefinition(
    kind="ndc-crosswalk",
    title="NDC-HCPCS crosswalks",
    command=ImportCommand(
        help=(
            "Load CMS's ASP NDC-HCPCS crosswalks, one for each quarter, from files: CSV, XLSX or CMS's zip.\n\n"
            "A crosswalk replaces an earlier import of the same quarter. The file states its quarter; if that differs "
            "from --quarter, the file is refused. If a file is refused, nothing is loaded."
        ),
        example="october-2025-ndc-hcpcs-crosswalk.zip",
        version_option="quarter",
        version_help="First month of the quarter of the file.",
    ),
    load=load,
    main_paths=(MAP_PATH,),
    check=find_problems,
    systems=(
        SystemRules(
            url=SYSTEM,
            title="National Drug Code",
            aliases=ALIASES,
            code_spellings=candidate_ndcs,
            naming_maps=(MAP_PATH,),
        ),
    ),
    counted="products",
    version_word="quarter",
)
