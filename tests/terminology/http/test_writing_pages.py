"""Value sets edited in a browser without scripts: the same rules as over FHIR, and safe from forged requests."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from tests.builders.browsing import Browser
from tests.builders.writing import BASE, Json, Server, code_system, value_set

SYSTEM = "https://a.example.org/CodeSystem/c"
URL = "https://a.example.org/ValueSet/covered"
WHOLE = {"title": "Covered", "url": URL, "version": "1.0.0", "description": "What we cover"}


def browser_of(server: Server) -> httpx.AsyncClient:
    """Another browser, which is not signed in."""
    transport = httpx.ASGITransport(server.app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="https://tx.example.org")


@pytest.fixture
async def browser(running: Server) -> AsyncIterator[Browser]:
    """Signed in with a key for everything, on a server with one small code system."""
    await running.client.put("/r5/CodeSystem/c", json=code_system("c", status="active"))
    async with browser_of(running) as client:
        yield await Browser(client).sign_in(await running.keys("system/*.cruds"))


async def created(browser: Browser, **more: str) -> str:
    """The address of a new draft with one code."""
    await browser.open("/writing/new")
    await browser.send("/writing/new", do="save", **(WHOLE | {"part_0_system": SYSTEM, "part_0_codes": "a\tA"} | more))
    assert browser.response.status_code == 200, browser.text
    return browser.path.partition("?")[0]


async def stored(running: Server, address: str) -> Json:
    answer = await running.client.get(f"/r5/ValueSet/{address.rpartition('/')[2]}")
    found: Json = answer.json()
    return found


async def test_a_draft_is_created_changed_compared_and_released(browser: Browser, running: Server) -> None:
    address = await created(browser)
    assert "The draft is saved." in browser.text
    await browser.send(address, do="save", part_0_codes="a\tA\nb B\n")
    assert "Your changes are saved." in browser.text
    listed = (await stored(running, address))["compose"]["include"][0]["concept"]
    assert listed == [{"code": "a", "display": "A"}, {"code": "b", "display": "B"}]
    await browser.open(f"{address}/release")
    await browser.send(f"{address}/release")
    assert "Released: this version is active now." in browser.text
    released = await stored(running, address)
    assert (released["status"], released["compose"]["include"][0]["version"]) == ("active", "1.0.0")
    await browser.open(f"{address}/draft")
    assert browser.fields(f"{address}/draft")["version"] == "1.1.0"
    await browser.send(f"{address}/draft")
    draft = browser.path.partition("?")[0]
    await browser.send(draft, do="save", part_0_codes="b")
    assert "Compared with the active version 1.0.0: a removed." in browser.text
    (compare,) = browser.page.xpath("//a[starts-with(@href, '/compare?this')]/@href")
    await browser.open(compare)
    assert "Every code of the second is in the first, which has more." in browser.text


async def test_an_active_version_has_no_form_and_can_be_retired(browser: Browser, running: Server) -> None:
    address = await created(browser)
    await browser.open(f"{address}/release")
    await browser.send(f"{address}/release")
    assert "Create a draft of the next version" in browser.text
    assert [form.action for form in browser.page.forms if form.action == address] == []
    await browser.open(f"{address}/retire")
    await browser.send(f"{address}/retire")
    assert (await stored(running, address))["status"] == "retired"


async def test_a_draft_is_withdrawn_and_copied(browser: Browser, running: Server) -> None:
    address = await created(browser)
    await browser.open(f"{address}/clone")
    await browser.send(f"{address}/clone", url=f"{URL}-2", version="1.0.0")
    assert f"{URL}-2" in browser.text
    await browser.open(f"{address}/withdraw")
    await browser.send(f"{address}/withdraw")
    assert browser.path.startswith("/writing?")
    assert (await running.client.get(f"/r5/ValueSet/{address.rpartition('/')[2]}")).status_code == 410


async def test_elements_the_form_does_not_show_are_preserved(browser: Browser, running: Server) -> None:
    designation = [{"language": "de", "value": "Ah"}]
    contact = [{"name": "Us"}]
    include = [{"system": SYSTEM, "concept": [{"code": "a", "designation": designation}, {"code": "b"}]}]
    sent = value_set("x", url=URL, compose={"include": include, "lockedDate": "2026-01-01"}, contact=contact)
    await running.client.put("/r4/ValueSet/x", json=sent)
    await browser.open("/writing/x")
    await browser.send("/writing/x", do="save", part_0_codes="a\tA")
    found = (await running.client.get("/r4/ValueSet/x")).json()
    assert found["compose"]["include"][0]["concept"] == [{"code": "a", "display": "A", "designation": designation}]
    assert (found["compose"]["lockedDate"], found["contact"]) == ("2026-01-01", contact)


async def test_conditions_exclusions_and_further_groups_are_forms_too(browser: Browser, running: Server) -> None:
    address = await created(browser)
    await browser.send(address, do="add-exclude")
    await browser.send(address, do="add-include")
    await browser.send(address, do="add-condition-2", part_2_system=SYSTEM, part_2_property_0="code")
    assert "condition 2" in str(browser.response.content)
    assert (await stored(running, address))["meta"]["versionId"] == "1"  # nothing is stored by it
    await browser.send(
        address,
        do="save",
        part_1_system=SYSTEM,
        part_1_codes="a",
        part_2_op_0="regex",
        part_2_value_0="b.*",
    )
    compose = (await stored(running, address))["compose"]
    assert compose["exclude"] == [{"system": SYSTEM, "concept": [{"code": "a"}]}]
    assert compose["include"][1]["filter"] == [{"property": "code", "op": "regex", "value": "b.*"}]
    await browser.send(address, do="remove-part-1")
    await browser.send(address, do="save")
    assert len((await stored(running, address))["compose"]["include"]) == 1


async def test_codes_come_from_a_file(browser: Browser, running: Server) -> None:
    await browser.open("/writing/new")
    table = ("codes.csv", f"code,display,system\nb,B,{SYSTEM}\na,,{SYSTEM}\n".encode())
    await browser.send("/writing/new", do="save", file=table, **WHOLE)
    address = browser.path.partition("?")[0]
    listed = (await stored(running, address))["compose"]["include"][0]["concept"]
    assert [item["code"] for item in listed] == ["b", "a"]
    await browser.send(address, do="save", file=("c.csv", b"display\nx\n"), title="Typed")
    assert browser.response.status_code == 400
    assert "none is called code" in browser.text
    assert browser.fields(address)["title"] == "Typed"


async def test_errors_are_shown_next_to_their_field_and_nothing_is_lost(browser: Browser) -> None:
    await browser.open("/writing/new")
    await browser.send("/writing/new", do="save", url="https://a.org|1", title="T", part_0_codes="a", part_0_system="")
    assert browser.response.status_code == 422
    assert [link.get("href") for link in browser.page.xpath("//div[@role='alert']//a")] != []
    assert browser.fields("/writing/new")["title"] == "T"
    assert browser.page.xpath("//*[@aria-invalid='true']")


async def test_a_failed_release_reports_every_obstacle(browser: Browser) -> None:
    address = await created(browser, title="", description="", part_0_codes="gone")
    assert "Unknown code 'gone'" in browser.text  # already a remark on the draft
    await browser.open(f"{address}/release")
    await browser.send(f"{address}/release", releaseLabel="Spring")
    assert browser.response.status_code == 422
    assert browser.text.count("needs") == 2
    assert browser.fields(f"{address}/release")["releaseLabel"] == "Spring"


async def test_the_slower_editor_keeps_the_typed_text_and_decides(browser: Browser, running: Server) -> None:
    address = await created(browser)
    mine = Browser(browser.client, browser.response)
    await browser.send(address, do="save", part_0_codes="a\nb")
    await mine.send(address, do="save", title="Mine", part_0_codes="a\nc")
    assert mine.response.status_code == 409
    assert "Codes added: b" in mine.text
    assert mine.fields(address)["part-0-codes"].split() == ["a", "c"]
    assert (await stored(running, address))["title"] == "Covered"
    await mine.send(address, do="save")
    found = await stored(running, address)
    assert (found["title"], found["meta"]["versionId"]) == ("Mine", "3")


async def test_releasing_a_draft_that_another_user_changed_is_refused(browser: Browser) -> None:
    address = await created(browser)
    other = await Browser(browser.client).open(address)
    await browser.open(f"{address}/release")
    await other.send(address, do="save", part_0_codes="b")
    await browser.send(f"{address}/release")
    assert browser.response.status_code == 412
    assert "read it again" in browser.text


async def test_imported_value_sets_are_copied_and_not_changed(running_with_content: Server) -> None:
    async with browser_of(running_with_content) as client:
        browser = await Browser(client).sign_in(await running_with_content.keys("system/*.cruds"))
        await browser.open("/writing/care-at-home")
        assert "was imported and cannot be changed here" in browser.text
        await browser.open("/writing/care-at-home/retire")
        await browser.send("/writing/care-at-home/retire")
        assert browser.response.status_code in (404, 409)
        await browser.open("/writing/care-at-home/clone")
        await browser.send("/writing/care-at-home/clone", url=URL)
        assert "This is your copy" in browser.text
        assert f"{BASE}/" not in browser.path


async def test_writer_pages_require_a_login(running: Server) -> None:
    async with browser_of(running) as client:
        for path in ("/writing", "/writing/new", "/writing/x", "/writing/x/release"):
            browser = await Browser(client).open(path)
            assert browser.path == "/sign-in"
        answer = await client.post("/writing/new", data={"title": "<b>Typed</b>", "url": URL})
        assert answer.status_code == 401
        assert 'value="&lt;b&gt;Typed&lt;/b&gt;"' in answer.text


async def test_a_client_without_the_scope_gets_a_page_that_names_it(running: Server) -> None:
    async with browser_of(running) as client:
        browser = await Browser(client).sign_in(await running.keys("system/*.rs"))
        assert browser.response.status_code == 403
        assert "system/ValueSet.cud" in browser.text


async def test_a_key_writes_only_below_its_prefixes(browser: Browser, running: Server) -> None:
    address = await created(browser)
    async with browser_of(running) as client:
        limited = await Browser(client).sign_in(await running.keys("system/*.cruds", ("https://b.example.org",)))
        assert URL not in limited.text
        await limited.open(address)
        assert "whose URL begins with https://b.example.org" in limited.text
        await limited.open("/writing/new")
        await limited.send("/writing/new", do="save", **WHOLE)
        assert limited.response.status_code == 403
        assert limited.fields("/writing/new")["title"] == "Covered"


@pytest.mark.parametrize("token", ["", "x", "A" * 43])
async def test_a_form_without_the_token_of_the_session_does_nothing(
    browser: Browser, running: Server, token: str
) -> None:
    address = await created(browser)
    fields = browser.fields(address) | {"token": token, "title": "Forged", "do": "save"}
    answer = await browser.client.post(address, data=fields)
    assert answer.status_code == 403
    assert (await stored(running, address))["title"] == "Covered"
    for step in ("release", "withdraw"):
        answer = await browser.client.post(f"{address}/{step}", data={"token": token})
        assert answer.status_code == 403
    assert (await stored(running, address))["status"] == "draft"


async def test_a_form_of_another_site_does_nothing_even_with_the_token(browser: Browser, running: Server) -> None:
    address = await created(browser)
    fields = browser.fields(address) | {"title": "Forged", "do": "save"}
    for header in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example.org"}, {"Origin": "null"}):
        answer = await browser.client.post(address, data=fields, headers=header)
        assert answer.status_code == 403
    assert (await stored(running, address))["title"] == "Covered"


async def test_a_form_of_another_session_is_sent_again_and_not_lost(browser: Browser, running: Server) -> None:
    address = await created(browser)
    old = Browser(browser.client, browser.response)
    await browser.send("/sign-out")
    await browser.sign_in(await running.keys("system/*.cruds"))
    await old.send(address, do="save", title="Kept")
    assert old.response.status_code == 403
    await old.send(address)
    assert (await stored(running, address))["title"] == "Kept"


async def test_a_cookie_is_worth_nothing_to_fhir(browser: Browser) -> None:
    answer = await browser.client.post("/r5/ValueSet", json=value_set())
    assert answer.status_code == 401


async def test_a_session_ends_with_its_key_its_time_and_its_sign_out(browser: Browser, running: Server) -> None:
    assert browser.path == "/writing"
    (key, *_) = [key for key in await running.library.store.api_keys.load() if key.name in browser.text]
    await running.library.store.api_keys.remove(key.id)
    assert (await browser.open("/writing")).path == "/sign-in"
    await browser.sign_in(await running.keys("system/*.cruds"))
    running.clock[0] += timedelta(hours=2)
    assert (await browser.open("/writing")).path == "/sign-in"
    await browser.sign_in(await running.keys("system/*.cruds"))
    cookies = httpx.Cookies(browser.client.cookies)
    await browser.send("/sign-out")
    assert browser.path == "/sign-in"
    browser.client.cookies = cookies  # whoever copied the cookie has nothing of it
    assert (await browser.open("/writing")).path == "/sign-in"


async def test_writes_and_refusals_in_a_browser_are_in_the_audit_trail(browser: Browser, running: Server) -> None:
    address = await created(browser)
    await browser.send(address, do="save", url="https://a.org|1")
    await running.context.audit.flush()
    id = address.rpartition("/")[2]
    events = (await running.client.get(f"/r4/AuditEvent?entity=ValueSet/{id}")).json()["entry"]
    assert [event["resource"]["action"] for event in events if event["resource"]["outcome"] == "0"] == ["C"]
    assert [event["resource"]["action"] for event in events if event["resource"]["outcome"] != "0"] == ["U"]
    everything = (await running.client.get("/r4/AuditEvent?_count=100")).text
    assert "signed in in a browser" in everything


async def test_writer_pages_are_never_cached(browser: Browser) -> None:
    for path in ("/writing", "/writing/new", "/sign-in"):
        answer = await browser.client.get(path)
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers


HOSTILE = "<img src=x onerror=alert(1)>\x00\"'&"


async def test_hostile_texts_stay_texts(browser: Browser) -> None:
    await browser.open("/writing/new")
    await browser.send("/writing/new", do="add-include", title=HOSTILE, part_0_codes=HOSTILE, part_0_system=HOSTILE)
    assert not browser.page.xpath("//img | //*[@onerror]")
    assert "onerror=alert(1)" in browser.fields("/writing/new")["title"]


@pytest.mark.parametrize(
    "fields",
    [
        {"parts": "99999999"},
        {"parts": "251"},
        {"parts": "1", "part-0-kind": "include", "part-0-conditions": "9999"},
        {"base": "x", "match": "1"},
        {"base": "1"},
        {"base": "99", "match": "1"},
        {"base": "1", "match": "1", "do": "remove-part-999"},
    ],
)
async def test_a_form_that_was_never_issued_is_refused(browser: Browser, fields: dict[str, str]) -> None:
    address = await created(browser)
    token = browser.fields(address)["token"]
    answer = await browser.client.post(address, data={"token": token, **fields})
    assert answer.status_code < 500
    assert (await browser.open(address)).text.count("Version 1:") == 1


async def test_the_list_of_writable_value_sets_can_be_downloaded(browser: Browser) -> None:
    await created(browser)
    await browser.open("/writing?download=json")
    assert [(row["name"], row["status"]) for row in browser.response.json()] == [("Covered", "draft")]
