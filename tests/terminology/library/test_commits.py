from datetime import UTC, datetime

from fhir_resources.version import FhirVersion
from terminology.core.principals import OPERATOR
from terminology.library.commits import Commit, ResourceVersion, author_of

VERSION = ResourceVersion("ValueSet", "x", 3, "DELETE", None, None, None, FhirVersion.R4, None)


def test_a_version_has_a_url_and_states_whether_it_is_the_last() -> None:
    assert VERSION.reference == "ValueSet/x/_history/3"
    assert VERSION.is_deleted


def test_texts_are_stored_under_the_id_of_the_commit_and_the_place() -> None:
    commit = Commit(1, "c", datetime(2026, 1, 1, tzinfo=UTC), author_of(OPERATOR, "10.0.0.1", "r"), (VERSION,))
    assert commit.text_key(7) == "c/0007"
    assert (commit.author.name, commit.author.address, commit.author.request_id) == ("operator", "10.0.0.1", "r")
