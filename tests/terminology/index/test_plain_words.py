from pathlib import Path

import pytest

from seed.hcpcs.releases import load_hcpcs
from terminology.index.plain_words import LONGEST_PHRASE, meanings_of, plain_words
from terminology.index.words import FILLERS, stems_of, words_of
from terminology.providers.generic import GenericCodeSystem, in_memory

RELEASE = "releases/2025-10-OCT-derived/HCPC2025_OCT_ANWEB.normalised.csv"


@pytest.fixture(scope="module")
def hcpcs(shared_data: Path) -> GenericCodeSystem:
    content = (shared_data / RELEASE).read_bytes()
    return in_memory(load_hcpcs([(RELEASE, content)], canonical_base="http://a.org").releases[0].code_system)


def test_each_way_to_say_it_finds_the_codes_that_it_must_lead_to(hcpcs: GenericCodeSystem) -> None:
    missed = []
    for row in plain_words():
        for said in row.mentioned:
            found = hcpcs.search(said)
            ordinals = set(found[: found.exact])
            missed += [(said, code) for code in row.leads_to if hcpcs.ordinal(code) not in ordinals]
    assert missed == []


def test_each_row_says_meanings_and_codes() -> None:
    assert [row for row in plain_words() if not (all(row.mentioned) and all(row.intended) and row.leads_to)] == []


def test_words_count_in_any_order_and_with_any_ending() -> None:
    assert meanings_of(stems_of(["shots", "flu"])) == meanings_of(stems_of(["flu", "shot"]))
    assert meanings_of(["romosozumab"]) == ()


def test_no_row_has_more_words_than_are_looked_for_together() -> None:
    said = [[word for word in words_of(said) if word not in FILLERS] for row in plain_words() for said in row.mentioned]
    assert max(map(len, said)) <= LONGEST_PHRASE
