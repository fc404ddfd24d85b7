"""CodeSystem/$subsumes: how two codes relate in the hierarchy of their code system."""

from terminology.core.catalogue import Catalogue
from terminology.core.errors import UnknownCode
from terminology.core.issues import Issue
from terminology.core.model import Concept
from terminology.core.ports import CodeSystemProvider
from terminology.core.requests import SubsumesRequest
from terminology.core.results import SubsumesResult
from terminology.operations.code_hints import hints
from terminology.operations.validity import rest_of


def subsumes(catalogue: Catalogue, request: SubsumesRequest) -> SubsumesResult:
    """Whether A subsumes B, is subsumed by it, is equivalent, or neither. Raises UnknownCodeSystem, UnknownCode.

    Source: https://hl7.org/fhir/R5/codesystem-operation-subsumes.html
    """
    code_system = catalogue.get_code_system(request.system, request.version)
    notices = catalogue.notices(request.system, request.version)
    a = _get(catalogue, code_system, request.code_a, "codeA").code
    b = _get(catalogue, code_system, request.code_b, "codeB").code
    if a == b:
        return SubsumesResult("equivalent", notices)
    if code_system.subsumes(a, b):
        return SubsumesResult("subsumes", notices)
    return SubsumesResult("subsumed-by" if code_system.subsumes(b, a) else "not-subsumed", notices)


def _get(catalogue: Catalogue, code_system: CodeSystemProvider, code: str, name: str) -> Concept:
    concept = code_system.locate(code)
    if concept is None:
        text = f"Unknown code '{code}' in the CodeSystem '{code_system.header.canonical}'"
        unknown = Issue("error", "code-invalid", text, "invalid-code", expression=(name,))
        rest = (item.at(name) for item in rest_of(code_system.header))
        raise UnknownCode(unknown, *hints(catalogue, code_system.header, code, name), *rest)
    return concept
