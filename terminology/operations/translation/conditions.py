"""Conditions of a mapping (dependsOn), checked against the dependencies of a request."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from terminology.core import canonical
from terminology.core.catalogue import Catalogue
from terminology.core.concept_maps import DependsOn, Target
from terminology.core.model import Coding
from terminology.core.requests import Dependency
from terminology.core.results import Mapping
from terminology.operations.translation.scopes import Notes, Scopes


class Conditions:
    """Decides which mappings apply. `dependencies` are in request order; an attribute may occur several times."""

    def __init__(self, catalogue: Catalogue, dependencies: Iterable[Dependency], scopes: Scopes, notes: Notes) -> None:
        self._catalogue = catalogue
        self._scopes = scopes
        self._notes = notes
        self._supplied: defaultdict[str, list[_Supplied]] = defaultdict(list)
        for item in dependencies:
            self._supplied[item.attribute].append(_Supplied(item.values))
        self._met: dict[DependsOn, bool] = {}

    def apply(self, target: Target) -> bool:
        """Whether no dependency of the request contradicts a condition of the mapping."""
        return all(map(self._is_met, target.depends_on))

    def _is_met(self, condition: DependsOn) -> bool:
        """Cached, because a map may state the same condition on every target."""
        if condition not in self._met:
            supplied = self._supplied.get(condition.attribute, ())
            self._met[condition] = all(self._meets(condition, item) for item in supplied)
        return self._met[condition]

    def _meets(self, condition: DependsOn, supplied: "_Supplied") -> bool:
        if condition.value is not None:
            stated = condition.value.content
            return any(self._is_same(stated, value) for value in supplied.by_text.get(_text(stated), ()))
        return any(self._may_be_member(condition, coding) for coding in supplied.codings)

    def _is_same(self, stated: object, value: Coding | str) -> bool:
        """Whether two values with the same code or text also agree in their code system, if both state one."""
        if isinstance(stated, Coding) and isinstance(value, Coding):
            return is_same_system(self._catalogue, stated.system, value.system)
        return True

    def _may_be_member(self, condition: DependsOn, coding: Coding) -> bool:
        """Unknown is not false: a condition that cannot be evaluated does not exclude a mapping."""
        value_set = condition.value_set
        if value_set is None:
            return False
        is_member = self._scopes.is_member(value_set, coding)
        if is_member is None:
            what = f"Whether the dependency {condition.attribute} is in the value set '{value_set}'"
            self._notes[f"{what} cannot be determined here"] = None
        return is_member is not False

    def explain_missing(self, mappings: Iterable[Mapping]) -> Iterator[str]:
        """Names the attributes that some mappings depend on and the request does not supply."""
        conditions = (condition.attribute for item in mappings for condition in item.depends_on)
        if missing := dict.fromkeys(attribute for attribute in conditions if attribute not in self._supplied):
            yield f"Some mappings depend on values that were not supplied (dependency): {', '.join(missing)}"


class _Supplied:
    """The values of one dependency, any of which may meet a condition."""

    def __init__(self, values: Iterable[Coding | str]) -> None:
        self.codings = tuple(value if isinstance(value, Coding) else Coding(code=value) for value in values)
        self.by_text: defaultdict[str | None, list[Coding | str]] = defaultdict(list)
        for value in dict.fromkeys(values):
            self.by_text[_text(value)].append(value)


def is_same_system(catalogue: Catalogue, one: str | None, other: str | None) -> bool:
    """Whether two canonicals mean the same code system, ignoring versions; None matches any."""
    if one is None or other is None:
        return True
    return catalogue.canonical_system(canonical.split(one)[0]) == catalogue.canonical_system(canonical.split(other)[0])


def _text(value: object) -> str | None:
    if isinstance(value, Coding):
        return value.code
    return str(value).lower() if isinstance(value, bool) else str(value)
