"""The built-in value set of ICD-10-CM: the codes that are valid on claims. It follows each release."""

from seed.icd10cm.code_system import URL
from terminology.core.value_sets import Compose, Filter, Include, ValueSet, ValueSetHeader


def built_in_value_sets(canonical_base: str) -> tuple[ValueSet, ...]:
    header = ValueSetHeader(
        url=f"{canonical_base.rstrip('/')}/ValueSet/icd-10-cm-billable",
        version="1.0.0",
        id="icd-10-cm-billable",
        name="ICD10CMBillable",
        title="ICD-10-CM billable codes",
        experimental=False,
        publisher="HCPCS terminology server",
        description="The codes of ICD-10-CM that are valid for HIPAA transactions; headers above them are not.",
    )
    billable = Filter("billable", "=", "true")
    return (ValueSet(header, Compose(include=(Include(system=URL, filters=(billable,)),))),)
