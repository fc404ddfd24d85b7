"""Options of commands that ask about codes: in which code system, on which date.

The default code system is duplicated from the source registry, which takes longer to import than a help page takes to
show; a test compares the two.
"""

from typing import Annotated

import typer

DEFAULT_SYSTEM = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"

InSystem = Annotated[str, typer.Option(envvar="TERMINOLOGY_SYSTEM", help="The code system.")]
OnDate = Annotated[str | None, typer.Option(envvar="TERMINOLOGY_DATE", help="The date to ask about, YYYY-MM-DD.")]
