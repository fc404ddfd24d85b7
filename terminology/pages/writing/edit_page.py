"""The page of an authored value set: creating one, editing a draft, and viewing it with the possible next steps.

A form names the version it is based on. If someone else saved in the meantime, the page keeps the input, shows what
changed, and saves only when the form is sent again.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC

from fhir_resources.version import FhirVersion
from terminology.core.errors import BadRequest
from terminology.library.code_tables import value_set_from_table
from terminology.library.named_codes import report
from terminology.library.resources import ResourceEntry
from terminology.pages.context import Answer, Page, PageRequest, Redirect
from terminology.pages.links import name_of, resource_id, with_query
from terminology.pages.problems import PageProblem
from terminology.pages.wording import size_in_words
from terminology.pages.writing.code_changes import CodeChanges, code_changes
from terminology.pages.writing.frame import Frame, ShownIssue, frame_of, shown_issues
from terminology.pages.writing.steps import Step, steps_for
from terminology.pages.writing.value_set_form import (
    EMPTY,
    FIELDS,
    OPERATORS,
    ValueSetForm,
    form_of,
    resource_of,
    typed_form,
    with_table,
)
from terminology.pages.writing.writer import Json, WriterRequest, refusal_of

MAX_SYSTEMS = 300
SHOWN_VERSIONS = 20
CONFLICT = 412
COMMAND = re.compile(r"(add-include|add-exclude|add-condition|remove-part)(?:-([0-9]{1,3}))?")
NOT_IN_THE_FORM = "This value set is too large for the form. Change it with the FHIR API or a file."


@dataclass(frozen=True, slots=True)
class Conflict:
    """Someone else's changes in the meantime."""

    version: str
    changes: CodeChanges


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences from the active version, with a link to the full comparison."""

    version: str
    href: str
    changes: CodeChanges


@dataclass(frozen=True, slots=True)
class VersionRow:
    number: int
    at: str
    what: str
    status: str
    author: str
    href: str


@dataclass(frozen=True, slots=True)
class EditView:
    """`form` is None on a read-only page; `action` is the form's target.

    `base` is the version that the form is based on, `match` the version that must be current when it is saved.
    """

    title: str
    frame: Frame
    action: str
    form: ValueSetForm | None
    base: str
    match: str
    issues: tuple[ShownIssue, ...]
    conflict: Conflict | None
    operators: tuple[str, ...]
    systems: tuple[tuple[str, str], ...]
    entry: ResourceEntry | None
    warnings: tuple[ShownIssue, ...]
    steps: tuple[Step, ...]
    comparison: Comparison | None
    versions: tuple[VersionRow, ...]
    remark: str
    largest: str


def new_page(request: WriterRequest) -> Answer:
    """An empty form that creates a draft."""
    if not request.is_form:
        return _page(request, EMPTY)
    typed, issues = _typed(request)
    if issues or _is_command(request):
        return _page(request, typed, issues, 400 if issues else 200)
    reply = request.writer.ask("POST", "ValueSet", FhirVersion.R5, resource_of(typed, {}))
    if not reply.is_good or reply.resource is None:
        return _page(request, typed, shown_issues(reply.issues, FIELDS, typed.parts), reply.status)
    return Redirect(f"/writing/{reply.resource['id']}?done=created")


def value_set_page(request: WriterRequest) -> Answer:
    """A draft as a form, any other status read-only, both with the possible next steps."""
    entry = request.page.resources.find("ValueSet", request.page.ids["id"])
    if entry is None:
        raise PageProblem(404, "That value set is not here", "It may have been withdrawn. Go back to your value sets.")
    if request.is_form:
        return _save(request, entry)
    current = _read(request, entry, str(entry.version_id)) if _is_editable(request, entry) else {}
    form = form_of(current) if current else None
    remark = NOT_IN_THE_FORM if current and form is None else _why_not(request, entry)
    return _page(request, form, entry=entry, version=str(entry.version_id), remark=remark)


def _save(request: WriterRequest, entry: ResourceEntry) -> Answer:
    base, match = (_version(request.page, name) for name in ("base", "match"))
    typed, issues = _typed(request)
    if issues or _is_command(request):
        return _page(request, typed, issues, 400 if issues else 200, entry, base, match)
    made = resource_of(typed, _read(request, entry, base)) | {"id": entry.id}
    reply = request.writer.ask("PUT", f"ValueSet/{entry.id}", entry.fhir_version, made, if_match=int(match))
    if reply.is_good:
        return Redirect(f"/writing/{entry.id}?done=saved")
    if reply.status == CONFLICT:
        return _conflict(request, entry, typed, base)
    found = shown_issues(reply.issues, FIELDS, typed.parts)
    return _page(request, typed, found, reply.status, entry, base, match)


def _conflict(request: WriterRequest, entry: ResourceEntry, typed: ValueSetForm, base: str) -> Answer:
    """The resent form must match the version that is current now."""
    head = request.page.context.library.written.find_head("ValueSet", entry.id)
    if head is None or head.version.is_deleted:
        raise PageProblem(
            410, "Someone withdrew this value set while you were editing", "Go back one page to copy what you typed."
        )
    now = str(head.version.version_id)
    conflict = Conflict(now, code_changes(_read(request, entry, base), _read(request, entry, now)))
    return _page(request, typed, (), 409, entry, base, now, conflict)


def _typed(request: WriterRequest) -> tuple[ValueSetForm, tuple[ShownIssue, ...]]:
    """The submitted form plus the codes of the uploaded file; and what is wrong with the file."""
    query, file = request.page.query, request.page.file
    typed = typed_form(query)
    command = COMMAND.fullmatch(query.find("do") or "")
    if command:
        typed = _changed(typed, command[1], int(command[2] or 0))
    if file is None or not file.content:
        return typed, ()
    systems = [part.system for part in typed.parts if part.system]
    system = query.find("file-system") or (systems[0] if systems else None)
    try:
        table = value_set_from_table(file.content, url="urn:table", version=None, system=system)
    except BadRequest as error:
        return typed, tuple(ShownIssue(issue.text, "file") for issue in error.issues)
    return with_table(typed, table), ()


def _changed(typed: ValueSetForm, command: str, number: int) -> ValueSetForm:
    match command:
        case "add-include":
            return typed.with_part("include")
        case "add-exclude":
            return typed.with_part("exclude")
        case "add-condition":
            return typed.with_condition(number)
    return typed.without_part(number)


def _is_command(request: WriterRequest) -> bool:
    """Whether the request only changes the form (such as adding a group) and saves nothing."""
    return COMMAND.fullmatch(request.page.query.find("do") or "") is not None


def _version(page: PageRequest, name: str) -> str:
    text = page.query.find(name) or ""
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10):
        raise PageProblem(400, "The form does not say which version it changes", "Open the value set again.")
    return text


def _read(request: WriterRequest, entry: ResourceEntry, version: str) -> Json:
    reply = request.writer.ask("GET", f"ValueSet/{entry.id}/_history/{version}", entry.fhir_version)
    if reply.resource is None or not reply.is_good:
        raise refusal_of(reply)
    return reply.resource


def _is_editable(request: WriterRequest, entry: ResourceEntry) -> bool:
    return not _why_not(request, entry)


def _why_not(request: WriterRequest, entry: ResourceEntry) -> str:
    """Why the value set is read-only; empty if it can be edited."""
    principal = request.writer.principal
    if not entry.is_written:
        return "This value set was imported and cannot be changed here. Copy it under your own URL."
    if not principal.may("ValueSet", "u"):
        return "You may view this value set. Changing it requires the scope user/ValueSet.u."
    if not principal.may_write(entry.header.url):
        return f"You may only change value sets whose URL begins with {' or '.join(principal.below)}."
    if entry.header.status not in ("draft", "unknown"):
        return f"This version is {entry.header.status}, so its codes cannot change. Create a draft of the next version."
    return ""


def _page(
    request: WriterRequest,
    form: ValueSetForm | None,
    issues: tuple[ShownIssue, ...] = (),
    status: int = 200,
    entry: ResourceEntry | None = None,
    version: str = "",
    match: str | None = None,
    conflict: Conflict | None = None,
    remark: str = "",
) -> Answer:
    page = request.page
    view = EditView(
        title=name_of(entry.header) if entry else "New value set",
        frame=frame_of(request),
        action=f"/writing/{entry.id}" if entry else "/writing/new",
        form=form and (form if form.parts else replace(form, parts=EMPTY.parts)),
        base=version,
        match=version if match is None else match,
        issues=issues,
        conflict=conflict,
        operators=OPERATORS,
        systems=_systems(page),
        entry=entry,
        warnings=_warnings(page, entry) if entry and not issues else (),
        steps=steps_for(entry, request.writer.principal) if entry else (),
        comparison=_comparison(page, entry) if entry else None,
        versions=_versions(request, entry) if entry else (),
        remark=remark,
        largest=size_in_words(page.context.body_limit_bytes),
    )
    return Page("writing_edit.html", view, status)


def _systems(page: PageRequest) -> tuple[tuple[str, str], ...]:
    """The URL and name of each loaded code system."""
    found = {item.header.url: name_of(item.header) for item in page.resources.entries("CodeSystem")}
    return tuple(found.items())[:MAX_SYSTEMS]


def _warnings(page: PageRequest, entry: ResourceEntry) -> tuple[ShownIssue, ...]:
    """Warnings about the saved codes (ended, unknown, renamed), the same as for a write over FHIR."""
    value_set = page.catalogue.find_value_set(entry.header.url, entry.header.version)
    return tuple(ShownIssue(issue.text.rstrip(".")) for issue in report(page.catalogue, value_set)) if value_set else ()


def _comparison(page: PageRequest, entry: ResourceEntry) -> Comparison | None:
    active = page.catalogue.find_value_set(entry.header.url, None)
    if active is None or active.header.status != "active" or active.header.version == entry.header.version:
        return None
    version = active.header.version or ""
    id = resource_id(page.resources, "ValueSet", active.header.url, active.header.version)
    other = page.resources.find("ValueSet", id) if id else None
    if other is None:
        return None
    href = with_query("/compare", this=active.header.canonical, other=entry.header.canonical)
    return Comparison(version, href, code_changes(other.read(), entry.read()))


def _versions(request: WriterRequest, entry: ResourceEntry) -> tuple[VersionRow, ...]:
    """Newest first. Authors are shown only to users who may read the audit trail."""
    names_authors = request.writer.principal.may("Provenance", "rs")
    words = {"POST": "created", "PUT": "changed", "PATCH": "changed", "DELETE": "withdrawn"}
    history = request.page.context.library.written.history("ValueSet", entry.id)
    return tuple(
        VersionRow(
            number=item.version.version_id,
            at=f"{item.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
            what=words.get(item.version.method, "changed"),
            status=item.version.status or "",
            author=item.author.name if names_authors else "",
            href=f"/r5/{item.version.reference}?_format=json",
        )
        for item in history[-SHOWN_VERSIONS:][::-1]
    )
