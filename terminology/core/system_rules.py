"""SystemRules: what is known about a code system beside its content, by those who publish and use it.

How people write its url, its versions and its codes, and on which days a release of it is in force. Each source in
`seed/` declares the rules of its code systems; `library/snapshots.py` hands them to the Catalogue, by url.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from terminology.core.days import Days
from terminology.core.model import Concept


@dataclass(frozen=True, slots=True)
class VersionMatch:
    """The loaded version that a text stands for; not `is_exact`: the answer has to say which one was taken."""

    version: str
    is_exact: bool = True


# A text, and the versions that are loaded (the earliest first) -> the one it stands for; None if it stands for none.
ResolveVersion = Callable[[str, Sequence[str]], VersionMatch | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemRules:
    """The rules of the code system `url`.

    aliases           spellings of the url that are as good as it
    noticed_aliases   spellings that are understood, and the answer names the url that should be written
    replaces          retired urls: they stay unknown, and the message names this one
    resolve_version   other spellings of versions than those in a header's `version_aliases`
    code_spellings    the codes that a text may stand for, where people write codes in several forms
    naming_maps       maps, by their path below the canonical base, in which the displays of its codes name what they
                      map to: people search for a drug by its brand
    window            the first and the last day of which a release can speak, were it the newest; None: not known
    is_hinted_elsewhere whether a code of it that was asked for in another code system is worth a word: US is a country
    unknown_hint      what helps a person whose code is none, in one sentence; None: nothing
    is_user_assigned  whether a code has the meaning that its users give it: no display of it is wrong; None: none has
    outside_hint      what helps a person whose code is not in the value set asked about, given the codes directly
                      below it, in one sentence; None: nothing
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
