"""Every reader of external input, with examples, truncated examples and inputs that a fuzzer found."""

import pytest

from tests.torture.readers import READERS, Reader

LARGEST_CORPUS = 100_000  # bytes of all of it: a corpus that is in the project stays small


@pytest.mark.parametrize("reader", READERS.values(), ids=lambda reader: reader.name)
def test_a_reader_refuses_unreadable_input(reader: Reader) -> None:
    for example in reader.examples:
        reader.read(example) if reader.name.startswith(("json", "xml")) else reader.try_one(example)
        for length in (0, 1, len(example) // 3, len(example) - 1):
            reader.try_one(example[:length])
            reader.try_one(example[:length] + b"\x00\xff" + example[length + 2 :])
    for path in reader.corpus:
        reader.try_one(path.read_bytes())


def test_the_corpus_is_small() -> None:
    assert sum(path.stat().st_size for reader in READERS.values() for path in reader.corpus) < LARGEST_CORPUS
