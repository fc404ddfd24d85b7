"""The settings of a command, from the environment."""

from typing import TYPE_CHECKING

from terminology.cli.refusals import misuse

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from terminology.settings import Settings


def read_settings() -> "Settings":
    """The settings of the environment; what is wrong with them is said, with exit code 2."""
    from pydantic import ValidationError

    from terminology.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
        misuse("\n".join(map(_sentence, problems)))


def _sentence(problem: "ErrorDetails") -> str:
    name = "_".join(map(str, problem["loc"])).upper().removeprefix("TERMINOLOGY_")
    return f"TERMINOLOGY_{name}: {problem['msg']}"
