import pytest

from fhir_resources.limits import Limits
from fhir_resources.xml_limits import XmlRefused, scan

LIMITS = Limits(depth=3, attributes=4, namespaces_in_scope=2, namespaces=3, namespace_length=20)
FHIR = 'xmlns="http://hl7.org/fhir"'


@pytest.mark.parametrize(
    "body",
    [
        "<a><a><a/></a></a>",
        '<a b="" c="" d="" e=""/>',
        f"<a {FHIR}><b {FHIR}/><b {FHIR}/><b {FHIR}/><b {FHIR}/></a>",  # a naive writer repeats it on every resource
        '<a xmlns:x="urn:x" xmlns:y="urn:y"/>',
        '<a><b xmlns:x="urn:x" xmlns:y="urn:y"/><b xmlns:x="urn:x"/></a>',
        '<?xml version="1.0" encoding="UTF-8"?><a>é</a>',
        '<?xml version="1.0" encoding="iso-8859-1"?><a/>',
        "\ufeff<a/>",
    ],
)
def test_documents_within_the_limits_pass(body: str) -> None:
    scan(body.encode(), LIMITS)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<a>\n<a><a><a/></a></a></a>", "more than 3 levels of elements"),
        ('<a>\n<b b="" c="" d="" e="" f=""/></a>', "more than 4 attributes"),
        ('<a>\n<b xmlns:x="urn:x" xmlns:y="urn:y" xmlns:z="urn:z"/></a>', "more than 2 namespaces"),
        ('<a xmlns:x="urn:x">\n<b xmlns:y="urn:y" xmlns:z="urn:z"/></a>', "more than 2 namespaces"),
        ('<a>\n<b xmlns="1"/><b xmlns="1"/><b xmlns="1"/><b xmlns="1"/></a>', "more than 3 namespace declarations"),
        (f'<a>\n<b xmlns:x="{"u" * 21}"/></a>', "a namespace of more than 20 characters"),
        ("<a>\n<!DOCTYPE a><b/></a>", "syntax error|not well-formed"),
        ("\n<!DOCTYPE a><a/>", "DOCTYPE"),
        ("<a>\n<b></a>", "mismatched tag"),
        ("<a>\n</a><b/>", "junk after"),
    ],
)
def test_oversized_or_invalid_xml_is_refused_with_the_reason_and_the_line(body: str, reason: str) -> None:
    with pytest.raises(XmlRefused, match=reason) as caught:
        scan(body.encode(), LIMITS)
    assert caught.value.line == 2


def test_an_encoding_that_is_not_read_the_same_everywhere_is_refused() -> None:
    with pytest.raises(XmlRefused, match="UTF-7"):
        scan(b'<?xml version="1.0" encoding="UTF-7"?><a/>')
