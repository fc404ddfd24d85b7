"""Settings: every option of the server and the command line, read from the environment.

Only `app.py` and `cli/` read them; the rest of the code gets values as arguments. Each setting `x` is the variable
`TERMINOLOGY_X`.
"""

import ipaddress
import os
import re
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AliasChoices, Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

BASE = re.compile(r"https?://[^\s\x00-\x1f\x7f/?#]+(/[^\s\x00-\x1f\x7f?#]*)?")


def _has_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # a bracket that is not closed, a port that is no number or too large
        return False


def default_data_dir() -> Path:
    """Where programs store a user's data: `$XDG_DATA_HOME/terminology-server`, by default below ~/.local/share."""
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "terminology-server"


def default_cache_dir() -> Path:
    """Where programs store what they can rebuild: `$XDG_CACHE_HOME/terminology-server`, by default below ~/.cache."""
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
        "with a MongoDB configured, $XDG_CACHE_HOME/terminology-server/columns or ~/.cache/terminology-server/columns.",
    )
    canonical_base: str = Field(
        default="https://terminology.example.org/fhir",
        description="Base of the canonical URLs of the server's own code systems and value sets. Set your own.",
    )
    public_base_url: str | None = Field(
        default=None,
        description="Address by which clients reach the server, without /r4 and /r5, for links behind a proxy. "
        "Unset: taken from each request.",
    )
    forwarded_allow_ips: str = Field(
        default="127.0.0.1",
        validation_alias=AliasChoices("TERMINOLOGY_FORWARDED_ALLOW_IPS", "FORWARDED_ALLOW_IPS"),
        description="Proxies whose X-Forwarded-Proto and -For are trusted: addresses or networks, or *.",
    )
    time_zone: str = Field(
        default="UTC",
        description="Time zone of today, the day of claim lines and orders that state none; such as America/New_York.",
    )
    narrative_status: Literal["draft", "reviewed", "approved"] = Field(
        default="draft", description="Lowest review status of narratives to show."
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0 lets the system choose one.")
    workers: int = Field(default=1, ge=1, le=64, description="Server processes.")
    starter: bool = Field(default=True, description="Load the starter content into an empty store when serving.")
    expansion_limit_codes: int = Field(
        default=1000, ge=1, description="Most codes that an $expand without count may return; more is too costly."
    )
    count_limit: int = Field(default=10_000, ge=1, description="Most codes in one page of $expand, whatever the count.")
    body_limit_bytes: int = Field(default=16 * 1024 * 1024, ge=1, description="Largest request body accepted.")
    body_limit_elements: int = Field(
        default=500_000, ge=1, description="Most objects (JSON) or elements (XML) in a request body."
    )
    parameter_limit: int = Field(
        default=1000, ge=1, description="Most parameters in one request, not counting those that hold a resource."
    )
    coding_limit: int = Field(default=100, ge=1, description="Most codings in one CodeableConcept.")
    batch_limit_entries: int = Field(
        default=10_000, ge=1, description="Most entries in a batch Bundle, or validations in a $batch-validate-code."
    )
    request_deadline_s: float = Field(
        default=30.0,
        gt=0,
        description="Seconds from arrival, including time in the queue, after which a request is abandoned.",
    )
    connection_limit: int = Field(default=4000, ge=1, description="Most open connections; more get 503.")
    header_timeout_s: float = Field(default=10.0, gt=0, description="Seconds to receive the headers of a request.")
    body_timeout_s: float = Field(
        default=30.0,
        gt=0,
        description="Seconds to receive a body; also how long a client may read nothing before it is disconnected.",
    )
    queue_limit: int = Field(
        default=512, ge=1, description="Most requests waiting for a thread; more get 503 with Retry-After."
    )
    bodies_limit_bytes: int = Field(
        default=256 * 1024 * 1024,
        ge=1,
        description="Most bytes of all request bodies in memory; one client may use half.",
    )
    client_cache_limit_elements: int = Field(
        default=40_000,
        ge=2,
        description="Most elements of all resources that clients store with $cache-control; one client may use half.",
    )
    protect_reads: bool = Field(default=False, description="Require a scope for reads too; writes always require one.")
    audit_reads: bool = Field(
        default=False,
        description="Record every read in the audit trail, by its address only; disables the response cache.",
    )
    authorization_file: Path | None = Field(
        default=None, description="TOML file of the trusted token issuers; unset: only API keys are accepted."
    )
    session_life_s: float = Field(
        default=3600.0, gt=0, le=86_400.0, description="Most seconds that a browser session lasts."
    )
    sync_hosts: str = Field(
        default="",
        description="Hosts besides the feed's own that `terminology sync` may download from; comma-separated.",
    )
    subscription_endpoints: str = Field(
        default="",
        description="URL prefixes that subscription notifications may be sent to, comma-separated; unset: none.",
    )
    subscription_private: bool = Field(
        default=False, description="Allow these URLs to resolve to private and loopback addresses."
    )
    subscription_key_file: Path | None = Field(
        default=None,
        description="File with a secret shared with endpoints: notices carry X-Hub-Signature, an HMAC with it.",
    )
    log_level: Literal["critical", "error", "warning", "info", "debug"] = Field(
        default="info", description="Lowest level to log."
    )
    log_requests: bool = Field(
        default=False, description="Log one line for each request; it costs about as much as a short answer."
    )

    @field_validator("canonical_base", "public_base_url")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        """The base with any suffix must be a valid URL."""
        if value is None:
            return None
        if not BASE.fullmatch(value) or not _has_host(value):
            raise ValueError("must be an address such as https://tx.example.org/fhir, without a query or fragment")
        return value.rstrip("/")

    @field_validator("time_zone")
    @classmethod
    def _is_time_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ValueError, OSError, KeyError):  # a path, a folder, an unknown name
            raise ValueError("must be a time zone of the IANA database, such as America/New_York") from None
        return value

    @property
    def zone(self) -> tzinfo:
        return UTC if self.time_zone == "UTC" else ZoneInfo(self.time_zone)

    @property
    def listens_on_loopback(self) -> bool:
        """Whether only this host, or a proxy on it, can reach the server. Any name but localhost counts as public."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def columns_folder(self) -> Path:
        """The folder of column files: the setting, or the default for the configured store."""
        return self.columns_dir or (default_cache_dir() if self.mongodb_uri else self.data_dir) / "columns"
