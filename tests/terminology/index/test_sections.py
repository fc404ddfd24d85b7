import io
import zlib
from array import array

import pytest

from terminology.index.sections import FORMAT, TAIL, BrokenSections, Sections, SectionWriter


def written() -> bytes:
    out = io.BytesIO()
    writer = SectionWriter(out.write)
    writer.add("text", "für alle")
    writer.add("numbers", array("I", [1, 2, 2**32 - 1]))
    writer.add("nothing", b"")
    writer.begin("pieces")
    for piece in (b"ab", b"", b"c"):
        writer.append(piece)
    writer.end("pieces")
    writer.finish({"about": "a test"})
    return out.getvalue()


def test_written_columns_are_read_in_place() -> None:
    sections = Sections(written())
    assert sections.bytes_of("text").decode() == "für alle"
    assert list(sections.integers("numbers")) == [1, 2, 2**32 - 1]
    assert (sections.bytes_of("nothing"), list(sections.integers("nothing"))) == (b"", [])
    assert sections.reader("pieces")(1, 3) == b"bc"
    assert (sections.has("text"), sections.has("other")) == (True, False)
    assert sections.facts == {"about": "a test"}
    sections.verify()


def test_a_section_that_is_missing_is_reported() -> None:
    with pytest.raises(BrokenSections, match="no section other"):
        Sections(written()).bytes_of("other")


@pytest.mark.parametrize("size", range(0, len(written()), 7))
def test_a_file_that_is_cut_is_seen_when_it_is_opened(size: int) -> None:
    with pytest.raises(BrokenSections):
        Sections(written()[:size])


def test_a_changed_byte_is_detected_on_a_full_read_and_in_the_directory_at_once() -> None:
    for place in range(len(written())):
        changed = bytearray(written())
        changed[place] ^= 1
        try:
            Sections(bytes(changed)).verify()
        except BrokenSections:
            continue
        assert place in range(len(changed) - 12, len(changed) - 8)  # four bytes of the end say nothing


def test_another_format_is_not_read() -> None:

    complete = written()
    length = TAIL.unpack(complete[-TAIL.size :])[0]
    old = complete[-TAIL.size - length : -TAIL.size].replace(FORMAT.encode(), b"0" + FORMAT[1:].encode())
    data = complete[: -TAIL.size - length] + old + TAIL.pack(len(old), zlib.crc32(old), 0, complete[-8:])
    with pytest.raises(BrokenSections, match="its format is 0"):
        Sections(data)
