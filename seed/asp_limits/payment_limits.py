"""CMS's payment limits for Part B drugs, by average sales price (ASP) -> a supplement of HCPCS Level II.

Source: CMS, ASP pricing files, https://www.cms.gov/medicare/payment/part-b-drugs/asp-pricing-files. A limit does not
mean that Medicare covers the drug. The short descriptors are not read, because some of them are the AMA's.
"""

import re
from decimal import Decimal

from seed.archives import InputFile, base_name
from seed.hcpcs.cms_table import Layout, TableRow, read_cms_table
from seed.hcpcs.companion import Companion, CompanionProperty, Table, sole_rows, sorted_rows, supplement, value_set
from seed.hcpcs.companion_quarter import companion_quarter
from terminology.core.model import Property, Value
from terminology.core.value_sets import Filter

LAYOUT = Layout(
    title="CMS's ASP payment limits",
    columns={
        "code": re.compile(r"HCPCS CODE"),
        "dosage": re.compile(r"HCPCS CODE DOSAGE"),
        "limit": re.compile(r"PAYMENT LIMIT"),
        "coinsurance": re.compile(r"CO-?INSURANCE PERCENTAGE"),
        "vaccine": re.compile(r"VACCINE LIMIT"),
        "blood": re.compile(r"BLOOD LIMIT"),
        "clotting": re.compile(r"CLOTTING FACTOR"),
        "notes": re.compile(r"NOTES?"),
    },
    optional=frozenset({"coinsurance", "vaccine", "blood", "clotting", "notes"}),
)
AMOUNT = re.compile(r"\$?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(\.[0-9]{1,12})?%?|\$?(\.[0-9]{1,12})")

# Each amount: property, column, description.
AMOUNTS = (
    ("aspPaymentLimit", "limit", "Payment limit in US dollars for one unit of the code"),
    ("aspCoinsurance", "coinsurance", "Coinsurance of the patient, in percent"),
    ("aspVaccineLimit", "vaccine", "Payment limit as a vaccine, in US dollars"),
    ("aspBloodLimit", "blood", "Payment limit as a blood product, in US dollars"),
)
TABLE = Table(
    name="asp-payment-limits",
    title="ASP payment limits for Medicare Part B drugs",
    description=(
        "The payment limit for one unit of each drug code, by average sales price (ASP) or as CMS states it. A listed "
        "code is not necessarily covered by Medicare."
    ),
    properties=(
        CompanionProperty("aspDosage", "string", "What one unit of the code is, as CMS's pricing file states it"),
        *(CompanionProperty(code, "decimal", description) for code, _, description in AMOUNTS),
        CompanionProperty("aspClottingFactor", "boolean", "true for a blood clotting factor"),
        CompanionProperty("aspNote", "string", "CMS's note on the limit"),
    ),
)


def payment_limits_from_file(file: InputFile, canonical_base: str, quarter: str | None = None) -> Companion:
    """The payment limits in a file: CSV, TSV or XLSX. `quarter` is YYYY-MM.

    Raises NotARelease, with one sentence, for any other file and for another quarter.
    """
    table = read_cms_table(base_name(file.path), file.content, LAYOUT)
    found = sole_rows(sorted_rows(table.rows, _objection))
    period = companion_quarter(file.path, table.notes, quarter)
    title = "HCPCS codes with an ASP payment limit"
    return Companion(
        code_system=supplement(TABLE, period, found, lambda rows: _properties(rows[0]), canonical_base),
        value_sets=(
            value_set(
                TABLE, period, "asp-payment-limit", title, (Filter("aspDosage", "exists", "true"),), canonical_base
            ),
        ),
        source=file.source,
        rows_read=len(table.rows),
        rejected=found.rejected,
        foreign_rows=found.foreign,
    )


def _objection(row: TableRow) -> str | None:
    """What is wrong with a row about a Level II code; None if nothing is."""
    for _, column, _ in AMOUNTS:
        text = row.texts.get(column, "")
        if not _is_unstated(text) and not AMOUNT.fullmatch(text):
            return f"{row.texts['code']} has the invalid amount {text!r}"
    return None


def _properties(row: TableRow) -> tuple[Property, ...]:
    texts = row.texts
    stated = [Property("aspDosage", Value("string", texts["dosage"]))] if texts["dosage"] else []
    stated += [
        Property(code, Value("decimal", _amount(text)))
        for code, column, _ in AMOUNTS
        if not _is_unstated(text := texts.get(column, ""))
    ]
    if texts.get("clotting"):
        stated.append(Property("aspClottingFactor", Value("boolean", True)))
    if texts.get("notes"):
        stated.append(Property("aspNote", Value("string", texts["notes"])))
    return tuple(stated)


def _is_unstated(text: str) -> bool:
    return text.upper() in ("", "N/A", "NA")


def _amount(text: str) -> Decimal:
    return Decimal(text.strip("$%").replace(",", ""))
