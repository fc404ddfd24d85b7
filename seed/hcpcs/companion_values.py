"""The meanings of the coded values in the companion tables, used by code_lists.py.

Sources: the column descriptors of the DMEPOS fee schedule at the DME MACs (Noridian), with the payment classes of 42
CFR 414 subpart D (IL, LC, LT and SC, which no page explains, are named after the items in them); CMS, Medicare NCCI
Medically Unlikely Edits, https://www.cms.gov/medicare/coding-billing/ncci-medicare.
"""

from seed.hcpcs.code_values import Values

DMEPOS_CATEGORIES: Values = (
    ("CR", "capped rental items"),
    ("FS", "frequently serviced items"),
    ("IL", "intraocular lenses"),
    ("IN", "inexpensive and other routinely purchased items"),
    ("LC", "lymphedema compression treatment items"),
    ("LT", "labor: repair and service by time"),
    ("OS", "ostomy, tracheostomy and urological items"),
    ("OX", "oxygen and oxygen equipment"),
    ("PO", "prosthetics and orthotics"),
    ("SC", "splints and casts"),
    ("SD", "surgical dressings"),
    ("SU", "supplies"),
    ("TE", "transcutaneous electrical nerve stimulators"),
    ("TS", "therapeutic shoes"),
)

DMEPOS_JURISDICTIONS: Values = (
    ("D", "DME MAC"),
    ("L", "local Part B MAC"),
    ("J", "joint: DME MAC or local Part B MAC"),
)

MUE_KINDS: Values = (
    ("1", "line edit: units of one claim line"),
    ("2", "date of service edit, policy: units of one day, an absolute limit"),
    ("3", "date of service edit, clinical: units of one day, more only if they were medically necessary"),
)

MUE_UNITS: Values = (("0", "not payable in this setting"),)
