import io
from itertools import product
from zlib import crc32

from terminology.index.sections import Sections, SectionWriter
from terminology.index.stored_codes import FEW, StoredCodes, write_codes


def stored(codes: list[str]) -> StoredCodes:
    out = io.BytesIO()
    writer = SectionWriter(out.write)
    write_codes(writer, codes)
    writer.finish({})
    return StoredCodes(Sections(out.getvalue()), len(codes))


def in_one_bucket(count: int) -> list[str]:
    """Codes crafted to collide in the hash table."""
    made = ("".join(signs) for signs in product("abcdefgh", repeat=6))
    return [code for code in made if crc32(code.encode()) % count == 0][:count]


def test_codes_that_are_all_in_one_bucket_are_found() -> None:
    codes = in_one_bucket(4 * FEW)
    codes[1:1] = [codes[5].upper(), codes[6].upper()]
    codes = codes[: 4 * FEW]
    found = stored(codes)
    assert [found.ordinal(code) for code in codes] == list(range(len(codes)))
    for place, code in enumerate(codes):
        equal = [other for other, item in enumerate(codes) if item.casefold() == code.casefold()]
        assert found.folded_ordinals(code.upper()) == tuple(equal)
        assert place in equal
    assert found.ordinal("not there") is None


def test_an_empty_list_of_codes_has_no_ordinals() -> None:
    assert (stored([]).ordinal("a"), stored([]).folded_ordinals("a")) == (None, ())
