"""Order entry: a page that simulates an EHR. The input is a draft order, and CDS Hooks answers with cards.

The page's script calls this server's CDS service over HTTP as an EHR would, sending only the order.
"""

from dataclasses import dataclass

from seed.hcpcs.code_system import URL as HCPCS
from terminology.pages.context import Answer, Page, PageRequest

SELECTED = "/cds-services/hcpcs-order-select"
SIGNED = "/cds-services/hcpcs-order-sign"


@dataclass(frozen=True, slots=True)
class OrderEntryView:
    title: str
    system: str
    today: str
    when_selected: str = SELECTED
    when_signed: str = SIGNED


def order_entry_page(request: PageRequest) -> Answer:
    return Page("order_entry.html", OrderEntryView("Order entry", HCPCS, request.context.today().isoformat()))
