from seed.icd10.hints import header_hint
from terminology.core.model import Concept, Property, Value


def concept(code: str, is_billable: bool) -> Concept:
    return Concept(code, properties=(Property("billable", Value("boolean", is_billable)),))


def test_a_header_names_the_codes_below_it() -> None:
    assert header_hint(concept("A00", False), ["A00.0", "A00.1"]) == (
        "A00 is a header, not a billable code; directly below it: A00.0, A00.1"
    )
    assert header_hint(concept("A0", False), [str(number) for number in range(1007)]) == (
        "A0 is a header, not a billable code; directly below it: 0, 1, 2, 3, 4 and 1,002 more"
    )
    assert header_hint(concept("A00", False), []) == "A00 is a header, not a billable code"


def test_a_billable_code_has_no_hint() -> None:
    assert header_hint(concept("A00.0", True), []) is None
