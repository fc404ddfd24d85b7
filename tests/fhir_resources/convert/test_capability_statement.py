from fhir_resources.convert.resources import to_r4, to_r5


def test_the_statement_names_the_version_it_is_written_in() -> None:
    statement = {"resourceType": "CapabilityStatement", "fhirVersion": "5.0.0", "kind": "instance"}
    assert to_r4(statement)["fhirVersion"] == "4.0.1"
    assert to_r5(to_r4(statement)) == statement


def test_a_statement_without_a_version_gets_none() -> None:
    assert "fhirVersion" not in to_r4({"resourceType": "CapabilityStatement"})


def test_r5_only_elements_in_a_resource_entry_round_trip() -> None:
    entry = {"type": "CodeSystem", "conditionalPatch": False}
    statement = {"resourceType": "CapabilityStatement", "rest": [{"mode": "server", "resource": [entry]}]}
    assert "conditionalPatch" not in to_r4(statement)["rest"][0]["resource"][0]
    assert to_r5(to_r4(statement)) == statement
