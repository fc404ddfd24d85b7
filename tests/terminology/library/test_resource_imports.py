import json
from typing import Any

from fhir_resources.batched_validation import LARGE_BYTES
from fhir_resources.version import FhirVersion
from seed.release import source_of
from terminology.library.library import Library
from terminology.library.publishing import ImportContext
from terminology.library.removing import remove
from terminology.library.resource_imports import ImportInput, ResourceImport, import_resources, validate_resources

URL = "http://example.org/CodeSystem/colors"
R4, R5 = FhirVersion.R4, FhirVersion.R5


def code_system(version: str = "1", **more: Any) -> dict[str, Any]:
    concepts = [{"code": "red", "display": "Red"}]
    stated = {"url": URL, "version": version, "status": "active", "content": "complete", "concept": concepts}
    return {"resourceType": "CodeSystem", "id": "colors", **stated, **more}


def input_file(resource: object, *versions: FhirVersion, name: str = "a.json") -> ImportInput:
    content = resource if isinstance(resource, bytes) else json.dumps(resource).encode()
    return ImportInput(source_of(name, content), content, (versions or (R5,))[0], versions or (R4, R5))


async def served(context: ImportContext) -> Library:
    library = Library(context.store, context.canonical_base, context.now)
    await library.refresh()
    return library


async def test_a_resource_is_served_as_it_was_received(context: ImportContext) -> None:
    received = code_system(text={"status": "empty", "div": "<div xmlns='http://www.w3.org/1999/xhtml'>x</div>"})
    await import_resources(context, [input_file(received)])
    library = await served(context)
    for version in FhirVersion:
        entry = library.resources(version).find("CodeSystem", "colors")
        assert entry
        assert entry.read() == received
        assert library.catalogue(version).find_code_system(URL, "1")


async def test_each_endpoint_serves_the_resources_that_are_intended_for_it(context: ImportContext) -> None:
    await import_resources(context, [input_file(code_system("4.0.1"), R4), input_file(code_system("5.0.0"), R5)])
    library = await served(context)
    assert [library.catalogue(version).code_system_versions(URL) for version in (R4, R5)] == [("4.0.1",), ("5.0.0",)]


async def test_a_resource_with_the_same_url_and_version_replaces_the_old_one(context: ImportContext) -> None:
    await import_resources(context, [input_file(code_system())])
    await import_resources(context, [input_file(code_system(title="Colors"))])
    (entry,) = [e for e in (await served(context)).resources(R5).entries("CodeSystem") if e.header.url == URL]
    assert (entry.header.title, entry.version_id) == ("Colors", 2)


async def test_versions_of_one_resource_have_ids_of_their_own(context: ImportContext) -> None:
    await import_resources(context, [input_file(code_system("1")), input_file(code_system("2"))])
    entries = (await served(context)).resources(R5).entries("CodeSystem")
    assert [(e.id, e.read()["id"]) for e in entries if e.header.url == URL] == [
        ("colors-2", "colors-2"),
        ("colors", "colors"),
    ]


async def test_a_bundle_brings_each_of_its_resources(context: ImportContext) -> None:
    entries = [{"resource": code_system("1")}, {"resource": {"resourceType": "Patient"}}, {}]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    imported = await import_resources(context, [input_file(bundle)])
    assert ([item.version for item in imported.resources], imported.skipped) == (["1"], {"Patient": 1})


async def test_invalid_resources_are_refused_one_by_one_with_their_reason(context: ImportContext) -> None:
    files = [
        input_file(code_system(status="good"), name="status.json"),
        input_file(b'{"resourceType": ', name="broken.json"),
        input_file(code_system(), name="fine.json"),
    ]
    imported = await import_resources(context, files)
    assert [item.version for item in imported.resources] == ["1"]
    assert [(item.file, item.resource) for item in imported.refused] == [
        ("status.json", f"CodeSystem {URL}|1"),
        ("broken.json", "the file"),
    ]
    assert "'good' is not one of" in imported.refused[0].reason
    assert imported.record
    assert imported.record.rejected_total == 2


async def test_nothing_to_import_publishes_nothing(context: ImportContext) -> None:
    assert await import_resources(context, [input_file({"resourceType": "Patient"})]) == ResourceImport(
        skipped={"Patient": 1}
    )
    assert (await context.store.publication()).revision == 0


async def test_a_removed_resource_can_be_imported_again(context: ImportContext) -> None:
    await import_resources(context, [input_file(code_system())])
    await remove(context, URL, "1")
    assert not (await served(context)).catalogue(R4).has_code_system(URL)
    await import_resources(context, [input_file(code_system())])
    entry = (await served(context)).resources(R5).find("CodeSystem", "colors")
    assert entry
    assert entry.version_id == 3


async def test_unusable_package_resources_are_reported_and_the_last_duplicate_counts(context: ImportContext) -> None:
    package = source_of("p.tgz", b"")
    files = [
        code_system(title="first"),
        code_system(title="second"),
        code_system("2", status="good"),
        code_system("3", content="not-present"),
    ]
    parts = [
        ImportInput(package, json.dumps(file).encode(), R5, (R5,), f"package/{i}.json") for i, file in enumerate(files)
    ]
    imported = await import_resources(context, parts)
    assert [item.version for item in imported.resources] == ["1", "3"]
    assert [(item.kind, item.in_package) for item in imported.refused] == [
        ("duplicate", True),
        ("not valid in FHIR R5", True),
    ]
    assert imported.refused[1].file == "p.tgz, package/2.json"
    assert [item.version for item in imported.without_content] == ["3"]
    entry = (await served(context)).resources(R5).find("CodeSystem", "colors")
    assert entry
    assert entry.header.version == "1"
    assert entry.header.title == "second"


def large(resource: dict[str, Any]) -> bytes:
    return json.dumps(resource).encode() + b" " * LARGE_BYTES


async def test_a_large_code_system_is_served_as_it_was_received(context: ImportContext) -> None:
    received = code_system(concept=[{"code": "red", "concept": [{"code": "dark-red", "display": "Dark red"}]}])
    await import_resources(context, [input_file(large(received))])
    library = await served(context)
    for version in FhirVersion:
        entry = library.resources(version).find("CodeSystem", "colors")
        assert entry
        assert entry.read() == received
        provider = library.catalogue(version).find_code_system(URL, "1")
        assert provider
        assert [concept.code for concept in provider.concepts()] == ["red", "dark-red"]
        assert provider.parents("dark-red") == ("red",)


async def test_a_large_resource_that_is_wrong_is_refused_as_a_small_one_is(context: ImportContext) -> None:
    wrong = code_system(concept=[{"code": "red"}, {"code": " "}], status="good")
    small, big = [validate_resources([input_file(content)], context.now()).refused for content in (wrong, large(wrong))]
    assert small == big
    assert "CodeSystem.concept[1].code" in small[0].reason


async def test_meaningless_definitions_are_refused_and_odd_ones_get_a_warning(
    context: ImportContext,
) -> None:
    both = {"system": URL, "concept": [{"code": "a"}], "filter": [{"property": "p", "op": "=", "value": "v"}]}
    value_set = {"resourceType": "ValueSet", "url": "urn:v", "status": "active", "compose": {"include": [both]}}
    doubled = code_system(concept=[{"code": "red"}, {"code": "red"}])
    imported = await import_resources(
        context, [input_file(value_set, name="vs.json"), input_file(doubled, name="cs.json")]
    )
    assert [(item.file, item.kind) for item in imported.refused] == [("vs.json", "not valid in FHIR R5")]
    assert "(vsd-3)" in imported.refused[0].reason
    assert [(item.file, item.kind) for item in imported.warnings] == [("cs.json", "csd-1")]
