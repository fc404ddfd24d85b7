import gzip

import pytest

from terminology.http.packing import LARGE, packed, unpacked


@pytest.mark.parametrize("size", [0, 1, LARGE - 1, LARGE, LARGE * 2])
async def test_what_is_packed_is_gzip_and_comes_out_as_it_was(size: int) -> None:
    body = b"a" * size
    assert gzip.decompress(await packed(body)) == body
    assert unpacked(await packed(body)) == body
