"""The settings of a command, from the environment."""

from typing import TYPE_CHECKING

from terminology.cli.refusals import misuse

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from terminology.settings import Settings


def read_settings() -> "Settings":
    """The settings from the environment; prints what is wrong with them and exits with 2."""
    settings, problems = try_settings()
    if settings is None:
        misuse("\n".join(problems))
    return settings


def try_settings() -> "tuple[Settings | None, tuple[str, ...]]":
    """The settings from the environment, or a message for each invalid one."""
    from pydantic import ValidationError

    from terminology.settings import Settings

    try:
        return Settings(), ()
    except ValidationError as error:
        return None, tuple(map(_sentence, error.errors(include_url=False, include_input=False)))


def _sentence(problem: "ErrorDetails") -> str:
    name = "_".join(map(str, problem["loc"])).upper().removeprefix("TERMINOLOGY_")
    return f"TERMINOLOGY_{name}: {problem['msg'].removeprefix('Value error, ')}"
