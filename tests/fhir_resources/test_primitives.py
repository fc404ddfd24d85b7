import pytest

from fhir_resources.primitives import is_written

WRITTEN = {
    "boolean": ["true", "false"],
    "integer": ["0", "-1", "+5", "2147483647", "-2147483648"],
    "unsignedInt": ["0", "10"],
    "positiveInt": ["1", "+7"],
    "decimal": ["0", "-1.50", "1e10", "1.0E-3"],
    "date": ["2026", "2026-02", "2026-02-28"],
    "dateTime": ["2026", "2026-02", "2026-02-28", "2026-02-28T10:00:00Z", "2026-02-28T23:59:60.123+14:00"],
    "instant": ["2026-02-28T10:00:00.5-05:00"],
    "time": ["10:00:00", "10:00:00.25"],
    "code": ["a", "side effect", "é"],
    "id": ["a-1.B", "a" * 64],
    "oid": ["urn:oid:2.16.840.1"],
    "uuid": ["urn:uuid:c757873d-ec9a-4326-a141-556f43239520"],
    "uri": ["", "urn:x", "http://example.org/é"],
    "canonical": ["http://example.org|1"],
    "base64Binary": ["", "aGk=", "aGkh\n aGk=", "QQ=="],
    "string": ["", " any \n"],
}
NOT_WRITTEN = {
    "boolean": ["True", "1", "", "true "],
    "integer": ["1_000", "٣", "01", "1.0", "", " 1", "2147483648", "-2147483649", "9" * 10_000],
    "unsignedInt": ["-1", "+1", "²"],
    "positiveInt": ["0", "-1"],
    "decimal": ["NaN", "Infinity", "-sNaN", "1_0.0", "٣.١", ".5", "1.", "01.5", "+1", ""],
    "date": ["2026-13", "2026-1-1", "0000", "٢٠٢٦", "2026-02-28T10:00:00Z", "20260228"],
    "dateTime": ["2026-02-28T10:00:00", "2026-02-28T10:00Z", "2026-02-28 10:00:00Z", "2026-02-28T24:00:00Z", "2026Z"],
    "instant": ["2026-02-28", "2026-02-28T10:00:00"],
    "time": ["10:00", "25:00:00", "10:00:00Z"],
    "code": ["", " a", "a ", "a  b", "a\tb"],
    "id": ["", "a_b", "a" * 65],
    "oid": ["2.16.840", "urn:oid:3.1", "urn:oid:2.01"],
    "uuid": ["c757873d-ec9a-4326-a141-556f43239520", "urn:uuid:C757873D-EC9A-4326-A141-556F43239520"],
    "uri": ["a b", " urn:x"],
    "canonical": ["http://example.org |1"],
    "base64Binary": ["$$", "a=b", "====", "é", "aGk=" + "=" * 10_000],
}


@pytest.mark.parametrize(("type_", "text"), [(type_, text) for type_, texts in WRITTEN.items() for text in texts])
def test_fhir_notation_is_accepted(type_: str, text: str) -> None:
    assert is_written(text, type_)


@pytest.mark.parametrize(("type_", "text"), [(type_, text) for type_, texts in NOT_WRITTEN.items() for text in texts])
def test_dates_only_python_accepts_are_invalid(type_: str, text: str) -> None:
    assert not is_written(text, type_)
