from terminology.cli.assistants.questions import plain


def test_parameters_become_objects_by_name() -> None:
    issues = [{"severity": "warning", "details": {"text": "Old"}}]
    assert plain(
        {
            "parameter": [
                {"name": "result", "valueBoolean": False},
                {"name": "property", "part": [{"name": "code", "valueCode": "a"}]},
                {"name": "property", "part": [{"name": "code", "valueCode": "b"}]},
                {"name": "issues", "resource": {"resourceType": "OperationOutcome", "issue": issues}},
                {"name": "empty"},
            ]
        }
    ) == {
        "result": False,
        "property": [{"code": "a"}, {"code": "b"}],
        "issues": ["warning: Old"],
        "empty": None,
    }
