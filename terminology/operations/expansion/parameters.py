"""Parameters of an expansion: request parameters, content that was used, and warnings."""

from collections.abc import Container, Iterable, Sequence

from terminology.core.counts import first_of
from terminology.core.issues import Issue
from terminology.core.languages import NO_PREFERENCE, Languages
from terminology.core.model import Extension, Header, Value
from terminology.core.requests import ExpandRequest
from terminology.core.status import status_warning
from terminology.core.value_sets import ExpansionParameter, ValueSet
from terminology.operations.expansion.entries import AS_PROPERTY
from terminology.operations.value_sets.evaluate import partial_issue
from terminology.operations.value_sets.evaluation import Evaluation

UNCLOSED = "http://hl7.org/fhir/StructureDefinition/valueset-unclosed"
UNCLOSED_REASON = "http://hl7.org/fhir/StructureDefinition/valueset-unclosed-reason"
# Every code system has these, declared or not.
KNOWN_PROPERTIES = frozenset(
    {"definition", "designation", "display", "inactive", "notSelectable", "parent", "child", "status"}
    | {code for code, _, _ in AS_PROPERTY.values()}
)
NAMED_CODES = 20  # codes named in a warning about missing codes


def parameters_of(
    request: ExpandRequest, evaluation: Evaluation, value_set: ValueSet, languages: Languages
) -> Iterable[ExpansionParameter]:
    """The request parameters that had an effect, the content used, and warnings."""
    evaluation.note_unused_supplements()
    yield from request.supplied
    if languages != NO_PREFERENCE and languages.text:
        yield ExpansionParameter("displayLanguage", "code", languages.text)
    yield from evaluation.used_rules
    for header in evaluation.used_code_systems.values():
        yield ExpansionParameter("used-codesystem", "uri", header.canonical)
        if header.content == "fragment":
            yield ExpansionParameter("used-fragment", "uri", header.canonical)
        yield from _warnings(header, value_set.header)
    for item in (*evaluation.notices, *evaluation.edges, *evaluation.early):
        yield ExpansionParameter("warning", "string", item.text)
    for name in evaluation.partial:
        yield ExpansionParameter("warning", "string", partial_issue(name).text)
    for canonical_url, codes in evaluation.missing_codes.items():
        yield ExpansionParameter("warning", "string", _missing(canonical_url, codes))
    for header in evaluation.undated.values():
        yield ExpansionParameter("undated-codesystem", "uri", header.canonical)
    for used in evaluation.used_value_sets.values():
        yield ExpansionParameter("used-valueset", "uri", used.header.canonical)
        yield from _warnings(used.header, value_set.header)
    for supplement in evaluation.used_supplements():
        yield ExpansionParameter("used-supplement", "uri", supplement.header.canonical)
    yield from _warnings(value_set.header, value_set.header)


def _missing(code_system: str, codes: Sequence[str]) -> str:
    return f"The value set enumerates codes that {code_system} does not have: {first_of(codes, NAMED_CODES)}"


def _warnings(header: Header, user: Header) -> Iterable[ExpansionParameter]:
    if warning := status_warning(header, user):
        yield ExpansionParameter(f"warning-{warning}", "uri", header.canonical)


def unclosed(evaluation: Evaluation) -> Iterable[Extension]:
    """Marks an expansion that may lack codes, as of a fragment or example (extension valueset-unclosed)."""
    partial = [header for header in evaluation.used_code_systems.values() if header.content in ("fragment", "example")]
    fragments = [header for header in partial if header.url not in evaluation.open_ended]
    if fragments or evaluation.partial or evaluation.open_ended:
        yield Extension(UNCLOSED, Value("boolean", True))
    for header in fragments:
        article = "an" if header.content == "example" else "a"
        reason = f"This extension is based on {article} {header.content} of the code system {header.url}"
        yield Extension(UNCLOSED_REASON, Value("string", reason))
    for url in evaluation.open_ended:
        text = f"The code System '{url}' has a grammar and so has infinite members. Only some of them are listed here"
        yield Extension(UNCLOSED_REASON, Value("string", text))
    for name in evaluation.partial:
        yield Extension(UNCLOSED_REASON, Value("string", partial_issue(name).text))


def note_properties(
    evaluation: Evaluation, request: ExpandRequest, properties: Iterable[str], found: Container[str]
) -> None:
    """Adds a notice about requested or defined properties that no code system of the expansion has."""
    headers = tuple(evaluation.used_code_systems.values())
    unknown = [
        code[:40]
        for code in properties
        if code not in found and code not in KNOWN_PROPERTIES and not any(each.find_property(code) for each in headers)
    ]
    if unknown and headers:
        names = ", ".join(f"'{code}'" for code in unknown[:NAMED_CODES])
        text = f"No code system of the expansion has a property {names}"
        issue = Issue("information", "not-supported", text, expression=("property",))
        evaluation.notices[evaluation.not_honored(issue) if request.properties else issue] = None
