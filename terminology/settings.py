"""Settings: every option of the server and the command line, read from the environment.

Only `app.py` and `cli/` read them; the rest of the code is given what it needs. Each setting `x` is the variable
`TERMINOLOGY_X`.
"""

import ipaddress
import os
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def default_data_dir() -> Path:
    """Where programs keep a user's data: `$XDG_DATA_HOME/terminology-server`, by default below ~/.local/share."""
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "terminology-server"


def default_cache_dir() -> Path:
    """Where programs keep what they can make again: `$XDG_CACHE_HOME/terminology-server`, by default below ~/.cache."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "terminology-server"


class Settings(BaseSettings):
    """The options with their defaults. An unset or empty variable means the default."""

    model_config = SettingsConfigDict(env_prefix="TERMINOLOGY_", env_ignore_empty=True, populate_by_name=True)

    mongodb_uri: str | None = Field(
        default=None,
        repr=False,  # it may hold a password
        validation_alias=AliasChoices("TERMINOLOGY_MONGODB_URI", "MONGODB_URI"),
        description="MongoDB to use, mongodb:// or mongodb+srv://; unset starts the embedded store. Also MONGODB_URI.",
    )
    database: str = Field(default="terminology", min_length=1, description="Name of the MongoDB database.")
    data_dir: Path = Field(
        default_factory=default_data_dir,
        description="Folder of the embedded store; server and command line share it. "
        "Default $XDG_DATA_HOME/terminology-server, or ~/.local/share/terminology-server.",
    )
    columns_dir: Path | None = Field(
        default=None,
        description="Folder of the column files that processes of a host share. Default: columns in the data folder; "
        "with a MongoDB given, $XDG_CACHE_HOME/terminology-server/columns or ~/.cache/terminology-server/columns.",
    )
    canonical_base: str = Field(
        default="https://terminology.example.org/fhir",
        description="Base of the canonicals of our own code systems and value sets. An operator sets their own.",
    )
    public_base_url: str | None = Field(
        default=None,
        description="Address by which clients reach the server, without /r4 and /r5, for links behind a proxy. "
        "Unset: taken from each request.",
    )
    forwarded_allow_ips: str = Field(
        default="127.0.0.1",
        validation_alias=AliasChoices("TERMINOLOGY_FORWARDED_ALLOW_IPS", "FORWARDED_ALLOW_IPS"),
        description="Proxies whose X-Forwarded-Proto and -For count: addresses or networks, commas between; * = all.",
    )
    narrative_status: Literal["draft", "reviewed", "approved"] = Field(
        default="draft", description="The least that a narrative's review must have come to for it to be shown."
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0 lets the system choose one.")
    workers: int = Field(default=1, ge=1, le=64, description="Server processes.")
    starter: bool = Field(default=True, description="Load the starter content into an empty store when serving.")
    expansion_limit_codes: int = Field(
        default=1000, ge=1, description="Codes that an $expand without count may return before it is too costly."
    )
    count_limit: int = Field(
        default=10_000, ge=1, description="Codes of one page of an $expand, whatever count asks for."
    )
    body_limit_bytes: int = Field(default=16 * 1024 * 1024, ge=1, description="Largest request body that is read.")
    body_limit_elements: int = Field(
        default=500_000, ge=1, description="Objects (JSON) or elements (XML) of a request body that is read."
    )
    parameter_limit: int = Field(
        default=1000, ge=1, description="Parameters of one request, those that carry a resource apart."
    )
    coding_limit: int = Field(default=100, ge=1, description="Codings of one CodeableConcept.")
    batch_limit_entries: int = Field(
        default=10_000, ge=1, description="Entries of a batch Bundle, validations of a $batch-validate-code."
    )
    request_deadline_s: float = Field(
        default=30.0,
        gt=0,
        description="Seconds from the arrival of a request, waiting included, after which it is given up.",
    )
    connection_limit: int = Field(default=4000, ge=1, description="Open connections; more get 503.")
    header_timeout_s: float = Field(
        default=10.0, gt=0, description="Seconds in which the headers of a request must have come."
    )
    body_timeout_s: float = Field(
        default=30.0,
        gt=0,
        description="Seconds in which a body must have come, and after which a client that takes nothing is cut off.",
    )
    queue_limit: int = Field(
        default=512, ge=1, description="Requests that may wait for a thread; then the answer is 503 with Retry-After."
    )
    bodies_limit_bytes: int = Field(
        default=256 * 1024 * 1024,
        ge=1,
        description="Bytes of all request bodies under way; one client may have half of them.",
    )
    client_cache_limit_elements: int = Field(
        default=40_000,
        ge=2,
        description="Elements of all resources that clients leave here with $cache-control; a client may have half.",
    )
    protect_reads: bool = Field(
        default=False, description="Answer nothing but to who shows a scope for it; writes always need one."
    )
    audit_reads: bool = Field(
        default=False,
        description="Note every read in the audit trail, by its address alone; answers then come from no cache.",
    )
    authorization_file: Path | None = Field(
        default=None, description="TOML file of the token issuers that are believed; unset: API keys alone are."
    )
    session_life_s: float = Field(
        default=3600.0, gt=0, le=86_400.0, description="Seconds that somebody stays signed in in a browser, at most."
    )
    sync_hosts: str = Field(
        default="",
        description="Hosts that `terminology sync` may take content from besides that of the feed; commas between.",
    )
    subscription_endpoints: str = Field(
        default="",
        description="Beginnings of urls to which notices of subscriptions may be sent, commas between; unset: none.",
    )
    subscription_private: bool = Field(
        default=False, description="Notices may also be sent to private and loopback addresses of these urls."
    )
    log_level: Literal["critical", "error", "warning", "info", "debug"] = Field(
        default="info", description="The least important line that is logged."
    )
    log_requests: bool = Field(
        default=False, description="Log one line for each request; it costs about as much as a short answer."
    )

    @property
    def listens_on_loopback(self) -> bool:
        """Whether only this host can reach the server, or a proxy on it. A name but localhost may be anything."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def columns_folder(self) -> Path:
        """Where column files are, by the setting or by the store that is used."""
        return self.columns_dir or (default_cache_dir() if self.mongodb_uri else self.data_dir) / "columns"
