"""Scopes of a translation: membership in value sets that bound a map or stand for many codes in it."""

from collections.abc import Iterator

from terminology.core import canonical
from terminology.core.catalogue import IMPLICIT_VALUE_SET, Catalogue
from terminology.core.concept_maps import ConceptMap
from terminology.core.errors import TooCostly, UnknownCodeSystem, UnknownValueSet
from terminology.core.messages import issue
from terminology.core.model import Coding
from terminology.core.requests import TranslateRequest
from terminology.core.value_sets import ValueSet
from terminology.operations.value_sets.all_codes import AllCodes
from terminology.operations.value_sets.evaluate import Evaluator
from terminology.operations.value_sets.evaluation import Evaluation
from terminology.operations.value_sets.members import Members
from terminology.operations.value_sets.one_code import matches_of

Notes = dict[str, None]  # sentences for the answer, each once, in order


class Scopes:
    """Checks codes for one request. What cannot be determined is added to `notes` and does not exclude a code."""

    def __init__(self, catalogue: Catalogue, request: TranslateRequest, notes: Notes) -> None:
        self._catalogue = catalogue
        self._request = request
        self._notes = notes
        self._memberships: dict[tuple[str, str | None, str | None], bool | None] = {}
        self._own: frozenset[str] | None = None

    def is_member(self, value_set: str, coding: Coding) -> bool | None:
        """Whether a value set has the code; None if it or its content is not loaded."""
        asked = value_set, coding.system, coding.code
        if asked not in self._memberships:
            self._memberships[asked] = self._find_membership(value_set, coding)
        return self._memberships[asked]

    def _find_membership(self, value_set: str, coding: Coding) -> bool | None:
        url, version = canonical.split(value_set)
        if url.endswith(IMPLICIT_VALUE_SET):
            system = self._catalogue.canonical_system(url.removesuffix(IMPLICIT_VALUE_SET))
            if system != self._catalogue.canonical_system(coding.system or ""):
                return False
        found = self._catalogue.find_value_set(url, version)
        if found is None:
            return None
        try:
            evaluation = Evaluation(self._catalogue, self._request.context, found)
            matches, findings = matches_of(evaluation, found, Coding(coding.system, coding.code))
        except (UnknownValueSet, UnknownCodeSystem):
            return None
        if findings.is_undecidable or (not matches and findings.unknown_systems):
            return None
        return bool(matches)

    def members(self, value_set: str) -> Iterator[Coding]:
        """Every code of a value set, in order. Raises TooCostly for more than the request's limit."""
        found = self._catalogue.find_value_set(*canonical.split(value_set))
        if found is None:
            self._notes[f"The value set '{value_set}' is not loaded"] = None
            return
        for member in self._within_limit(value_set, found):
            yield Coding(member.header.url, member.concept.code, display=member.concept.display)

    def _within_limit(self, name: str, value_set: ValueSet) -> Members:
        evaluation = Evaluation(self._catalogue, self._request.context, value_set)
        members = Members(Evaluator(evaluation, AllCodes(evaluation)).evaluate(value_set))
        if len(members) > self._request.limit_codes:
            raise TooCostly(issue("VALUESET_TOO_COSTLY", value_set=name, limit=f">{self._request.limit_codes}"))
        return members

    def is_source(self, concept_map: ConceptMap, coding: Coding) -> bool:
        """Whether a map covers a code, by its source scope. A requested map is used anyway, with a note."""
        own = concept_map.header.source_scope
        is_member = own is None or self.is_member(own, coding)
        if is_member is False and self._request.concept_map is None:
            return False
        if not is_member:
            name = concept_map.header.canonical or "the concept map"
            what = "is not" if is_member is False else "cannot be determined to be"
            self._notes[f"'{coding.system}#{coding.code}' {what} in the source value set of {name}, '{own}'"] = None
        return self._is_in(self._request.source_scope, own, coding)

    def is_outside(self, concept_map: ConceptMap, coding: Coding) -> bool:
        """Whether the map's source scope certainly lacks the code; an unknown scope excludes nothing."""
        own = concept_map.header.source_scope
        return own is not None and self.is_member(own, coding) is False

    def is_target(self, concept_map: ConceptMap, coding: Coding) -> bool:
        return self._is_in(self._request.target_scope, concept_map.header.target_scope, coding)

    def _is_in(self, asked: str | None, own: str | None, coding: Coding) -> bool:
        """Whether the requested scope is the map's own, or contains the code.

        If that cannot be determined, a note is added, and the code is excluded only if some map has this scope.
        """
        if asked is None or (own is not None and _url_of(asked) == _url_of(own)):
            return True
        is_member = self.is_member(asked, coding)
        if is_member is None:
            self._notes[f"Whether the codes are in the value set '{asked}' cannot be determined here"] = None
            return _url_of(asked) not in self._scopes_of_maps()
        return is_member

    def _scopes_of_maps(self) -> frozenset[str]:
        """The urls of the value sets that are a scope of some map, cached per request."""
        if self._own is None:
            headers = (item.header for versions in self._catalogue.concept_maps.values() for item in versions)
            scopes = (scope for header in headers for scope in (header.source_scope, header.target_scope))
            self._own = frozenset(_url_of(scope) for scope in scopes if scope is not None)
        return self._own


def _url_of(reference: str) -> str:
    return canonical.split(reference)[0]
