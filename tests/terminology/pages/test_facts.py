from terminology.core.model import CodeSystemHeader, Coding, PropertyDefinition, Value
from terminology.core.results import DescribedProperty
from terminology.library.resources import ResourceIndex
from terminology.pages.facts import fact_groups, text_of
from tests.builders.catalogue import supplement_of

HEADER = CodeSystemHeader(
    url="http://x", version="1", title="X", properties=(PropertyDefinition("typeOfCare", "code", description="What"),)
)


def test_the_facts_of_each_source_are_a_group() -> None:
    extra = supplement_of(title="More", version="2", properties=(PropertyDefinition("rbcsFamily", "string"),))
    stated = (
        DescribedProperty("typeOfCare", Value("code", "1"), "first"),
        DescribedProperty("typeOfCare", Value("code", "2")),
        DescribedProperty("rbcsFamily", Value("string", "Beds")),
        DescribedProperty("parent", Value("code", "A")),
    )
    own, added = fact_groups(HEADER, stated, (extra,), ResourceIndex())
    assert (own.source, added.source) == ("X, 1", "More, 2")
    assert [(f.label, f.value, f.meaning, f.is_first) for f in own.facts] == [
        ("Type of care", "1", "first", True),
        ("Type of care", "2", None, False),
    ]
    assert own.facts[0].explanation == "What"
    assert [fact.label for fact in added.facts] == ["RBCS family"]


def test_the_supplement_of_narratives_is_shown_elsewhere() -> None:
    extra = supplement_of(is_default=True, properties=(PropertyDefinition("sourceFile", "string"),))
    stated = (DescribedProperty("sourceFile", Value("string", "a.txt")),)
    assert fact_groups(HEADER, stated, (extra,), ResourceIndex()) == ()


def test_values_are_written_for_people() -> None:
    assert text_of(Value("boolean", True)) == "yes"
    assert text_of(Value("Coding", Coding("s", "c", display="Sea"))) == "Sea"
    assert text_of(Value("integer", 3)) == "3"
