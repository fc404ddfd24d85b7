from terminology.cli.doctor.findings import broken, note, works


def test_only_failed_checks_are_called_broken() -> None:
    assert [item.sign for item in (works("a", "b"), note("a", "b"), broken("a", "b", "c"))] == ["ok", "note", "BROKEN"]
