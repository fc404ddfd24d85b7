"""The names of languages, for people: English for en, as the code system of language tags that is loaded names it."""

from terminology.core.catalogue import Catalogue

LANGUAGE_TAGS = "urn:ietf:bcp:47"


def language_name(catalogue: Catalogue, tag: str) -> str:
    """The tag itself where nothing names it."""
    provider = catalogue.find_code_system(LANGUAGE_TAGS)
    found = provider.locate(tag) if provider else None
    return (found.display if found else None) or tag
