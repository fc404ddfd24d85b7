from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest

from terminology.core.model import CodeSystemHeader, Concept, Designation
from terminology.index.columns_writer import ColumnsWriter
from terminology.index.sections import SectionWriter
from terminology.index.text_columns import TextColumns
from terminology.store.text_process import SENT_AT_ONCE, forked_text_columns

HEADER = CodeSystemHeader(url="http://example.org/animals", version="1")
CONCEPTS = [
    Concept(f"c{number}", f"Çat number {number}", designations=(Designation(f"cat/{number % 7}"),))
    for number in range(2 * SENT_AT_ONCE + 3)
]


def written(texts: TextColumns | None, concepts: Iterable[Concept] = CONCEPTS) -> bytes:
    out = BytesIO()
    writer = ColumnsWriter(out.write, HEADER, texts=texts)
    for ordinal, concept in enumerate(concepts):
        writer.add(ordinal, concept)
    writer.finish({}, {})
    return out.getvalue()


@pytest.mark.parametrize("concepts", [CONCEPTS, CONCEPTS[:1], []])
def test_another_process_builds_the_same_bytes(tmp_path: Path, concepts: list[Concept]) -> None:
    with forked_text_columns(tmp_path / "new") as texts:
        assert written(texts, concepts) == written(None, concepts)
    assert not list((tmp_path / "new").iterdir())


def end_and_write(texts: TextColumns, sections: SectionWriter) -> None:
    texts.end(1)
    texts.write(sections)


def test_a_failure_of_the_other_process_is_noticed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sections = ColumnsWriter(BytesIO().write, HEADER).sections
    with forked_text_columns(tmp_path) as texts:
        texts.add(0, "a", (5,), False, ())  # type: ignore[arg-type]  # not a text
        with pytest.raises(OSError, match="died"):
            end_and_write(texts, sections)
    assert "TypeError" in capfd.readouterr().err


def test_the_other_process_ends_with_the_first(tmp_path: Path) -> None:
    with forked_text_columns(tmp_path) as texts:
        texts.add(0, "a", ("A",), False, ("A",))
    assert not list(tmp_path.iterdir())
