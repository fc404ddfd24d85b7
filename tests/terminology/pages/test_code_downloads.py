from collections.abc import Callable

import httpx
import pytest

from terminology.pages.code_page import hcpcs_code_page
from terminology.pages.context import File, PageRequest
from terminology.pages.problems import PageProblem

Ask = Callable[..., PageRequest]


def content(ask: Ask, of: str) -> str:
    file = hcpcs_code_page(ask("/hcpcs/E0601", {"code": "E0601"}, download="csv", of=of))
    assert isinstance(file, File)
    assert file.name == f"E0601-{of or 'properties'}.csv"
    return file.content.decode()


def test_properties_come_with_their_meaning_and_source(ask: Ask) -> None:
    text = content(ask, "properties")
    assert "Coverage,D,special coverage instructions" in text
    assert "RBCS category,DME" in text
    assert content(ask, "") == text


def test_every_table_of_the_page_comes_as_a_file(ask: Ask) -> None:
    assert "1988-01-01,no end stated" in content(ask, "periods")
    assert "modifier,RR,Rental" in content(ask, "billing")
    assert "units a day,1," in content(ask, "billing")
    assert "2017-01,,First loaded release that lists the code" in content(ask, "changes")
    assert len(content(ask, "packages").splitlines()) == 1


def test_another_table_is_refused(ask: Ask) -> None:
    with pytest.raises(PageProblem):
        content(ask, "x")


@pytest.mark.parametrize("path", ["/value-sets", "/concept-maps"])
async def test_lists_are_downloaded_completely(client: httpx.AsyncClient, path: str) -> None:
    assert len((await client.get(f"{path}?download=json")).json()) > 1
