"""The text of a narrative and of its sections, rebuilt from their parts."""

import pytest

from seed.narrative.document import Block, Narrative, Section
from tests.builders.rebuilding import rebuild


def test_a_document_is_rebuilt_line_by_line_without_a_final_newline():
    narrative = Narrative(
        preamble=("Some code browser", "Walking frame"),
        title="Walking frame",
        kind="HCPCS code",
        pre_name=(Block("paragraph", "Frame"),),
        name_heading="Name of the Procedure:",
        name_block=(Block("item", "Common name: Frame"),),
        sections=(Section("setting", "Setting", (Block("sublabel", "Places:"), Block("item", "Home", 1))),),
    )
    assert rebuild(narrative) == (
        "Some code browser\nWalking frame\nHCPCS code\nFrame\nName of the Procedure:\n- Common name: Frame\n"
        "Setting\nPlaces:\n1. Home"
    )


def test_the_text_of_a_section_marks_items_and_numbers_only_those_the_source_numbered():
    blocks = (Block("paragraph", "First."), Block("item", "a"), Block("item", "b", 2), Block("sublabel", "Tools:"))
    assert Section("setting", "Setting", blocks).text == "First.\n- a\n2. b\nTools:"


def test_the_items_of_a_section_are_also_a_list():
    blocks = (Block("paragraph", "First."), Block("item", "a"), Block("item", "b", 2))
    assert Section("setting", "Setting", blocks).items == ("a", "b")


@pytest.mark.parametrize(
    ("block", "label"),
    [
        (Block("item", "Common risks: soreness, rash"), "Common risks"),
        (Block("item", "Step 1: sit down"), "Step 1"),
        (Block("item", "Sit down"), None),
        (Block("item", "Ratio 1:2 of salt"), None),
        (Block("item", "One two three four five six seven: eight"), None),
        (Block("paragraph", "Note: sit down"), None),
    ],
)
def test_the_label_of_an_item_is_at_most_six_words_before_a_colon(block, label):
    assert block.label == label
