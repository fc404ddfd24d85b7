"""Sends notices to subscribers' endpoints: only to those on the operator's list, and never to internal addresses.

The host is resolved once, all its addresses are checked, and the connection goes to a checked address, which defeats
DNS rebinding. No redirects, no proxies from the environment, one overall time limit, and only the start of the response
is read.
"""

import asyncio
import hmac
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from terminology.core.errors import BrokenRule
from terminology.core.issues import Issue
from terminology.core.principals import is_below
from terminology.core.subscriptions import NotDelivered, SubscriptionRequest
from terminology.http.authorization.fetching import trusted

if TYPE_CHECKING:
    import httpx

TIMEOUT_S = 10.0
LONGEST_TIMEOUT_S = 30.0
READ_BYTES = 16 * 1024  # of a response; the rest is not awaited
SIGNATURE = "X-Hub-Signature"  # as in WebSub, https://www.w3.org/TR/websub/#authenticated-content-distribution
CONTENT_TYPE = "application/fhir+json; charset=utf-8"
NOT_ALLOWED = (
    "Notices are sent only to endpoints that the operator allows (TERMINOLOGY_SUBSCRIPTION_ENDPOINTS), not to {}"
)

NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))  # RFC 6052, RFC 8215
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Awaitable[list[str]]]


async def resolved(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(item[4][0]) for item in found]


@dataclass(frozen=True, slots=True)
class NoticeSender:
    """`allowed` are url prefixes with scheme and host; `allows_private` allows private addresses too."""

    allowed: tuple[str, ...] = ()
    allows_private: bool = False
    resolve: Resolve = resolved
    timeout_s: float = TIMEOUT_S
    secret: bytes | None = None  # shared with endpoints, to authenticate notices

    def check(self, endpoint: str) -> None:
        """Raises BrokenRule for an endpoint that is not on the list."""
        try:
            parts = urlsplit(endpoint)
            is_url = bool(parts.hostname) and parts.port != 0 and parts.scheme in ("http", "https")
        except ValueError:
            is_url = False
        plain = endpoint.isascii() and endpoint.isprintable() and not any(mark in endpoint for mark in "@\\# ")
        if not (is_url and plain and any(is_below(endpoint, prefix) for prefix in self.allowed)):
            text = NOT_ALLOWED.format(endpoint[:200])
            raise BrokenRule(Issue("error", "forbidden", text, expression=("Subscription.endpoint",)))

    async def __call__(self, wanted: SubscriptionRequest, body: bytes) -> None:
        """Raises NotDelivered, also when the endpoint is no longer on the list."""
        try:
            self.check(wanted.endpoint)
        except BrokenRule as error:
            raise NotDelivered(str(error)) from None
        try:
            async with asyncio.timeout(min(wanted.timeout_s or self.timeout_s, LONGEST_TIMEOUT_S)):
                await self._post(wanted, body)
        except TimeoutError:
            raise NotDelivered("The endpoint did not answer in time") from None

    async def _post(self, wanted: SubscriptionRequest, body: bytes) -> None:
        import httpx  # only servers that send notices need it

        url = httpx.URL(wanted.endpoint)
        address = await self._address(url)
        verify = await asyncio.to_thread(trusted)
        headers = {**dict(wanted.headers), "Host": url.netloc.decode(), "Content-Type": CONTENT_TYPE}
        if self.secret is not None:
            headers[SIGNATURE] = f"sha256={hmac.digest(self.secret, body, 'sha256').hex()}"
        try:
            async with httpx.AsyncClient(
                follow_redirects=False, trust_env=False, timeout=self.timeout_s, verify=verify
            ) as client:
                request = client.build_request(
                    "POST",
                    url.copy_with(host=address),
                    content=body,
                    headers=headers,
                    extensions={"sni_hostname": url.host},
                )
                await _deliver(client, request)
        except httpx.HTTPError as error:
            raise NotDelivered(f"The endpoint cannot be reached: {type(error).__name__}") from None

    async def _address(self, url: "httpx.URL") -> str:
        """One address of the host, provided that all are allowed."""
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            found = await self.resolve(url.host, port)
        except OSError:
            raise NotDelivered(f"The host {url.host} does not resolve") from None
        if not found:
            raise NotDelivered(f"The host {url.host} has no address")
        for text in found:
            if not self._may_be_sent_to(ipaddress.ip_address(text.partition("%")[0])):
                raise NotDelivered(f"The host {url.host} is at {text}, an address that notices are not sent to")
        return found[0]

    def _may_be_sent_to(self, address: Address) -> bool:
        if isinstance(address, ipaddress.IPv6Address) and (inner := inner_address(address)) is not None:
            return self._may_be_sent_to(inner)
        if address.is_loopback:  # before the check for reserved addresses, which include ::1
            return self.allows_private
        if address.is_link_local or address.is_multicast or address.is_unspecified or address.is_reserved:
            return False  # includes 169.254.169.254, whatever is configured
        return address.is_global or (self.allows_private and address.is_private)


def inner_address(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address embedded in this one, to which gateways route: mapped, 6to4, Teredo, NAT64."""
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if any(address in network for network in NAT64):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


async def _deliver(client: "httpx.AsyncClient", request: "httpx.Request") -> None:
    """Raises NotDelivered unless the response is 2xx. Reads its start, so that a small one completes cleanly."""
    response = await client.send(request, stream=True)
    try:
        if not response.is_success:
            raise NotDelivered(f"The endpoint responded with {response.status_code}")
        read = 0
        async for chunk in response.aiter_raw():
            read += len(chunk)
            if read > READ_BYTES:
                break
    finally:
        await response.aclose()
