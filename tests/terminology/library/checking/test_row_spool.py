from contextlib import closing

from terminology.library.checking.row_spool import BATCH_ROWS, RowSpool

ROWS = [["J3111", "two\nlines", 'a "quote" \u2028 ü', str(number)] for number in range(BATCH_ROWS + 5)]


def test_rows_can_be_read_repeatedly() -> None:
    spool = RowSpool(iter(ROWS))
    assert list(spool) == ROWS
    assert next(iter(spool)) == ROWS[0]
    assert list(spool) == ROWS
    spool.close()


def test_no_rows_give_no_rows() -> None:
    with closing(RowSpool(iter([]))) as spool:
        assert list(spool) == []
