from pathlib import Path
from typing import Any

import pytest

from fhir_resources.elements import Json
from fhir_resources.operation_definitions import EXPAND, LOOKUP, TRANSLATE, VALIDATE_CODE_IN_VALUE_SET
from fhir_resources.parameters import Parameter, Parameters
from fhir_resources.version import FhirVersion
from seed.hcpcs.code_system import URL as HCPCS
from seed.loaders import load_crosswalks, load_hcpcs, load_rbcs
from terminology.library.answering import answer
from terminology.library.companion_imports import import_crosswalks, import_rbcs
from terminology.library.importing import import_hcpcs
from terminology.library.library import Library
from terminology.library.listing import listing
from terminology.library.publishing import Clerk
from terminology.library.removing import remove
