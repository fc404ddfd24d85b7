import subprocess
import sys

import pytest

from terminology.lean_imports import LazyModule, without

SERVER = "terminology.cli.main, terminology.process, terminology.http.application"
WHEN_NEEDED = {"lxml", "jinja2", "sqlite3", "re2", "rapidfuzz", "Stemmer", "python_calamine", "xlsxwriter", "joserfc"}
NEVER = {"rich", "pygments", "cryptography", "watchfiles", "greenlet"}


def test_a_server_starts_without_modules_that_its_first_answers_do_not_need() -> None:
    asked = f"import sys, {SERVER}; print(*{{name.split('.')[0] for name in sys.modules}})"
    found = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True).stdout.split()
    assert {"fastapi", "pymongo", "structlog"} <= set(found)
    assert not (WHEN_NEEDED | NEVER) & set(found)


def test_pages_feeds_and_writes_are_imported_on_first_use() -> None:
    asked = f"import sys, {SERVER}; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True).stdout.split()
    seldom = {"http.writes", "http.transactions", "http.other_routes", "pages.routes", "operations.check_lines.check"}
    assert not {f"terminology.{name}" for name in seldom} & set(found)


def test_a_lazy_module_is_imported_with_the_first_call() -> None:
    lazy = LazyModule("string")
    capwords = lazy.capwords
    assert capwords("a page", sep=None) == "A Page"


def test_skipped_files_can_be_imported_later() -> None:
    with without("wave"), pytest.raises(ImportError):
        import wave
    import wave

    with without("wave"):
        import wave
    assert wave.open
