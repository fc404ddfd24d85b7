"""Documents into narratives: both renderings, the traps of the format, refusals, and laws over generated documents."""

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seed.narrative.document import SECTIONS, Block
from seed.narrative.headings import SLUGS, is_unknown_heading
from seed.narrative.parser import KIND, NOISE, NotANarrative, decode, parse
from seed.narrative.provenance import Provenance
from seed.release import NotARelease
from tests.builders.rebuilding import rebuild

SEED = "000_6833dce7903a6bf0.txt"
HEAD = "Salt water, 10 ml\nHCPCS code\nName of the Procedure:\nSalt drip (J1234)\n"


def sections_of(text: str) -> dict[str, list[str]]:
    return {section.slug: section.text.split("\n") for section in parse(text).sections}


def test_the_seed_document_is_rebuilt_byte_for_byte(shared_seeds):
    content = (shared_seeds / SEED).read_bytes()
    assert rebuild(parse(decode(content))).encode() == content


def test_the_seed_document_has_its_exact_parts(shared_seeds):
    narrative = parse(decode((shared_seeds / SEED).read_bytes()))
    assert narrative.title == "Injection, romosozumab-aqqg, 1 mg"
    assert narrative.code == "J3111"
    assert [(name.use, name.value) for name in narrative.names] == [
        ("common-name", "Injection of romosozumab"),
        ("medical-term", "Injection, romosozumab-aqqg, 1 mg"),
    ]
    assert [section.slug for section in narrative.sections] == [slug for slug, _ in SECTIONS]
    assert [len(section.items) for section in narrative.sections] == [0, 0, 3, 3, 4, 0, 0, 2, 2, 2, 3, 2, 3]
    assert [len(section.blocks) for section in narrative.sections] == [1, 1, 3, 3, 4, 1, 1, 2, 2, 2, 3, 2, 3]
    assert narrative.warnings == ()


def test_the_second_rendering_reads_like_the_first_and_preserves_its_numbers():
    narrative = parse(
        "\r\n  Salt water, 10 ml\r\n\r\nHCPCS code\r\n\r\n"
        "Name of the Procedure:\r\n\r\n  • Common name: Drip (J1234)\r\n\r\n"
        "Procedure Description\r\n\r\n  1. Sit.\r\n\r\n    Assessments Required:\r\n\r\n    • Pulse\r\n  2. Rest.\r\n"
    )
    assert narrative.name_block == (Block("item", "Common name: Drip (J1234)"),)
    assert narrative.sections[0].blocks == (
        Block("item", "Sit.", 1),
        Block("sublabel", "Assessments Required:"),
        Block("item", "Pulse"),
        Block("item", "Rest.", 2),
    )
    assert narrative.sections[0].text == "1. Sit.\nAssessments Required:\n- Pulse\n2. Rest."


def test_the_title_is_the_last_line_before_the_kind_that_is_not_noise():
    noise = "Search all medical codes\nOther line\nSalt water,\nSearch all medical codes\n"
    narrative = parse(f"{noise}HCPCS code\nSummary\nText.")
    assert narrative.title == "Salt water,"
    assert rebuild(narrative) == f"{noise}HCPCS code\nSummary\nText."


def test_a_heading_within_a_sentence_an_item_or_a_label_is_text():
    lines = ["Recovery.", "- Recovery: a day", "Pre-procedure Preparation: none", "- Recovery", "The Recovery"]
    assert sections_of(HEAD + "Summary\n" + "\n".join(lines)) == {"summary": lines}


@pytest.mark.parametrize("heading", ["RISKS AND COMPLICATIONS", "risks and complications", "Risks and Complications:"])
def test_a_heading_is_known_in_any_case_and_with_a_colon_and_stays_as_written(heading):
    narrative = parse(f"{HEAD}{heading}\nSoreness.")
    assert [(section.slug, section.heading) for section in narrative.sections] == [("risks-and-complications", heading)]


def test_a_line_with_a_colon_is_a_sublabel_if_the_bare_heading_is_elsewhere():
    text = f"{HEAD}Procedure Description\nRecovery:\n- Rest\nRecovery\nA day."
    assert sections_of(text) == {"procedure-description": ["Recovery:", "- Rest"], "recovery": ["A day."]}
    assert parse(text).warnings == ()


def test_a_repeated_heading_is_text_with_a_warning():
    narrative = parse(f"{HEAD}Benefits\nOne.\nBenefits\nTwo.")
    assert [section.text for section in narrative.sections] == ["One.\nBenefits\nTwo."]
    assert narrative.warnings == ('Line 7: "Benefits" repeats a heading: it was read as text of "Benefits".',)


@pytest.mark.parametrize("heading", ["Cost and Coverage", "## Cost and Coverage", "**Cost and Coverage**"])
def test_an_unknown_heading_is_a_separate_paragraph_with_a_warning_and_its_line(heading):
    narrative = parse(f"{HEAD}Setting\nA clinic.\n{heading}\nAsk your insurer.")
    assert narrative.sections[0].blocks[1] == Block("heading", "Cost and Coverage")
    assert narrative.sections[0].text == "A clinic.\n\nCost and Coverage\nAsk your insurer."
    warning = 'Line 7: "Cost and Coverage" may be an unknown heading: it became a separate paragraph in "Setting".'
    assert narrative.warnings == (warning,)


@pytest.mark.parametrize("heading", ["## Overview", "**Overview**", "OVERVIEW:", "<h2>Overview</h2>", "Overview"])
def test_an_unknown_heading_in_the_name_block_and_lines_below_it_are_not_names(heading):
    labelled = HEAD.replace("Salt drip", "Common Name: Salt drip")
    narrative = parse(f"{labelled}{heading}\nA ride in an ambulance.\nSummary\nText.")
    assert [name.value for name in narrative.names] == ["Salt drip"]
    assert [warning.partition(":")[0] for warning in narrative.warnings] == ["Line 5", "Line 6"]


@pytest.mark.parametrize(
    "heading",
    [
        *("## Summary", "# Summary #", "**Summary**", "**Summary:**", "__Summary__", "SUMMARY:", "<h3>Summary</h3>"),
        *("1. Summary", "1) Summary", "IV. Summary", "## 1. Summary", "**1. Summary**"),
    ],
)
def test_a_heading_is_known_with_markup_and_numbers(heading):
    assert sections_of(f"{HEAD}{heading}\nA ride.") == {"summary": ["A ride."]}


def test_text_after_a_bold_heading_belongs_to_the_section():
    assert sections_of(f"{HEAD}**Purpose:** To bring.\nMore.") == {"purpose": ["To bring.", "More."]}


def test_a_numbered_step_is_not_a_heading_if_the_heading_is_elsewhere():
    text = f"{HEAD}Procedure Description\n1. Preparation\n2. Rest\nPreparation\nNone."
    assert list(sections_of(text)) == ["procedure-description", "preparation"]


def test_tags_and_entities_are_undone():
    text = f"{HEAD}<h2>Summary</h2><p>Fish &amp; <b>chips</b> &lt; 5&nbsp;%</p><ul><li>One</li><li>Two</li></ul>"
    assert sections_of(text) == {"summary": ["Fish & chips < 5 %", "- One", "- Two"]}


@pytest.mark.parametrize(
    "line", ["<script>x</script>", "<img src=x>", "<!-- x -->", "&bogus;", "&lt;b&gt;", "&amp;lt;", "<iframe/>"]
)
def test_markup_that_cannot_be_undone_is_refused_with_its_line(line):
    with pytest.raises(NotARelease, match=r"^Line 6 "):
        parse(f"{HEAD}Summary\n{line}")


def test_signs_that_are_not_markup_stay():
    lines = ["Under <5 years & over 65, R&D, a*b", "- x < y > z"]
    assert sections_of(f"{HEAD}Summary\n" + "\n".join(lines)) == {"summary": lines}


def test_form_feeds_empty_bullets_and_rules_are_dropped():
    assert sections_of(f"{HEAD}\fSummary\n-\n•\n----\n- One\f\n*\n\x07Two") == {"summary": ["- One", "Two"]}


@pytest.mark.parametrize("name", ["It is a long story.", "x" * 121])
def test_a_common_name_that_is_a_sentence_or_too_long_is_refused(name):
    with pytest.raises(NotANarrative, match="common name"):
        parse(f"T\nHCPCS code\nName of the Procedure:\nCommon Name: {name}\nSummary\nText.")


def test_spanish_headings_and_labels_are_known_with_and_without_accents():
    narrative = parse(
        "T\nCódigo HCPCS\nNombre del procedimiento:\nNombre común: Goteo Término médico: Infusión (HCPCS J1234)\n"
        "Resumen\nUno.\nPROPOSITO:\nDos.\n## Descripción del procedimiento\nTres.\nRiesgos y complicaciones\nNo."
    )
    assert [section.slug for section in narrative.sections] == [
        *("summary", "purpose", "procedure-description", "risks-and-complications")
    ]
    assert [(name.use, name.value) for name in narrative.names] == [
        ("common-name", "Goteo"),
        ("medical-term", "Infusión"),
    ]
    assert narrative.language == "es"


def test_a_stated_title_or_code_does_without_the_kind_line():
    narrative = parse("# Salt water\n## Summary\nText.", Provenance(code="J1234"))
    assert (narrative.title, narrative.kind, narrative.sections[0].text) == ("Salt water", "HCPCS code", "Text.")


@pytest.mark.parametrize(
    "unit",
    [
        "a, ",
        "(",
        "Medical ",
        "<a ",
        "&a",
        "**",
        "__a__",
        "# ",
        "Common Name: ",
        "- HCPCS ",
        "A ",
        "1. ",
        "\u2028",
        "<b>",
    ],
)
@pytest.mark.parametrize("place", ["Name of the Procedure:\nCommon Names: {}\nSummary\nText.", "Summary\n{}\nText."])
def test_reading_takes_time_in_proportion_to_the_document(unit, place):
    def cost(times: int) -> float:
        start = time.process_time()
        with contextlib.suppress(NotARelease):
            parse("T\nHCPCS code\n" + place.format(unit * times))
        return time.process_time() - start

    assert cost(100_000 // len(unit)) < 1.0


def test_an_unknown_heading_below_an_empty_section_is_warned_of() -> None:
    narrative = parse(f"{HEAD}Duration\nCost and Coverage\nAsk your insurer.")
    assert narrative.sections[0].text == "Cost and Coverage\nAsk your insurer."
    assert [warning.partition(":")[0] for warning in narrative.warnings] == ["Line 6"]


def test_a_short_answer_is_not_mistaken_for_an_unknown_heading():
    assert parse(f"{HEAD}Duration\nOne Hour\nSetting\nOutpatient Clinic").warnings == ()


def test_a_paragraph_after_a_list_is_not_merged_into_its_last_item():
    text = f"{HEAD}Procedure Description\nThe nurse will:\n- clean the skin\n- wait\nThe needle is removed."
    assert [block.kind for block in parse(text).sections[0].blocks] == ["sublabel", "item", "item", "paragraph"]


def test_an_item_that_opens_a_lost_sub_list_stays_flat():
    items = ["- Giving the Drip:", "- Step 1: sit", "- Step 2: rest, which might include:", "- Water"]
    assert sections_of(f"{HEAD}Procedure Description\n" + "\n".join(items)) == {"procedure-description": items}


def test_an_empty_section_is_retained_with_a_warning():
    narrative = parse(f"{HEAD}Duration\nSetting\nA clinic.")
    assert narrative.warnings == ('The section "Duration" is empty.',)
    assert [section.text for section in narrative.sections] == ["", "A clinic."]


def test_a_document_without_a_name_block_or_a_title_is_read_with_warnings():
    narrative = parse("HCPCS code\nSalt drip (J1234)\nSummary\nText.")
    assert (narrative.title, narrative.code, narrative.name_heading) == ("", "J1234", None)
    assert narrative.warnings == (
        "There is no title before the kind line.",
        'There is no heading "Name of the Procedure:".',
    )


@pytest.mark.parametrize("text", [HEAD, f"{HEAD}Summary\nPurpose\n"])
def test_a_document_without_any_section_that_has_a_text_is_refused(text):
    with pytest.raises(NotANarrative, match="it has no section"):
        parse(text)


def test_the_code_in_the_name_block_outweighs_the_line_before_it():
    text = "T\nHCPCS code\nLike A0001\nName of the Procedure:\nSalt drip (J1234)\nSummary\nText, see A0002."
    assert parse(text).code == "J1234"


def test_several_codes_in_the_name_block_give_a_warning_and_no_code():
    narrative = parse("T\nHCPCS code\nName of the Procedure:\nDrip (J1234) or (J5678)\nSummary\nText.")
    assert narrative.code is None
    assert narrative.warnings == ("The name block names several codes: J1234, J5678.",)


def test_characters_beyond_ascii_and_a_byte_order_mark_are_read():
    narrative = parse(decode("\ufeffSalt ≥ 10 ml\nHCPCS code\nSummary\nThe patient’s arm — 5%.".encode()))
    assert narrative.title == "Salt ≥ 10 ml"
    assert narrative.sections[0].text == "The patient’s arm — 5%."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "The file is empty."),
        (" \n\n\t\n", "The file is empty."),
        ("Salt water\nSummary\nText.", 'This is not a procedure narrative: it has no line "HCPCS code".'),
        (
            "Salt water\nHCPCS code\nSome page.",
            "This is not a procedure narrative: it has no section, such as Summary, with text.",
        ),
        (
            "Some title\nCPT4 code\nName of the Procedure:\nX\nSummary\nText.",
            "This narrative is about a CPT code: CPT belongs to the American Medical Association and is not loaded.",
        ),
        (
            "SOME TITLE\nHCPCS code\nName of the Procedure:\nTooth thing (D1234)\nSummary\nText.",
            "This narrative is about the dental code D1234: "
            "CDT belongs to the American Dental Association and is not loaded.",
        ),
        (
            "Some title\nHCPCS code\nName of the Procedure:\nSome visit (HCPCS 99213)\nSummary\nText.",
            "This narrative is about the CPT code 99213: "
            "CPT belongs to the American Medical Association and is not loaded.",
        ),
        (
            "Some title\nHCPCS code\nSome visit - CPT 99213\nName of the Procedure:\nVisit\nSummary\nText.",
            "This narrative is about the CPT code 99213: "
            "CPT belongs to the American Medical Association and is not loaded.",
        ),
        (
            f"{HEAD}Summary\nText.\n{HEAD}",
            'The document has more than one narrative: give each "HCPCS code" document its own title.',
        ),
    ],
)
def test_anything_but_a_narrative_is_refused_with_one_sentence(text, reason):
    with pytest.raises(NotANarrative) as refusal:
        parse(text)
    assert str(refusal.value) == reason


def test_a_cpt_code_next_to_the_narratives_code_or_in_a_section_is_text():
    narrative = parse(f"{HEAD}Given during the visit (CPT 99213)\nSummary\nOften billed with CPT 99213.")
    assert narrative.code == "J1234"
    assert parse("Salt water\nHCPCS code\nSummary\nOften billed with CPT 99213.").code is None


def test_bytes_that_are_not_utf_8_are_refused_and_the_place_is_named():
    with pytest.raises(
        NotARelease, match=r"^The file is not UTF-8 text: byte 7 cannot be read; for another encoding use"
    ):
        decode("Caffè".encode() + b"\xe8 latin")


# Generated documents: words that cannot be a marker, a heading or a kind line by accident.
words = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäé’%≥,;0123456789", min_size=1, max_size=9).filter(str.strip)
sentences = st.lists(words, min_size=1, max_size=6).map(lambda parts: "x" + " ".join(parts))
paragraphs = sentences.map(lambda text: f"{text}.")
items = sentences.map(lambda text: f"- {text}")
sublabels = sentences.map(lambda text: f"{text}:")
numbered = st.builds("{}. {}".format, st.integers(1, 99), sentences)
bodies = st.lists(st.one_of(paragraphs, items, numbered, sublabels), max_size=5)
name_blocks = st.one_of(
    st.tuples(sentences),
    st.tuples(sentences.map(lambda text: f"Common Name: {text}"), sentences.map(lambda text: f"Medical Term: {text}")),
    st.tuples(st.just("Common Names:"), items, items),
    st.tuples(sentences.map(lambda text: f"Common Name: {text} Medical Term: {text} (HCPCS J1234)")),
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    preamble = draw(st.lists(st.sampled_from(sorted(NOISE)), max_size=3))
    pre_name = draw(st.lists(sentences, max_size=1))
    headings = draw(st.lists(st.sampled_from([heading for _, heading in SECTIONS]), unique=True, min_size=1))
    lines = [*preamble, draw(sentences), "HCPCS code", *pre_name, "Name of the Procedure:", *draw(name_blocks)]
    for heading in headings:
        lines += [heading, draw(paragraphs), *draw(bodies)]
    return "\n".join(lines)


def second_rendering(text: str) -> str:
    return "\n\n".join("  • " + line[2:] if line.startswith("- ") else line for line in text.split("\n")) + "\n"


@given(documents())
def test_a_document_in_the_first_rendering_comes_back_unchanged(text):
    assert rebuild(parse(text)) == text


@given(documents())
def test_reading_what_was_rebuilt_gives_the_same_narrative(text):
    assert parse(rebuild(parse(text))) == parse(text)


@given(documents())
def test_both_renderings_of_a_document_are_the_same_narrative(text):
    assert parse(second_rendering(text)) == parse(text)


@given(documents())
def test_any_subset_of_sections_in_any_order_is_read_in_that_order(text):
    expected = [SLUGS[line.casefold()] for line in text.split("\n") if line.casefold() in SLUGS]
    assert [section.slug for section in parse(text).sections] == expected


@given(st.lists(st.one_of(st.text(), st.sampled_from(["HCPCS code", "Summary", "Recovery:", "- x", "Common Name: X"]))))
def test_any_text_is_a_narrative_or_is_refused(lines):
    text = "\n".join(lines)
    try:
        narrative = parse(text)
    except NotARelease:
        return
    assert KIND.fullmatch(narrative.kind)


@pytest.mark.parametrize("text", ["Cost", "Cost and Coverage", "After the Visit"])
def test_a_short_line_in_title_case_looks_like_a_heading(text):
    assert is_unknown_heading(text)


@pytest.mark.parametrize("text", ["Cost.", "cost", "Ask your doctor", "Benefits", "Thirty minutes, or more"])
def test_other_lines_do_not_look_like_an_unknown_heading(text):
    assert not is_unknown_heading(text)
