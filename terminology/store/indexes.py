"""Every collection, what its `_id` is, and every index beyond that: all in one place.

Everything that is read often is a closed range of `_id`s: all concepts of a system, everything of an import. A second
index on concepts would halve the speed of an import, so there is none.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Index:
    """One index of a collection; `fields` in order, each ascending. None is unique: shards could not keep it."""

    collection: str
    fields: tuple[str, ...]

    @property
    def name(self) -> str:
        """Says what it indexes, as no server lets an index of the same name change."""
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
SESSIONS = "sessions"  # <hash of the secret>; in no backup: whoever restores signs in again

# What a backup holds, in the order in which it is put back: what makes the rest visible comes last.
COLLECTIONS = (
    *(IMPORTS, TEXTS, RESOURCES, CODE_SYSTEMS, CONCEPTS, API_KEYS, AUDIT),
    *(CLOSURE_STEPS, CLOSURES, NOTICES, NOTICE_STATE, SUBSCRIPTIONS, WRITTEN_TEXTS, COMMITS),
)

# For people who look a resource's history up in a Mongo shell, and for the history interaction.
INDEXES = (Index(RESOURCES, ("type", "id", "last_updated")),)
