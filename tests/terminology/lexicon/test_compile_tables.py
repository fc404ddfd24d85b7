from pathlib import Path

from terminology.lexicon import compiled
from terminology.lexicon.compile_tables import module


def test_the_compiled_tables_are_those_of_the_tables() -> None:
    """After a change: `.venv/bin/python -m terminology.lexicon.compile_tables`."""
    assert Path(compiled.__file__).read_text(encoding="utf-8") == module()
