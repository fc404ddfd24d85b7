"""The signed-in user, and how pages write: only through the FHIR routes and their rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from fhir_resources.version import FhirVersion
from terminology.core.issues import Issue
from terminology.core.principals import Principal
from terminology.pages.context import Answer, PageRequest
from terminology.pages.problems import PageProblem

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """The response of a FHIR route: a resource in the requested version, or the issues of an error."""

    status: int
    resource: Json | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()

    @property
    def is_good(self) -> bool:
        return self.status < 300


class Ask(Protocol):
    """Calls a FHIR route as the signed-in user: `ask("PUT", "ValueSet/x", FhirVersion.R5, resource, if_match=3)`."""

    def __call__(
        self,
        method: str,
        path: str,
        version: FhirVersion,
        resource: Json | None = None,
        if_match: int | None = None,
    ) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Writer:
    """`form_token` is in every form, against cross-site request forgery."""

    principal: Principal
    form_token: str
    ask: Ask


@dataclass(frozen=True, slots=True)
class WriterRequest:
    """A request from a signed-in user. `is_form`: it submits a form."""

    page: PageRequest
    writer: Writer
    is_form: bool


MakeWriterPage = Callable[[WriterRequest], Answer]


def refusal_of(reply: Reply) -> PageProblem:
    """An error from a FHIR route that the form cannot fix."""
    text = "; ".join(issue.text for issue in reply.issues) or "The server refused it"
    return PageProblem(reply.status, text.rstrip("."), "Go back to your value sets.")
