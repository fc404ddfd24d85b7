"""Every form of the name block, with invented documents."""

import pytest

from seed.narrative.document import Block, Name
from seed.narrative.markup import Line
from seed.narrative.name_block import codes_in, cpt_codes_in, names_in
from seed.narrative.parser import parse, read_block


def common(value: str) -> Name:
    return Name("common-name", value)


def medical(value: str) -> Name:
    return Name("medical-term", value)


def blocks(*lines: str) -> list[Block]:
    return [read_block(Line(number, text)) for number, text in enumerate(lines, 1)]


def names(*lines: str, title: str = "Salt water, 10 ml") -> tuple[Name, ...]:
    return names_in(blocks(*lines), title)


@pytest.mark.parametrize(
    "suffix",
    ["(HCPCS J1234)", "(HCPCS Code J1234)", "(HCPCS code J1234).", "(HCPCS Code: J1234)", "(J1234)", "- HCPCS J1234"],
)
def test_shape_1_one_line_is_a_common_name_without_its_code(suffix):
    assert names(f"Drip, Salt Water, up to 10 ml {suffix}") == (common("Drip, Salt Water, up to 10 ml"),)


def test_shape_2_two_labels_run_together_in_one_line():
    found = names("Common Name: Salt drip Medical Term: Infusion, saline, 10 ml (HCPCS J1234)")
    assert found == (common("Salt drip"), medical("Infusion, saline, 10 ml"))


def test_shape_3_labelled_lines():
    found = names("Common Name: Salt drip", "Technical/Medical Term: Saline infusion (HCPCS Code: J1234)")
    assert found == (common("Salt drip"), medical("Saline infusion"))


def test_shape_4_labelled_items():
    found = names("- Common name: Salt drip", "- Technical term: Saline infusion (HCPCS Code: J1234)")
    assert found == (common("Salt drip"), medical("Saline infusion"))


def test_shape_5_a_label_and_then_items_that_are_complete_names():
    found = names("Common Names:", "- Drip", "- Drip, salty", "Technical/Medical Term:", "- Infusion, saline (J1234)")
    assert found == (common("Drip"), common("Drip, salty"), medical("Infusion, saline"))


def test_shape_6_a_name_and_then_labels_with_several_values():
    found = names("Salt drip (J1234)", "Common Names: Drip, Salt water (warm, cold)", "Technical Terms: Infusion, IV")
    assert found == (
        common("Salt drip"),
        common("Drip"),
        common("Salt water (warm, cold)"),
        medical("Infusion"),
        medical("IV"),
    )


def test_shape_7_a_name_before_the_heading_and_labels_after_it():
    narrative = parse(
        "Salt water, 10 ml\nHCPCS code\nSalt water set - HCPCS J1234\nName of the Procedure:\n"
        "Common Name(s): Drip\nTechnical / Medical term: Saline\nSummary\nText."
    )
    assert narrative.pre_name == (Block("paragraph", "Salt water set - HCPCS J1234"),)
    assert narrative.names == (common("Salt water set"), common("Drip"), medical("Saline"))
    assert narrative.code == "J1234"


@pytest.mark.parametrize("label", ["Common Name", "Common name", "Common Names", "Common Name(s)", "Common name(s)"])
def test_every_label_of_a_common_name_is_known(label):
    assert names(f"{label}: Drip") == (common("Drip"),)


@pytest.mark.parametrize(
    "label",
    [
        "Medical Term",
        "Technical term",
        "Technical Term",
        "Technical Terms",
        "Technical/Medical Term",
        "Technical / Medical term",
        "Technical/Medical terms",
    ],
)
def test_every_label_of_a_medical_term_is_known(label):
    assert names(f"{label}: Saline") == (medical("Saline"),)


def test_a_comma_does_not_separate_values_of_a_singular_or_optional_plural():
    assert names("Common Name: Drip, salty", "Medical Term(s): Infusion, saline") == (
        common("Drip, salty"),
        medical("Infusion, saline"),
    )


def test_the_title_is_one_value_even_after_a_plural_label():
    assert names("Technical Terms: salt water, 10 ml (J1234)") == (medical("salt water, 10 ml"),)


def test_a_name_stated_twice_is_one_name():
    assert names("Drip (J1234)", "Common Name: Drip") == (common("Drip"),)


def test_a_line_with_the_code_alone_is_not_a_name():
    assert names("- HCPCS J1234", "(J1234)", "J1234") == ()


def test_a_code_within_a_name_stays():
    assert names("Technical/Medical Term: E1150 Wheelchair") == (medical("E1150 Wheelchair"),)


def test_codes_are_found_once_each_and_only_as_upper_case_words():
    assert codes_in(blocks("A (J1234)", "B (J1234), C5678", "XJ1234 j1234 J12345 Z1234")) == ("J1234", "C5678")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Visit (HCPCS 99213)", "99213"),
        ("Visit (CPT 99213)", "99213"),
        ("Visit (HCPCS Code: 99213).", "99213"),
        ("Visit (HCPCS/CPT code 99213)", "99213"),
        ("CPT Code 99213", "99213"),
        ("Visit - cpt-4 code: 99213", "99213"),
        ("Visit (CPT® 99213)", "99213"),
        ("Visit (99213)", "99213"),
        ("Visit ( 0042T )", "0042T"),
        ("HCPCS 0001U", "0001U"),
        ("HCPCS 1111F", "1111F"),
    ],
)
def test_a_cpt_code_is_found_after_its_label_or_alone_in_brackets(line, code):
    assert cpt_codes_in(blocks(line)) == (code,)


@pytest.mark.parametrize(
    "line",
    [
        "Heparin 10000 units",
        "Heparin (10000 units)",
        "Heparin, per 10000U",
        "Heparin (1000U)",
        "Heparin (10,000)",
        "Heparin (10000 IU)",
        "Drip (HCPCS J1234)",
        "Drip (HCPCS J1234, 10000 units)",
        "A HCPCS code for 10000 units",
        "HCPCS 100000",
        "HCPCS 10000.5 mg",
        "Code 99213",
    ],
)
def test_a_strength_or_another_number_is_not_a_cpt_code(line):
    assert cpt_codes_in(blocks(line)) == ()
