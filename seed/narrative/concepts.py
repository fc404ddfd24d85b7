"""Narratives as FHIR says them: designations of a code in a supplement of HCPCS, and the code system of their uses.

A narrative is patient-facing text of a third party. It never becomes a display or a definition.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from seed.narrative.document import SECTIONS, Narrative
from seed.release import Source
from terminology.core.model import (
    CodeSystem,
    CodeSystemHeader,
    Coding,
    Concept,
    Designation,
    Property,
    PropertyDefinition,
    Value,
)

HCPCS = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
FINGERPRINT_DIGITS = 8  # of the content, in a version
DISPLAYS = {"common-name": "Common Name", "medical-term": "Medical Term", **dict(SECTIONS)}

DEFINITIONS = {
    "common-name": "A name that patients may know the procedure by.",
    "medical-term": "A name that professionals use for the procedure.",
    "summary": "What the procedure is, in a few sentences.",
    "purpose": "What the procedure is meant to achieve.",
    "indications": "For whom, and in which situations, the procedure is considered.",
    "preparation": "What the patient does, or is asked about, beforehand.",
    "procedure-description": "What happens, step by step.",
    "duration": "How long the procedure and the visit take.",
    "setting": "Where the procedure takes place.",
    "personnel": "Who carries the procedure out and who else is there.",
    "risks-and-complications": "What can go wrong, and how often.",
    "benefits": "What the patient may gain, and when.",
    "recovery": "What comes after the procedure, and what to look out for.",
    "alternatives": "What else can be done instead.",
    "patient-experience": "What the procedure feels like.",
}

PROPERTIES = (
    PropertyDefinition("sourceFile", "string", description="The name of the file that the narrative was read from."),
    PropertyDefinition("sourceSha256", "string", description="The SHA-256 of that file, in hexadecimal digits."),
    PropertyDefinition("importedAt", "dateTime", description="When the file was imported."),
)

DESCRIPTION = (
    "Narratives about procedures in plain language, for patients. They are third-party text: not from CMS, not part "
    "of HCPCS, not official and not medical advice. Each is a set of designations whose use names the section."
)


def concept_from_narrative(
    code: str, narrative: Narrative, source: Source, imported_at: datetime, canonical_base: str
) -> Concept:
    """The code with one designation for each name and each section that has text, in document order.

    `imported_at` has a time zone: a FHIR dateTime with a time must.
    """
    texts: list[tuple[str, str]] = [(name.use, name.value) for name in narrative.names]
    texts += [(section.slug, section.text) for section in narrative.sections if section.blocks]
    return Concept(
        code,
        designations=tuple(Designation(text, "en", use_of(slug, canonical_base)) for slug, text in texts),
        properties=(
            Property("sourceFile", Value("string", source.name)),
            Property("sourceSha256", Value("string", source.sha256)),
            Property("importedAt", Value("dateTime", imported_at.isoformat(timespec="seconds"))),
        ),
    )


def use_of(slug: str, canonical_base: str) -> Coding:
    return Coding(sections_url(canonical_base), slug, display=DISPLAYS[slug])


def narrative_supplement(
    concepts: Iterable[Concept], canonical_base: str, version: str, supplements: str = HCPCS
) -> CodeSystem:
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
        supplements=supplements,
        properties=PROPERTIES,
    )
    return CodeSystem(header, tuple(concepts))


def merged_narratives(generations: Sequence[CodeSystem], canonical_base: str) -> CodeSystem | None:
    """All imports of narratives as one supplement, those of later imports in the place of earlier ones; None of none.

    Each import holds only the narratives it brought. The version counts the imports and names the content: so two at
    the same time both last, taking the last one away gives the version before, and no version means two things.
    """
    if not generations:
        return None
    concepts: dict[str, Concept] = {}
    for generation in generations:
        concepts.update((concept.code, concept) for concept in generation.concepts)
    in_order = [concepts[code] for code in sorted(concepts)]
    version = f"{len(generations)}-{_fingerprint(in_order)}"
    return narrative_supplement(in_order, canonical_base, version)


def _fingerprint(concepts: Iterable[Concept]) -> str:
    """The same for the same narratives: which file each is from, and when that was read."""
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
        description="Which part of a procedure narrative a designation is.",
        language="en",
    )
    concepts = tuple(Concept(slug, display, DEFINITIONS[slug]) for slug, display in DISPLAYS.items())
    return CodeSystem(header, concepts)


def sections_url(canonical_base: str) -> str:
    return f"{canonical_base}/CodeSystem/procedure-narrative-section"
