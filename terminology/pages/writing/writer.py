"""Who writes in a browser, and how pages write: by asking the routes of FHIR, with their rules, and nothing else."""

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
    """What a route answered: a resource in the version that was asked, or the issues of a refusal."""

    status: int
    resource: Json | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()

    @property
    def is_good(self) -> bool:
        return self.status < 300


class Ask(Protocol):
    """Asks a FHIR route as whoever is signed in: `ask("PUT", "ValueSet/x", FhirVersion.R5, resource, if_match=3)`."""

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
    """`form_token` goes into every form: a page of another site does not know it."""

    principal: Principal
    form_token: str
    ask: Ask


@dataclass(frozen=True, slots=True)
class WriterRequest:
    """A request for a page, of somebody who is signed in. `is_form`: it is what was typed, to be acted on."""

    page: PageRequest
    writer: Writer
    is_form: bool


MakeWriterPage = Callable[[WriterRequest], Answer]


def refusal_of(reply: Reply) -> PageProblem:
    """Of what a route refused and no form can mend."""
    text = "; ".join(issue.text for issue in reply.issues) or "The server refused it"
    return PageProblem(reply.status, text.rstrip("."), "Go back to your value sets.")
