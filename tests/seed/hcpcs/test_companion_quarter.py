import pytest

from seed.hcpcs.companion_quarter import companion_quarter
from seed.release import NotARelease


@pytest.mark.parametrize(
    ("path", "version"),
    [
        ("DMEPOS26_JAN.csv", "2026-01"),
        ("DMEPOS25_APR25.csv", "2025-04"),
        ("dme26-a.zip/DMEPOS.csv", "2026-01"),
        ("dme25-d.zip/DMEPOS.csv", "2025-10"),
        ("MCR_MUE_DMESupplierServices_Eff_07-01-2024.xlsx", "2024-07"),
        ("2024-07_MUE_DME.csv", "2024-07"),
        ("mue-2024q3.csv", "2024-07"),
        ("oct2025.zip/limits.csv", "2025-10"),
    ],
)
def test_names_say_the_quarter(path: str, version: str) -> None:
    assert companion_quarter(path, (), None).version == version


def test_the_name_of_the_file_takes_precedence_over_that_of_its_archive() -> None:
    assert companion_quarter("dme26-a.zip/DMEPOS26_APR.csv", (), None).version == "2026-04"


def test_the_banner_takes_precedence_over_the_name() -> None:
    notes = ("Effective October 1, 2025 through December 31, 2025",)
    assert companion_quarter("DMEPOS26_JAN.csv", notes, None).version == "2025-10"


def test_the_option_overrides_the_name_but_not_the_banner() -> None:
    assert companion_quarter("DMEPOS26_JAN.csv", (), "2026-04").version == "2026-04"
    with pytest.raises(NotARelease, match="for the quarter 2025-10, not 2026-04"):
        companion_quarter("x.csv", ("Effective October 1, 2025 through December 31, 2025",), "2026-04")


def test_a_name_that_says_nothing_is_refused() -> None:
    with pytest.raises(NotARelease, match="does not state its quarter"):
        companion_quarter("schedule.csv", (), None)


def test_an_invalid_quarter_is_refused() -> None:
    with pytest.raises(NotARelease, match="is not a quarter"):
        companion_quarter("DMEPOS26_JAN.csv", (), "2026-02")
