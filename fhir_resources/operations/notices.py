"""Reports the parts of a request that were ignored: unknown parameters, invalid languages.

`Prefer: handling=strict` refuses such a request; a misspelled `date` is always refused, because the answer would be
about another day and could call an invalid code valid. Otherwise the answer reports it in `issues`, in the `message` of
$translate and $diff, or in an expansion as the parameter `warning`.
"""

from collections.abc import Iterator, Sequence

from fhir_resources.elements import Json
from fhir_resources.operation_outcome import operation_outcome
from fhir_resources.parameters import Parameters
from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.core.languages import unknown_language
from terminology.core.requests import Context

# What HL7's tools send to every operation, for their own bookkeeping.
TOOLS_OWN = frozenset(
    {"uuid", "diagnostics", "mode", "profile-url", "limit", "default-to-latest-version", "allowMaximumSizeExpansion"}
)
DATE = "date"
WITH_MESSAGE = frozenset({"ConceptMap-translate", "CodeSystem-diff"})
WITHOUT_NOTICES = frozenset(
    {"CodeSystem-batch-validate-code", "ValueSet-batch-validate-code"}
)  # each entry has its own
MAX_NAMES = 10  # names in one sentence


def notices(parameters: Parameters, asked: Context) -> tuple[Issue, ...]:
    """The ignored parts, one information issue for each kind. Raises BadRequest for a strict request, and for a
    misspelled date.
    """
    return tuple(asked.not_honored(issue) for issue in _notices(parameters, asked))


def _notices(parameters: Parameters, asked: Context) -> Iterator[Issue]:
    names = [name for name in dict.fromkeys(item.name for item in parameters.items) if not _is_known(parameters, name)]
    if names and parameters.defines(DATE):
        _refuse_misspelled_date(parameters, names)
    if names:
        few = ", ".join(f"'{name[:40]}'" for name in names[:MAX_NAMES])
        done = "so the request is refused" if asked.is_strict else "and passed over them"
        text = f"${parameters.definition.code} does not have these parameters, {done}: {few}"
        yield Issue("information", "not-supported", text, expression=tuple(name[:40] for name in names[:MAX_NAMES]))
    if (wrong := unknown_language(asked.languages)) is not None:
        yield wrong


def _refuse_misspelled_date(parameters: Parameters, names: Sequence[str]) -> None:
    misspelled = next((name for name in names if _is_nearly(name[: 2 * len(DATE)].lower(), DATE)), None)
    if misspelled is not None:
        text = f"${parameters.definition.code} has no parameter '{misspelled[:40]}': is '{DATE}' meant?"
        raise BadRequest(Issue("error", "invalid", text, "invalid-data", expression=(misspelled[:40],)))


def _is_nearly(text: str, word: str) -> bool:
    """Whether one letter is wrong, missing or extra, or two adjacent ones are swapped."""
    if len(text) == len(word):
        wrong = [place for place in range(len(word)) if text[place] != word[place]]
        is_swapped = len(wrong) == 2 and sorted(text) == sorted(word)
        return len(wrong) <= 1 or is_swapped
    longer, shorter = (text, word) if len(text) > len(word) else (word, text)
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


def _is_known(parameters: Parameters, name: str) -> bool:
    return name in TOOLS_OWN or parameters.defines(name)


def with_notices(answer: Json, parameters: Parameters, issues: Sequence[Issue]) -> Json:
    """The answer with these issues added."""
    if not issues or parameters.definition.id in WITHOUT_NOTICES:
        return answer
    if "expansion" in answer:
        return _with_warnings(answer, [issue.text for issue in issues])
    if parameters.definition.id in WITH_MESSAGE:
        return _with_message(answer, [issue.text for issue in issues])
    return _with_issues(answer, issues)


def _with_issues(answer: Json, issues: Sequence[Issue]) -> Json:
    entries = list(answer["parameter"])
    for index, entry in enumerate(entries):
        if entry["name"] == "issues":
            outcome = entry["resource"]
            written = [*outcome["issue"], *operation_outcome(issues)["issue"]]
            entries[index] = entry | {"resource": outcome | {"issue": written}}
            break
    else:
        entries.append({"name": "issues", "resource": operation_outcome(issues)})
    return answer | {"parameter": entries}


def _with_message(answer: Json, texts: Sequence[str]) -> Json:
    """The sentences behind those of `message`, which stands behind the result or in front of all."""
    entries = list(answer["parameter"])
    for index, entry in enumerate(entries):
        if entry["name"] == "message":
            entries[index] = entry | {"valueString": ". ".join((entry["valueString"], *texts))}
            return answer | {"parameter": entries}
    place = 1 if entries and entries[0]["name"] == "result" else len(entries)
    entries.insert(place, {"name": "message", "valueString": ". ".join(texts)})
    return answer | {"parameter": entries}


def _with_warnings(value_set: Json, texts: Sequence[str]) -> Json:
    expansion = value_set["expansion"]
    stated = [*expansion.get("parameter", ()), *({"name": "warning", "valueString": text} for text in texts)]
    return value_set | {"expansion": {**_before_parameter(expansion), "parameter": stated, **_after(expansion)}}


_AFTER_PARAMETERS = ("property", "contains")


def _before_parameter(expansion: Json) -> Json:
    return {name: value for name, value in expansion.items() if name not in ("parameter", *_AFTER_PARAMETERS)}


def _after(expansion: Json) -> Json:
    return {name: expansion[name] for name in _AFTER_PARAMETERS if name in expansion}
