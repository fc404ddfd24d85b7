from seed.icd10cm.code_system import code_lists, designation_use, icd10cm_header

BASE = "https://example.org/fhir/"


def test_the_header_names_the_release() -> None:
    header = icd10cm_header("2026-04")
    assert header.canonical == "http://hl7.org/fhir/sid/icd-10-cm|2026-04"
    assert (header.id, header.date, header.content) == ("icd-10-cm-2026-04", "2026-04-01", "complete")
    assert header.version_aliases == ("2026-04-01", "20260401")


def test_every_property_of_the_contract_is_declared_with_a_filter() -> None:
    header = icd10cm_header("2026-04")
    notes = ("includes", "inclusionTerm", "excludes1", "excludes2", "codeFirst", "codeAlso", "useAdditionalCode")
    assert {"billable", "kind", "parent", "child", *notes} <= {item.code for item in header.properties}
    assert {"concept", "billable", "kind", *notes} <= {item.code for item in header.filters}


def test_uses_of_designations_are_explained() -> None:
    [uses] = code_lists(BASE)
    use = designation_use(BASE, "inclusion-term")
    assert use.system == uses.header.url == "https://example.org/fhir/CodeSystem/icd-10-cm-designation-use"
    assert (use.code, use.display) in [(concept.code, concept.display) for concept in uses.concepts]
