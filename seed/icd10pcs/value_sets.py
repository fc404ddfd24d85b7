"""The built-in value set of ICD-10-PCS: the codes that are valid on claims. It follows each release."""

from seed.icd10pcs.code_system import URL
from terminology.core.value_sets import Compose, Filter, Include, ValueSet, ValueSetHeader


def built_in_value_sets(canonical_base: str) -> tuple[ValueSet, ...]:
    header = ValueSetHeader(
        url=f"{canonical_base.rstrip('/')}/ValueSet/icd-10-pcs-billable",
        version="1.0.0",
        id="icd-10-pcs-billable",
        name="ICD10PCSBillable",
        title="ICD-10-PCS billable codes",
        experimental=False,
        publisher="HCPCS terminology server",
        description="The codes of ICD-10-PCS that are valid for HIPAA transactions; headers above them are not.",
    )
    billable = Filter("billable", "=", "true")
    return (ValueSet(header, Compose(include=(Include(system=URL, filters=(billable,)),))),)
