import pytest

from seed.archives import InputFile
from seed.hcpcs.sorted_files import sort_files
from seed.release import NotARelease, SkippedFile, source_of

CSV = b"HCPC,LONG DESCRIPTION,ADD DT\nA0021,Ambulance service,19850101\n"


def input_file(path: str, content: bytes = b"Text") -> InputFile:
    return InputFile(path, path, content, source_of(path, content))


def test_files_are_sorted_by_what_they_are() -> None:
    release, noc = input_file("HCPC2019_CONTR_ANWEB.txt"), input_file("NOC_Codes_2019.prn")
    files = sort_files([release, noc, input_file("HCPC2019_README.txt")])
    assert files.releases == (release,)
    assert files.noc_lists == (noc,)
    assert files.skipped == (SkippedFile("HCPC2019_README.txt", "a read-me"),)


def test_the_first_lines_decide_if_the_name_does_not() -> None:
    notes, noc = input_file("a.txt", b"\n  PROCESSING NOTES \n"), input_file("b.txt", b"NOC CODES - HCPCS 2019\n")
    files = sort_files([notes, noc, input_file("c.csv", CSV)])
    assert [file.name for file in files.releases] == ["c.csv"]
    assert files.noc_lists == (noc,)
    assert [file.name for file in files.skipped] == ["a.txt"]


def test_unknown_companions_count_as_releases() -> None:
    assert len(sort_files([input_file("letter.txt")]).releases) == 1


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["HCPC2019_README.txt"], "HCPC2019_README.txt is a read-me: there is no HCPCS release in it."),
        (
            ["proc_notes_2019.txt", "NOC_Codes_2019.prn"],
            "None of the files is a HCPCS release: proc_notes_2019.txt is a list of processing notes; "
            "NOC_Codes_2019.prn is a list of NOC codes: import it together with its release.",
        ),
        ([], "There are no input files."),
    ],
)
def test_companions_alone_are_refused(names: list[str], sentence: str) -> None:
    with pytest.raises(NotARelease) as refusal:
        sort_files([input_file(name) for name in names])
    assert str(refusal.value) == sentence
