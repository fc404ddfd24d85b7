"""ICD-10-CM as a source: order files and tabular lists, and the spellings of its url, versions and codes."""

from functools import partial

from seed.icd10.hints import header_hint
from seed.icd10.plausibility import find_problems
from seed.icd10.value_sets import billable_codes
from seed.icd10.versions import resolve_version, version_aliases, window
from seed.icd10cm.code_system import ALIASES, KIND, NOTICED_ALIASES, TITLE, URL, code_lists
from seed.icd10cm.codes import spellings
from seed.release import Loaded, Release, ResourceSet
from seed.sources import ImportCommand, LoadRequest, Previous, Problem, SourceDefinition
from terminology.core.system_rules import SystemRules

LETTERS = "ABCDEFGHIJKLMNOPQRSTVWXYZ"  # in every complete release; U is for emergencies


def load(request: LoadRequest) -> Loaded:
    from seed.icd10cm.releases import load_icd10cm  # servers never import a release

    return load_icd10cm(request.files, canonical_base=request.canonical_base, version=request.version)


def check(previous: Previous, new: Release | ResourceSet) -> tuple[Problem, ...]:
    return find_problems(previous, new, LETTERS, "chapter")


SOURCE = SourceDefinition(
    kind=KIND,
    title="ICD-10-CM releases",
    command=ImportCommand(
        help=(
            "Load releases of ICD-10-CM from CMS's order files and CDC's tabular lists (XML), or from zips of them.\n\n"
            "If both are there, the order file determines codes and descriptions, and the tabular list adds chapters, "
            "blocks and notes. A release replaces an earlier import of the same month. If a file is refused, nothing "
            "is loaded."
        ),
        example="icd10cm-order-April-2026.txt icd10cm-tabular-April-2026.xml",
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
