"""The parts of a Store (`ports.py`), each for one concern. Every method raises StoreUnavailable, as those of Store."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from terminology.core.closure import ClosureStep, ClosureTable
from terminology.core.subscriptions import Notice, Subscription
from terminology.library.api_keys import ApiKey
from terminology.library.commits import Commit
from terminology.library.compressed_text import CompressedText
from terminology.library.sessions import Session


class CommitStore(Protocol):
    """Commits, and the texts of the resources that they write."""

    async def save_texts(self, texts: Mapping[str, str]) -> None:
        """Texts of a commit to be appended, by `Commit.text_key`; invisible until then."""

    async def append(self, commit: Commit) -> bool:
        """Whether the commit got its number and so is durable and visible; False when another was faster."""

    async def load_after(self, number: int) -> tuple[Commit, ...]:
        """In order of number."""

    async def load_texts(self, keys: Sequence[str]) -> Mapping[str, str | CompressedText]:
        """Raises ContentGone when one is missing."""

    async def remove_texts(self, keys: Sequence[str]) -> None:
        """Removes the texts of a commit that was not appended."""


class SubscriptionStore(Protocol):
    """Subscriptions to changes, their notices, and the lease of the process that sends them."""

    async def save(self, subscription: Subscription) -> None:
        """Replaces the one with the same id, if any."""

    async def load(self) -> tuple[Subscription, ...]:
        """All subscriptions, in order of creation."""

    async def find(self, id: str) -> Subscription | None: ...

    async def change(self, id: str, run: str, values: Mapping[str, Any]) -> Subscription | None:
        """None when it was rewritten or removed in the meantime."""

    async def remove(self, id: str, run: str) -> None:
        """Removes it with its notices."""

    async def remove_notices(self, run: str) -> None: ...

    async def add_notice(self, run: str, notice: Notice) -> bool:
        """False when the number is taken."""

    async def load_notices(self, run: str, after: int, up_to: int) -> tuple[Notice, ...]:
        """In order of number."""

    async def has_notice(self, run: str, cause: str, after: int) -> bool:
        """Checks the notices with greater numbers than `after`."""

    async def forget_notices(self, run: str, up_to: int) -> None: ...

    async def load_state(self, name: str) -> Mapping[str, Any] | None: ...

    async def save_state(self, name: str, values: Mapping[str, Any]) -> None: ...

    async def take_lease(self, holder: str, now: datetime, until: datetime) -> bool:
        """Whether this process sends notices until then: it already did, or the lease was free."""


class ClosureStore(Protocol):
    """The tables of `$closure`."""

    async def begin(self, key: str, principal: str, table: ClosureTable) -> None:
        """Replaces the one with the same key, if any."""

    async def find(self, key: str) -> ClosureTable | None: ...

    async def append(self, table_id: str, step: ClosureStep) -> bool:
        """False when the step number is taken."""

    async def touch(self, key: str, table_id: str, used_at: datetime) -> None: ...

    async def forget(self, unused_since: datetime) -> int:
        """Removes the tables not used since then; returns how many."""


class SessionStore(Protocol):
    """The sessions of browsers."""

    async def save(self, session: Session) -> None: ...

    async def find(self, id: str) -> Session | None:
        """May return an expired session that was not yet removed."""

    async def remove(self, id: str) -> None: ...

    async def forget(self, expired_by: datetime) -> None: ...


class ApiKeyStore(Protocol):
    """API keys."""

    async def add(self, key: ApiKey) -> None: ...

    async def load(self) -> tuple[ApiKey, ...]:
        """All keys, in order of creation."""

    async def find(self, id: str) -> ApiKey | None: ...

    async def remove(self, id: str) -> None: ...


class UsedTokenStore(Protocol):
    """Tokens that may be used once, on any server."""

    async def use(self, id: str, now: datetime, expires_at: datetime) -> bool:
        """False when it was used before, on any server, and has not expired."""

    async def forget(self, expired_by: datetime) -> None: ...
