"""The parts of a value set's definition outside compose: extensions that control expansion, and languages."""

from terminology.core import canonical
from terminology.core.catalogue import IMPLICIT_VALUE_SET, Catalogue
from terminology.core.errors import UnknownValueSet
from terminology.core.issues import Issue
from terminology.core.languages import Languages, parse_languages
from terminology.core.messages import issue
from terminology.core.model import Extension
from terminology.core.requests import Context, ValueSetReference, VersionRules, prescribed
from terminology.core.value_sets import ValueSet

REQUIRED_SUPPLEMENT = "http://hl7.org/fhir/StructureDefinition/valueset-supplement"
EXPANSION_PARAMETER = "http://hl7.org/fhir/StructureDefinition/valueset-expansion-parameter"
UNIDENTIFIED = "(unidentified)"


def get_value_set(catalogue: Catalogue, reference: ValueSetReference, rules: VersionRules) -> ValueSet:
    """The value set that a request is about. Raises UnknownValueSet."""
    if reference.value_set is not None:
        return reference.value_set
    url, version = canonical.split(reference.url or "")
    version = reference.version or version or prescribed(rules.value_set, url)
    found = catalogue.find_value_set(url, version)
    if found is None:
        unknown = issue("Unable_to_resolve_value_Set_", value_set=canonical.join(url, version))
        raise UnknownValueSet(with_code_system(catalogue, unknown, url))
    return found


def with_code_system(catalogue: Catalogue, unknown: Issue, url: str) -> Issue:
    """Adds a hint if the url of a code system was used as that of a value set."""
    code_system = catalogue.find_code_system(url)
    if code_system is None:
        return unknown
    header = code_system.header
    all_codes = header.value_set or f"{header.url}{IMPLICIT_VALUE_SET}"
    return unknown.with_sentence(f"It is a code system; the value set of all its codes is '{all_codes}'")


def expansion_parameters(value_set: ValueSet) -> dict[str, str]:
    """The expansion parameters stated in the definition (extension valueset-expansion-parameter)."""
    stated = value_set.compose.extensions if value_set.compose else ()
    if not stated and not value_set.header.extensions:  # the common case
        return {}
    found = (_parts(item) for item in (*value_set.header.extensions, *stated) if item.url == EXPANSION_PARAMETER)
    return {parts["name"]: parts["value"] for parts in found if "name" in parts and "value" in parts}


def _parts(extension: Extension) -> dict[str, str]:
    return {part.url: str(part.value.content) for part in extension.extensions if part.value is not None}


def languages_of(context: Context, value_set: ValueSet) -> Languages:
    """The parameter, else the value set's expansion parameter, else the header, else the value set's language.

    Source: https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/languages.html
    """
    stated = expansion_parameters(value_set).get("displayLanguage")
    return (
        context.languages
        or parse_languages(stated)
        or context.header_languages
        or parse_languages(value_set.header.language)
    )


def required_supplements(value_set: ValueSet) -> tuple[str, ...]:
    stated = (item.value for item in value_set.header.extensions if item.url == REQUIRED_SUPPLEMENT)
    return tuple(str(value.content) for value in stated if value is not None)
