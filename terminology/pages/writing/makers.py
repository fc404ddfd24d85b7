"""The function of each authoring page, by its path in `WRITER_PAGES`; imported on the first request for one."""

from collections.abc import Mapping

from terminology.pages.writing.edit_page import new_page, value_set_page
from terminology.pages.writing.list_page import written_page
from terminology.pages.writing.steps import step_page
from terminology.pages.writing.writer import MakeWriterPage

MAKERS: Mapping[str, MakeWriterPage] = {
    "/writing": written_page,
    "/writing/new": new_page,
    "/writing/{id}": value_set_page,
    "/writing/{id}/{step}": step_page,
}
