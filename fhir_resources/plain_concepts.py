"""Concepts of code systems that are plainly valid: a shape without ifs and buts, judged in a twentieth of the time.

The models of `models.py` take 0.1 ms for a concept, and large code systems have hundreds of thousands. Most say only
what stands here, which R4 and R5 have alike, in the same primitive types as the models. What is not plain (it has an
extension, an id, a null, or something wrong) may be valid all the same: the models decide.
Source: https://hl7.org/fhir/R5/codesystem.html; of the types the library fhir-core, which fhir.resources is built on.
"""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Required

from fhir_core.types import CodeType, DateTimeType, DecimalType, IntegerType, StringType, UriType
from pydantic import ConfigDict, Field, TypeAdapter, with_config
from typing_extensions import TypedDict  # which pydantic asks for before Python 3.12

_only_these = with_config(ConfigDict(extra="forbid"))
_SOME = Field(min_length=1)
_TWO = Field(min_length=2, max_length=2)


@_only_these
class PlainCoding(TypedDict, total=False):
    system: UriType
    version: StringType
    code: CodeType
    display: StringType


@_only_these
class PlainDesignation(TypedDict, total=False):
    language: CodeType
    use: PlainCoding
    value: Required[StringType]


@_only_these
class PlainProperty(TypedDict, total=False):
    code: Required[CodeType]
    valueCode: CodeType
    valueCoding: PlainCoding
    valueString: StringType
    valueInteger: IntegerType
    valueBoolean: bool
    valueDateTime: DateTimeType
    valueDecimal: DecimalType


@_only_these
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
