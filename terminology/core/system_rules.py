"""SystemRules: what publishers and users know about a code system beyond its content.

How people write its url, its versions and its codes, and on which days a release is in force. Each source in `seed/`
declares the rules of its code systems; `library/snapshots.py` passes them to the Catalogue, by url.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from terminology.core.days import Days
from terminology.core.model import Concept


@dataclass(frozen=True, slots=True)
class VersionMatch:
    """The loaded version that a text stands for; unless `is_exact`, the answer must name it."""

    version: str
    is_exact: bool = True


# A text and the loaded versions (earliest first) -> the version it stands for, or None.
ResolveVersion = Callable[[str, Sequence[str]], VersionMatch | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemRules:
    """The rules of the code system `url`.

    aliases           spellings of the url that are fully equivalent
    noticed_aliases   spellings that are understood, but answers name the correct url
    replaces          retired urls: they stay unknown, and the message names this one
    resolve_version   other spellings of versions than those in a header's `version_aliases`
    code_spellings    the codes that a text may stand for, where people write codes in several forms
    naming_maps       maps, by their path below the canonical base, whose source displays name their target codes:
                      people search for a drug by its brand
    window            the first and last day that a release would cover if it were the newest; None: unknown
    is_hinted_elsewhere whether to mention that a code requested in another code system exists here: US is a country
    unknown_hint      one sentence to help with an unknown code; None: nothing
    is_user_assigned  whether users assign the meaning of a code, so that no display is wrong; None: no code is such
    outside_hint      one sentence to help with a code outside the requested value set, from its concept and the codes
                      directly below it; None: nothing
    """

    url: str
    title: str
    aliases: tuple[str, ...] = ()
    noticed_aliases: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    resolve_version: ResolveVersion | None = None
    code_spellings: Callable[[str], tuple[str, ...]] | None = None
    naming_maps: tuple[str, ...] = ()
    window: Callable[[str], Days | None] | None = None
    is_hinted_elsewhere: bool = True
    unknown_hint: Callable[[str], str | None] | None = None
    is_user_assigned: Callable[[str], bool] | None = None
    outside_hint: Callable[[Concept, Sequence[str]], str | None] | None = None
