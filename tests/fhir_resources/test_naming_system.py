from fhir_resources.naming_system import read_naming_system_header


def test_the_head_of_a_naming_system_is_read_with_and_without_a_url() -> None:
    resource = {"resourceType": "NamingSystem", "name": "N", "status": "active", "kind": "codesystem"}
    assert read_naming_system_header(resource).url == ""
    header = read_naming_system_header(resource | {"url": "https://a.org/n", "version": "1"})
    assert (header.canonical, header.name, header.status) == ("https://a.org/n|1", "N", "active")
