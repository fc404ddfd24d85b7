"""Narratives in FHIR: designations of codes in a HCPCS supplement, and the code system of their uses.

A narrative is patient-facing text of a third party. It never becomes a display or a definition.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from seed.narrative.document import SECTIONS, Narrative
from seed.narrative.parts import is_at_least, is_removal, joined, others_of, parts_of, removal_part
from seed.narrative.provenance import NOTHING, Provenance
from seed.release import Source
from terminology.core.meanings import NARRATIVE, is_narrative
from terminology.core.model import (
    CodeSystem,
    CodeSystemHeader,
    Coding,
    Concept,
    Designation,
    Extension,
    Property,
    PropertyDefinition,
    Value,
)

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
SECTIONS_PATH = "/CodeSystem/procedure-narrative-section"
FINGERPRINT_DIGITS = 8  # of the content, in a version
DISPLAYS = {"common-name": "Common Name", "medical-term": "Medical Term", **dict(SECTIONS)}

DEFINITIONS = {
    "common-name": "A name by which patients may know the procedure.",
    "medical-term": "A name that professionals use for the procedure.",
    "summary": "The procedure in a few sentences.",
    "purpose": "What the procedure is meant to achieve.",
    "indications": "For whom, and in which situations, the procedure is considered.",
    "preparation": "What the patient does or is asked beforehand.",
    "procedure-description": "What happens, step by step.",
    "duration": "How long the procedure and the visit take.",
    "setting": "Where the procedure takes place.",
    "personnel": "Who performs the procedure and who else is present.",
    "risks-and-complications": "What can go wrong, and how often.",
    "benefits": "What the patient may gain, and when.",
    "recovery": "What happens after the procedure, and what to watch for.",
    "alternatives": "Other options.",
    "patient-experience": "What the procedure feels like.",
}

PROPERTIES = (
    PropertyDefinition("sourceFile", "string", description="The name of the file that the narrative was read from."),
    PropertyDefinition("sourceSha256", "string", description="The SHA-256 of that file, in hexadecimal digits."),
    PropertyDefinition("importedAt", "dateTime", description="When the file was imported."),
    PropertyDefinition("language", "code", description="The language of the narrative (BCP 47)."),
    PropertyDefinition("about", "string", description="The descriptor of the meaning of the code that it describes."),
    PropertyDefinition("reviewStatus", "code", description="draft, reviewed or approved."),
    PropertyDefinition("sourceAddress", "string", description="Where the narrative was published."),
    PropertyDefinition("publisher", "string", description="Who published it."),
    PropertyDefinition("license", "string", description="Its license."),
    PropertyDefinition("author", "string", description="Who wrote it."),
    PropertyDefinition("reviewer", "string", description="Who reviewed it."),
    PropertyDefinition("reviewDate", "dateTime", description="The date of the review."),
)
# Of a provenance: its name here, its name and type as a property, and the type in the extension of a designation.
STATED = (
    ("source", "sourceAddress", "string", "uri"),
    ("publisher", "publisher", "string", "string"),
    ("license", "license", "string", "string"),
    ("author", "author", "string", "string"),
    ("reviewer", "reviewer", "string", "string"),
    ("reviewed", "reviewDate", "dateTime", "date"),
)
DRAFT = "draft"

DESCRIPTION = (
    "Narratives about procedures in plain language, for patients. They are third-party text: not from CMS, not part "
    "of HCPCS, not official and not medical advice. Each is a set of designations whose use names the section."
)


@dataclass(frozen=True, slots=True)
class Attached:
    """A narrative and its metadata; `about` is the descriptor of its code's meaning, if known."""

    narrative: Narrative
    source: Source
    about: str | None = None
    language: str = "en"
    stated: Provenance = NOTHING


def concept_from_narratives(
    code: str, narratives: Iterable[Attached], imported_at: datetime, canonical_base: str
) -> Concept:
    """The code with the designations and the properties of each narrative in turn.

    One designation for each name and each section that has text, in document order. `imported_at` has a time zone,
    which a FHIR dateTime with a time requires.
    """
    parts = [_concept(code, item, imported_at, canonical_base) for item in narratives]
    return joined(code, parts)


def _concept(code: str, item: Attached, imported_at: datetime, canonical_base: str) -> Concept:
    narrative = item.narrative
    texts: list[tuple[str, str]] = [(name.use, name.value) for name in narrative.names]
    texts += [(section.slug, section.text) for section in narrative.sections if section.blocks]
    extension = _extension(item, canonical_base)
    return Concept(
        code,
        designations=tuple(
            Designation(text, item.language, use_of(slug, canonical_base), extensions=(extension,))
            for slug, text in texts
        ),
        properties=tuple(_properties(item, imported_at)),
    )


def _extension(item: Attached, canonical_base: str) -> Extension:
    """The extensions of each designation: its subject, status and stated provenance."""
    described = [("about", Value("string", item.about))] if item.about else []
    described.append(("status", Value("code", item.stated.status or DRAFT)))
    stated = ((name, type, getattr(item.stated, name)) for name, _, _, type in STATED)
    described += [(name, Value(type, text)) for name, type, text in stated if text]
    return Extension(canonical_base + NARRATIVE, extensions=tuple(Extension(name, value) for name, value in described))


def _properties(item: Attached, imported_at: datetime) -> Iterator[Property]:
    yield Property("sourceFile", Value("string", item.source.name))
    yield Property("sourceSha256", Value("string", item.source.sha256))
    yield Property("importedAt", Value("dateTime", imported_at.isoformat(timespec="seconds")))
    yield Property("language", Value("code", item.language))
    if item.about:
        yield Property("about", Value("string", item.about))
    yield Property("reviewStatus", Value("code", item.stated.status or DRAFT))
    for name, code, type, _ in STATED:
        if text := getattr(item.stated, name):
            yield Property(code, Value(type, text))


def use_of(slug: str, canonical_base: str) -> Coding:
    return Coding(sections_url(canonical_base), slug, display=DISPLAYS[slug])


def narrative_supplement(concepts: Iterable[Concept], canonical_base: str, version: str) -> CodeSystem:
    """The supplement that carries the narratives of these codes, in the order given.

    Source: FHIR R5 CodeSystem supplements, https://hl7.org/fhir/R5/codesystem.html#supplements
    """
    header = CodeSystemHeader(
        url=f"{canonical_base}/CodeSystem/hcpcs-procedure-narratives",
        version=version,
        id="hcpcs-procedure-narratives",
        name="HCPCSProcedureNarratives",
        title="HCPCS procedure narratives",
        experimental=False,
        description=DESCRIPTION,
        language="en",
        content="supplement",
        supplements=HCPCS,
        properties=PROPERTIES,
    )
    return CodeSystem(header, tuple(concepts))


def merged_narratives(
    generations: Sequence[CodeSystem], canonical_base: str, lowest_status: str = DRAFT
) -> CodeSystem | None:
    """All narrative imports as one supplement, in which later imports override earlier ones; None without imports.

    Each import has only its own narratives or removals. Narratives below `lowest_status` count as not imported. The
    version combines the number of imports with a hash of the content: so concurrent imports both take effect, removing
    the last one restores the previous version, and a version always identifies the same content.
    """
    if not generations:
        return None
    codes: dict[str, list[Concept]] = {}
    for generation in generations:
        for concept in generation.concepts:
            for part in parts_of(concept):
                if is_at_least(part, lowest_status):
                    codes[concept.code] = [
                        *others_of(codes.get(concept.code, ()), part),
                        *([] if is_removal(part) else [part]),
                    ]
    in_order = [_rebased(joined(code, parts), canonical_base) for code, parts in sorted(codes.items()) if parts]
    version = f"{len(generations)}-{_fingerprint(in_order)}"
    return narrative_supplement(in_order, canonical_base, version)


def removal_of(code: str, language: str | None, canonical_base: str) -> CodeSystem:
    """The import that removes a code's narratives, in one language or in all."""
    code_system = narrative_supplement(
        [removal_part(code, language and language.casefold())], canonical_base, version=""
    )
    return replace(code_system, header=replace(code_system.header, version=None))


def _rebased(concept: Concept, canonical_base: str) -> Concept:
    """Rebases our own URLs to the current canonical base, which may have changed since the import."""
    return replace(concept, designations=tuple(_with_base(item, canonical_base) for item in concept.designations))


def _with_base(item: Designation, canonical_base: str) -> Designation:
    system = item.use.system if item.use else None
    is_ours = system is not None and system.endswith(SECTIONS_PATH)
    if not is_ours or item.use is None or system == sections_url(canonical_base):
        return item
    extensions = (
        replace(each, url=canonical_base + NARRATIVE) if is_narrative(each) else each for each in item.extensions
    )
    return replace(item, use=replace(item.use, system=sections_url(canonical_base)), extensions=tuple(extensions))


def _fingerprint(concepts: Iterable[Concept]) -> str:
    """A hash that identifies the narratives by their properties, such as source file, checksum and import time."""
    stated = "\n".join(
        "\t".join((concept.code, *(str(item.value.content) for item in concept.properties))) for concept in concepts
    )
    return hashlib.sha256(stated.encode()).hexdigest()[:FINGERPRINT_DIGITS]


def narrative_sections(canonical_base: str) -> CodeSystem:
    """The code system of `designation.use`: two kinds of names, then the sections in document order."""
    header = CodeSystemHeader(
        url=sections_url(canonical_base),
        version="1.0.0",
        id="procedure-narrative-section",
        name="ProcedureNarrativeSection",
        title="Procedure narrative section",
        experimental=False,
        description="The part of a procedure narrative that a designation contains.",
        language="en",
    )
    concepts = tuple(Concept(slug, display, DEFINITIONS[slug]) for slug, display in DISPLAYS.items())
    return CodeSystem(header, concepts)


def sections_url(canonical_base: str) -> str:
    return canonical_base + SECTIONS_PATH
