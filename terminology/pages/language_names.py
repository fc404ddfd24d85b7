"""Display names of languages, such as English for en, from the loaded code system of language tags."""

from terminology.core.catalogue import Catalogue

LANGUAGE_TAGS = "urn:ietf:bcp:47"


def language_name(catalogue: Catalogue, tag: str) -> str:
    """Falls back to the tag itself."""
    provider = catalogue.find_code_system(LANGUAGE_TAGS)
    found = provider.locate(tag) if provider else None
    return (found.display if found else None) or tag
