"""BCP 47 language tags as a grammar over IANA's registry; two-letter languages are listed."""

from seed.bcp47.registry import registry
from seed.bcp47.tags import language_tag
from seed.sources import PublicCodeSystem
from terminology.core.model import CodeSystemHeader, Concept
from terminology.core.system_rules import SystemRules

URL = "urn:ietf:bcp:47"
TITLE = "Language tags (BCP 47)"


def header() -> CodeSystemHeader:
    return CodeSystemHeader(
        url=URL,
        id="bcp-47",
        name="LanguageTags",
        title=TITLE,
        publisher="IETF",
        description="Language tags, by the grammar of RFC 5646 over IANA's registry; two-letter languages are listed.",
        case_sensitive=False,
        language="en",
        has_grammar=True,
    )


def listed() -> tuple[Concept, ...]:
    languages = registry().names["language"]
    return tuple(Concept(code, name) for code, name in languages.items() if len(code) == 2)


SOURCE = PublicCodeSystem(
    kind="bcp-47",
    rules=SystemRules(url=URL, title=TITLE, is_hinted_elsewhere=False),
    header=header,
    read=listed,
    find=language_tag,
)
