"""The inputs of a page: PageContext for the server, PageRequest for one request; and the three kinds of response."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from terminology.core.catalogue import Catalogue
from terminology.core.requests import Context
from terminology.library.library import Library
from terminology.library.resources import ResourceIndex
from terminology.library.snapshots import Snapshot
from terminology.pages.forms import SentFile
from terminology.pages.query import Query


@dataclass(frozen=True, slots=True)
class PageContext:
    """Dependencies of the pages. `now` is in the operator's time zone, `new_id` returns UUIDs; limits are in bytes and
    seconds.
    """

    library: Library
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    software_version: str
    body_limit_bytes: int
    deadline_s: float = 30.0
    public_base_url: str | None = None

    def today(self) -> date:
        return self.now().date()


@dataclass(frozen=True, slots=True)
class PageRequest:
    """One request for a page. `ids` are the path parameters, `base` is the server's URL without a trailing slash.

    `query` has the fields of a form, `file` its upload. Pages read only `snapshot`, so that none mixes two states of
    the content.
    """

    context: PageContext
    snapshot: Snapshot
    path: str
    ids: Mapping[str, str]
    query: Query
    base: str
    check_deadline: Callable[[], None]
    file: SentFile | None = None

    @property
    def catalogue(self) -> Catalogue:
        return self.snapshot.catalogue

    @property
    def resources(self) -> ResourceIndex:
        return self.snapshot.resources

    @property
    def asked(self) -> Context:
        """The context for operations, with the deadline of this request."""
        return Context(check_deadline=self.check_deadline)


@dataclass(frozen=True, slots=True)
class Page:
    """A template and its view."""

    template: str
    view: object
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class File:
    """A download and its file name."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Redirect:
    location: str


Answer = Page | File | Redirect
MakePage = Callable[[PageRequest], Answer]
