"""Checks the codes that imported value sets list: which have ended, and which no loaded release has.

For the report of an import. Codes of code systems that are not loaded are skipped.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fhir_resources.version import FhirVersion
from terminology.core.catalogue import Catalogue
from terminology.core.counts import first_of
from terminology.core.requests import Context
from terminology.library.import_report import named
from terminology.library.ports import StoredResource
from terminology.operations.value_set_health import value_set_health

MAX_VALUE_SETS = 500  # checked per import
MAX_NAMED = 10  # codes in one line
WORDS = {"ended": ("has ended", "have ended"), "unknown": ("is unknown", "are unknown")}


@dataclass(frozen=True, slots=True)
class ListedCodes:
    """One value set with codes that have ended (`ended`) or that no loaded release has (`unknown`), out of
    `checked`.
    """

    value_set: str
    checked: int
    ended: tuple[str, ...]
    unknown: tuple[str, ...]

    def line(self) -> str:
        parts = [_counted(codes, WORDS[kind][len(codes) != 1]) for kind, codes in self._kinds() if codes]
        return f"{self.value_set}, of {self.checked:,} code{'s' if self.checked != 1 else ''}: {'; '.join(parts)}"

    def as_json(self) -> dict[str, Any]:
        return {"valueSet": self.value_set, "checked": self.checked, **dict(self._kinds())}

    def _kinds(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield "ended", self.ended
        yield "unknown", self.unknown


def listed_codes(
    catalogues: Mapping[FhirVersion, Catalogue], imported: Sequence[StoredResource]
) -> tuple[ListedCodes, ...]:
    """The imported value sets that list such codes, by the catalogue of an endpoint that serves them."""
    value_sets = [stored for stored in imported if stored.type == "ValueSet" and stored.url]
    found = (_of(catalogues[stored.fhir_versions[0]], stored) for stored in value_sets[:MAX_VALUE_SETS])
    return tuple(item for item in found if item is not None)


def _of(catalogue: Catalogue, stored: StoredResource) -> ListedCodes | None:
    value_set = catalogue.find_value_set(stored.url or "", stored.version)
    if value_set is None:
        return None
    health = value_set_health(catalogue, value_set, Context())
    ended = tuple(item.code for item in health.findings if item.kind == "ended")
    unknown = tuple(item.code for item in health.findings if item.kind == "unknown")
    return ListedCodes(named(stored), health.checked, ended, unknown) if ended or unknown else None


def _counted(codes: Sequence[str], what: str) -> str:
    return f"{len(codes):,} {what} ({first_of(codes, MAX_NAMED)})"
