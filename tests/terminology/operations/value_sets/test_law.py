"""The law of the engine, with incomplete content: $validate-code calls valid what $expand lists.

As of a date, it lists codes that ended before as inactive, and they are not valid.

Value sets are generated from a code system with three releases and validity dates, one without dates, a supplement,
imports, a partial expansion, and missing systems and versions.
"""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from seed.hcpcs.code_system import URL, hcpcs_header
from terminology.core.catalogue import Catalogue
from terminology.core.days import parse_days
from terminology.core.errors import TerminologyError
from terminology.core.model import CodeSystem, Coding, Concept, Property, PropertyDefinition, Value
from terminology.core.requests import Context
from terminology.core.results import ValidationResult
from terminology.core.value_sets import Contains, Include, ValueSet, ValueSetHeader
from terminology.providers.as_of import History
from terminology.providers.generic import in_memory
from tests.builders.catalogue import (
    OTHER_SYSTEM,
    SUPPLEMENT,
    VALUE_SET,
    all_of,
    code_system_of,
    codes_of,
    concept_of,
    filtered,
    imports,
    supplement_of,
    value_set_of,
)
from tests.builders.operations import expansion_of, flat, validation_of

ONE, TWO = "http://example.org/one", "http://example.org/two"
PART = "http://example.org/part"
UNKNOWN_SYSTEM, UNKNOWN_VERSION = "http://example.org/nobody-knows", "1999-01"
VERSIONS = ("2020-04", "2020-10", "2021-04")
CODES = ("A1", "B1", "C1", "D1")


def listed(code: str, added: str, ended: str | None = None, kind: str = "procedure") -> Concept:
    dates = {"effectiveDate": added, "retirementDate": ended}
    stated = tuple(Property(name, Value("dateTime", day)) for name, day in dates.items() if day)
    return Concept(code, f"Display of {code}", properties=(*stated, Property("kind", Value("code", kind))))


def release(version: str, *concepts: Concept) -> CodeSystem:
    return CodeSystem(hcpcs_header(version, "https://terminology.example.org/fhir"), concepts)


RELEASES = tuple(
    in_memory(item)
    for item in (
        release("2020-04", listed("A1", "2019-01-01"), listed("B1", "2020-01-01", "2020-06-30")),
        release("2020-10", listed("A1", "2019-01-01"), listed("C1", "2020-10-01")),
        release("2021-04", listed("A1", "2019-01-01", "2021-05-31"), listed("C1", "2020-10-01", kind="modifier")),
    )
)
OTHER = code_system_of("A1", "E1", url=OTHER_SYSTEM, properties=(PropertyDefinition("coverage", "code"),))
COVERED = supplement_of(concept_of("E1", coverage="C"), of=OTHER_SYSTEM)

hcpcs = (
    st.just(all_of(URL))
    | st.sampled_from(VERSIONS).map(lambda version: all_of(URL, version=version))
    | st.lists(st.sampled_from(CODES), min_size=1, max_size=3).map(lambda codes: codes_of(*codes, system=URL))
    | st.sampled_from(["procedure", "modifier"]).map(lambda kind: filtered(("kind", "=", kind), system=URL))
)
others = (
    st.just(all_of(OTHER_SYSTEM))
    | st.just(codes_of("E1", "Z1", system=OTHER_SYSTEM))
    | st.just(filtered(("coverage", "=", "C"), system=OTHER_SYSTEM))
)
not_here = st.sampled_from([all_of(UNKNOWN_SYSTEM), all_of(URL, version=UNKNOWN_VERSION)])
# Came as an expansion that is only a part of it.
IN_PART = ValueSet(
    ValueSetHeader(url=PART), expansion=(Contains(URL, "A1"), Contains(OTHER_SYSTEM, "E1")), is_partial=True
)
of_a_part = st.sampled_from([imports(PART), imports(PART, system=URL), imports(ONE, PART)])
imported = st.sampled_from([imports(ONE), imports(TWO), imports(ONE, TWO), imports(ONE, system=URL)]) | of_a_part
contexts = st.builds(
    lambda day, supplements: Context(days=parse_days(day) if day else None, supplements=supplements),
    st.sampled_from([None, "2019-06-01", "2020-05-01", "2020-11-01", "2021-06-15", "2022-01-01"]),
    st.sampled_from([(), (SUPPLEMENT,)]),
)


def composed(include: st.SearchStrategy[Include], url: str) -> st.SearchStrategy[ValueSet]:
    several = st.lists(include, max_size=3).map(tuple)
    return st.builds(
        lambda included, excluded: value_set_of(*included, exclude=excluded, url=url),
        several,
        several,
    )


leaves = hcpcs | others


@settings(max_examples=100)
@given(
    composed(leaves, ONE),
    composed(leaves | st.just(imports(PART)), TWO),
    composed(leaves | imported | not_here, VALUE_SET),
    contexts,
)
def test_valid_codes_are_listed_and_undecidable_ones_are_never_valid(
    one: ValueSet, two: ValueSet, value_set: ValueSet, context: Context
) -> None:
    known = Catalogue(histories={URL: History(RELEASES)}).with_resources(
        code_systems=(*RELEASES, in_memory(OTHER)), supplements=(COVERED,), value_sets=(one, two, IN_PART)
    )
    valid = {coding for coding in codings() if is_valid(known, value_set, coding, context)}
    members, ended = listed_in(known, judged(value_set), context)
    assert valid <= members
    # No is said of none of these but for want of a version that is not here, or because a newer one knows of the end.
    for coding in members - valid - ended:
        assert validated(known, value_set, coding, context).unknown_systems


def codings() -> list[Coding]:
    return [Coding(system, code) for system in (URL, OTHER_SYSTEM, UNKNOWN_SYSTEM) for code in (*CODES, "E1", "Z1")]


def is_valid(known: Catalogue, value_set: ValueSet, coding: Coding, context: Context) -> bool:
    try:
        return validated(known, value_set, coding, context).is_valid
    except TerminologyError:
        return False


def validated(known: Catalogue, value_set: ValueSet, coding: Coding, context: Context) -> ValidationResult:
    return validation_of(known, value_set, coding, context=context)


def judged(value_set: ValueSet) -> ValueSet | None:
    """The decidable part of the value set; None if it excludes missing content."""
    compose = value_set.compose
    assert compose
    if any(map(is_not_here, compose.exclude)):
        return None
    included = tuple(include for include in compose.include if not is_not_here(include))
    return replace(value_set, compose=replace(compose, include=included))


def is_not_here(include: Include) -> bool:
    return include.system == UNKNOWN_SYSTEM or include.version == UNKNOWN_VERSION


def listed_in(known: Catalogue, value_set: ValueSet | None, context: Context) -> tuple[set[Coding], set[Coding]]:
    """The codes in the expansion, and those of them that ended according to some version of the code system."""
    if value_set is None:
        return set(), set()
    expanded = flat(expansion_of(known, value_set, context).contains)
    has_ended = [entry for entry in expanded if entry.is_inactive and context.days]
    members = {Coding(entry.system, entry.code) for entry in expanded if entry not in has_ended}
    return members, {Coding(entry.system, entry.code) for entry in has_ended}
