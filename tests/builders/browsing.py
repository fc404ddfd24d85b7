"""A browser without scripts for an application: it fills in the forms of a page and submits them."""

from dataclasses import dataclass, field
from typing import Any

import httpx
from lxml import html

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass
class Browser:
    """`page` is the current page. Cookies and redirects are handled by httpx; form fields come from the HTML."""

    client: httpx.AsyncClient
    response: httpx.Response = field(default_factory=lambda: httpx.Response(204))

    @property
    def page(self) -> Any:
        return html.document_fromstring(self.response.text)

    @property
    def text(self) -> str:
        return " ".join(self.page.find(".//main").text_content().split())

    @property
    def path(self) -> str:
        return self.response.url.raw_path.decode()

    async def open(self, path: str) -> "Browser":
        self.response = await self.client.get(path, headers={"Accept": ACCEPT}, follow_redirects=True)
        return self

    def form(self, action: str) -> Any:
        (found,) = (form for form in self.page.forms if form.action == action)
        return found

    def fields(self, action: str) -> dict[str, str]:
        """The fields that the form would send, without its buttons."""
        form = self.form(action)
        buttons = {item.get("name") for item in form.iter("button")}
        return {
            name: value or "" for name, value in form.fields.items() if name not in buttons and not _is_file(form, name)
        }

    async def send(
        self, action: str, do: str | None = None, file: tuple[str, bytes] | None = None, **typed: str
    ) -> "Browser":
        """Types into the fields of the form and presses a button. Names with `-` are written with `_`."""
        fields = self.fields(action)
        for name, value in typed.items():
            place = name if name in fields else name.replace("_", "-")
            assert place in fields, (place, sorted(fields))
            fields[place] = value
        if do:
            fields["do"] = do
        files = {"file": file} if file else None
        self.response = await self.client.post(
            action,
            data=fields,
            files=files,
            headers={"Accept": ACCEPT, "Sec-Fetch-Site": "same-origin"},
            follow_redirects=True,
        )
        return self

    async def sign_in(self, key: str) -> "Browser":
        await self.open("/sign-in")
        return await self.send("/sign-in", key=key)


def _is_file(form: Any, name: str) -> bool:
    return any(item.get("type") == "file" for item in form.iter("input") if item.get("name") == name)
