from seed.hcpcs.value_sets import built_in_value_sets

BASE = "https://terminology.example.org/fhir"


def test_the_value_sets_of_the_contract_are_there() -> None:
    urls = [value_set.header.url for value_set in built_in_value_sets(BASE)]
    assert urls[0] == "http://terminology.hl7.org/ValueSet/v3-HealthCareCommonProcedureCodingSystem"
    chapters = [f"chapter-{letter}" for letter in "abceghjklmpqrstuv"]
    names = ["procedures", "modifiers", *chapters, "not-otherwise-classified"]
    assert urls[1:] == [f"{BASE}/ValueSet/hcpcs-{name}" for name in names]


def test_they_are_intensional_so_they_follow_each_release() -> None:
    for value_set in built_in_value_sets(BASE):
        assert value_set.compose
        (include,) = value_set.compose.include
        assert include.system == "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
        assert include.version is None
        assert include.concepts == ()


def test_a_name_is_one_that_a_computer_can_use() -> None:
    names = [value_set.header.name or "" for value_set in built_in_value_sets(BASE)]
    assert all(name.isalnum() and name[0].isupper() for name in names)
    assert len(set(names)) == len(names)
