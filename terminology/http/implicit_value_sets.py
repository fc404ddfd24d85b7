"""Adds implicit value sets (`<system>?fhir_vs`) to the results of a search by their url."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from fhir_resources.value_set import write
from fhir_resources.version import FhirVersion
from terminology.core import canonical
from terminology.core.catalogue import IMPLICIT_VALUE_SET, Catalogue
from terminology.core.value_sets import ValueSet
from terminology.http.search import Search
from terminology.http.search_parameters import alternatives
from terminology.http.versioned_resource import VersionedResource
from terminology.library.resources import ResourceEntry


def implicit_value_sets(asked: Search, catalogue: Catalogue, released: datetime) -> Iterator[VersionedResource]:
    """The ones that the criterion `url` names; they have no id, as they cannot be read."""
    named = [
        value
        for item in asked.criteria
        if item.parameter.name == "url" and not item.modifier
        for value in alternatives(item.asked)
    ]
    versions = [
        value.rpartition("|")[2]
        for item in asked.criteria
        if item.parameter.name == "version"
        for value in alternatives(item.asked)
    ]
    for url, version in dict.fromkeys(map(canonical.split, named)):
        if url.endswith(IMPLICIT_VALUE_SET) and url not in catalogue.value_sets:
            for wanted in dict.fromkeys((version,) if version or not versions else versions):
                found = catalogue.find_value_set(url, wanted)
                if found is not None and found.header.url == _canonical(url, catalogue):
                    yield _resource(found, released)


def _canonical(url: str, catalogue: Catalogue) -> str:
    """The url with the canonical url of its code system, in case the request used an alias."""
    return catalogue.canonical_system(url.removesuffix(IMPLICIT_VALUE_SET)) + IMPLICIT_VALUE_SET


def _resource(value_set: ValueSet, released: datetime) -> VersionedResource:
    make = partial(write, value_set)
    entry = ResourceEntry("ValueSet", "", value_set.header, 1, None, FhirVersion.R5, make)
    return VersionedResource(entry, released, "1")
