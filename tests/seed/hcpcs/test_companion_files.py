import io
import zipfile
from pathlib import Path

import pytest

from seed.registry import SOURCES
from seed.release import Loaded, NotARelease
from seed.sources import LoadRequest
from terminology.core.days import parse_days
from terminology.core.model import CodeSystem
from terminology.core.requests import Context, ExpandRequest, ValueSetReference
from terminology.core.supplements import Supplement
from terminology.core.value_sets import ValueSet
from terminology.operations.expand import expand
from tests.builders.claims import BASE, RELEASES, SCHEDULE
from tests.examples.all_releases import NOW, snapshot_of

OTHER_DAY = SCHEDULE.replace(b"E0250,RR", b"E0250,NU")


def load(kind: str, *files: tuple[str, bytes], version: str | None = None, **options: str) -> Loaded:
    return SOURCES[kind].load(LoadRequest(files=files, canonical_base=BASE, now=NOW, version=version, options=options))


def zipped(**members: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_csv", ".csv").replace("_txt", ".txt"), data)
    return content.getvalue()


def test_archive_members_that_are_not_tables_are_skipped() -> None:
    loaded = load("dmepos", ("dme26-a.zip", zipped(DMEPOS_csv=SCHEDULE, readme_txt=b"Read me.")))
    assert [item.resources[0].header.version for item in loaded.resource_sets] == ["2026-01"]
    assert [item.name for item in loaded.skipped] == ["dme26-a.zip/readme.txt"]


def test_two_files_of_one_quarter_have_to_say_the_same() -> None:
    loaded = load("dmepos", ("DMEPOS26_JAN.csv", SCHEDULE), ("DMEPOS26_JAN_again.csv", SCHEDULE))
    assert (len(loaded.resource_sets), len(loaded.skipped)) == (1, 1)
    with pytest.raises(NotARelease, match="differ for"):
        load("dmepos", ("DMEPOS26_JAN.csv", SCHEDULE), ("DMEPOS26_JAN_other.csv", OTHER_DAY))


def test_quarters_come_the_oldest_first_with_their_value_sets() -> None:
    loaded = load("dmepos", ("DMEPOS26_JAN.csv", SCHEDULE), ("DMEPOS25_OCT.csv", OTHER_DAY))
    assert [item.resources[0].header.version for item in loaded.resource_sets] == ["2025-10", "2026-01"]
    assert all(len(item.resources) > 1 and item.count == 4 for item in loaded.resource_sets)


def test_a_file_that_is_not_a_table_is_refused() -> None:
    with pytest.raises(NotARelease, match="is not CMS's DMEPOS fee schedule"):
        load("dmepos", ("a.csv", b"a,b\n1,2\n"))
    with pytest.raises(NotARelease, match="The files contain no table of medically unlikely edits"):
        load("mue", ("a.zip", zipped(a_csv=b"a,b\n1,2\n")), setting="dme")
    with pytest.raises(NotARelease, match="is not CMS's text of processing notes"):
        load("processing-notes", ("a.txt", b"hello"))


def test_rows_of_others_are_stated_to_be_left_out() -> None:
    edits = b"hcpcs,mue,mai,rationale\n99213,1,2,x\nJ3111,1,2,x\n"
    loaded = load("mue", ("2026-01.csv", edits), setting="practitioner")
    assert [item.reason for item in loaded.skipped] == ["1 row about CPT and CDT codes was left out"]


def test_the_notes_of_a_release_are_found_in_its_archive(shared_data: Path) -> None:
    path = shared_data / "cms-zips" / "2019-Alpha-Numeric-HCPCS-File.zip"
    loaded = load("processing-notes", (path.name, path.read_bytes()))
    assert [(item.resources[0].header.version, item.count) for item in loaded.resource_sets] == [("2019-01", 218)]


def test_payment_limits_are_loaded(shared_data: Path) -> None:
    path = shared_data / "asp" / "2025-10_ASP_payment_limits.level2.csv"
    loaded = load("asp-payment-limits", (path.name, path.read_bytes()))
    assert [(item.resources[0].header.version, item.count) for item in loaded.resource_sets] == [("2025-10", 978)]


def test_the_day_chooses_the_quarter_of_a_value_set() -> None:
    loaded = load("dmepos", ("DMEPOS26_JAN.csv", SCHEDULE), ("DMEPOS25_OCT.csv", OTHER_DAY))
    resources = [item for each in loaded.resource_sets for item in each.resources]
    catalogue = snapshot_of(RELEASES).catalogue.with_resources(
        supplements=[Supplement(item) for item in resources if isinstance(item, CodeSystem)],
        value_sets=[item for item in resources if isinstance(item, ValueSet)],
    )

    def codes(day: str | None) -> list[str]:
        context = Context(days=parse_days(day) if day else None)
        url = f"{BASE}/ValueSet/hcpcs-dmepos-billed-with-nu-only"
        found = expand(catalogue, ExpandRequest(ValueSetReference(url, "2025-10"), context=context))
        return [item.code or "" for item in found.contains]

    assert codes("2025-11-01") == ["E0250"]
    assert codes("2026-02-01") == []
