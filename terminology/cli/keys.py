"""`terminology keys`: who may write over HTTP with an API key."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from terminology.cli.environment import read_settings
from terminology.cli.output import print_message, result
from terminology.cli.refusals import refusals, refuse
from terminology.cli.store import with_context

if TYPE_CHECKING:
    from terminology.library.api_keys import ApiKey
    from terminology.library.publishing import ImportContext

Name = Annotated[str, typer.Argument(help="Who uses the key; recorded in the audit trail.")]
Scope = Annotated[
    list[str],
    typer.Option("--scope", help="What the key allows, as a SMART scope, such as system/ValueSet.cruds. May repeat."),
]
Below = Annotated[
    list[str] | None,
    typer.Option("--below", help="The key may only write canonical urls below this prefix. May repeat."),
]
Expires = Annotated[datetime | None, typer.Option("--expires", help="When the key expires (UTC).")]


def add_key(name: Name, scope: Scope, below: Below = None, expires: Expires = None) -> None:
    """Create an API key. It is shown only once."""
    import secrets

    from terminology.library.api_keys import new_key

    async def add(context: "ImportContext") -> str:
        if any(key.name == name for key in await context.store.api_keys.load()):
            refuse(f"A key named {name} already exists: `terminology keys remove {name}` removes it.")
        key, text = new_key(
            name,
            " ".join(scope),
            tuple(below or ()),
            context.now(),
            secrets.token_urlsafe,
            expires.replace(tzinfo=UTC) if expires else None,
        )
        await context.store.api_keys.add(key)
        return text

    settings = read_settings()
    with refusals():
        text = with_context(settings, add)
    print_message("Send it as `Authorization: Bearer …`. It is not shown again:")
    result(text)


def list_keys() -> None:
    """Show the API keys: name, id, scope, limits. Never the keys themselves."""

    async def load(context: "ImportContext") -> "tuple[ApiKey, ...]":
        return await context.store.api_keys.load()

    settings = read_settings()
    with refusals():
        keys = with_context(settings, load)
    if not keys:
        print_message("There are no API keys.")
    for key in keys:
        limit = f" below {', '.join(key.below)}" if key.below else ""
        until = f" until {key.expires_at:%Y-%m-%d %H:%M}Z" if key.expires_at else ""
        result(f"{key.name}  {key.id}  {key.scope}{limit}{until}  created {key.created_at:%Y-%m-%d %H:%M}Z")


def remove_key(name: Annotated[str, typer.Argument(help="The name or id of the key.")]) -> None:
    """Revoke an API key. Running servers refuse it within two seconds."""

    async def remove(context: "ImportContext") -> int:
        found = [key for key in await context.store.api_keys.load() if name in (key.name, key.id)]
        for key in found:
            await context.store.api_keys.remove(key.id)
        return len(found)

    settings = read_settings()
    with refusals():
        count = with_context(settings, remove)
    if not count:
        refuse(f"There is no key {name}.")
    result(f"The key {name} is removed.")
