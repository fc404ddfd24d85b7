import hashlib
from importlib.resources import files

from terminology.pages.assets import ASSETS, ASSETS_BY_NAME, NAMES, asset_path


def test_an_asset_has_the_beginning_of_its_hash_in_its_name() -> None:
    for name in NAMES:
        asset = ASSETS[name]
        assert hashlib.sha256(asset.content).hexdigest()[:8] in asset.name
        assert ASSETS_BY_NAME[asset.name] is asset
        assert asset_path(name) == f"/static/{asset.name}"


def test_the_script_and_the_style_sheet_are_small_and_name_no_other_host() -> None:
    assert len(ASSETS["pages.css"].content) < 20_000
    assert len(ASSETS["pages.js"].content.splitlines()) < 200
    for asset in (ASSETS["pages.css"], ASSETS["pages.js"], ASSETS["order_entry.js"]):
        assert b"://" not in asset.content
        assert b"innerHTML" not in asset.content


def test_the_style_sheet_loses_nothing_but_blanks() -> None:
    written = (files("terminology.pages") / "static" / "pages.css").read_bytes()
    sent = ASSETS["pages.css"].content
    assert len(sent) < len(written)
    assert sent.translate(None, b" \n") == written.translate(None, b" \n")
    assert b'content: attr(data-label) ": "' in sent
