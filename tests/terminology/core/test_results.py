import pytest

from terminology.core.concept_maps import NOT_RELATED
from terminology.core.results import Mapping, TranslateResult
