import csv
from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest

from terminology.core.doses import Dose, dose_in, dose_of, parse_dose


@pytest.mark.parametrize(
    ("descriptor", "amount", "unit"),
    [
        ("Injection, romosozumab-aqqg, 1 mg", "1", "mg"),
        ("Injection, ketorolac tromethamine, per 15 mg", "15", "mg"),
        ("Injection, epoetin alfa, (for esrd on dialysis), 1,000 units", "1000", "unit"),
        ("Factor viii (antihemophilic factor, human) per i.u.", "1", "unit"),
        ("Injection, darbepoetin alfa, 1 microgram (non-esrd use)", "0.001", "mg"),
        ("Infusion, normal saline solution, 1000 cc", "1000", "ml"),
        ("Infusion, normal saline solution, sterile (500 ml = 1 unit)", "500", "ml"),
        ("Injection, penicillin g potassium, up to 600,000 units", "600000", "unit"),
        ("Injection, botulism, 2.5 million units", "2500000", "unit"),
        ("Low osmolar contrast material, 300-399 mg/ml iodine concentration, per ml", "1", "ml"),
        ("Apligraf, per square centimeter", "1", "cm2"),
        ("Iodine i-131 sodium iodide, diagnostic, per microcurie (up to 100 microcuries)", "0.001", "mCi"),
    ],
)
def test_a_descriptor_with_one_amount_states_a_dose(descriptor: str, amount: str, unit: str) -> None:
    found = dose_in(descriptor)
    assert found is not None
    assert (found.amount, found.unit) == (Decimal(amount), unit)


@pytest.mark.parametrize(
    "descriptor",
    [
        "Injection, ceftolozane 50 mg and tazobactam 25 mg",
        "Injection, meropenem and vaborbactam, 10mg/10mg (20mg)",
        "Injection, aldesleukin, per single use vial",
        "Buprenorphine, oral, greater than 6 mg, but less than or equal to 10 mg",
        "Walker, folding, wheeled",
        "Syringe with needle, sterile, 1 cc or less, each",
        "",
    ],
)
def test_a_descriptor_with_no_or_several_amounts_has_no_dose(descriptor: str) -> None:
    assert dose_in(descriptor) is None


def test_at_most_is_remembered() -> None:
    found = dose_in("Injection, diazepam, up to 5 mg")
    assert found == Dose(Decimal(5), "mg", "up to 5 mg")


def test_an_amount_by_itself_is_a_dose() -> None:
    assert parse_dose("210 mg") == Dose(Decimal(210), "mg", "210 mg")
    assert parse_dose("two tablets") is None
    assert dose_of(Decimal("0.5"), "g") == Dose(Decimal(500), "mg", "0.5 g")
    assert dose_of(Decimal(1), "{tablet}") is None
    assert dose_of(Decimal(0), "mg") is None


def test_the_grammar_reads_nearly_all_drug_descriptors_and_misreads_none(shared_data: Path) -> None:
    """Measured: 1,097 of the 1,188 J codes of October 2025; 924 of 932 dosages of the crosswalk, none differently."""
    path = shared_data / "releases" / "2025-10-OCT-derived" / "HCPC2025_OCT_ANWEB.normalised.csv"
    with path.open(encoding="latin-1") as lines:
        descriptors = {row["HCPC"]: row["LONG DESCRIPTION"] for row in csv.DictReader(lines)}
    drugs = [text for code, text in descriptors.items() if code.startswith("J")]
    assert (sum(dose_in(text) is not None for text in drugs), len(drugs)) == (1097, 1188)
    crosswalk = shared_data / "asp" / "2025-10_ASP_NDC-HCPCS_crosswalk.level2.csv"
    with crosswalk.open(encoding="latin-1") as lines:
        stated = {row[0]: row[5] for row in list(csv.reader(lines))[9:]}
    pairs = [(dose_in(descriptors[code]), parse_dose(text) or dose_in(text)) for code, text in stated.items()]
    both = [(mine.amount == cms.amount and mine.unit == cms.unit) for mine, cms in pairs if mine and cms]
    assert (len(both), all(both), sum(cms is not None for _, cms in pairs)) == (924, True, 932)


def test_a_text_longer_than_any_descriptor_has_no_dose_and_costs_no_time() -> None:
    started = process_time()
    assert dose_in("1" * 2_000_000 + " mg") is None
    assert parse_dose("1" * 2_000_000 + " mg") is None
    assert process_time() - started < 1
