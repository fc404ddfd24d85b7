import json

import pytest

from terminology.log import configure_log, get_logger


def test_the_log_is_json_lines_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    configure_log("info")
    get_logger("test").info("Something", number=1)
    get_logger("test").debug("Nothing")
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line) | {"ts": ""} == {"event": "Something", "number": 1, "level": "info", "ts": ""}
