"""The value set that each ICD-10 code system always has: the codes that a claim may carry. It follows each release."""

from terminology.core.value_sets import Compose, Filter, Include, ValueSet, ValueSetHeader


def billable_codes(kind: str, title: str, url: str, canonical_base: str) -> tuple[ValueSet, ...]:
    """Of the code system with this url: the title is ICD-10-CM, the kind icd-10-cm."""
    header = ValueSetHeader(
        url=f"{canonical_base.rstrip('/')}/ValueSet/{kind}-billable",
        version="1.0.0",
        id=f"{kind}-billable",
        name=f"{title.replace('-', '')}Billable",
        title=f"{title} billable codes",
        experimental=False,
        publisher="HCPCS terminology server",
        description=f"The codes of {title} that are valid for HIPAA transactions; headers above them are not.",
    )
    billable = Filter("billable", "=", "true")
    return (ValueSet(header, Compose(include=(Include(system=url, filters=(billable,)),))),)
