"""Every collection, the form of its `_id`s, and every further index.

All frequent reads are closed ranges of `_id`s: all concepts of a system, everything of an import. Concepts have no
second index, as it would halve the speed of imports.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Index:
    """One index of a collection; `fields` in order, each ascending. Never unique, which sharded collections cannot
    enforce.
    """

    collection: str
    fields: tuple[str, ...]

    @property
    def name(self) -> str:
        """Named after its fields, as no server allows an index to change under the same name."""
        return "_".join(self.fields)


CONCEPTS = "concepts"  # <system key>/<code>/<hash of the content>-<hash of the import that wrote it>
CODE_SYSTEMS = "code_systems"  # <import id>
TEXTS = "texts"  # <import id>/<name>/<part>
RESOURCES = "resources"  # <import id>/<number>
IMPORTS = "imports"  # <import id>
PUBLICATION = "publication"  # <number in twelve digits>, head, format
COMMITS = "commits"  # <number in twelve digits>
WRITTEN_TEXTS = "written_texts"  # <commit id>/<place>/<part>
AUDIT = "audit"  # <time>-<id>
CLOSURES = "closures"  # <hash of principal and name>
CLOSURE_STEPS = "closure_steps"  # <table id>/<version in six digits>
SUBSCRIPTIONS = "subscriptions"  # <subscription id>
NOTICES = "notices"  # <run>/<number in eight digits>
NOTICE_STATE = "notice_state"  # lease, content, <run>
API_KEYS = "api_keys"  # <key id>
PROBES = "probes"  # insert-<uuid>, for a moment
USED_TOKENS = "used_tokens"  # <hash of issuer and jti>, until it expires
SESSIONS = "sessions"  # <hash of the secret>; not backed up: users sign in again after a restore

# The content of a backup, in restore order: what makes the rest visible comes last.
COLLECTIONS = (
    *(IMPORTS, TEXTS, RESOURCES, CODE_SYSTEMS, CONCEPTS, API_KEYS, AUDIT),
    *(CLOSURE_STEPS, CLOSURES, NOTICES, NOTICE_STATE, SUBSCRIPTIONS, WRITTEN_TEXTS, COMMITS),
)

# For people who query a resource's history in a Mongo shell, and for the history interaction.
INDEXES = (Index(RESOURCES, ("type", "id", "last_updated")),)
