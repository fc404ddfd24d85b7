"""The operations this server answers, as data: one table drives reading, routes, `/metadata`, definitions and OpenAPI.

Sources: the OperationDefinitions of FHIR R4 (https://hl7.org/fhir/R4/terminology-service.html) and R5
(https://hl7.org/fhir/R5/terminology-service.html), and the parameters that HL7's terminology ecosystem adds to them
(https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/). The sentences are ours.
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

    `is_supported` False: it is known and refused, because an answer that passed over it would be wrong.
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


@dataclass(frozen=True)  # no slots: the inputs are kept by name beside the parameters
class OperationDefinition:
    """One operation. `resource` None: it is asked at the base of the endpoint."""

    code: str
    name: str
    title: str
    description: str
    resource: str | None
    parameters: tuple[ParameterDefinition, ...]
    type_level: bool = True
    instance_level: tuple[str, ...] = ()  # the FHIR versions that allow it on one resource
    reads_whole: bool = False  # it goes through whole code systems, which takes its time
    url: str | None = None  # FHIR's own definition; None: ours, read at [base]/OperationDefinition/[id]
    example: dict[str, str] = field(default_factory=dict)  # a query that works with the starter content
    only_post: bool = False  # what it takes is no text, or it changes what the server keeps

    @property
    def id(self) -> str:
        return f"{self.resource}-{self.code}" if self.resource else self.code

    def inputs(self, version: str) -> tuple[ParameterDefinition, ...]:
        """What a request of this FHIR version may say; what is refused is not among it."""
        return tuple(p for p in self.parameters if p.use == "in" and version in p.versions and p.is_supported)

    def outputs(self, version: str) -> tuple[ParameterDefinition, ...]:
        return tuple(p for p in self.parameters if p.use == "out" and version in p.versions)

    def find_input(self, name: str) -> ParameterDefinition | None:
        """The parameter of any FHIR version: R5's names are understood on R4's endpoint, as HL7's own tools need."""
        return self._inputs_by_name.get(name)

    @cached_property
    def _inputs_by_name(self) -> Mapping[str, ParameterDefinition]:
        """Of two with the same name, for one FHIR version each, the first."""
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

# What many operations share.
DISPLAY_LANGUAGE = _in(
    "displayLanguage", "code", "The languages to answer in, as BCP 47 tags, best first; weights as in Accept-Language."
)
DATE = _in(
    "date",
    "dateTime",
    "The date to ask about: a date, a dateTime (the day in its own time zone), or a whole year or month. "
    "A code system with validity dates answers as of that day; for others the "
    "answer says that the date was ignored.",
)
USE_SUPPLEMENT = _in("useSupplement", "canonical", "A code system supplement that must be used.", ANY_NUMBER)
TX_RESOURCE = _in(
    "tx-resource",
    "Resource",
    "A CodeSystem, ValueSet or ConceptMap that counts as loaded, for this request only.",
    ANY_NUMBER,
)
CACHE_ID = _in("cache-id", "string", "For older clients, and not needed: resources are cached by their content.")
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
        "`system|version` that must be the version in use; anything else is an error.",
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
    _in("codeableConcept", "CodeableConcept", "The concept to validate: one of its codings has to be valid."),
)
VALIDATION_OPTIONS = (
    DATE,
    _in("abstract", "boolean", "Whether an abstract code may be chosen; true when absent."),
    DISPLAY_LANGUAGE,
    _in("lenient-display-validation", "boolean", "Report a wrong display as a warning instead of an error."),
    _in(
        "mode",
        "code",
        "`lenient-display-validation` or `valueset-membership-only`: how some clients say what these two ask for.",
        ANY_NUMBER,
    ),
    USE_SUPPLEMENT,
    *VERSION_RULES,
    TX_RESOURCE,
    CACHE_ID,
)
VALIDATION_RESULT = (
    _out("result", "boolean", "Whether the code is valid.", 1),
    _out("message", "string", "What is wrong or worth knowing, in one text."),
    _out("display", "string", "The preferred display of the code."),
    _out("code", "code", "The code that was validated."),
    _out("system", "uri", "Its system."),
    _out("version", "string", "The version of the code system that was used."),
    _out("codeableConcept", "CodeableConcept", "The concept that was validated, if one was given."),
    _out("inactive", "boolean", "True when the code is inactive."),
    _out("status", "code", "The status of an inactive code."),
    _out("normalized-code", "code", "The code as the code system writes it, when it differs in case."),
    _out(
        "x-caused-by-unknown-system",
        "canonical",
        "A system that is not known here, for which the answer is false.",
        0,
        ANY_NUMBER,
    ),
    _out("x-unknown-system", "canonical", "A system that is not known here.", 0, ANY_NUMBER),
    _out("issues", "OperationOutcome", "Every issue in structured form."),
)

LOOKUP = OperationDefinition(
    code="lookup",
    name="Lookup",
    title="Everything about a code",
    description="Answers the display, designations and properties of one code of a code system.",
    resource="CodeSystem",
    instance_level=(R5,),
    url="http://hl7.org/fhir/OperationDefinition/CodeSystem-lookup",
    example={"system": HCPCS, "code": "J3111"},
    parameters=(
        _in("code", "code", "The code to look up. It needs a system."),
        _in("system", "uri", "The code system; its url, or another spelling that is known."),
        _in("version", "string", "The version of the code system; the latest if absent."),
        _in("coding", "Coding", "The code to look up, in place of code and system."),
        DATE,
        DISPLAY_LANGUAGE,
        _in(
            "property",
            "code",
            "What to return: a property, `designation`, a language as `lang.xx`, or `*` for all; `validity`: when the "
            "code was valid; `history`: what each release called it.",
            ANY_NUMBER,
        ),
        USE_SUPPLEMENT,
        *VERSION_RULES[:3],
        TX_RESOURCE,
        CACHE_ID,
        _out("name", "string", "The name of the code system.", 1),
        _out("version", "string", "The version that answered."),
        _out("system", "uri", "The code system, by its canonical url."),
        _out("code", "code", "The code, as the code system writes it."),
        _out("display", "string", "The preferred display.", 1),
        _out("definition", "string", "The definition, if there is one."),
        _out("abstract", "boolean", "True when the code is not to be chosen by itself."),
        _out(
            "designation",
            None,
            "One more way to say the concept.",
            0,
            ANY_NUMBER,
            parts=(
                _out("language", "code", "Its language."),
                _out("use", "Coding", "What it is for."),
                _out("additionalUse", "Coding", "What else it is for.", 0, ANY_NUMBER, (R5,)),
                _out("value", "string", "The text.", 1),
                _out("source", "canonical", "The supplement that says so."),
            ),
        ),
        _out(
            "property",
            None,
            "One fact about the concept.",
            0,
            ANY_NUMBER,
            parts=(
                _out("code", "code", "Which property.", 1),
                _out("value", "Element", "Its value."),
                _out("description", "string", "What the value means."),
                _out("source", "canonical", "The supplement that says so."),
                _out(
                    "subproperty",
                    None,
                    "Details of the value, as of a validity period (`property=validity`) or a text (`history`).",
                    0,
                    ANY_NUMBER,
                    parts=(
                        _out("code", "code", "Which one.", 1),
                        _out("value", "Element", "Its value.", 1),
                        _out("description", "string", "What the value means."),
                        _out("source", "canonical", "The supplement that says so."),
                    ),
                ),
            ),
        ),
        _out(
            "issues",
            "OperationOutcome",
            "How the question was understood, what of it was passed over, what is uncertain about its day.",
        ),
    ),
)

CODE_SYSTEM_VALIDATE_CODE = OperationDefinition(
    code="validate-code",
    name="ValidateCode",
    title="Is this code in the code system?",
    description="Says whether a code is valid in a code system, and whether a display is right for it.",
    resource="CodeSystem",
    instance_level=BOTH,
    url="http://hl7.org/fhir/OperationDefinition/CodeSystem-validate-code",
    example={"url": HCPCS, "code": "J3111"},
    parameters=(
        _in("url", "uri", "The code system."),
        _in("codeSystem", "CodeSystem", "The code system itself, in place of url."),
        _in("system", "uri", "Another way to name the code system, as some clients do."),
        _in("version", "string", "The version of the code system; the latest if absent."),
        *CODED_INPUT,
        *VALIDATION_OPTIONS,
        *VALIDATION_RESULT,
    ),
)

VALUE_SET_CHOICE = (
    _in("url", "uri", "The value set: its url, also as `url|version`."),
    _in("valueSet", "ValueSet", "The value set itself, in place of url."),
    _in("valueSetVersion", "string", "The version of the value set; the latest if absent."),
    _refused("context", "uri", "the element that the value set is bound to."),
)

VALUE_SET_VALIDATE_CODE = OperationDefinition(
    code="validate-code",
    name="ValidateCode",
    title="Is this code in the value set?",
    description="Says whether a code is in a value set, and whether a display is right for it.",
    resource="ValueSet",
    instance_level=BOTH,
    url="http://hl7.org/fhir/OperationDefinition/ValueSet-validate-code",
    example={"url": HCPCS_VALUE_SET, "system": HCPCS, "code": "J3111"},
    parameters=(
        *VALUE_SET_CHOICE,
        _in("system", "uri", "The system of the code."),
        _in("systemVersion", "string", "The version of the system."),
        _in("inferSystem", "boolean", "Find the system of the code in the value set."),
        _in("activeOnly", "boolean", "Treat inactive codes as if they were not in the value set."),
        _in(
            "valueset-membership-only", "boolean", "Say only whether the code is in the value set; check nothing else."
        ),
        *CODED_INPUT,
        *VALIDATION_OPTIONS,
        *VALIDATION_RESULT,
    ),
)

EXPAND = OperationDefinition(
    code="expand",
    name="Expand",
    title="The codes of a value set",
    description="Lists the codes of a value set, filtered and in pages if asked.",
    resource="ValueSet",
    instance_level=BOTH,
    url="http://hl7.org/fhir/OperationDefinition/ValueSet-expand",
    example={"url": HCPCS_VALUE_SET, "filter": "romosozumab", "count": "10"},
    parameters=(
        *VALUE_SET_CHOICE,
        _refused("contextDirection", "code", "whether the element of context is read or written."),
        DATE,
        _in("filter", "string", "Text that the codes must match: codes, words in any order, starts of words."),
        _in("offset", "integer", "How many codes to skip; 0 is the first."),
        _in(
            "count",
            "integer",
            "The most codes to return; 0 returns their number only. With an offset alone, a page of 1,000.",
        ),
        _in("includeDesignations", "boolean", "Answer designations too."),
        _in(
            "designation",
            "string",
            "Which designations to return: `system|code` of their use, or `urn:ietf:bcp:47|xx`.",
            ANY_NUMBER,
        ),
        _in("includeDefinition", "boolean", "Return the definition of the value set too."),
        _in("activeOnly", "boolean", "Leave inactive codes out."),
        _in("excludeNested", "boolean", "Answer a flat list."),
        _in("excludeNotForUI", "boolean", "Leave out codes that are for grouping only."),
        _in("excludePostCoordinated", "boolean", "Accepted: nothing here is post-coordinated."),
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
        "Says how the codes of one value set relate to those of another, and which codes only one of them has. A code "
        "is the same in every version of its code system, unless that states `versionNeeded`. "
        "Only what is known counts: where a code system is not here, definitions alone may decide, or the result is "
        "indeterminate."
    ),
    resource="ValueSet",
    instance_level=BOTH,
    reads_whole=True,
    example={"thisUrl": HCPCS_VALUE_SET, "otherUrl": HCPCS_VALUE_SET},
    parameters=(
        _in("thisUrl", "uri", "This value set: its url, also as `url|version`."),
        _in("thisVersion", "string", "The version of this value set; the latest if absent."),
        _in("thisValueSet", "ValueSet", "This value set itself, in place of thisUrl."),
        _in("otherUrl", "uri", "The other value set, likewise."),
        _in("otherVersion", "string", "The version of the other value set; the latest if absent."),
        _in("otherValueSet", "ValueSet", "The other value set itself, in place of otherUrl."),
        _in("diagnostics", "boolean", "Answer codes as texts too, in the short form that HL7's tests have."),
        _in("list", "code", "Which codes to list: common, missing, extra; none if absent.", ANY_NUMBER),
        _in("offset", "integer", "How many of the listed codes to skip; 0 is the first."),
        _in("count", "integer", "The most codes to list; 0 returns their numbers only."),
        DATE,
        DISPLAY_LANGUAGE,
        USE_SUPPLEMENT,
        *VERSION_RULES,
        TX_RESOURCE,
        CACHE_ID,
        _out(
            "result",
            "code",
            "same, subset (the other has all codes of this), superset, overlapping, disjoint, empty (both are) or "
            "indeterminate.",
            1,
        ),
        _out("message", "string", "The result as a sentence; for an indeterminate one with its reason.", 1),
        _out("performed-expansion", "boolean", "Whether the definitions alone did not decide.", 1),
        _out("warning", "string", "What to know about the comparison.", 0, ANY_NUMBER),
        _out(
            "common-codes",
            "string",
            "With diagnostics: codes that both have, joined with a comma. Where the definitions decide, those of the "
            "code system that both enumerate last; ask with `list` for all.",
        ),
        _out("missing-codes", "string", "Codes that the other value set lacks, likewise."),
        _out("extra-codes", "string", "Codes that only the other value set has, likewise."),
        _out(
            "summary",
            None,
            "With list: how many codes there are of each kind; absent where a code system is not here as a whole.",
            parts=(
                _out("common", "integer", "Codes that both have.", 1),
                _out("missing", "integer", "Codes that the other value set lacks.", 1),
                _out("extra", "integer", "Codes that only the other value set has.", 1),
            ),
        ),
        _out("total", "integer", "With list: how many codes were asked for; the page may have fewer."),
        _out("offset", "integer", "With list: how many were skipped."),
        _out(
            "code",
            None,
            "One code that was asked for, kind by kind.",
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
        "Looks at every code that a value set, or one that it imports, writes out: by the latest version of its code "
        "system, or as of a day. A rule follows each release by itself, so it has no findings."
    ),
    resource="ValueSet",
    instance_level=BOTH,
    reads_whole=True,
    example={"url": HCPCS_VALUE_SET},
    parameters=(
        *VALUE_SET_CHOICE[:3],
        DATE,
        _in(
            "kind",
            "code",
            "Which findings to list: unknown-system, unknown, ended, not-yet-valid, undecided, renamed; all if absent. "
            "The summary counts every kind.",
            ANY_NUMBER,
        ),
        _in("offset", "integer", "How many findings to skip; 0 is the first."),
        _in("count", "integer", "The most findings to return; 0 returns the numbers only."),
        VERSION_RULES[3],
        TX_RESOURCE,
        CACHE_ID,
        _out("result", "boolean", "True when nothing was found.", 1),
        _out("valueSet", "canonical", "The value set that was looked at."),
        _out("checked", "integer", "How many codes were looked at.", 1),
        _out(
            "summary",
            None,
            "How many findings there are of each kind.",
            1,
            parts=(
                _out("unknown-system", "integer", "Code systems that are not loaded.", 1),
                _out("unknown", "integer", "Codes that their code system does not have.", 1),
                _out("ended", "integer", "Codes that are no longer valid.", 1),
                _out("not-yet-valid", "integer", "Codes that become valid later than the day.", 1),
                _out("undecided", "integer", "Codes of which the day is not known, or valid on a part of it.", 1),
                _out("renamed", "integer", "Codes with a display that is not theirs now.", 1),
            ),
        ),
        _out("unresolved", "canonical", "A value set that is imported and not here.", 0, ANY_NUMBER),
        _out("total", "integer", "How many findings were asked for; the page may have fewer.", 1),
        _out("offset", "integer", "How many were skipped.", 1),
        _out(
            "finding",
            None,
            "One finding, in the order of the lists.",
            0,
            ANY_NUMBER,
            parts=(
                _out("kind", "code", "Which kind.", 1),
                _out("coding", "Coding", "The code; of a code system that is not loaded its url only.", 1),
                _out("stated", "string", "The display that the value set states."),
                _out("display", "string", "The display of the code system on the day."),
                _out("text", "string", "What is wrong, with the days.", 1),
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
    description="Says how two codes of a code system are related in its hierarchy.",
    resource="CodeSystem",
    instance_level=BOTH,
    url="http://hl7.org/fhir/OperationDefinition/CodeSystem-subsumes",
    example={"system": HCPCS, "codeA": "J3111", "codeB": "J3111"},
    parameters=(
        _in("codeA", "code", "The code that may be above."),
        _in("codeB", "code", "The code that may be below."),
        _in("system", "uri", "The code system of both."),
        _in("version", "string", "Its version; the latest if absent."),
        _in("codingA", "Coding", "In place of codeA and system."),
        _in("codingB", "Coding", "In place of codeB and system."),
        TX_RESOURCE,
        _out("outcome", "code", "equivalent, subsumes, subsumed-by or not-subsumed.", 1),
        _out("issues", "OperationOutcome", "How the question was understood, where it was not written exactly."),
    ),
)

R4_CODE_TO_TRANSLATE = (
    _in("code", "code", "The code to translate. It needs a system.", versions=(R4,)),
    _in("coding", "Coding", "The coding to translate.", versions=(R4,)),
    _in("codeableConcept", "CodeableConcept", "The concept to translate: each of its codings is.", versions=(R4,)),
    _in("source", "uri", "The value set that the code is from.", versions=(R4,)),
    _in("target", "uri", "The value set that the translation has to be in.", versions=(R4,)),
    _in("targetsystem", "uri", "The code system that the translation has to be of.", versions=(R4,)),
    _in(
        "reverse",
        "boolean",
        "Find the codes that are mapped to this one; source and target mean each other then.",
        versions=(R4,),
    ),
)
# Understood on both endpoints, as HL7's own tools need.
R5_CODE_TO_TRANSLATE = (
    _in("sourceCode", "code", "The code to translate. It needs a system."),
    _in("sourceCoding", "Coding", "The coding to translate."),
    _in(
        "sourceCodeableConcept", "CodeableConcept", "The concept to translate: each of its codings is.", versions=(R5,)
    ),
    _in("sourceScope", "uri", "The value set that the source code has to be in."),
    _in("targetCode", "code", "Find the codes that are mapped to this one. It needs a system."),
    _in("targetCoding", "Coding", "Find the codes that are mapped to this coding."),
    _in(
        "targetCodeableConcept",
        "CodeableConcept",
        "Find the codes that are mapped to one of its codings.",
    ),
    _in("targetScope", "uri", "The value set that the target code has to be in."),
    _in("targetSystem", "uri", "The code system that the target code has to be of."),
)
DEPENDENCY = ParameterDefinition(
    "dependency",
    None,
    "A further fact on which mappings may depend.",
    max=ANY_NUMBER,
    parts=(
        _in("element", "uri", "Which fact.", versions=(R4,)),
        _in("concept", "CodeableConcept", "Its value.", versions=(R4,)),
        _in("attribute", "uri", "Which fact."),
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
        _out("concept", "Coding", "What the code is translated to."),
        _out("equivalence", "code", "How the two are related, in R4's words.", versions=(R4,)),
        _out("relationship", "code", "How the two are related.", versions=(R5,)),
        _out("noMap", "boolean", "True when the map says that the code has no translation.", versions=(R5,)),
        _out(
            "property",
            None,
            "A property of the mapping; in R4 an extension of the match.",
            0,
            ANY_NUMBER,
            versions=(R5,),
            parts=(_out("uri", "uri", "Which property.", 1), _out("value", "Element", "Its value.", 1)),
        ),
        _out(
            "dependsOn",
            None,
            "What the mapping depends on; in R4 an extension of the match.",
            0,
            ANY_NUMBER,
            versions=(R5,),
            parts=(_out("attribute", "uri", "Which fact.", 1), _out("value", "Element", "Its value.", 1)),
        ),
        _out(
            "product",
            None,
            "What else the mapping yields.",
            0,
            ANY_NUMBER,
            parts=(
                _out("element", "uri", "Which fact.", versions=(R4,)),
                _out("concept", "Coding", "Its value.", versions=(R4,)),
                _out("attribute", "uri", "Which fact.", 1, versions=(R5,)),
                _out("value", "Element", "Its value.", versions=(R5,)),
            ),
        ),
        _out("originMap", "canonical", "The concept map that says so."),
        _out(
            "source",
            "Element",
            "The concept map that says so, as R4 calls it; for a target code that was given, the code mapped to it.",
        ),
    ),
)

TRANSLATE = OperationDefinition(
    code="translate",
    name="Translate",
    title="What is this code in another code system?",
    description="Translates a code by a concept map, or by every concept map that fits, in either direction.",
    resource="ConceptMap",
    instance_level=BOTH,
    url="http://hl7.org/fhir/OperationDefinition/ConceptMap-translate",
    example={"system": HCPCS, "sourceCode": "J3111"},
    parameters=(
        _in("url", "uri", "The concept map, also as `url|version`; whichever fits if absent."),
        _in("conceptMap", "ConceptMap", "The concept map itself, in place of url."),
        _in("conceptMapVersion", "string", "The version of the concept map; the latest if absent."),
        _in(
            "date",
            "dateTime",
            "The day that is asked about, as for the other operations: of a concept map whose versions state when they "
            "are in force, the one in force on that day answers.",
        ),
        _in("system", "uri", "The system of the code."),
        _in("sourceSystem", "uri", "The system of the source code, as HL7's tools call it."),
        _in("version", "string", "The version of the system."),
        *R4_CODE_TO_TRANSLATE,
        *R5_CODE_TO_TRANSLATE,
        DEPENDENCY,
        TX_RESOURCE,
        CACHE_ID,
        _out("result", "boolean", "Whether there is a translation.", 1),
        _out("message", "string", "Why there is none, or what it depends on."),
        MATCH,
        _out("used-conceptmap", "uri", "A concept map to which the one in originMap led.", 0, ANY_NUMBER),
    ),
)


def _batch_of(validation: OperationDefinition, kind: str) -> OperationDefinition:
    """What is said beside the validations goes for each of them."""
    shared = tuple(item for item in validation.parameters if item.use == "in")
    text = "One validation: the parameters of $validate-code. What is stated beside it need not be repeated in it."
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
            _out("validation", "Resource", "Each answer: Parameters, or an OperationOutcome.", 1, ANY_NUMBER),
        ),
    )


CODE_SYSTEM_BATCH_VALIDATE_CODE = _batch_of(CODE_SYSTEM_VALIDATE_CODE, "code system")
VALUE_SET_BATCH_VALIDATE_CODE = _batch_of(VALUE_SET_VALIDATE_CODE, "value set")

CACHE_CONTROL = OperationDefinition(
    code="cache-control",
    name="CacheControl",
    title="Send resources once, use them often",
    description=(
        "Keeps the resources of a client for a while. Requests with the header X-Cache-Id are answered as if they "
        "had brought these resources along."
    ),
    resource=None,
    url="http://hl7.org/fhir/tools/OperationDefinition/cache-control",
    only_post=True,
    parameters=(
        ParameterDefinition("mode", "code", "start, end or check; the last two need the header X-Cache-Id.", 1),
        _in("sealed", "boolean", "False: the resources of later requests are cached too. True when absent."),
        _in("tx-resource", "Resource", "With mode=start, a resource to keep.", ANY_NUMBER),
        _out("cache-id", "string", "With mode=start, what to send as X-Cache-Id."),
        _out("valid", "boolean", "Whether there is such a cache now."),
        _out("sealed", "boolean", "Whether the cache stays as it was started."),
        _out("resource-count", "integer", "How many resources it has."),
        _out("idle", "integer", "For how many seconds it was not used."),
        _out("timeout", "integer", "After how many seconds without use it is gone."),
        _out("outcome", "OperationOutcome", "Why it is not valid."),
    ),
)

ARTIFACT_DIFF = OperationDefinition(
    code="artifact-diff",
    name="ArtifactDiff",
    title="What turns one definition into another?",
    description=(
        "Answers the operations of a FHIRPath Patch that make the target of the source: two code systems, value sets "
        "or concept maps that are served here. What the server assigns (id, meta) and the narrative are not compared."
    ),
    resource=None,
    reads_whole=True,
    url="http://hl7.org/fhir/uv/crmi/OperationDefinition/crmi-artifact-diff",
    example={
        "source": "http://hl7.org/fhir/administrative-gender",
        "target": "http://hl7.org/fhir/administrative-gender",
    },
    parameters=(
        ParameterDefinition("source", "canonical", "The definition to start from, as `url|version`.", 1),
        ParameterDefinition("target", "canonical", "The definition to arrive at, likewise.", 1),
        _in("compareComputable", "boolean", "False leaves out the codes; true when absent."),
        _refused("compareExecutable", "boolean", "ValueSet/$compare compares the codes that value sets come to."),
        _out(
            "return",
            "Parameters",
            "One `operation` for each step, to be applied in their order; none: no difference.",
            1,
        ),
    ),
)

CLOSURE = OperationDefinition(
    code="closure",
    name="Closure",
    title="Keep a table of which codes lie above which",
    description=(
        "Maintains a closure table of a client: its name alone begins it (anew), concepts are added to it, and a "
        "version asks for all entries that came since. Tables belong to whoever began them, are the same on every "
        "server, and are forgotten when they were not used for thirty days. A code system keeps the version with which "
        "it was first used in the table."
    ),
    resource=None,
    url="http://hl7.org/fhir/OperationDefinition/ConceptMap-closure",
    only_post=True,
    reads_whole=True,
    parameters=(
        ParameterDefinition("name", "string", "The name of the table.", 1),
        _in("concept", "Coding", "A code to add, with its system.", ANY_NUMBER),
        _in("version", "string", "Answer the entries that came after this version of the table."),
        _out("return", "ConceptMap", "The new entries, each from a code to one that lies above it.", 1),
    ),
)

DIFF = OperationDefinition(
    code="diff",
    name="Diff",
    title="What changed between two versions of a code system?",
    description=(
        "Counts and lists what changed from one version of a code system to a later one: codes that were added, "
        "removed, terminated or reactivated, texts and properties that changed, each with its old and new value. "
        "In HCPCS the long text is the long description and the short text the short description; the action code and "
        "its date are no change, because they only note what a release did."
    ),
    resource="CodeSystem",
    reads_whole=True,
    parameters=(
        _in("system", "uri", "The code system; its url, or another spelling that is known."),
        _in("from", "string", "The earlier version, as `version` of $lookup understands it."),
        _in("to", "string", "The later version; the latest if absent."),
        _in(
            "kind",
            "code",
            "Which changes to list: added, removed, terminated, reactivated, long-text, short-text, property; all if "
            "absent. The summary counts every kind.",
            ANY_NUMBER,
        ),
        _in("offset", "integer", "How many changes to skip; 0 is the first."),
        _in("count", "integer", "The most changes to return; 0 returns the summary only."),
        TX_RESOURCE,
        _out("system", "uri", "The code system, by its canonical url.", 1),
        _out("from", "string", "The earlier version, as the code system writes it.", 1),
        _out("to", "string", "The later version, likewise.", 1),
        _out(
            "summary",
            None,
            "How many changes there are of each kind.",
            1,
            parts=(
                _out("added", "integer", "Codes that are new, or valid again after their end.", 1),
                _out("removed", "integer", "Codes that are no longer listed.", 1),
                _out("terminated", "integer", "Codes whose last day was set or moved.", 1),
                _out("reactivated", "integer", "Codes whose last day was withdrawn.", 1),
                _out("long-text", "integer", "Codes with another display.", 1),
                _out("short-text", "integer", "Codes with another short description.", 1),
                _out("property", "integer", "Properties with other values, each of each code.", 1),
            ),
        ),
        _out("message", "string", "What to know about the comparison."),
        _out("total", "integer", "How many changes were asked for; the page may have fewer.", 1),
        _out("offset", "integer", "How many changes were skipped.", 1),
        _out(
            "change",
            None,
            "One change, kind by kind in the order of the summary.",
            0,
            ANY_NUMBER,
            parts=(
                _out("kind", "code", "Which kind.", 1),
                _out("code", "code", "The code that changed.", 1),
                _out("property", "string", "The property that changed, or parent, definition or designation."),
                _out("old", "string", "The text, last day or values before; several are joined with a comma."),
                _out("new", "string", "The text, last day or values after, likewise."),
            ),
        ),
    ),
)

CHECK_LINES = OperationDefinition(
    code="check-lines",
    name="CheckLines",
    title="What is wrong with these claim or order lines?",
    description=(
        "Checks lines of claims or orders by HCPCS and the tables of CMS that are loaded: codes, modifiers, units and "
        "drug products, each as of the day of its line. Nothing of the lines is kept or logged. The rules are listed "
        "in docs/checking-claim-lines.md."
    ),
    resource="CodeSystem",
    reads_whole=True,
    only_post=True,
    parameters=(
        ParameterDefinition(
            "line",
            None,
            "One line.",
            1,
            ANY_NUMBER,
            parts=(
                _in("id", "string", "What names the line in the answer; its place, from 1, if absent."),
                _in("code", "code", "The HCPCS code."),
                _in("coding", "Coding", "The code with its system, in place of code."),
                _in("modifier", "code", "A modifier of the code.", ANY_NUMBER),
                _in("date", "dateTime", "The day of the service; today if absent."),
                _in("quantity", "decimal", "How many units."),
                _in("ndc", "string", "The drug product, by its NDC in any form."),
                _in("ndcQuantity", "decimal", "How many items of the product, such as vials."),
                _in("place", "code", "CMS's place of service: whose limits of units count."),
                _in("description", "string", "What a not-otherwise-classified code stands for."),
            ),
        ),
        _out(
            "line",
            None,
            "The answer about one line, in the order of the lines.",
            0,
            ANY_NUMBER,
            parts=(
                _out("id", "string", "The id of the line.", 1),
                _out("result", "boolean", "True without an error.", 1),
                _out(
                    "finding",
                    None,
                    "What is wrong or worth knowing.",
                    0,
                    ANY_NUMBER,
                    parts=(
                        _out("rule", "code", "Which rule.", 1),
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
            "How many findings a rule had.",
            0,
            ANY_NUMBER,
            parts=(
                _out("rule", "code", "Which rule.", 1),
                _out("count", "integer", "In how many findings.", 1),
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
