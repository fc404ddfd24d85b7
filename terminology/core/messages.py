"""The texts of issues, once. Message ids and templates are those of HL7's terminology ecosystem.

Source: the messages that FHIR validators and terminology servers share (Messages.properties of the FHIR core library),
listed at https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/. Clients compare texts, so words and quotes are theirs.
"""

from typing import NamedTuple

from terminology.core.issues import Issue, Severity


class Message(NamedTuple):
    severity: Severity
    code: str
    details_code: str | None
    template: str


# Reported as issues, but left out of the single `message` text of a validation.
REMARKS = frozenset(
    {
        "CODE_CASE_DIFFERENCE",
        "CONCEPT_DEPRECATED_IN_VALUESET",
        "INACTIVE_DISPLAY_FOUND",
        "MSG_DEPRECATED",
        "MSG_DRAFT",
        "MSG_EXPERIMENTAL",
        "MSG_WITHDRAWN",
        "UNKNOWN_CODE_IN_FRAGMENT",
        "VALUESET_VALUE_MISMATCH_DEFAULT",
    }
)

# Parts of templates that are removed when the argument is missing.
ONLY_WITH = {"version": "' version '{version}", "default": "'. Default display is '{default}"}

MESSAGES = {
    "ABSTRACT_CODE_NOT_ALLOWED": Message(
        "error", "business-rule", "code-rule", "Code '{system}#{code}' is abstract, and not allowed in this context"
    ),
    "CODESYSTEM_CS_NO_SUPPLEMENT": Message(
        "error",
        "invalid",
        "invalid-data",
        "CodeSystem {canonical} is a supplement, so can't be used as a value in Coding.system",
    ),
    "CODE_CASE_DIFFERENCE": Message(
        "information",
        "business-rule",
        "code-rule",
        "The code '{code}' differs from the correct code '{correct}' by case. Although the code system '{canonical}' is case insensitive, implementers are strongly encouraged to use the correct case anyway",
    ),
    "CONCEPT_DEPRECATED_IN_VALUESET": Message(
        "warning",
        "business-rule",
        "code-comment",
        "The presence of the concept '{code}' in the system '{system}' in the value set {value_set} is marked with a status of {status} and its use should be reviewed",
    ),
    "Coding_has_no_code__cannot_validate": Message(
        "error", "invalid", "invalid-data", "Coding has no code. A coding without a code cannot be validated"
    ),
    "Coding_has_no_system__cannot_validate": Message(
        "warning",
        "invalid",
        "invalid-data",
        "Coding has no system. A code with no system has no defined meaning, and it cannot be validated. A system should be provided",
    ),
    "DEPRECATED_CONCEPT_FOUND": Message(
        "warning", "business-rule", "code-comment", "The concept '{code}' is deprecated and its use should be reviewed"
    ),
    "Display_Name_WS_for__should_be_one_of__instead_of": Message(
        "error",
        "invalid",
        "invalid-display",
        "Wrong whitespace in Display Name '{display}' for {system}#{code}. Valid display is {choices} (for the language(s) '{languages}')",
    ),
    "Display_Name_for__should_be_one_of__instead_of": Message(
        "error",
        "invalid",
        "invalid-display",
        "Wrong Display Name '{display}' for {system}#{code}. Valid display is {choices} (for the language(s) '{languages}')",
    ),
    "INACTIVE_CONCEPT_FOUND": Message(
        "warning",
        "business-rule",
        "code-comment",
        "The concept '{code}' has a status of {status} and its use should be reviewed",
    ),
    "INACTIVE_DISPLAY_FOUND": Message(
        "warning",
        "invalid",
        "display-comment",
        "'{display}' is no longer considered a correct display for code '{code}' (status = {status}). The correct display is one of {choices}.",
    ),
    "INVALID_DISPLAY_NAME": Message("error", "processing", "invalid-display", "Invalid displayLanguage: '{language}'"),
    "MSG_DEPRECATED": Message(
        "information", "business-rule", "status-check", "Reference to deprecated {kind} {canonical}"
    ),
    "MSG_DRAFT": Message("information", "business-rule", "status-check", "Reference to draft {kind} {canonical}"),
    "MSG_EXPERIMENTAL": Message(
        "information", "business-rule", "status-check", "Reference to experimental {kind} {canonical}"
    ),
    "MSG_WITHDRAWN": Message(
        "information", "business-rule", "status-check", "Reference to withdrawn {kind} {canonical}"
    ),
    "NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_ERR": Message(
        "error",
        "invalid",
        "invalid-display",
        "Wrong Display Name '{display}' for {system}#{code}. There are no valid display names found for language(s) '{languages}'. Default display is '{default}'",
    ),
    "NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_OK": Message(
        "information",
        "invalid",
        "invalid-display",
        "There are no valid display names found for the code {system}#{code} for language(s) '{languages}'. The display is '{display}' which is a valid display for the default language",
    ),
    "None_of_the_provided_codes_are_in_the_value_set_one": Message(
        "error",
        "code-invalid",
        "not-in-vs",
        "The provided code '{coding}' was not found in the value set '{value_set}'",
    ),
    "STATUS_CODE_WARNING_CODE": Message(
        "error", "business-rule", "code-rule", "The concept '{code}' is valid but is {status}"
    ),
    "TX_GENERAL_CC_ERROR_MESSAGE": Message(
        "error", "code-invalid", "not-in-vs", "No valid coding was found for the value set '{value_set}'"
    ),
    "Terminology_TX_System_Relative": Message(
        "error", "invalid", "invalid-data", "Coding.system must be an absolute reference, not a local reference"
    ),
    "Terminology_TX_System_ValueSet2": Message(
        "error", "invalid", "invalid-data", "The Coding references a value set, not a code system ('{system}')"
    ),
    "UNABLE_TO_HANDLE_SYSTEM_FILTER_WITH_NO_VALUE": Message(
        "error",
        "invalid",
        "vs-invalid",
        "The system {system} filter with property = {property}, op = {op} has no value",
    ),
    "UNABLE_TO_INFER_CODESYSTEM": Message(
        "error",
        "not-found",
        "cannot-infer",
        "The System URI could not be determined for the code '{code}' in the ValueSet '{value_set}'",
    ),
    "UNKNOWN_CODESYSTEM": Message(
        "error",
        "not-found",
        "not-found",
        "A definition for CodeSystem '{system}' could not be found, so the code cannot be validated",
    ),
    "UNKNOWN_CODESYSTEM_EXP": Message(
        "error",
        "not-found",
        "not-found",
        "A definition for CodeSystem '{system}' could not be found, so the value set cannot be expanded",
    ),
    "UNKNOWN_CODESYSTEM_VERSION": Message(
        "error",
        "not-found",
        "not-found",
        "A definition for CodeSystem '{system}' version '{version}' could not be found, so the code cannot be validated. Valid versions: {versions}",
    ),
    "UNKNOWN_CODESYSTEM_VERSION_EXP": Message(
        "error",
        "not-found",
        "not-found",
        "A definition for CodeSystem '{system}' version '{version}' could not be found, so the value set cannot be expanded. Valid versions: {versions}",
    ),
    "UNKNOWN_CODESYSTEM_VERSION_NONE": Message(
        "error",
        "not-found",
        "not-found",
        "A definition for CodeSystem '{system}' version '{version}' could not be found, so the code cannot be validated. No versions of this code system are known",
    ),
    "UNKNOWN_CODE_IN_FRAGMENT": Message(
        "warning",
        "code-invalid",
        "invalid-code",
        "Unknown Code '{code}' in the CodeSystem '{system}' version '{version}' - note that the code system is labeled as a fragment, so the code may be valid in some other fragment",
    ),
    "Unable_to_resolve_system__value_set_has_multiple_matches": Message(
        "error",
        "not-found",
        "cannot-infer",
        "The System URI could not be determined for the code '{code}' in the ValueSet '{value_set}': value set expansion has multiple matches: {systems}",
    ),
    "Unable_to_resolve_value_Set_": Message(
        "error", "not-found", "not-found", "A definition for the value Set '{value_set}' could not be found"
    ),
    "Unknown_Code_in": Message(
        "error", "code-invalid", "invalid-code", "Unknown code '{code}' in the CodeSystem '{system}'"
    ),
    "Unknown_Code_in_Version": Message(
        "error",
        "code-invalid",
        "invalid-code",
        "Unknown code '{code}' in the CodeSystem '{system}' version '{version}'",
    ),
    "VALUESET_CIRCULAR_REFERENCE": Message(
        "error",
        "processing",
        "vs-invalid",
        "Found a circularity pointing to {value_set} processing ValueSet with pathway {pathway}",
    ),
    "VALUESET_SUPPLEMENT_MISSING": Message(
        "error", "not-found", "not-found", "Required supplement not found: {supplements}"
    ),
    "VALUESET_TOO_COSTLY": Message(
        "error", "too-costly", None, "The value set '{value_set}' expansion has too many codes to produce ({limit})"
    ),
    "VALUESET_VALUE_MISMATCH": Message(
        "error",
        "invalid",
        "vs-invalid",
        "The code system '{system}' version '{version}' in the ValueSet include is different to the one in the value ('{supplied}')",
    ),
    "VALUESET_VALUE_MISMATCH_CHANGED": Message(
        "error",
        "invalid",
        "vs-invalid",
        "The code system '{system}' version '{version}' resulting from the version '{stated}' in the ValueSet include is different to the one in the value ('{supplied}')",
    ),
    "VALUESET_VALUE_MISMATCH_DEFAULT": Message(
        "warning",
        "invalid",
        "vs-invalid",
        "The code system '{system}' version '{version}' for the versionless include in the ValueSet include is different to the one in the value ('{supplied}')",
    ),
    "VALUESET_VERSION_CHECK": Message(
        "error",
        "exception",
        "version-error",
        "The version '{version}' is not allowed for system '{system}': required to be '{required}' by a version-check parameter",
    ),
    "VS_EXP_IMPORT_UNK": Message("error", "not-found", "not-found", "Unable to find included value set '{url}'"),
    "VS_EXP_IMPORT_UNK_PINNED": Message(
        "error", "not-found", "not-found", "Unable to find included value set '{url}' version '{version}'"
    ),
}


def issue(message_id: str, **words: object) -> Issue:
    """The issue with this message id; `words` fill its template, and None values are left out."""
    message = MESSAGES[message_id]
    template = message.template
    for word, part in ONLY_WITH.items():
        template = template if words.get(word) is not None else template.replace(part, "")
    text = template.format(**{name: "" if word is None else word for name, word in words.items()})
    return Issue(message.severity, message.code, text, message.details_code, message_id)
