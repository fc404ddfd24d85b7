"""What holds for every operation result: it is valid in both FHIR versions, and the same after XML."""

from collections.abc import Callable
from typing import Any

import pytest

from fhir_resources import json_format, models, xml_format
from fhir_resources.convert.resources import to_r4
from fhir_resources.version import FhirVersion

Json = dict[str, Any]


@pytest.fixture(scope="session")
def sound() -> Callable[[Json], Json]:
    """The result (R5 JSON), after checking that it is valid in R5 and, converted, in R4, as JSON and through XML."""

    def checked(answer: Json) -> Json:
        for version, form in ((FhirVersion.R5, answer), (FhirVersion.R4, to_r4(answer))):
            assert models.check(form, version) == ()
            written = json_format.loads(json_format.dumps(form))
            assert xml_format.loads(xml_format.dumps(written, version), version) == written
        return answer

    return checked
