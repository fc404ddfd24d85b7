"""The style sheet, script and icon, served under names that contain a hash of their content.

A name always stands for the same bytes, so browsers cache them forever.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

MEDIA_TYPES: Mapping[str, str] = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
NAMES = ("pages.css", "pages.js", "order_entry.js", "icon.svg")
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
FOLDER = "/static"


@dataclass(frozen=True, slots=True)
class Asset:
    """`name` carries the first digits of the content's SHA-256: `pages.3f2a9c01.css`."""

    name: str
    media_type: str
    content: bytes

    @property
    def path(self) -> str:
        return f"{FOLDER}/{self.name}"


def _asset(file_name: str) -> Asset:
    content = files("terminology.pages").joinpath("static", file_name).read_bytes()
    if file_name.endswith(".css"):
        content = _compact(content)
    stem, _, ending = file_name.rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:8]
    return Asset(f"{stem}.{digest}.{ending}", MEDIA_TYPES[ending], content)


def _compact(sheet: bytes) -> bytes:
    """The style sheet, minified. This is safe because no string in it has a brace or a semicolon."""
    for written, sent in ((b" { ", b"{"), (b" }", b"}"), (b"; ", b";"), (b"\n  ", b"\n")):
        sheet = sheet.replace(written, sent)
    return sheet


ASSETS: Mapping[str, Asset] = {name: _asset(name) for name in NAMES}
ASSETS_BY_NAME: Mapping[str, Asset] = {asset.name: asset for asset in ASSETS.values()}


def asset_path(file_name: str) -> str:
    """The address of an asset, for templates."""
    return ASSETS[file_name].path
