"""The sources of terminology. This is the only place that lists them.

Adding one: a folder `seed/<source>/` whose `source.py` has a `SOURCE = SourceDefinition(…)`, and a line here. Its
import command, its part in `list`, `diff` and `remove`, its spellings, built-in value sets and concept maps follow from
what it declares; nothing else changes. See docs/development/how-to-add-a-source.md.
"""

from collections.abc import Mapping

from seed.asp_limits.source import SOURCE as ASP_PAYMENT_LIMITS
from seed.bcp13.source import SOURCE as BCP_13
from seed.bcp47.source import SOURCE as BCP_47
from seed.dmepos.source import SOURCE as DMEPOS
from seed.hcpcs.source import SOURCE as HCPCS
from seed.icd10cm.source import SOURCE as ICD_10_CM
from seed.icd10pcs.source import SOURCE as ICD_10_PCS
from seed.iso3166.source import SOURCE as ISO_3166
from seed.iso3166_2.source import SOURCE as ISO_3166_2
from seed.iso4217.source import SOURCE as ISO_4217
from seed.mue.source import SOURCE as MUE
from seed.narrative.source import SOURCE as NARRATIVES
from seed.ndc.source import SOURCE as NDC_CROSSWALK
from seed.processing_notes.source import SOURCE as PROCESSING_NOTES
from seed.rbcs.source import SOURCE as RBCS
from seed.sources import PublicCodeSystem, SourceDefinition
from seed.starter.files import StarterFile, starter_files
from seed.ucum.source import SOURCE as UCUM
from terminology.core.system_rules import SystemRules

__all__ = [
    "DEFAULT_SYSTEM",
    "KINDS_MERGED",
    "PUBLIC",
    "SOURCES",
    "SYSTEMS",
    "StarterFile",
    "find_system",
    "starter_files",
]

SOURCES: Mapping[str, SourceDefinition] = {
    source.kind: source
    for source in (
        HCPCS,
        NARRATIVES,
        NDC_CROSSWALK,
        RBCS,
        ICD_10_CM,
        ICD_10_PCS,
        DMEPOS,
        MUE,
        ASP_PAYMENT_LIMITS,
        PROCESSING_NOTES,
    )
}

PUBLIC: Mapping[str, PublicCodeSystem] = {
    source.kind: source for source in (ISO_4217, ISO_3166, ISO_3166_2, BCP_47, BCP_13, UCUM)
}
SYSTEMS: Mapping[str, SystemRules] = {
    **{rules.url: rules for source in SOURCES.values() for rules in source.systems},
    **{source.rules.url: source.rules for source in PUBLIC.values()},
}
DEFAULT_SYSTEM = HCPCS.systems[0].url  # the default of commands and pages
KINDS_MERGED = frozenset(source.kind for source in SOURCES.values() if source.merge)


def find_system(name: str) -> str:
    """The url of the code system that a kind, such as hcpcs, is about; any other text is a url already."""
    source = SOURCES.get(name.lower())
    return source.systems[0].url if source and source.systems else name
