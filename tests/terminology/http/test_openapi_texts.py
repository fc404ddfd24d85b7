from terminology.http.openapi_texts import history_text, write_text


def test_each_write_has_its_text() -> None:
    assert write_text("POST", "ValueSet", "ValueSet")[0] == "Create a ValueSet"
    assert write_text("DELETE", "ValueSet/{id}", "ValueSet")[0] == "Delete a ValueSet"


def test_only_histories_have_that_of_a_history() -> None:
    assert history_text("ValueSet/{id}", "ValueSet") is None
    assert history_text("ValueSet/{id}/_history", "ValueSet") is not None
    assert history_text("ValueSet/{id}/_history/{vid}", "ValueSet") is not None
