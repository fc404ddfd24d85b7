from uuid import UUID

import pytest

from terminology.http.request_ids import request_id_of


def test_new_ids_are_uuids_and_all_different() -> None:
    ids = [request_id_of(None) for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert {str(UUID(id)) for id in ids} == set(ids)
    assert {UUID(id).version for id in ids} == {4}


@pytest.mark.parametrize("supplied", ["abc-1.2_3", "txTests:suite/test", "x" * 128])
def test_a_harmless_id_is_accepted(supplied: str) -> None:
    assert request_id_of(supplied) == supplied


@pytest.mark.parametrize("supplied", ["", "a b", "x" * 129, 'a"b', "a\n", "ä"])
def test_any_other_is_replaced(supplied: str) -> None:
    assert UUID(request_id_of(supplied))
