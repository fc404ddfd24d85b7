"""All readers of external input as a table: how each is called, its expected errors, and examples.

`fuzzing.py` calls each with mutations of the examples, and `tests/test_readers.py` with the corpus: inputs that a
fuzzer found, in `corpus/<reader>/`. Any exception other than the expected ones is a bug.
"""

import asyncio
import base64
import contextlib
import io
import json
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from fhir_resources import json_format, xml_format
from fhir_resources.batched_validation import find_head
from fhir_resources.fhirpath_patch import apply_fhirpath_patch, read_fhirpath_patch
from fhir_resources.json_patch import apply_json_patch, read_json_patch
from fhir_resources.packages import NotAPackage, read_package
from fhir_resources.parameters import parameters_from_query, parameters_from_resource
from fhir_resources.resource_files import NotAResource, read_resource_file
from fhir_resources.version import FhirVersion
from seed.registry import SOURCES
from seed.release import NotARelease, source_of
from seed.sources import LoadRequest
from seed.starter.files import content_of
from terminology.cds_hooks.orders import order_lines
from terminology.core.days import parse_days, parse_moments
from terminology.core.errors import TerminologyError
from terminology.core.languages import parse_languages
from terminology.http.authorization.configuration import Issuer, NotConfigured, read_configuration
from terminology.http.authorization.tokens import TokenReader, principal_from_claims
from terminology.library.checking.columns import UnreadableFile
from terminology.library.checking.files import CheckOptions, rows_of, silently
from terminology.library.code_tables import value_set_from_table
from terminology.library.resource_imports import ImportInput, validate_resources
from terminology.library.syndication.atom import NotAFeed, read_feed
from terminology.store import backup_file
from terminology.store.backup_file import DamagedBackup
from tests.builders.requests import BODIES

CORPUS = Path(__file__).parent / "corpus"
BASE = "https://terminology.example.org/fhir"
NOW = datetime(2026, 11, 27, tzinfo=UTC)
VALUE_SET = {
    "resourceType": "ValueSet",
    "url": "http://example.org/v",
    "status": "draft",
    "compose": {"include": [{"system": "http://example.org/c", "concept": [{"code": "a"}, {"code": "b"}]}]},
}
JSON_PATCH = [
    {"op": "replace", "path": "/status", "value": "active"},
    {"op": "move", "from": "/compose/include/0/concept/0", "path": "/compose/include/0/concept/-"},
]
CLAIMS = b"claim,line,code,modifiers,units,date\n1,1,J3111,,1,2025-10-01\n1,2,E0601,KX,1,10/01/2025\n"
FHIRPATH_PATCH = {
    "resourceType": "Parameters",
    "parameter": [
        {
            "name": "operation",
            "part": [
                {"name": "type", "valueCode": "replace"},
                {
                    "name": "path",
                    "valueString": "ValueSet.compose.include[0].where(system='http://example.org/c').system",
                },
                {"name": "value", "valueUri": "http://example.org/d"},
            ],
        }
    ],
}
ORDERS = {
    "resourceType": "Bundle",
    "entry": [
        {
            "resource": {
                "resourceType": "DeviceRequest",
                "codeCodeableConcept": {"coding": [{"system": "http://x", "code": "E0143"}, {"code": "NU"}]},
                "occurrenceDateTime": "2025-10-01",
                "parameter": [{"code": {"text": "x"}, "valueQuantity": {"value": 1.5, "unit": "mg"}}],
            }
        },
        {"resource": {"resourceType": "MedicationRequest", "medicationReference": {"reference": "Medication/1"}}},
        {"resource": {"resourceType": "Medication", "id": "1", "code": {"coding": [{"code": "J3111"}]}}},
    ],
}
TOKEN_CLAIMS = {
    "iss": "https://issuer.example.org",
    "sub": "epic",
    "scope": "system/*.cruds system/ValueSet.rs",
    "scp": ["a"],
    "below": ["https://example.org/fhir"],
    "exp": 1_500_000_000,
}
CONFIGURATION = """[[issuer]]
issuer = "https://issuer.example.org"
jwks_uri = "https://issuer.example.org/keys"
audience = ["https://tx.example.org"]
"""
ISSUER = Issuer("https://issuer.example.org", "https://issuer.example.org/keys", ("https://tx.example.org",))
TOKEN = b".".join(
    base64.urlsafe_b64encode(part).rstrip(b"=")
    for part in (b'{"alg":"RS256","kid":"k"}', json.dumps(TOKEN_CLAIMS).encode(), b"signature")
)
LARGE = {
    "resourceType": "CodeSystem",
    "url": "http://x",
    "status": "active",
    "content": "complete",
    "concept": [
        {"code": "a", "concept": [{"code": "b", "property": [{"code": "n", "valueDecimal": 1.5}]}]},
        {"code": "c"},
    ],
}
FEED = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"
 xmlns:ncts="http://ns.electronichealth.net.au/ncts/syndication/asf/extensions/1.0.0"><entry><id>urn:uuid:1</id>
<title>x</title><updated>2026-11-27T00:00:00Z</updated><category term="FHIR_Package" scheme="http://x"/>
<link rel="alternate" href="https://x/1.tgz" length="10" type="application/gzip" ncts:sha256Hash="00"/>
<ncts:contentItemIdentifier>http://x</ncts:contentItemIdentifier><ncts:contentItemVersion>1</ncts:contentItemVersion>
</entry></feed>"""
RECORD = b"A0021001003Ambulance service, outside state per mile".ljust(320) + b"\n"
CROSSWALK = b"_2025_CODE,Short Description,LABELER NAME,NDC\nJ3111,x,Amgen,55513-0880-02\n"
LIMITS = b"HCPCS Code,Short Description,HCPCS Code Dosage,Payment Limit\nJ3111,x,1 MG,10.5\n"
ORDER_FILE = b"""00001 A00     0 Cholera                                                      Cholera
00002 A000    1 Cholera due to Vibrio cholerae 01, biovar cholerae           Cholera due to Vibrio cholerae 01
"""
XML = b"""<ValueSet xmlns="http://hl7.org/fhir">
<url value="http://x"/><status value="draft"/><text>
<status value="empty"/><div xmlns="http://www.w3.org/1999/xhtml">x</div></text><compose><include><system value="http://y"/></include></compose>
</ValueSet>"""


async def no_keys(*_address: object) -> dict[str, Any]:
    return {"keys": []}


TOKENS = TokenReader((ISSUER,), no_keys, lambda: NOW, lambda: 0.0)


@dataclass(frozen=True, slots=True)
class Reader:
    """`read` accepts any input and raises only `refusals`."""

    name: str
    read: Callable[[bytes], object]
    refusals: tuple[type[Exception], ...]
    examples: tuple[bytes, ...]

    @property
    def corpus(self) -> list[Path]:
        return sorted(path for path in (CORPUS / self.name).glob("*") if path.is_file())

    def try_one(self, data: bytes) -> None:
        """Raises any exception that is a bug."""
        with contextlib.suppress(self.refusals):
            self.read(data)


def read_parameters(data: bytes) -> None:
    parameters_from_resource(json_format.loads(data))


def read_query(data: bytes) -> None:
    parameters_from_query(parse_qsl(data.decode("utf-8", "replace"), keep_blank_values=True))


def read_xml(data: bytes) -> None:
    for version in FhirVersion:
        json_format.dumps(xml_format.loads(data, version))


def read_resources(data: bytes) -> None:
    file = read_resource_file("x", data)
    validate_resources([ImportInput(source_of("x", data), file.json, file.version or FhirVersion.R5)], NOW)


def patch_with_json(data: bytes) -> None:
    apply_json_patch(json.loads(json.dumps(VALUE_SET)), read_json_patch(data))


def patch_with_fhirpath(data: bytes) -> None:
    operations = read_fhirpath_patch(json_format.loads(data))
    apply_fhirpath_patch(json.loads(json.dumps(VALUE_SET)), operations, FhirVersion.R5)


def read_day(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for read in (parse_days, parse_moments, parse_languages):
        try:
            read(text)
        except TerminologyError:
            continue


def read_code_table(data: bytes) -> None:
    value_set_from_table(data, url="http://x", version="1", system="http://y")


def read_orders(data: bytes) -> None:
    for _ in order_lines(json_format.loads(data), lambda _system: True, None):
        pass


def read_token(data: bytes) -> None:
    """As an unverified token, and as a signed one."""
    text = data.decode("utf-8", "replace")
    TOKENS.issuer_of(text)
    asyncio.run(TOKENS.principal_of(text, ISSUER))


def read_claims_of_token(data: bytes) -> None:
    claims = json_format.loads(data)
    if isinstance(claims, dict):
        principal_from_claims(claims, ISSUER.issuer, ISSUER.below, "below")


def read_large(data: bytes) -> None:
    """A head is found only if the whole code system is valid."""
    for version in FhirVersion:
        if find_head(data, version) is not None:
            json.loads(data)


def reader_of_claims(ending: str) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        with tempfile.NamedTemporaryFile(suffix=ending) as file:
            file.write(data)
            file.flush()
            for _ in rows_of(Path(file.name), CheckOptions(), silently):
                pass

    return read


def reader_of_source(kind: str, name: str, version: str | None) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        SOURCES[kind].load(LoadRequest(files=((name, data),), canonical_base=BASE, now=NOW, version=version))

    return read


def workbook() -> bytes:
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate((("code", "date", "units"), ("J3111", "2025-10-01", 1), ("E0601", 45931, 1.5))):
            sheet.write_row(row, 0, cells)
    return file.getvalue()


def package() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name, content in (("package.json", {"fhirVersions": ["4.0.1"]}), ("ValueSet-v.json", VALUE_SET)):
            data = json.dumps(content).encode()
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return file.getvalue()


def backup() -> bytes:
    file = io.BytesIO()
    with backup_file.writing(file) as writer:
        writer.add("imports", [{"_id": "i1", "kind": "hcpcs"}])
        writer.finish(backup_file.Manifest("0.1.0", "2026-11-27", 1, ("i1",)))
    return file.getvalue()


def _readers() -> Iterator[Reader]:
    refused = (TerminologyError,)
    bodies = tuple(json.dumps(body).encode() for body in BODIES.values())
    yield Reader("json", json_format.loads, refused, (*bodies[:3], b'{"a":1.0e5,"b":"\\ud83d\\ude00"}'))
    yield Reader("parameters", read_parameters, refused, bodies)
    yield Reader("query", read_query, refused, (b"url=http://x&code=a&date=2025", b"_format=xml&date=%FF"))
    yield Reader("xml", read_xml, refused, (XML,))
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": VALUE_SET}]}
    resources = (XML, json.dumps(VALUE_SET).encode(), json.dumps(bundle).encode())
    yield Reader("resource", read_resources, (NotAResource,), resources)
    yield Reader("json-patch", patch_with_json, refused, (json.dumps(JSON_PATCH).encode(),))
    yield Reader("fhirpath-patch", patch_with_fhirpath, refused, (json.dumps(FHIRPATH_PATCH).encode(),))
    yield Reader("day", read_day, refused, (b"2025-10-01T08:30:00-05:00", b"2025-10", b"en-US,de;q=0.5,*;q=0"))
    yield Reader("code-table", read_code_table, refused, (b"code;display\nA;One\n", workbook()))
    yield Reader("claims-csv", reader_of_claims(".csv"), (UnreadableFile,), (CLAIMS, CLAIMS.replace(b",", b"|")))
    yield Reader("claims-ndjson", reader_of_claims(".ndjson"), (UnreadableFile,), (b'{"code":"J3111","units":1}\n',))
    yield Reader("claims-xlsx", reader_of_claims(".xlsx"), (UnreadableFile,), (workbook(),))
    yield Reader("package", lambda data: read_package("x.tgz", data), (NotAPackage,), (package(),))
    yield Reader("feed", read_feed, (NotAFeed,), (FEED,))
    yield Reader("cds-orders", read_orders, refused, (json.dumps(ORDERS).encode(),))
    yield Reader("token", read_token, refused, (TOKEN,))
    yield Reader("token-claims", read_claims_of_token, refused, (json.dumps(TOKEN_CLAIMS).encode(),))
    configured = (CONFIGURATION.encode(),)
    yield Reader(
        "authorization", lambda data: read_configuration(data.decode("utf-8", "replace")), (NotConfigured,), configured
    )
    yield Reader("large-code-system", read_large, refused, (json.dumps(LARGE).encode(),))
    yield Reader("backup", lambda data: backup_file.check(io.BytesIO(data)), (DamagedBackup,), (backup(),))
    for kind, name, version, examples in SOURCE_FILES:
        yield Reader(f"source-{kind}-{name}", reader_of_source(kind, name, version), (NotARelease,), examples)


SOURCE_FILES: tuple[tuple[str, str, str | None, tuple[bytes, ...]], ...] = (
    ("hcpcs", "HCPC2025_OCT_ANWEB.csv", None, (content_of("HCPC2025_OCT_excerpt.csv")[:4000],)),
    ("hcpcs", "HCPC2025_OCT_ANWEB.xlsx", None, (workbook(),)),
    (
        "hcpcs",
        "HCPC2025_OCT_ANWEB.txt",
        None,
        (RECORD,),
    ),
    ("narratives", "J3111.txt", None, (content_of("J3111.txt"),)),
    ("narratives", "narratives.csv", None, (b"code,title,description\nJ3111,Injection,It is an injection.\n",)),
    ("narratives", "narratives.json", None, (b'[{"code":"J3111","title":"Injection","text":"It is."}]',)),
    ("icd-10-cm", "icd10cm_order_2026.txt", None, (ORDER_FILE,)),
    ("icd-10-pcs", "icd10pcs_order_2026.txt", None, (ORDER_FILE.replace(b"A00     0", b"001     0"),)),
    ("rbcs", "RBCS_RY_2024.csv", "2024", (content_of("RBCS_RY_2024_excerpt.csv")[:3000],)),
    ("dmepos", "DMEPOS26_JAN.csv", "2026-01", (content_of("DMEPOS26_JAN_excerpt.csv")[:3000],)),
    ("mue", "MUE_DME_2024-07.csv", "2024-07", (content_of("MUE_DME_2024-07_excerpt.csv")[:3000],)),
    (
        "ndc-crosswalk",
        "October 2025 NDC-HCPCS Crosswalk.csv",
        "2025-10",
        (CROSSWALK,),
    ),
    (
        "asp-payment-limits",
        "October 2025 ASP Pricing File.csv",
        "2025-10",
        (LIMITS,),
    ),
    ("processing-notes", "NOTE.txt", "2025-10", (b"0001 A note about processing\n",)),
)
READERS = {reader.name: reader for reader in _readers()}
