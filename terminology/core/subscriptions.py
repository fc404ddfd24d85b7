"""Subscription: which changes to notify a client about, and Notice: one such notification.

    requested --handshake answered--> active --fails for two days--> error
                       handshake fails five times ------------------> error

Source: https://hl7.org/fhir/R5/subscriptions.html and HL7's backport of it to R4.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Topic = Literal["code-system-version-published", "value-set-changed", "codes-ended"]
TOPICS: tuple[Topic, ...] = get_args(Topic)
Content = Literal["empty", "id-only", "full-resource"]
CONTENTS: tuple[Content, ...] = get_args(Content)
State = Literal["requested", "active", "error"]


class NotDelivered(Exception):
    """An endpoint did not accept a notice; the text says why, without secrets."""


@dataclass(frozen=True, slots=True)
class SubscriptionRequest:
    """The requested subscription. `url` None: every code system or value set. `headers` are sent with each notice."""

    topic: Topic
    url: str | None
    endpoint: str
    content: Content = "id-only"
    headers: tuple[tuple[str, str], ...] = ()
    heartbeat_s: int | None = None
    timeout_s: int | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """`run` changes whenever the subscription is written; notices and their numbers belong to it. `owner` is a key id.

    `events` is the number of the last notice, `delivered` of the last one accepted. `text` is the resource as it was
    sent, in `fhir_version` ("4.0" or "5.0") to the endpoint at `base`.
    """

    id: str
    run: str
    owner: str
    wanted: SubscriptionRequest
    fhir_version: str
    base: str
    text: str
    created_at: datetime
    status: State = "requested"
    problem: str | None = None
    events: int = 0
    delivered: int = 0
    failures: int = 0
    failing_since: datetime | None = None
    next_attempt_at: datetime | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EndedCode:
    """`end` is the last valid day; None if the code system states none. `has_ended`: whether that day is past."""

    system: str
    code: str
    display: str | None
    end: str | None
    has_ended: bool

    @property
    def key(self) -> str:
        return f"{self.system}|{self.code}|{self.end or ''}|{'ended' if self.has_ended else 'ends'}"


@dataclass(frozen=True, slots=True)
class Notice:
    """`cause` identifies it within its run, so that none is created twice. `focus` is "ValueSet/x"."""

    number: int
    cause: str
    at: datetime
    focus: str
    codes: tuple[EndedCode, ...] = ()
