"""`python -m benchmarks.columns`: why column files have their own format instead of LMDB.

The same codes and records of 100,000 concepts, as sections (`terminology/index/sections.py`) and as an LMDB file with a
table of codes and one of records, used in the usual way: sorted, appended, read without locks. LMDB's figures need
`pip install lmdb`; the server does not.
"""

import struct
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator
from io import BytesIO
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure, show
from benchmarks.large_code_system import generated
from terminology.core.model import CodeSystem, CodeSystemHeader, Concept
from terminology.index.columns_writer import ColumnsWriter
from terminology.index.concept_codec import ConceptEncoder
from terminology.index.sections import Sections, SectionWriter
from terminology.index.stored_codes import StoredCodes, write_codes
from terminology.index.stored_columns import StoredColumns
from terminology.library.large_code_systems import PlainReader

CONCEPTS = 100_000
LOOKUPS = 200_000
OPENED = 1000
NUMBER = struct.Struct(">I")
NO_LMDB = "LMDB's figures are left out: run `pip install lmdb`."
Find = Callable[[str], bytes]
Opened = tuple[Find, Callable[[], None]]


def figures() -> Iterator[Figure]:
    reader = PlainReader()
    concepts = [plain.concept() for json in generated(CONCEPTS) if (plain := reader.read(json))]
    encoder = ConceptEncoder()
    records = [encoder.encode(concept) for concept in concepts]
    codes = [concept.code for concept in concepts]
    with tempfile.TemporaryDirectory() as name:
        for kind, write, opened in _kinds():
            file = Path(name) / kind
            yield Figure(
                f"columns as {kind}: write codes and records", _ms(_cpu(lambda w=write, f=file: w(f, codes, records)))
            )
            yield Figure(f"columns as {kind}: size of the file", f"{file.stat().st_size / 1e6:.1f} MB")
            taken = _cpu(lambda o=opened, f=file: [o(f)[1]() for _ in range(OPENED)])
            yield Figure(f"columns as {kind}: open", f"{taken / OPENED * 1e6:.0f} µs")
            find, close = opened(file)
            if find(codes[-1]) != records[-1]:
                raise RuntimeError(f"{kind} finds another record")
            asked = [codes[number * 7919 % CONCEPTS] for number in range(LOOKUPS)]
            taken = _cpu(lambda f=find, a=asked: [f(code) for code in a])
            yield Figure(f"columns as {kind}: code to record", f"{taken / LOOKUPS * 1e6:.2f} µs")
            close()
    yield from _all_columns(concepts)


def _kinds() -> Iterator[tuple[str, Callable[[Path, list[str], list[bytes]], None], Callable[[Path], Opened]]]:
    yield "sections", _write_sections, _open_sections
    try:
        import lmdb
    except ImportError:
        print(NO_LMDB)
        return
    yield "LMDB", lambda *what: _write_lmdb(lmdb, *what), lambda file: _open_lmdb(lmdb, file)


def _write_sections(file: Path, codes: list[str], records: list[bytes]) -> None:
    with file.open("wb") as out:
        writer = SectionWriter(out.write)
        writer.add("records", b"".join(records))
        starts = array("Q", [0])
        for record in records:
            starts.append(starts[-1] + len(record))
        writer.add("starts", starts)
        write_codes(writer, codes)
        writer.finish({})


def _open_sections(file: Path) -> Opened:
    with file.open("rb") as opened:
        sections = Sections(mmap(opened.fileno(), 0, access=ACCESS_READ))
    starts, read = sections.integers("starts", "Q"), sections.reader("records")
    codes = StoredCodes(sections, len(starts) - 1)

    def find(code: str) -> bytes:
        ordinal = codes.ordinal(code)
        assert ordinal is not None
        return read(starts[ordinal], starts[ordinal + 1])

    return find, lambda: None


def _write_lmdb(lmdb: Any, file: Path, codes: list[str], records: list[bytes]) -> None:
    size = 4 * sum(map(len, records)) + 2**26
    with lmdb.open(str(file), map_size=size, max_dbs=2, subdir=False, lock=False, sync=False) as environment:
        by_code, by_ordinal = environment.open_db(b"codes"), environment.open_db(b"records")
        with environment.begin(write=True) as transaction:
            for code, ordinal in sorted((code.encode(), ordinal) for ordinal, code in enumerate(codes)):
                transaction.put(code, NUMBER.pack(ordinal), append=True, db=by_code)
            for ordinal, record in enumerate(records):
                transaction.put(NUMBER.pack(ordinal), record, append=True, db=by_ordinal)
        environment.sync(True)


def _open_lmdb(lmdb: Any, file: Path) -> Opened:
    environment = lmdb.open(str(file), max_dbs=2, subdir=False, readonly=True, lock=False, create=False)
    by_code, by_ordinal = environment.open_db(b"codes", create=False), environment.open_db(b"records", create=False)
    transaction = environment.begin()

    def find(code: str) -> bytes:
        found: bytes = transaction.get(transaction.get(code.encode(), db=by_code), db=by_ordinal)
        return found

    def close() -> None:  # a process cannot open a second one before
        transaction.abort()
        environment.close()

    return find, close


def _all_columns(concepts: list[Concept]) -> Iterator[Figure]:
    """All columns of a code system, as the server writes them."""
    out = BytesIO()
    code_system = CodeSystem(CodeSystemHeader("http://example.org/large", "1"), tuple(concepts))

    def write() -> None:
        writer = ColumnsWriter(out.write, code_system.header)
        for ordinal, concept in enumerate(code_system.concepts):
            writer.add(ordinal, concept)
        writer.finish({}, {})

    yield Figure("columns: write all of 100,000 concepts, four names each", _ms(_cpu(write)))
    data = out.getvalue()
    yield Figure(
        "columns: open them",
        f"{_cpu(lambda: [StoredColumns(Sections(data)) for _ in range(OPENED)]) / OPENED * 1e6:.0f} µs",
    )
    columns = StoredColumns(Sections(data))
    asked = [number * 7919 % CONCEPTS for number in range(CONCEPTS)]
    taken = _cpu(lambda: [columns.concept(ordinal) for ordinal in asked])
    yield Figure("columns: decode a concept", f"{taken / len(asked) * 1e6:.1f} µs")


def _cpu(do: Callable[[], object]) -> float:
    started = time.process_time()
    do()
    return time.process_time() - started


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


if __name__ == "__main__":
    sys.exit(show(figures()))
