"""The operations this server answers, as data: one table drives reading, routes, `/metadata`, definitions and OpenAPI.

Sources: the OperationDefinitions of FHIR R4 (https://hl7.org/fhir/R4/terminology-service.html) and R5
(https://hl7.org/fhir/R5/terminology-service.html), and the parameters that HL7's terminology ecosystem adds to them
(https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/). The descriptions are our own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Use = Literal["in", "out"]
R4, R5 = "4.0", "5.0"
BOTH = (R4, R5)
ANY_NUMBER = "*"
RESOURCE_TYPES = frozenset(
    {"CodeSystem", "ValueSet", "ConceptMap", "Parameters", "Resource", "OperationOutcome", "Bundle"}
)
COMPLEX_TYPES = frozenset({"Coding", "CodeableConcept"})


@dataclass(frozen=True, slots=True)
class ParameterDefinition:
    """One parameter, with the FHIR versions whose endpoint understands it. `type` None: it has parts.

    `is_supported` False: it is recognized and refused, because ignoring it would give a wrong answer.
    """

    name: str
    type: str | None
    documentation: str
    min: int = 0
    max: str = "1"
    use: Use = "in"
    versions: tuple[str, ...] = BOTH
    parts: tuple["ParameterDefinition", ...] = ()
    is_supported: bool = True

    @property
    def repeats(self) -> bool:
        return self.max == ANY_NUMBER

    @property
    def is_primitive(self) -> bool:
        return self.type is not None and self.type not in RESOURCE_TYPES | COMPLEX_TYPES


@dataclass(frozen=True)  # no slots: cached_property needs __dict__
class OperationDefinition:
    """One operation. `resource` None: a system-level operation, invoked at the base of the endpoint."""

    code: str
    name: str
    title: str
    description: str
    resource: str | None
    parameters: tuple[ParameterDefinition, ...]
    type_level: bool = True
    instance_level: tuple[str, ...] = ()  # the FHIR versions that allow it at instance level
    scans_code_systems: bool = False  # slow: it may read whole code systems
    url: str | None = None  # FHIR's definition; None: ours, served at [base]/OperationDefinition/[id]
    example: dict[str, str] = field(default_factory=dict)  # a query that works with the starter content
    only_post: bool = False  # its input does not fit in a query, or it changes state on the server

    @property
    def id(self) -> str:
        return f"{self.resource}-{self.code}" if self.resource else self.code

    def inputs(self, version: str) -> tuple[ParameterDefinition, ...]:
        """The supported input parameters in this FHIR version."""
        return tuple(p for p in self.parameters if p.use == "in" and version in p.versions and p.is_supported)

    def outputs(self, version: str) -> tuple[ParameterDefinition, ...]:
        return tuple(p for p in self.parameters if p.use == "out" and version in p.versions)

    def find_input(self, name: str) -> ParameterDefinition | None:
        """The input parameter in any FHIR version: HL7's tools send R5 names to R4 endpoints."""
        return self._inputs_by_name.get(name)

    @cached_property
    def _inputs_by_name(self) -> Mapping[str, ParameterDefinition]:
        """If a name is defined once for each FHIR version, the first definition."""
        return {item.name: item for item in reversed(self.parameters) if item.use == "in"}


def _in(
    name: str, type: str, documentation: str, max: str = "1", versions: tuple[str, ...] = BOTH
) -> ParameterDefinition:
    return ParameterDefinition(name, type, documentation, 0, max, "in", versions)


def _refused(name: str, type: str, documentation: str) -> ParameterDefinition:
    return ParameterDefinition(name, type, f"Not supported: {documentation}", is_supported=False)


def _out(
    name: str,
    type: str | None,
    documentation: str,
    min: int = 0,
    max: str = "1",
    versions: tuple[str, ...] = BOTH,
    parts: Iterable[ParameterDefinition] = (),
) -> ParameterDefinition:
    return ParameterDefinition(name, type, documentation, min, max, "out", versions, tuple(parts))


HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
HCPCS_VALUE_SET = "http://terminology.hl7.org/ValueSet/v3-HealthCareCommonProcedureCodingSystem"

# Parameters that many operations share.
DISPLAY_LANGUAGE = _in(
    "displayLanguage", "code", "The preferred languages, as BCP 47 tags, best first; weights as in Accept-Language."
)
DATE = _in(
    "date",
    "dateTime",
    "The date as of which to answer: a date, a dateTime (its date in its own time zone), or a whole year or month. "
    "A code system with validity dates answers as of that date; for other code systems, the response says that the "
    "date was ignored.",
)
USE_SUPPLEMENT = _in("useSupplement", "canonical", "A code system supplement that must be used.", ANY_NUMBER)
TX_RESOURCE = _in(
    "tx-resource",
    "Resource",
    "A CodeSystem, ValueSet or ConceptMap to use for this request only, as if it were loaded.",
    ANY_NUMBER,
)
CACHE_ID = _in("cache-id", "string", "Accepted from older clients and ignored: resources are cached by content.")
VERSION_RULES = (
    _in(
        "system-version",
        "canonical",
        "`system|version` to use where a value set names the system without a version.",
        ANY_NUMBER,
    ),
    _in(
        "check-system-version",
        "canonical",
        "`system|version` that must be the version used; any other version is an error.",
        ANY_NUMBER,
    ),
    _in("force-system-version", "canonical", "`system|version` to use, whatever the value set says.", ANY_NUMBER),
    _in(
        "default-valueset-version",
        "canonical",
        "`url|version` to use where a value set is named without a version.",
        ANY_NUMBER,
    ),
)
CODED_INPUT = (
    _in("code", "code", "The code to validate. It needs a system."),
    _in("display", "string", "The display to validate with the code."),
    _in("coding", "Coding", "The coding to validate."),
    _in("codeableConcept", "CodeableConcept", "The concept to validate: at least one of its codings must be valid."),
)
VALIDATION_OPTIONS = (
    DATE,
    _in("abstract", "boolean", "Whether abstract codes are allowed; default true."),
    DISPLAY_LANGUAGE,
    _in("lenient-display-validation", "boolean", "Report a wrong display as a warning instead of an error."),
    _in(
        "mode",
        "code",
        "`lenient-display-validation` or `valueset-membership-only`: some clients set these options this way.",
        ANY_NUMBER,
    ),
    USE_SUPPLEMENT,
    *VERSION_RULES,
    TX_RESOURCE,
    CACHE_ID,
)
VALIDATION_RESULT = (
    _out("result", "boolean", "Whether the code is valid.", 1),
    _out("message", "string", "All issues as one text."),
    _out("display", "string", "The preferred display of the code."),
    _out("code", "code", "The code that was validated."),
    _out("system", "uri", "Its system."),
    _out("version", "string", "The version of the code system that was used."),
    _out("codeableConcept", "CodeableConcept", "The concept that was validated, if the request had one."),
    _out("inactive", "boolean", "True when the code is inactive."),
    _out("status", "code", "The status of an inactive code."),
    _out("normalized-code", "code", "The code as the code system defines it, if it differs in case."),
    _out(
        "x-caused-by-unknown-system",
        "canonical",
        "An unknown code system that caused the result to be false.",
        0,
        ANY_NUMBER,
    ),
    _out("x-unknown-system", "canonical", "An unknown code system.", 0, ANY_NUMBER),
    _out("issues", "OperationOutcome", "Every issue in structured form."),
)

LOOKUP = OperationDefinition(
    code="lookup",
    name="Lookup",
    title="Everything about a code",
    description="Returns the display, designations and properties of one code of a code system.",
    resource="CodeSystem",
    instance_level=(R5,),
    url="http://hl7.org/fhir/OperationDefinition/CodeSystem-lookup",
    example={"system": HCPCS, "code": "J3111"},
    parameters=(
        _in("code", "code", "The code to look up. It needs a system."),
        _in("system", "uri", "The code system: its url or a known alias."),
        _in("version", "string", "The version of the code system; the latest by default."),
        _in("coding", "Coding", "The code to look up, instead of code and system."),
        DATE,
        DISPLAY_LANGUAGE,
        _in(
            "property",
            "code",
            "What to return: a property, `designation`, a language as `lang.xx`, or `*` for all; `validity`: the "
            "periods in which the code was valid; `history`: its texts in each release.",
            ANY_NUMBER,
        ),
        USE_SUPPLEMENT,
        *VERSION_RULES[:3],
        TX_RESOURCE,
        CACHE_ID,
        _out("name", "string", "The name of the code system.", 1),
        _out("version", "string", "The version of the code system that was used."),
        _out("system", "uri", "The code system, by its canonical url."),
        _out("code", "code", "The code, as the code system defines it."),
        _out("display", "string", "The preferred display.", 1),
        _out("definition", "string", "The definition, if any."),
        _out("abstract", "boolean", "True if the code is abstract: it groups other codes and is not for selection."),
        _out(
            "designation",
            None,
            "A further text for the concept, such as a synonym or a translation.",
            0,
            ANY_NUMBER,
            parts=(
                _out("language", "code", "Its language."),
                _out("use", "Coding", "Its purpose."),
                _out("additionalUse", "Coding", "A further purpose.", 0, ANY_NUMBER, (R5,)),
                _out("value", "string", "The text.", 1),
                _out("source", "canonical", "The supplement that it comes from."),
            ),
        ),
        _out(
            "property",
            None,
            "A property of the concept.",
            0,
            ANY_NUMBER,
            parts=(
                _out("code", "code", "The code of the property.", 1),
                _out("value", "Element", "Its value."),
                _out("description", "string", "What the value means."),
                _out("source", "canonical", "The supplement that it comes from."),
                _out(
                    "subproperty",
                    None,
                    "A detail of the value: of a validity period (`property=validity`) or a text (`history`).",
                    0,
                    ANY_NUMBER,
                    parts=(
                        _out("code", "code", "The code of the subproperty.", 1),
                        _out("value", "Element", "Its value.", 1),
                        _out("description", "string", "What the value means."),
                        _out("source", "canonical", "The supplement that it comes from."),
                    ),
                ),
            ),
        ),
        _out(
            "issues",
            "OperationOutcome",
            "How the request was interpreted, what was ignored, and what is uncertain about the date.",
        ),
    ),
)

CODE_SYSTEM_VALIDATE_CODE = OperationDefinition(
    code="validate-code",
    name="ValidateCode",
    title="Is this code in the code system?",
    description="Checks whether a code is valid in a code system and whether its display is correct.",
    resource="CodeSystem",
    instance_level=BOTH,
    url="http://hl7.org/fhir/OperationDefinition/CodeSystem-validate-code",
    example={"url": HCPCS, "code": "J3111"},
    parameters=(
        _in("url", "uri", "The code system."),
        _in("codeSystem", "CodeSystem", "The code system itself, instead of url."),
        _in("system", "uri", "The code system, as some clients send it instead of url."),
        _in("version", "string", "The version of the code system; the latest by default."),
        *CODED_INPUT,
        *VALIDATION_OPTIONS,
        *VALIDATION_RESULT,
    ),
)

VALUE_SET_CHOICE = (
    _in("url", "uri", "The value set: its url or `url|version`."),
    _in("valueSet", "ValueSet", "The value set itself, instead of url."),
    _in("valueSetVersion", "string", "The version of the value set; the latest by default."),
    _refused("context", "uri", "the element to which the value set is bound."),
)

VALUE_SET_VALIDATE_CODE = OperationDefinition(
    code="validate-code",
    name="ValidateCode",
    title="Is this code in the value set?",
    description="Checks whether a code is in a value set and whether its display is correct.",
    resource="ValueSet",
    instance_level=BOTH,
    url="http://hl7.org/fhir/OperationDefinition/ValueSet-validate-code",
    example={"url": HCPCS_VALUE_SET, "system": HCPCS, "code": "J3111"},
    parameters=(
        *VALUE_SET_CHOICE,
        _in("system", "uri", "The system of the code."),
        _in("systemVersion", "string", "The version of the system."),
        _in("inferSystem", "boolean", "Infer the system of the code from the value set."),
        _in("activeOnly", "boolean", "Treat inactive codes as not in the value set."),
        _in("valueset-membership-only", "boolean", "Check only whether the code is in the value set, nothing else."),
        *CODED_INPUT,
        *VALIDATION_OPTIONS,
        *VALIDATION_RESULT,
    ),
)

EXPAND = OperationDefinition(
    code="expand",
    name="Expand",
    title="The codes of a value set",
    description="Lists the codes of a value set, optionally filtered and paged.",
    resource="ValueSet",
    instance_level=BOTH,
    url="http://hl7.org/fhir/OperationDefinition/ValueSet-expand",
    example={"url": HCPCS_VALUE_SET, "filter": "romosozumab", "count": "10"},
    parameters=(
        *VALUE_SET_CHOICE,
        _refused("contextDirection", "code", "whether the element in `context` is read or written."),
        DATE,
        _in("filter", "string", "Text to search for: codes, words in any order, beginnings of words."),
        _in("offset", "integer", "How many codes to skip; 0 is the first."),
        _in(
            "count",
            "integer",
            "The maximum number of codes; 0 returns only the total. With offset but no count, a page has 1,000.",
        ),
        _in("includeDesignations", "boolean", "Return designations too."),
        _in(
            "designation",
            "string",
            "Designations to return: `system|code` of their use, or `urn:ietf:bcp:47|xx` for a language.",
            ANY_NUMBER,
        ),
        _in("includeDefinition", "boolean", "Return the definition of the value set too."),
        _in("activeOnly", "boolean", "Leave inactive codes out."),
        _in("excludeNested", "boolean", "Return a flat list."),
        _in("excludeNotForUI", "boolean", "Leave out codes that only group other codes."),
        _in("excludePostCoordinated", "boolean", "Accepted without effect: expansions have no post-coordinated codes."),
        _in("exclude-system", "canonical", "A code system to leave out.", ANY_NUMBER),
        _in("property", "string", "A property to return with each code.", ANY_NUMBER),
        DISPLAY_LANGUAGE,
        USE_SUPPLEMENT,
        *VERSION_RULES,
        TX_RESOURCE,
        CACHE_ID,
        _out("return", "ValueSet", "The value set with its expansion.", 1),
    ),
)

COMPARE = OperationDefinition(
    code="compare",
    name="Compare",
    title="Do two value sets have the same codes?",
    description=(
        "Compares the codes of two value sets and lists the codes that only one of them has. A code counts as the "
        "same in every version of its code system, unless the code system states `versionNeeded`. If a code system is "
        "not loaded, the definitions alone may decide; otherwise the result is indeterminate."
    ),
    resource="ValueSet",
    instance_level=BOTH,
    scans_code_systems=True,
    example={"thisUrl": HCPCS_VALUE_SET, "otherUrl": HCPCS_VALUE_SET},
    parameters=(
        _in("thisUrl", "uri", "This value set: its url or `url|version`."),
        _in("thisVersion", "string", "The version of this value set; the latest by default."),
        _in("thisValueSet", "ValueSet", "This value set itself, instead of thisUrl."),
        _in("otherUrl", "uri", "The other value set: its url or `url|version`."),
        _in("otherVersion", "string", "The version of the other value set; the latest by default."),
        _in("otherValueSet", "ValueSet", "The other value set itself, instead of otherUrl."),
        _in("diagnostics", "boolean", "Also return the codes as strings, in the short form that HL7's tests use."),
        _in("list", "code", "The codes to list: common, missing, extra; none by default.", ANY_NUMBER),
        _in("offset", "integer", "How many of the listed codes to skip; 0 is the first."),
        _in("count", "integer", "The maximum number of codes to list; 0 returns only their numbers."),
        DATE,
        DISPLAY_LANGUAGE,
        USE_SUPPLEMENT,
        *VERSION_RULES,
        TX_RESOURCE,
        CACHE_ID,
        _out(
            "result",
            "code",
            "same, subset (the other value set has all codes of this one), superset, overlapping, disjoint, empty "
            "(both are) or indeterminate.",
            1,
        ),
        _out("message", "string", "The result as a sentence, with the reason if it is indeterminate.", 1),
        _out("performed-expansion", "boolean", "True if the definitions alone did not decide.", 1),
        _out("warning", "string", "A caveat about the comparison.", 0, ANY_NUMBER),
        _out(
            "common-codes",
            "string",
            "With diagnostics: codes that both have, separated by commas. If the definitions decide, only those of "
            "the last code system that both enumerate; use `list` to get all.",
        ),
        _out("missing-codes", "string", "Codes that the other value set lacks, in the same form."),
        _out("extra-codes", "string", "Codes that only the other value set has, in the same form."),
        _out(
            "summary",
            None,
            "With list: the number of codes of each kind; absent if a code system is not completely loaded.",
            parts=(
                _out("common", "integer", "Codes that both have.", 1),
                _out("missing", "integer", "Codes that the other value set lacks.", 1),
                _out("extra", "integer", "Codes that only the other value set has.", 1),
            ),
        ),
        _out("total", "integer", "With list: the number of listed codes on all pages."),
        _out("offset", "integer", "With list: how many codes were skipped."),
        _out(
            "code",
            None,
            "A listed code, grouped by kind.",
            0,
            ANY_NUMBER,
            parts=(
                _out("kind", "code", "common, missing or extra.", 1),
                _out("coding", "Coding", "The code with its display.", 1),
            ),
        ),
    ),
)

HEALTH = OperationDefinition(
    code="health",
    name="Health",
    title="Which codes of this value set have ended, are unknown, or have another display now?",
    description=(
        "Checks every code that a value set, or one that it imports, enumerates: in the latest version of its code "
        "system, or as of a date. Filters follow each release automatically, so they have no findings."
    ),
    resource="ValueSet",
    instance_level=BOTH,
    scans_code_systems=True,
    example={"url": HCPCS_VALUE_SET},
    parameters=(
        *VALUE_SET_CHOICE[:3],
        DATE,
        _in(
            "kind",
            "code",
            "The findings to list: unknown-system, unknown, ended, not-yet-valid, undecided, renamed; all by default. "
            "The summary counts every kind.",
            ANY_NUMBER,
        ),
        _in("offset", "integer", "How many findings to skip; 0 is the first."),
        _in("count", "integer", "The maximum number of findings; 0 returns only the numbers."),
        VERSION_RULES[3],
        TX_RESOURCE,
        CACHE_ID,
        _out("result", "boolean", "True if there are no findings.", 1),
        _out("valueSet", "canonical", "The value set that was checked."),
        _out("checked", "integer", "How many codes were checked.", 1),
        _out(
            "summary",
            None,
            "How many findings there are of each kind.",
            1,
            parts=(
                _out("unknown-system", "integer", "Code systems that are not loaded.", 1),
                _out("unknown", "integer", "Codes that their code system does not have.", 1),
                _out("ended", "integer", "Codes that are no longer valid.", 1),
                _out("not-yet-valid", "integer", "Codes that become valid after the date.", 1),
                _out("undecided", "integer", "Codes whose validity on the date is unknown, or partial.", 1),
                _out("renamed", "integer", "Codes whose stated display is not the current one.", 1),
            ),
        ),
        _out("unresolved", "canonical", "An imported value set that is not loaded.", 0, ANY_NUMBER),
        _out("total", "integer", "The number of listed findings on all pages.", 1),
        _out("offset", "integer", "How many findings were skipped.", 1),
        _out(
            "finding",
            None,
            "One finding, in the order of the value set's lists.",
            0,
            ANY_NUMBER,
            parts=(
                _out("kind", "code", "The kind of finding.", 1),
                _out("coding", "Coding", "The code; for a code system that is not loaded, only the system.", 1),
                _out("stated", "string", "The display that the value set states."),
                _out("display", "string", "The display in the code system on the date."),
                _out("text", "string", "What is wrong, with the dates.", 1),
                _out("path", "string", "Where the code is listed."),
                _out("valueSet", "canonical", "The value set that lists it."),
            ),
        ),
    ),
)

SUBSUMES = OperationDefinition(
    code="subsumes",
    name="Subsumes",
    title="Is one code above the other?",
    description="Tests how two codes of a code system are related in its hierarchy.",
    resource="CodeSystem",
    instance_level=BOTH,
    url="http://hl7.org/fhir/OperationDefinition/CodeSystem-subsumes",
    example={"system": HCPCS, "codeA": "J3111", "codeB": "J3111"},
    parameters=(
        _in("codeA", "code", "The code that may be above."),
        _in("codeB", "code", "The code that may be below."),
        _in("system", "uri", "The code system of both."),
        _in("version", "string", "Its version; the latest by default."),
        _in("codingA", "Coding", "Instead of codeA and system."),
        _in("codingB", "Coding", "Instead of codeB and system."),
        TX_RESOURCE,
        _out("outcome", "code", "equivalent, subsumes, subsumed-by or not-subsumed.", 1),
        _out("issues", "OperationOutcome", "How the request was interpreted, where it was not exact."),
    ),
)

R4_CODE_TO_TRANSLATE = (
    _in("code", "code", "The code to translate. It needs a system.", versions=(R4,)),
    _in("coding", "Coding", "The coding to translate.", versions=(R4,)),
    _in(
        "codeableConcept",
        "CodeableConcept",
        "The concept to translate; each of its codings is translated.",
        versions=(R4,),
    ),
    _in("source", "uri", "The value set that the code comes from.", versions=(R4,)),
    _in("target", "uri", "The value set that must contain the translation.", versions=(R4,)),
    _in("targetsystem", "uri", "The code system of the translation.", versions=(R4,)),
    _in(
        "reverse",
        "boolean",
        "Find the codes that are mapped to this one; source and target are swapped.",
        versions=(R4,),
    ),
)
# Accepted on both endpoints, because HL7's tools send R5 names to R4 endpoints.
R5_CODE_TO_TRANSLATE = (
    _in("sourceCode", "code", "The code to translate. It needs a system."),
    _in("sourceCoding", "Coding", "The coding to translate."),
    _in(
        "sourceCodeableConcept",
        "CodeableConcept",
        "The concept to translate; each of its codings is translated.",
        versions=(R5,),
    ),
    _in("sourceScope", "uri", "The value set that must contain the source code."),
    _in("targetCode", "code", "Find the codes that are mapped to this one. It needs a system."),
    _in("targetCoding", "Coding", "Find the codes that are mapped to this coding."),
    _in(
        "targetCodeableConcept",
        "CodeableConcept",
        "Find the codes that are mapped to any of its codings.",
    ),
    _in("targetScope", "uri", "The value set that must contain the target code."),
    _in("targetSystem", "uri", "The code system of the target code."),
)
DEPENDENCY = ParameterDefinition(
    "dependency",
    None,
    "An additional attribute on which mappings may depend.",
    max=ANY_NUMBER,
    parts=(
        _in("element", "uri", "The attribute.", versions=(R4,)),
        _in("concept", "CodeableConcept", "Its value.", versions=(R4,)),
        _in("attribute", "uri", "The attribute."),
        _in("value", "Element", "Its value."),
    ),
)
MATCH = _out(
    "match",
    None,
    "One mapping.",
    0,
    ANY_NUMBER,
    parts=(
        _out("concept", "Coding", "The target code."),
        _out("equivalence", "code", "How source and target are related, as an R4 equivalence.", versions=(R4,)),
        _out("relationship", "code", "How source and target are related.", versions=(R5,)),
        _out("noMap", "boolean", "True if the map states that the code has no translation.", versions=(R5,)),
        _out(
            "property",
            None,
            "A property of the mapping; in R4 an extension of the match.",
            0,
            ANY_NUMBER,
            versions=(R5,),
            parts=(_out("uri", "uri", "The property.", 1), _out("value", "Element", "Its value.", 1)),
        ),
        _out(
            "dependsOn",
            None,
            "What the mapping depends on; in R4 an extension of the match.",
            0,
            ANY_NUMBER,
            versions=(R5,),
            parts=(_out("attribute", "uri", "The attribute.", 1), _out("value", "Element", "Its value.", 1)),
        ),
        _out(
            "product",
            None,
            "An additional output of the mapping.",
            0,
            ANY_NUMBER,
            parts=(
                _out("element", "uri", "The attribute.", versions=(R4,)),
                _out("concept", "Coding", "Its value.", versions=(R4,)),
                _out("attribute", "uri", "The attribute.", 1, versions=(R5,)),
                _out("value", "Element", "Its value.", versions=(R5,)),
            ),
        ),
        _out("originMap", "canonical", "The concept map with the mapping."),
        _out(
            "source",
            "Element",
            "In R4, the concept map with the mapping; in a reverse translation, the source code of the mapping.",
        ),
    ),
)

TRANSLATE = OperationDefinition(
    code="translate",
    name="Translate",
    title="What is this code in another code system?",
    description="Translates a code with one concept map, or with every applicable one, in either direction.",
    resource="ConceptMap",
    instance_level=BOTH,
    url="http://hl7.org/fhir/OperationDefinition/ConceptMap-translate",
    example={"system": HCPCS, "sourceCode": "J3111"},
    parameters=(
        _in("url", "uri", "The concept map: its url or `url|version`; by default every applicable one."),
        _in("conceptMap", "ConceptMap", "The concept map itself, instead of url."),
        _in("conceptMapVersion", "string", "The version of the concept map; the latest by default."),
        _in(
            "date",
            "dateTime",
            "The date as of which to answer, as for other operations: if the versions of a concept map state when they "
            "are in force, the version in force on that date is used.",
        ),
        _in("system", "uri", "The system of the code."),
        _in("sourceSystem", "uri", "The system of the source code, as HL7's tools send it."),
        _in("version", "string", "The version of the system."),
        *R4_CODE_TO_TRANSLATE,
        *R5_CODE_TO_TRANSLATE,
        DEPENDENCY,
        TX_RESOURCE,
        CACHE_ID,
        _out("result", "boolean", "Whether there is a translation.", 1),
        _out("message", "string", "Why there is none, or what it depends on."),
        MATCH,
        _out("used-conceptmap", "uri", "A concept map that was used by way of the one in originMap.", 0, ANY_NUMBER),
    ),
)


def _batch_of(validation: OperationDefinition, kind: str) -> OperationDefinition:
    """The batch operation of `validation`: its parameters at the top level apply to every entry."""
    shared = tuple(item for item in validation.parameters if item.use == "in")
    text = "One validation: the parameters of $validate-code. Parameters at the top level apply to every validation."
    return OperationDefinition(
        code="batch-validate-code",
        name="BatchValidateCode",
        title=f"Are these codes in the {kind}?",
        description=f"Validates many codes in one request, each as {validation.resource}/$validate-code does.",
        resource=validation.resource,
        only_post=True,
        parameters=(
            *shared,
            ParameterDefinition("validation", "Parameters", text, 1, ANY_NUMBER),
            _out("validation", "Resource", "One result: Parameters or an OperationOutcome.", 1, ANY_NUMBER),
        ),
    )


CODE_SYSTEM_BATCH_VALIDATE_CODE = _batch_of(CODE_SYSTEM_VALIDATE_CODE, "code system")
VALUE_SET_BATCH_VALIDATE_CODE = _batch_of(VALUE_SET_VALIDATE_CODE, "value set")

CACHE_CONTROL = OperationDefinition(
    code="cache-control",
    name="CacheControl",
    title="Cache resources for later requests",
    description=(
        "Caches the resources of a client for a limited time. Requests with the header X-Cache-Id are answered as if "
        "they contained these resources."
    ),
    resource=None,
    url="http://hl7.org/fhir/tools/OperationDefinition/cache-control",
    only_post=True,
    parameters=(
        ParameterDefinition("mode", "code", "start, end or check; the last two need the header X-Cache-Id.", 1),
        _in("sealed", "boolean", "False: resources of later requests are cached too. Default true."),
        _in("tx-resource", "Resource", "With mode=start, a resource to cache.", ANY_NUMBER),
        _out("cache-id", "string", "With mode=start, the value to send as X-Cache-Id."),
        _out("valid", "boolean", "Whether the cache exists."),
        _out("sealed", "boolean", "Whether the cache accepts no further resources."),
        _out("resource-count", "integer", "The number of cached resources."),
        _out("idle", "integer", "The seconds since the last use."),
        _out("timeout", "integer", "The seconds without use after which the cache expires."),
        _out("outcome", "OperationOutcome", "Why it is not valid."),
    ),
)

ARTIFACT_DIFF = OperationDefinition(
    code="artifact-diff",
    name="ArtifactDiff",
    title="What turns one definition into another?",
    description=(
        "Returns a FHIRPath Patch that turns the source into the target. Both are code systems, value sets or concept "
        "maps on this server. Server-assigned elements (id, meta) and the narrative are not compared."
    ),
    resource=None,
    scans_code_systems=True,
    url="http://hl7.org/fhir/uv/crmi/OperationDefinition/crmi-artifact-diff",
    example={
        "source": "http://hl7.org/fhir/administrative-gender",
        "target": "http://hl7.org/fhir/administrative-gender",
    },
    parameters=(
        ParameterDefinition("source", "canonical", "The old definition, as `url|version`.", 1),
        ParameterDefinition("target", "canonical", "The new definition, as `url|version`.", 1),
        _in("compareComputable", "boolean", "False leaves out the codes; default true."),
        _refused("compareExecutable", "boolean", "ValueSet/$compare compares the expansions of value sets."),
        _out(
            "return",
            "Parameters",
            "One `operation` per step, in order of application; none if there is no difference.",
            1,
        ),
    ),
)

CLOSURE = OperationDefinition(
    code="closure",
    name="Closure",
    title="Maintain a closure table",
    description=(
        "Maintains a closure table for a client. A request with only a name creates or resets the table, a request "
        "with concepts adds them, and a request with a version returns all later entries. A table belongs to the "
        "client that created it, is the same on every server, and is deleted after thirty days without use. Each code "
        "system is used in the version in which it first occurred in the table."
    ),
    resource=None,
    url="http://hl7.org/fhir/OperationDefinition/ConceptMap-closure",
    only_post=True,
    scans_code_systems=True,
    parameters=(
        ParameterDefinition("name", "string", "The name of the table.", 1),
        _in("concept", "Coding", "A code to add, with its system.", ANY_NUMBER),
        _in("version", "string", "Return the entries added after this version of the table."),
        _out("return", "ConceptMap", "The new entries, each from a code to one of its ancestors.", 1),
    ),
)

DIFF = OperationDefinition(
    code="diff",
    name="Diff",
    title="What changed between two versions of a code system?",
    description=(
        "Counts and lists the changes from one version of a code system to a later one: codes that were added, "
        "removed, terminated or reactivated, and changed texts and properties with their old and new values. "
        "In HCPCS, the long text is the long description and the short text the short description; changes of the "
        "action code and its date are not listed, because they only record what a release did."
    ),
    resource="CodeSystem",
    scans_code_systems=True,
    parameters=(
        _in("system", "uri", "The code system: its url or a known alias."),
        _in("from", "string", "The earlier version, as `version` of $lookup understands it."),
        _in("to", "string", "The later version; the latest by default."),
        _in(
            "kind",
            "code",
            "The changes to list: added, removed, terminated, reactivated, long-text, short-text, property; all by "
            "default. The summary counts every kind.",
            ANY_NUMBER,
        ),
        _in("offset", "integer", "How many changes to skip; 0 is the first."),
        _in("count", "integer", "The maximum number of changes; 0 returns only the summary."),
        TX_RESOURCE,
        _out("system", "uri", "The code system, by its canonical url.", 1),
        _out("from", "string", "The earlier version, as the code system states it.", 1),
        _out("to", "string", "The later version, as the code system states it.", 1),
        _out(
            "summary",
            None,
            "The number of changes of each kind.",
            1,
            parts=(
                _out("added", "integer", "Codes that are new, or valid again after they had ended.", 1),
                _out("removed", "integer", "Codes that are no longer listed.", 1),
                _out("terminated", "integer", "Codes whose last day was set or moved.", 1),
                _out("reactivated", "integer", "Codes whose last day was withdrawn.", 1),
                _out("long-text", "integer", "Codes with another display.", 1),
                _out("short-text", "integer", "Codes with another short description.", 1),
                _out("property", "integer", "Changed properties, counted per code.", 1),
            ),
        ),
        _out("message", "string", "A caveat about the comparison."),
        _out("total", "integer", "The number of listed changes on all pages.", 1),
        _out("offset", "integer", "How many changes were skipped.", 1),
        _out(
            "change",
            None,
            "One change; changes are grouped by kind, in the order of the summary.",
            0,
            ANY_NUMBER,
            parts=(
                _out("kind", "code", "The kind of change.", 1),
                _out("code", "code", "The code that changed.", 1),
                _out("property", "string", "The property that changed, or parent, definition or designation."),
                _out("old", "string", "The old text, last day or values; several values are separated by commas."),
                _out("new", "string", "The new text, last day or values, in the same form."),
            ),
        ),
    ),
)

CHECK_LINES = OperationDefinition(
    code="check-lines",
    name="CheckLines",
    title="What is wrong with these claim or order lines?",
    description=(
        "Checks claim or order lines against HCPCS and the loaded CMS tables: codes, modifiers, units and drug "
        "products, each as of the date of its line. The lines are neither stored nor logged. The rules are listed in "
        "docs/checking-claim-lines.md."
    ),
    resource="CodeSystem",
    scans_code_systems=True,
    only_post=True,
    parameters=(
        ParameterDefinition(
            "line",
            None,
            "One line.",
            1,
            ANY_NUMBER,
            parts=(
                _in("id", "string", "Identifies the line in the response; by default its number, from 1."),
                _in("code", "code", "The HCPCS code."),
                _in("coding", "Coding", "The code with its system, instead of code."),
                _in("modifier", "code", "A modifier of the code.", ANY_NUMBER),
                _in("date", "dateTime", "The date of service; by default today."),
                _in("quantity", "decimal", "How many units."),
                _in("ndc", "string", "The drug product, by its NDC in any form."),
                _in("ndcQuantity", "decimal", "How many items of the product, such as vials."),
                _in("place", "code", "CMS's place of service, which determines the unit limits that apply."),
                _in("description", "string", "What a not-otherwise-classified code stands for."),
            ),
        ),
        _out(
            "line",
            None,
            "The result for one line, in the order of the lines.",
            0,
            ANY_NUMBER,
            parts=(
                _out("id", "string", "The id of the line.", 1),
                _out("result", "boolean", "True if the line has no error.", 1),
                _out(
                    "finding",
                    None,
                    "What is wrong or worth knowing.",
                    0,
                    ANY_NUMBER,
                    parts=(
                        _out("rule", "code", "The rule.", 1),
                        _out("severity", "code", "error, warning or information.", 1),
                        _out("text", "string", "The facts and dates.", 1),
                        _out("suggestion", "Element", "What to write instead: a Coding or a text.", 0, ANY_NUMBER),
                    ),
                ),
            ),
        ),
        _out(
            "summary",
            None,
            "The number of findings of one rule.",
            0,
            ANY_NUMBER,
            parts=(
                _out("rule", "code", "The rule.", 1),
                _out("count", "integer", "Its number of findings.", 1),
            ),
        ),
        _out("issues", "OperationOutcome", "Parts of the request that were ignored."),
    ),
)

OPERATIONS = (
    LOOKUP,
    CODE_SYSTEM_VALIDATE_CODE,
    CODE_SYSTEM_BATCH_VALIDATE_CODE,
    SUBSUMES,
    DIFF,
    CHECK_LINES,
    EXPAND,
    COMPARE,
    HEALTH,
    VALUE_SET_VALIDATE_CODE,
    VALUE_SET_BATCH_VALIDATE_CODE,
    TRANSLATE,
    ARTIFACT_DIFF,
    CLOSURE,
    CACHE_CONTROL,
)


def find_operation(resource: str | None, code: str) -> OperationDefinition | None:
    return next((item for item in OPERATIONS if item.resource == resource and item.code == code), None)
