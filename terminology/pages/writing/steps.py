"""The lifecycle steps of a value set as pages: the form of each, and the FHIR operation that performs it."""

from collections.abc import Mapping
from dataclasses import dataclass

from fhir_resources.version import FhirVersion
from terminology.core.principals import Principal
from terminology.library.resources import ResourceEntry
from terminology.pages.context import Answer, Page, Redirect
from terminology.pages.links import name_of
from terminology.pages.problems import PageProblem
from terminology.pages.writing.frame import Frame, ShownIssue, frame_of, shown_issues
from terminology.pages.writing.writer import Json, WriterRequest

DRAFT_LABEL = "-draft"


@dataclass(frozen=True, slots=True)
class Step:
    """`letter` is the required scope permission; `statuses` are the allowed statuses, empty for all.

    `fields` are (name, label, hint); `of_imports`: the step also applies to imported value sets.
    """

    name: str
    label: str
    letter: str
    statuses: tuple[str, ...]
    explanation: str
    fields: tuple[tuple[str, str, str], ...] = ()
    of_imports: bool = False


ADDRESS = ("url", "Canonical URL", "Your own, for example https://example.org/fhir/ValueSet/covered")
VERSION = ("version", "Version", "For example 1.0.0")
STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        Step(
            "release",
            "Release",
            "u",
            ("draft", "unknown"),
            "Makes this version active. Its codes can no longer change, and each code system that it names is fixed to "
            "the version that is current today.",
            (VERSION, ("releaseLabel", "Release label (optional)", "For example Spring 2026")),
        ),
        Step(
            "draft",
            "Draft of the next version",
            "c",
            ("active",),
            "A copy with a new version number that you can edit while this version stays active.",
            (VERSION,),
        ),
        Step(
            "clone",
            "Copy",
            "c",
            (),
            "A new draft with the same content under your own URL.",
            (ADDRESS, VERSION),
            of_imports=True,
        ),
        Step("approve", "Approve", "u", ("draft", "active"), "Records today as the approval date."),
        Step(
            "retire",
            "Retire",
            "u",
            ("active",),
            "Marks it as not for new use. Existing records that use it can still be read. This cannot be undone.",
        ),
        Step("withdraw", "Withdraw", "d", ("draft",), "Removes the draft. Its history can still be read."),
    )
}


@dataclass(frozen=True, slots=True)
class StepField:
    name: str
    label: str
    hint: str
    value: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class StepView:
    title: str
    frame: Frame
    step: Step
    id: str
    name: str
    version: str | None
    status: str
    match: str
    fields: tuple[StepField, ...]
    issues: tuple[ShownIssue, ...]


def steps_for(entry: ResourceEntry, principal: Principal) -> tuple[Step, ...]:
    """The steps that this principal can take now."""
    status = entry.header.status
    return tuple(
        step
        for step in STEPS.values()
        if principal.may("ValueSet", step.letter)
        and (step.of_imports or (entry.is_written and principal.may_write(entry.header.url)))
        and (not step.statuses or status in step.statuses)
    )


def step_page(request: WriterRequest) -> Answer:
    """The form of one step; submitting it runs the step and redirects, or shows why it failed."""
    step = STEPS.get(request.page.ids["step"])
    entry = request.page.resources.find("ValueSet", request.page.ids["id"])
    if step is None or entry is None:
        raise PageProblem(404, "There is no such value set or step", "Go back to your value sets.")
    if not request.is_form:
        return _shown(request, step, entry, _suggested(step, entry), (), 200)
    typed = {name: request.page.query.text(name, 2000) for name, _, _ in step.fields}
    match = request.page.query.find("match") or ""
    is_pinned = entry.is_written and match.isdigit() and step.name not in ("draft", "clone")
    if_match = int(match[:9]) if is_pinned else None
    reply = request.writer.ask(
        "POST", f"ValueSet/{entry.id}/${step.name}", FhirVersion.R5, _parameters(step, typed), if_match
    )
    if not reply.is_good:
        issues = shown_issues(reply.issues, typed)
        return _shown(request, step, entry, typed, issues, reply.status)
    return Redirect(_next_address(step, entry.id, reply.resource or {}))


def _suggested(step: Step, entry: ResourceEntry) -> dict[str, str]:
    version = (entry.header.version or "").removesuffix(DRAFT_LABEL)
    match step.name:
        case "release":
            return {"version": version or "1.0.0"}
        case "draft":
            return {"version": next_version(version)}
        case "clone":
            return {"version": "1.0.0"}
    return {}


def next_version(version: str) -> str:
    """The suggested next version: 1.2.0 becomes 1.3.0; empty for versions such as 2025-10."""
    parts = version.split(".")
    if not version or not all(part.isascii() and part.isdigit() and len(part) < 9 for part in parts):
        return ""
    place = 1 if len(parts) > 2 else len(parts) - 1
    raised = [*parts[:place], str(int(parts[place]) + 1), *("0" for _ in parts[place + 1 :])]
    return ".".join(raised)


def _parameters(step: Step, typed: Mapping[str, str]) -> Json:
    stated = {name: value for name, value in typed.items() if value}
    if step.name == "release" and "version" in stated:
        stated["versionBehavior"] = "force"  # use exactly the typed version
    items = [{"name": name, "valueString": value} for name, value in stated.items()]
    return {"resourceType": "Parameters", **({"parameter": items} if items else {})}


def _next_address(step: Step, id: str, bundle: Json) -> str:
    if step.name == "withdraw":
        return "/writing?done=withdraw"
    made = bundle["entry"][0].get("resource", {}).get("id", id)
    return f"/writing/{made}?done={step.name}"


def _shown(
    request: WriterRequest,
    step: Step,
    entry: ResourceEntry,
    values: Mapping[str, str],
    issues: tuple[ShownIssue, ...],
    status: int,
) -> Answer:
    wrong = {issue.field for issue in issues}
    fields = tuple(
        StepField(name, label, hint, values.get(name, ""), name in wrong) for name, label, hint in step.fields
    )
    header = entry.header
    view = StepView(
        title=f"{step.label}: {name_of(header)}",
        frame=frame_of(request),
        step=step,
        id=entry.id,
        name=name_of(header),
        version=header.version,
        status=header.status,
        match=str(entry.version_id) if entry.is_written else "",
        fields=fields,
        issues=issues,
    )
    return Page("writing_step.html", view, status)
