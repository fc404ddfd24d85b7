from seed.bcp47.registry import registry


def test_subtags_by_kind_and_ranges_of_private_use() -> None:
    known = registry()
    assert (known.name("language", "en"), known.name("region", "us")) == ("English", "United States")
    assert known.name("script", "qaab") == "private use qaab"
    assert known.name("language", "xx") is None
