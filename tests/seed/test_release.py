from hashlib import sha256

from seed.release import Source, source_of


def test_a_source_has_hash_and_size_of_its_bytes() -> None:
    assert source_of("a.txt", b"abc") == Source("a.txt", sha256(b"abc").hexdigest(), 3)


def test_a_file_outside_an_archive_has_no_member() -> None:
    assert source_of("a.txt", b"").member is None
