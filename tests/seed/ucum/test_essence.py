from seed.ucum.essence import essence


def test_the_table_has_its_version_prefixes_and_units() -> None:
    table = essence()
    assert (table.version, len(table.prefixes), len(table.units)) == ("2.2", 24, 312)
    assert (table.units["m"].is_base, table.units["min"].is_metric, table.units["L"].is_metric) == (True, False, True)
    assert table.units["Cel"].base == "K"
