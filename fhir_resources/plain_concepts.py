"""A quick test for concepts that are plainly valid, twenty times as fast as full validation.

The models of `models.py` take 0.1 ms per concept, and large code systems have hundreds of thousands. Most concepts use
only the elements below, which are the same in R4 and R5, with the primitive types of the models. A concept that is not
plain (it has an extension, an id, a null, or an error) can still be valid: the models decide.
Source: https://hl7.org/fhir/R5/codesystem.html; the types are those of fhir-core, on which fhir.resources is built.
"""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Required

from fhir_core.types import CodeType, DateTimeType, DecimalType, IntegerType, StringType, UriType
from pydantic import ConfigDict, Field, TypeAdapter, with_config
from typing_extensions import TypedDict  # which pydantic asks for before Python 3.12

_closed = with_config(ConfigDict(extra="forbid"))
_SOME = Field(min_length=1)
_TWO = Field(min_length=2, max_length=2)


@_closed
class PlainCoding(TypedDict, total=False):
    system: UriType
    version: StringType
    code: CodeType
    display: StringType


@_closed
class PlainDesignation(TypedDict, total=False):
    language: CodeType
    use: PlainCoding
    value: Required[StringType]


@_closed
class PlainProperty(TypedDict, total=False):
    code: Required[CodeType]
    valueCode: CodeType
    valueCoding: PlainCoding
    valueString: StringType
    valueInteger: IntegerType
    valueBoolean: bool
    valueDateTime: DateTimeType
    valueDecimal: DecimalType


@_closed
class PlainConcept(TypedDict, total=False):
    code: Required[CodeType]
    display: StringType
    definition: StringType
    designation: Annotated[list[PlainDesignation], _SOME]
    property: Annotated[list[Annotated[PlainProperty, _TWO]], _SOME]  # its code, and one value
    concept: Annotated[list["PlainConcept"], _SOME]


@cache
def plain_concept_test() -> Callable[[Any], bool]:
    """Whether a concept is plainly valid. Made once: that takes some milliseconds."""
    return TypeAdapter(PlainConcept).validator.isinstance_python
