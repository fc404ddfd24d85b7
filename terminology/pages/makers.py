"""The function behind each page's route. Imported with all its dependencies on the first request for a page."""

from collections.abc import Mapping

from terminology.pages.api_page import api_page
from terminology.pages.check_page import check_page
from terminology.pages.code_page import code_page, hcpcs_code_page
from terminology.pages.code_system_page import code_system_page, code_systems_page
from terminology.pages.compare_page import compare_page
from terminology.pages.concept_map_page import concept_map_page, concept_maps_page
from terminology.pages.content_page import content_page
from terminology.pages.context import MakePage
from terminology.pages.narratives_page import narratives_page
from terminology.pages.order_entry_page import order_entry_page
from terminology.pages.search_page import hcpcs_page, search_page, suggestions
from terminology.pages.value_set_page import value_set_page, value_sets_page

MAKERS: Mapping[str, MakePage] = {
    "/": search_page,
    "/suggestions": suggestions,
    "/hcpcs": hcpcs_page,
    "/hcpcs/{code:path}": hcpcs_code_page,
    "/code-systems": code_systems_page,
    "/code-systems/{id}": code_system_page,
    "/code-systems/{id}/{code:path}": code_page,
    "/value-sets": value_sets_page,
    "/value-sets/{id}": value_set_page,
    "/concept-maps": concept_maps_page,
    "/concept-maps/{id}": concept_map_page,
    "/compare": compare_page,
    "/check": check_page,
    "/check/form": check_page,
    "/narratives": narratives_page,
    "/content": content_page,
    "/api": api_page,
    "/api/order-entry": order_entry_page,
}
