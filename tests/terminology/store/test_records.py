from datetime import UTC, datetime

import bson

from seed.release import Source
from terminology.library.ports import ImportRecord
from terminology.store.records import import_document, import_from_document


def test_a_record_comes_back_in_utc() -> None:
    noon = datetime(2025, 10, 1, 12, tzinfo=UTC)
    record = ImportRecord("i", "narratives", (Source("a.txt", "00", 1),), noon, noon)
    assert import_from_document(bson.decode(bson.encode(import_document(record)))) == record
