import csv
from importlib.util import find_spec
from pathlib import Path

import pytest

from seed.ucum.expressions import NoUnit, parse_unit


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("mg/dL", "g.m-3"),
        ("m.s-2", "m.s-2"),
        ("10*3/uL", "m-3"),
        ("/[HPF]", "1"),
        ("mm[Hg]", "g.m-1.s-2"),
        ("kg{dry}", "g"),
        ("{beats}/min", "s-1"),
        ("1/(8.h)", "s-1"),
        ("Cel", "K"),
        ("cd", "cd"),
        ("dar", "m2"),
        ("B[10.nV]", "C-1.g.m2.s-2"),
        ("mg/dL{milligram per deciliter}", "g.m-3"),
        ("g.m/s2", "g.m.s-2"),
        ("m/m", "1"),
    ],
)
def test_units_and_the_base_units_that_they_are_made_of(text: str, canonical: str) -> None:
    assert parse_unit(text).canonical == canonical


@pytest.mark.parametrize(
    "text",
    [
        *("", "kgXX", "mcg", "mg{a}{b}", "mg//dL", "(m", "m)", "m{", "{", "[in_i", "2m", ".", "m.", "kmin", "µg"),
        *("m" * 300, "(" * 50 + "m" + ")" * 50),
    ],
)
def test_an_invalid_unit_is_refused(text: str) -> None:
    with pytest.raises(NoUnit):
        parse_unit(text)


def test_a_unit_is_called_by_its_parts() -> None:
    assert parse_unit("mg/dL").name == "(milligram) / (deciliter)"
    assert parse_unit("m.s-2").name == "(meter) * (second ^ -2)"


def test_every_example_of_ucum_is_a_unit() -> None:
    spec = find_spec("ucumvert")
    assert spec is not None
    path = Path(str(spec.origin)).parent / "vendor" / "ucum_examples.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if len(row) > 1]
    refused = []
    for row in rows[1:]:
        try:
            parse_unit(row[1])
        except NoUnit:
            refused.append(row[1])
    assert len(rows) > 500
    assert refused == ["Torr"]  # not in the table of this version
