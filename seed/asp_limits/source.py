"""CMS's ASP payment limits as a source: a supplement of HCPCS for each quarter."""

from seed.release import Loaded
from seed.sources import ImportCommand, LoadRequest, SourceDefinition


def load(request: LoadRequest) -> Loaded:
    from seed.asp_limits.payment_limits import payment_limits_from_file  # with what reads workbooks
    from seed.hcpcs.companion_files import load_companions

    return load_companions(
        request.files,
        "ASP payment limits",
        lambda file: payment_limits_from_file(
            file.path, file.content, file.source, request.canonical_base, request.version
        ),
    )


SOURCE = SourceDefinition(
    kind="asp-payment-limits",
    title="ASP payment limits",
    command=ImportCommand(
        help=(
            "Load CMS's payment limits of Part B drugs from files: CSV, XLSX or CMS's zip.\n\nOf each code its dosage "
            "and payment limit; a supplement of HCPCS for each quarter. A limit does not say that a drug is covered."
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
