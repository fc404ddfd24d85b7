"""Signing in with a key and with a real login server, as a browser does, with every cookie, form and redirect."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import pytest

from terminology.app import clock
from terminology.http.application import create_application
from terminology.http.authorization.configuration import SignIn
from terminology.http.authorization.fetching import fetch_json
from terminology.http.authorization.openid import OpenIdProvider
from terminology.settings import Settings
from tests.builders.browsing import ACCEPT, Browser
from tests.builders.openid_provider import CLIENT, SECRET, serving_provider
from tests.builders.openid_provider import OpenIdProvider as Served
from tests.builders.writing import Server
from tests.examples.server import NO_TLS

SITE = "https://tx.example.org"


@pytest.fixture(scope="module")
def provider() -> Iterator[Served]:
    with serving_provider() as served:
        yield served


@asynccontextmanager
async def browsing(
    server: Server, provider: Served | None = None, site: str = SITE, protects_reads: bool = False
) -> AsyncIterator[Browser]:
    """A browser that reaches this application at `site`, and other hosts over the network."""
    gate = replace(server.context.gate, protects_reads=protects_reads)
    if provider is not None:
        provider.reset()
        configuration = SignIn(provider.issuer, CLIENT, label="the hospital")
        gate = replace(gate, openid=OpenIdProvider(configuration, SECRET, fetch_json, clock(Settings()), lambda: 0.0))
    is_usual = site == SITE and gate == server.context.gate
    public = site if site == SITE else None
    app = server.app if is_usual else create_application(replace(server.context, gate=gate, public_base_url=public))
    mounts = {site: httpx.ASGITransport(app, raise_app_exceptions=False)}
    async with httpx.AsyncClient(base_url=site, mounts=mounts, verify=NO_TLS) as client:
        yield Browser(client)


async def test_a_key_signs_in_and_the_cookie_is_out_of_reach(running: Server) -> None:
    async with browsing(running) as browser:
        await browser.sign_in(await running.keys("system/*.cruds"))
        assert browser.path == "/writing"
        (redirect,) = browser.response.history
        (cookie,) = (c for c in redirect.headers.get_list("set-cookie") if c.startswith("__Host-terminology-session="))
        assert {"HttpOnly", "Secure", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
        assert "Domain" not in cookie


@pytest.mark.parametrize("key", ["nonsense", "tx_0123456789ab_" + "s" * 43, "Bearer x", "\N{SNOWMAN}"])
async def test_an_invalid_key_is_refused_and_logged(running: Server, key: str) -> None:
    async with browsing(running) as browser:
        await browser.sign_in(key)
        assert browser.response.status_code == 401
        assert key not in browser.response.text
        await running.context.audit.flush()
        events = (await running.client.get("/r4/AuditEvent?outcome=4")).json()["entry"]
        assert len(events) == 1
        assert "/sign-in: 401" in str(events)
        assert key not in str(events)


async def test_a_form_issued_to_another_browser_does_not_sign_in(running: Server) -> None:
    """An attacker cannot make a user work under the attacker's account."""
    key = await running.keys("system/*.cruds")
    async with browsing(running) as mine, browsing(running) as theirs:
        await mine.open("/sign-in")
        await theirs.open("/sign-in")
        token = theirs.fields("/sign-in")["token"]
        answer = await mine.client.post("/sign-in", data={"token": token, "key": key})
        assert answer.status_code == 403
        mine.client.cookies.clear()
        assert (await mine.client.post("/sign-in", data={"token": token, "key": key})).status_code == 403


async def test_a_session_planted_in_a_browser_is_not_adopted(running: Server) -> None:
    async with browsing(running) as browser:
        browser.client.cookies.set("__Host-terminology-session", "A" * 43, domain="tx.example.org", path="/")
        await browser.sign_in(await running.keys("system/*.cruds"))
        values = [cookie.value for cookie in browser.client.cookies.jar]
        assert "A" * 43 not in values or len(values) > 1
        assert browser.path == "/writing"


async def test_keys_are_not_accepted_over_insecure_connections(running: Server) -> None:
    key = await running.keys("system/*.cruds")
    async with browsing(running, site="http://tx.example.org") as browser:
        await browser.open("/sign-in")
        assert "was not opened over https" in browser.text
        assert "key" not in [item.name for form in browser.page.forms for item in form.inputs]
        assert (await browser.client.post("/sign-in", data={"key": key})).status_code == 403
    async with browsing(running, site="http://127.0.0.1:8000") as browser:
        assert (await browser.sign_in(key)).path == "/writing"


async def test_somebody_signs_in_with_the_organization_and_writes_as_herself(running: Server, provider: Served) -> None:
    async with browsing(running, provider) as browser:
        await browser.open("/sign-in")
        (link,) = browser.page.xpath("//a[@href='/sign-in/organization']")
        assert "the hospital" in link.text
        await browser.open("/sign-in/organization")
        assert browser.path == "/writing"
        assert "Signed in as Ada" in browser.text
        (asked,) = provider.asked
        assert asked["redirect_uri"] == f"{SITE}/sign-in/done"
        await browser.open("/writing/new")
        await browser.send("/writing/new", do="save", url="https://a.org/v", title="T")
        id = browser.path.rpartition("/")[2].partition("?")[0]
        assert (await running.client.get(f"/r5/ValueSet/{id}")).status_code == 200
        agents = (await running.client.get(f"/r5/Provenance?target=ValueSet/{id}/_history/1")).text
        assert "ada-1" in agents
        await browser.send("/sign-out")
        assert (await browser.open("/writing")).path == "/sign-in"


async def test_a_login_response_is_accepted_once_and_from_the_same_browser(running: Server, provider: Served) -> None:
    async with browsing(running, provider) as mine, browsing(running, provider) as theirs:
        begun = await mine.client.get("/sign-in/organization")
        back = (await mine.client.get(begun.headers["location"])).headers["location"]
        stolen = await theirs.client.get(back)
        assert stolen.status_code == 401
        first = await mine.client.get(back)
        assert (first.status_code, first.headers["location"]) == (303, "/writing")
        again = await mine.client.get(back)
        assert again.status_code == 401
        assert "session" not in again.headers.get("set-cookie", "")


@pytest.mark.parametrize(
    "query", ["", "code=x", "code=x&state=y", "code=x&code=y&state=z", "error=access_denied&state=x", "state=%F0%9F"]
)
async def test_an_unsolicited_login_response_is_refused(running: Server, provider: Served, query: str) -> None:
    async with browsing(running, provider) as browser:
        await browser.client.get("/sign-in/organization")
        answer = await browser.client.get(f"/sign-in/done?{query}", headers={"Accept": ACCEPT})
        assert answer.status_code == 401
        assert provider.grants == {} or "code" in query


async def test_a_login_server_that_is_away_is_reported(running: Server, provider: Served) -> None:
    async with browsing(running, provider) as browser:
        provider.document["issuer"] = "https://evil.example.org"
        await browser.open("/sign-in/organization")
        assert browser.response.status_code == 503
        assert "cannot be used now" in browser.text


async def test_without_a_login_server_there_is_no_sign_in(running: Server) -> None:
    async with browsing(running) as browser:
        for path in ("/sign-in/organization", "/sign-in/done?code=x&state=y"):
            assert (await browser.client.get(path)).status_code == 404


async def test_with_protected_reads_only_a_session_opens_the_pages(running: Server) -> None:
    async with browsing(running, protects_reads=True) as browser:
        assert (await browser.open("/value-sets")).path == "/sign-in"
        assert (await browser.client.get("/value-sets")).status_code == 401  # programs get the status as before
        assert (await browser.client.post("/check/form", data={"lines": "J3111"})).status_code == 401
        await browser.sign_in(await running.keys("system/*.cruds"))
        assert (await browser.open("/value-sets")).path == "/value-sets"
        assert (await browser.client.get("/r5/ValueSet")).status_code == 401
        await browser.open("/writing")
        await browser.send("/sign-out")
        assert (await browser.open("/value-sets")).path == "/sign-in"


async def test_another_site_cannot_sign_a_user_out(running: Server) -> None:
    async with browsing(running) as browser:
        await browser.sign_in(await running.keys("system/*.cruds"))
        assert (await browser.client.post("/sign-out", data={"token": "x"})).status_code == 403
        foreign = {"Sec-Fetch-Site": "cross-site"}
        assert (await browser.client.post("/sign-out", data={}, headers=foreign)).status_code == 403
        assert (await browser.open("/writing")).path == "/writing"
