"""Signing in with a login server on another site, in a real browser that handles cookies, redirects and forms."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders.openid_provider import CLIENT, SECRET, serving_provider
from tests.examples import server as servers
from tests.examples.server import RunningServer

pytestmark = pytest.mark.long


@pytest.fixture
def organized(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningServer]:
    """A server whose users sign in at `localhost`, a site other than its own 127.0.0.1."""
    with serving_provider() as provider:
        provider.issuer = provider.issuer.replace("127.0.0.1", "localhost")
        (tmp_path / "secret").write_text(SECRET)
        file = tmp_path / "authorization.toml"
        file.write_text(
            f'[sign_in]\nissuer = "{provider.issuer}"\nclient_id = "{CLIENT}"\n'
            f'client_secret_file = "{tmp_path}/secret"\nlabel = "the hospital"\n'
        )
        usual = servers.environment
        more = {"TERMINOLOGY_AUTHORIZATION_FILE": str(file)}
        monkeypatch.setattr(servers, "environment", lambda folder: usual(folder) | more)
        with RunningServer(tmp_path) as server:
            yield server


def test_somebody_signs_in_with_the_organization_writes_and_signs_out(browser: Any, organized: RunningServer) -> None:
    if shutil.which("chromium") is None and shutil.which("chromium-browser") is None:
        pytest.skip("There is no Chromium: apt-get install chromium")
    context = browser.new_context(base_url=organized.url)
    page = context.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.goto("/writing")
    page.click("text=Sign in with the hospital")
    page.wait_for_url(f"{organized.url}/writing")
    assert "Signed in as Ada" in " ".join(page.text_content(".who").split())
    (cookie,) = context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    page.click("text=New value set")
    page.fill("#url", "https://example.org/ValueSet/signed-in")
    page.press("#url", "Enter")
    page.wait_for_url("**/writing/*?done=created")
    page.click("text=Sign out")
    page.wait_for_url("**/sign-in")
    page.goto("/writing")
    assert page.url.endswith("/sign-in")
    assert messages == []
    context.close()
