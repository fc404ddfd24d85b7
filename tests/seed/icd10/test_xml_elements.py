import pytest

from seed.icd10.xml_elements import read_elements
from seed.release import NotARelease
from tests.builders.cpu import least_cpu_s


def refusal(content: bytes) -> str:
    with pytest.raises(NotARelease) as refused:
        read_elements("x.xml", content)
    return str(refused.value)


def test_elements_have_their_text_attributes_and_line() -> None:
    root = read_elements(
        "x.xml", b"<?xml version='1.0'?>\n<a>\n <b id='1'> S&#233;zary\n  disease </b><c/><b>two</b>\n</a>"
    )
    assert (root.tag, root.line) == ("a", 2)
    assert [(item.text, item.line, item.attributes) for item in root.all("b")] == [
        ("Sézary disease", 3, {"id": "1"}),
        ("two", 4, {}),
    ]
    assert root.text_of("b") == "Sézary disease"
    assert root.text_of("d") == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_the_declared_encoding_is_read(encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding}'?><a>Sézary</a>"
    assert read_elements("x.xml", text.encode(encoding)).text == "Sézary"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_its_entities_are_read(encoding: str) -> None:
    text = (
        f"<?xml version='1.0' encoding='{encoding}'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
    )
    assert "document type (DOCTYPE)" in refusal(text.encode(encoding))


def test_truncated_or_invalid_xml_is_refused_with_its_line() -> None:
    assert refusal(b"<a>\n<b>") == "x.xml is truncated or damaged: it is not XML from line 2 on (no element found)."
    assert "line 1 on (mismatched tag)" in refusal(b"<a><b></a>")
    assert "line 1 on (undefined entity)" in refusal(b"<a>&b;</a>")
    assert "line 1 on (not well-formed" in refusal(b"<?xml version='1.0' encoding='utf-8'?><a>S\xe9zary</a>")


def test_an_unknown_encoding_is_refused() -> None:
    assert "unknown encoding" in refusal(b"<?xml version='1.0' encoding='klingon'?><a/>")


def test_excessive_nesting_is_refused() -> None:
    assert "more than 50 levels deep" in refusal(b"<a>" * 100_000)


def test_attributes_by_the_thousand_take_time_that_grows_with_their_number() -> None:
    def cpu(number: int) -> float:
        content = b"<a " + b" ".join(b"a%d='1'" % item for item in range(number)) + b"/>"
        return least_cpu_s(lambda: read_elements("x.xml", content))

    assert cpu(80_000) < 12 * max(cpu(20_000), 0.005)
