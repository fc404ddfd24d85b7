"""ICD-10-PCS as a source: CMS's order files, and the spellings of its url, versions and codes."""

from functools import partial

from seed.icd10.hints import header_hint
from seed.icd10.plausibility import find_problems
from seed.icd10.value_sets import billable_codes
from seed.icd10.versions import resolve_version, version_aliases, window
from seed.icd10pcs.axes import spellings
from seed.icd10pcs.code_system import ALIASES, KIND, NOTICED_ALIASES, TITLE, URL, code_lists
from seed.release import Loaded, Release, ResourceSet
from seed.sources import ImportCommand, LoadRequest, Previous, Problem, SourceDefinition
from terminology.core.system_rules import SystemRules

SECTIONS = "0123456789BCDFGH"  # in every complete release; X was added in 2016


def load(request: LoadRequest) -> Loaded:
    from seed.icd10pcs.releases import load_icd10pcs  # servers never import a release

    return load_icd10pcs(request.files, canonical_base=request.canonical_base, version=request.version)


def check(previous: Previous, new: Release | ResourceSet) -> tuple[Problem, ...]:
    return find_problems(previous, new, SECTIONS, "section")


SOURCE = SourceDefinition(
    kind=KIND,
    title="ICD-10-PCS releases",
    command=ImportCommand(
        help=(
            "Load releases of ICD-10-PCS from CMS's order files, or from zips of them.\n\n"
            "A release replaces an earlier import of the same month. If a file is refused, nothing is loaded."
        ),
        example="icd10pcs_order_2026.txt",
        version_help="The month from which the release is in force, or its fiscal year, if names do not have it.",
    ),
    load=load,
    check=check,
    systems=(
        SystemRules(
            url=URL,
            title=TITLE,
            aliases=ALIASES,
            noticed_aliases=NOTICED_ALIASES,
            resolve_version=resolve_version,
            code_spellings=spellings,
            window=window,
            outside_hint=header_hint,
        ),
    ),
    code_systems=code_lists,
    value_sets=partial(billable_codes, KIND, TITLE, URL),
    version_aliases=version_aliases,
)
