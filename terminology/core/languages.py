"""Which languages are requested, and which display that selects.

Source: https://www.rfc-editor.org/rfc/rfc9110#name-accept-language for ranges and weights, and the language rules of
HL7's terminology ecosystem (https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig/languages.html).
"""

import re
from dataclasses import dataclass

from terminology.core.errors import BadRequest
from terminology.core.issues import Issue
from terminology.core.messages import issue
from terminology.core.model import CodeSystemHeader, Coding, Concept, Designation

MAX_LANGUAGES = 50
MAX_SUBTAGS = 8  # of one tag: language, script, region and five more
RANGE = re.compile(r"^(\*|[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)(?:\s*;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$")
# ISO 639-1, and mo and sh, which are deprecated.
TWO_LETTERS = frozenset(
    re.findall(
        "..",
        "aaabaeafakamanarasavayazbabebgbhbibmbnbobrbscacechcocrcscucvcydadedvdzeeeleneoeseteufafffifjfofrfyga"
        "gdglgngugvhahehihohrhthuhyhziaidieigiiikioisitiujajvkakgkikjkkklkmknkokrkskukvkwkylalblglilnloltlulv"
        "mgmhmimkmlmnmomrmsmtmynanbndnengnlnnnonrnvnyocojomorospapiplpsptqurmrnrorurwsascsdsesgshsiskslsmsnso"
        "sqsrssstsusvswtatetgthtitktltntotrtstttwtyugukuruzvevivowawoxhyiyozazhzu",
    )
)
PREFERRED_FOR_LANGUAGE = Coding(
    "http://terminology.hl7.org/CodeSystem/hl7TermMaintInfra", "preferredForLanguage", display="Preferred For Language"
)
DISPLAY = Coding("http://terminology.hl7.org/CodeSystem/designation-usage", "display")  # can replace the display
DISPLAY_USES = frozenset(
    {
        (PREFERRED_FOR_LANGUAGE.system, PREFERRED_FOR_LANGUAGE.code),
        (DISPLAY.system, DISPLAY.code),
    }
)


@dataclass(frozen=True, slots=True)
class Languages:
    """Language tags, best first, and whether other languages are acceptable. `text` is the original value.

    A tag with a region is followed by the same tag without it: for fr-CA, fr is a better fallback than en.
    """

    text: str = ""
    tags: tuple[str, ...] = ()
    only_these: bool = False  # "*;q=0": no display rather than one in another language

    def __bool__(self) -> bool:
        return bool(self.text)

    def accept(self, language: str | None) -> bool:
        """Whether one of the requested tags matches this language."""
        return any(matches(language, tag) for tag in self.tags)


NO_PREFERENCE = Languages()


def parse_languages(text: str | None) -> Languages:
    """Reads "de, en-AU;q=0.5, *;q=0". Raises BadRequest for anything else, or a very long list."""
    if not text or not text.strip():
        return NO_PREFERENCE
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) > MAX_LANGUAGES or any(part.count("-") >= MAX_SUBTAGS for part in parts):
        limits = f"More than {MAX_LANGUAGES} languages, or a tag with more than {MAX_SUBTAGS} subtags"
        raise BadRequest(Issue("error", "too-costly", f"{limits}: {text[:60]}…", "invalid-data"))
    found = [RANGE.match(part) for part in parts]
    weighted = [(item[1], float(item[2] or 1)) for item in found if item is not None]
    if not found or None in found:
        raise BadRequest(issue("INVALID_DISPLAY_NAME", language=text))
    wanted = sorted((item for item in weighted if item[1] > 0), key=lambda item: -item[1])
    tags = (form for tag, _ in wanted if tag != "*" for form in _and_wider(tag))
    return Languages(
        text=text.strip(),
        tags=tuple(dict.fromkeys(tags)),
        only_these=("*", 0.0) in weighted,
    )


def unknown_language(languages: Languages) -> Issue | None:
    """An issue about tags whose primary subtag cannot be a language; None if all can.

    A language has two letters (ISO 639-1) or three; longer subtags are reserved, and none is registered.
    Source: https://www.rfc-editor.org/rfc/rfc5646#section-2.2.1
    """
    primaries = {tag.partition("-")[0].lower() for tag in languages.tags}
    wrong = sorted(tag for tag in primaries if tag != "*" and not is_primary_language(tag))
    if not wrong:
        return None
    names = " and ".join(f"'{tag}'" for tag in wrong)
    text = f"displayLanguage: {names} is not a language tag; use en for English, es for Spanish"
    return Issue("information", "value", text, "invalid-data", expression=("displayLanguage",))


def is_primary_language(subtag: str) -> bool:
    """Whether a primary subtag can be a language, by the rule of `unknown_language`."""
    return subtag.lower() in TWO_LETTERS if len(subtag) == 2 else len(subtag) <= 3


def _and_wider(tag: str) -> list[str]:
    """zh-Hant-TW → zh-Hant-TW, zh-Hant, zh (https://www.rfc-editor.org/rfc/rfc4647#section-3.4)."""
    parts = tag.split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]


def matches(language: str | None, tag: str) -> bool:
    """Whether a text in this language satisfies a request for the tag: the same language, or a regional form."""
    if language is None:
        return False
    language, tag = language.lower(), tag.lower()
    return language == tag or language.startswith(tag + "-")


def is_display(designation: Designation) -> bool:
    """Whether a designation can replace the display: it has no use, or a display use."""
    use = designation.use
    if use is None or (use.system, use.code) in DISPLAY_USES:
        return True
    return bool(designation.additional_uses) and any(
        (use.system, use.code) in DISPLAY_USES for use in designation.additional_uses
    )


def best_display(header: CodeSystemHeader, concept: Concept, languages: Languages) -> str | None:
    """The display in the best requested language; otherwise the code system's own, unless only those are accepted."""
    for tag in languages.tags:
        if concept.display is not None and matches(header.language, tag):
            return concept.display
        for designation in concept.designations:
            if is_display(designation) and matches(designation.language, tag):
                return designation.value
    if languages.only_these and header.language is not None:
        return None
    return concept.display
