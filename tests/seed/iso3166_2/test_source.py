from seed.iso3166_2.source import SOURCE
from terminology.core.model import CodeSystem
from terminology.providers.generic import in_memory


def test_subdivisions_are_parts_of_countries_and_of_other_subdivisions() -> None:
    system = in_memory(CodeSystem(SOURCE.header(), SOURCE.read()))
    found = system.locate("US-CA")
    assert found is not None
    assert found.display == "California"
    assert [(item.code, item.value.content) for item in found.properties] == [("country", "US"), ("category", "State")]
    assert system.parents("AZ-BAB") == ("AZ-NX",)
    assert system.subsumes("AZ-NX", "AZ-BAB")
    assert system.count > 5000
