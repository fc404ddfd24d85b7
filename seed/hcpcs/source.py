"""HCPCS Level II as a source: CMS's releases, the built-in content, and alternative spellings of its url."""

from seed.hcpcs.code_lists import code_lists
from seed.hcpcs.code_system import ALIASES, NOTICED_ALIASES, REPLACES, URL, version_aliases
from seed.hcpcs.plausibility import find_problems
from seed.hcpcs.replacements import replacement_maps
from seed.hcpcs.value_sets import built_in_value_sets
from seed.hcpcs.versions import resolve_version
from seed.hcpcs.windows import window
from seed.release import Loaded
from seed.sources import ImportCommand, LoadRequest, SourceDefinition
from terminology.core.system_rules import SystemRules


def load(request: LoadRequest) -> Loaded:
    from seed.hcpcs.releases import load_hcpcs  # imports the workbook reader, which is slow

    return load_hcpcs(
        request.files, canonical_base=request.canonical_base, release=request.version, content=request.content
    )


SOURCE = SourceDefinition(
    kind="hcpcs",
    title="HCPCS releases",
    command=ImportCommand(
        help=(
            "Load releases of HCPCS Level II from CMS's files: TXT, XLSX, CSV, or CMS's zip; or from folders "
            "of them.\n\nA release replaces an earlier import of the same month. Servers on the same store "
            "show it within two seconds. If a file is refused, nothing is loaded."
        ),
        example="october-2025-alpha-numeric-hcpcs-file.zip",
        version_option="release",
        version_help="The release, if the file names do not contain it.",
    ),
    load=load,
    check=find_problems,
    systems=(
        SystemRules(
            url=URL,
            title="HCPCS Level II",
            aliases=ALIASES,
            noticed_aliases=NOTICED_ALIASES,
            replaces=REPLACES,
            resolve_version=resolve_version,
            window=window,
        ),
    ),
    code_systems=code_lists,
    value_sets=built_in_value_sets,
    concept_maps=replacement_maps,
    version_aliases=version_aliases,
)
