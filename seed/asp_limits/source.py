"""CMS's ASP payment limits as a source: a supplement of HCPCS for each quarter."""

from functools import partial

from seed.release import Loaded
from seed.sources import ImportCommand, LoadRequest, SourceDefinition


def load(request: LoadRequest) -> Loaded:
    from seed.asp_limits.payment_limits import payment_limits_from_file  # slow: imports the workbook reader
    from seed.hcpcs.companion_files import load_companions

    read = partial(payment_limits_from_file, canonical_base=request.canonical_base, quarter=request.version)
    return load_companions(request.files, "ASP payment limits", read)


SOURCE = SourceDefinition(
    kind="asp-payment-limits",
    title="ASP payment limits",
    command=ImportCommand(
        help=(
            "Load CMS's payment limits for Part B drugs from files: CSV, XLSX or CMS's zip.\n\nEach quarter becomes a "
            "supplement of HCPCS with the dosage and payment limit of each code. A limit does not mean coverage."
        ),
        example="october-2025-asp-pricing-file.zip",
        version_option="quarter",
        version_help="First month of the quarter of the file.",
    ),
    load=load,
    main_paths=("/CodeSystem/hcpcs-asp-payment-limits",),
    counted="codes",
    version_word="quarter",
)
