import gzip

import pytest

from terminology.http.packing import LARGE, packed, unpacked, wants_packing


@pytest.mark.parametrize("size", [0, 1, LARGE - 1, LARGE, LARGE * 2])
async def test_what_is_packed_is_gzip_and_comes_out_as_it_was(size: int) -> None:
    body = b"a" * size
    assert gzip.decompress(await packed(body)) == body
    assert unpacked(await packed(body)) == body


def test_packing_is_for_those_who_ask() -> None:
    assert wants_packing({b"accept-encoding": b"br, gzip;q=0.5"})
    assert not wants_packing({b"accept-encoding": b"br"})
    assert not wants_packing({})
