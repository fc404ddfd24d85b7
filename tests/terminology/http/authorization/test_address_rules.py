"""The full matrix of addresses outside the FHIR bases, from the router: a new address without a rule fails."""

import re
from dataclasses import replace

import httpx
from fastapi import FastAPI
from starlette.routing import Route

from fhir_resources.version import FhirVersion
from terminology.core.errors import Forbidden, LoginRequired
from terminology.core.principals import Principal
from terminology.core.scopes import LETTERS, scopes_of
from terminology.http.application import create_application
from terminology.http.authorization.address_rules import ADDRESS_RULES
from terminology.http.authorization.rules import PUBLIC, AccessRule, check
from terminology.http.lazy_routes import LazyRoutes
from terminology.http.server_context import ServerContext
from terminology.http.writing_pages import WRITER_PAGES


def addresses(server: ServerContext) -> dict[str, AccessRule | None]:
    """Every address of the application outside the FHIR bases, with its rule."""
    app = create_application(server)
    while not isinstance(app, FastAPI):
        app = app.app  # type: ignore[attr-defined]
    bases = {f"/{version.path}" for version in FhirVersion}
    later = [route for each in app.routes if isinstance(each, LazyRoutes) for route in each.routes]
    paths = [route.path for route in (*app.routes, *later) if isinstance(route, Route)]
    rules = ADDRESS_RULES | {page.path: page.rule for page in WRITER_PAGES}
    return {path: rules.get(path) for path in paths if f"/{path.split('/')[1]}" not in bases}


def test_every_address_outside_of_fhir_has_a_rule(server: ServerContext) -> None:
    assert [path for path, rule in addresses(server).items() if rule is None] == []


def test_no_rule_refers_to_a_missing_address(server: ServerContext) -> None:
    assert set(ADDRESS_RULES) <= set(addresses(server))


async def test_with_protected_reads_every_non_public_address_requires_authentication(server: ServerContext) -> None:
    app = create_application(replace(server, gate=replace(server.gate, protects_reads=True)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://tx") as client:
        for path, rule in addresses(server).items():
            answer = await client.get(re.sub(r"\{[^}]*\}", "x", path))
            is_shown = answer.status_code not in (401, 303)
            assert is_shown is (rule is PUBLIC), (path, answer.status_code)


async def test_writer_pages_are_not_shown_to_anonymous_users(server: ServerContext) -> None:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(create_application(server)), base_url="http://tx"
    ) as client:
        closed = [path for path, rule in addresses(server).items() if rule and rule.openness == "closed"]
        assert len(closed) == len(WRITER_PAGES)
        for path in closed:
            address = path.replace("{id}", "x").replace("{step}", "release")
            assert (await client.get(address)).headers["location"] == "/sign-in"
            assert (await client.post(address, data={"token": "x"})).status_code in (401, 405)


async def test_each_page_of_writers_needs_a_letter_of_its_rule() -> None:
    for page in WRITER_PAGES:
        for letter in LETTERS:
            assert is_allowed(page.rule, f"user/ValueSet.{letter}") is (letter in page.rule.letters)
        assert not is_allowed(page.rule, "user/ConceptMap.cruds")


def is_allowed(rule: AccessRule, scope: str) -> bool:
    try:
        check(rule, Principal("a", "a", "key", scopes_of(scope)), protects_reads=False)
    except (LoginRequired, Forbidden):
        return False
    return True
