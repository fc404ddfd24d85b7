from seed.hcpcs.code_lists import code_lists, short_description_use
from terminology.core.model import Coding

BASE = "https://example.org/fhir"


def meanings(name: str) -> dict[str, str | None]:
    [code_system] = [item for item in code_lists(BASE) if item.header.url == f"{BASE}/CodeSystem/hcpcs-{name}"]
    return {concept.code: concept.display for concept in code_system.concepts}


def test_every_list_is_a_complete_active_code_system_of_our_own() -> None:
    headers = [item.header for item in code_lists(BASE)]
    assert [header.id for header in headers] == [
        "hcpcs-action-code",
        "hcpcs-coverage",
        "hcpcs-pricing-indicator",
        "hcpcs-multiple-pricing-indicator",
        "hcpcs-type-of-service",
        "hcpcs-betos",
        "hcpcs-lab-certification",
        "hcpcs-dmepos-category",
        "hcpcs-dmepos-jurisdiction",
        "hcpcs-mue-kind",
        "hcpcs-mue-units",
        "hcpcs-designation-use",
    ]
    assert {(header.content, header.status, header.version) for header in headers} == {("complete", "active", "1.0.0")}
    assert headers[0].name == "HCPCSActionCode"


def test_a_slash_at_the_end_of_the_base_is_not_doubled() -> None:
    assert code_lists(f"{BASE}/") == code_lists(BASE)


def test_values_have_cms_meanings() -> None:
    assert meanings("coverage")["C"] == "carrier judgment"
    assert meanings("pricing-indicator")["51"] == "drugs"
    assert meanings("betos")["O1E"] == "other drugs"
    assert meanings("type-of-service")["1"] == "medical care"
    assert meanings("lab-certification")["340"] == "toxicology"
    assert meanings("action-code")["N"] == "no maintenance"


def test_the_use_of_the_short_description_is_a_code_of_its_list() -> None:
    use = short_description_use(BASE)
    assert use == Coding(
        system=f"{BASE}/CodeSystem/hcpcs-designation-use", code="short-description", display="Short description"
    )
    assert meanings("designation-use") == {use.code: use.display}
