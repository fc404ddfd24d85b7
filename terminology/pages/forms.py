"""Forms that a page is sent with POST: read up to a limit, and only from a page of this server."""

from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from terminology.pages.problems import PageProblem
from terminology.pages.query import Query

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 50
LARGEST_FORM_BYTES = 1024 * 1024


async def read_form(request: Request, limit_bytes: int = LARGEST_FORM_BYTES) -> Query:
    """The fields. Raises PageProblem for a form of another origin, of another kind, or too large, before it is read."""
    if _is_foreign(request):
        raise PageProblem(403, "This form was sent from another site", "Open the page here and send it again.")
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise PageProblem(415, "That is not the form of this page", "Paste the lines into the form and send it.")
    body = await _read(request, limit_bytes)
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS, errors="replace")
    except ValueError:
        raise PageProblem(400, "The form has too many fields", "Open the page here and send it again.") from None
    return Query(tuple(pairs))


def _is_foreign(request: Request) -> bool:
    """Browsers say where a form comes from; programs that say nothing are no browsers."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host", "")


async def _read(request: Request, limit_bytes: int) -> bytes:
    announced = request.headers.get("content-length", "0")
    size_bytes, chunks = 0, []
    too_large = PageProblem(
        413,
        f"The form is larger than {limit_bytes // 1024:,} kB",
        "Check long files with the command: terminology check FILE.",
    )
    if announced.isdigit() and int(announced[:15]) > limit_bytes:
        raise too_large
    async for chunk in request.stream():
        size_bytes += len(chunk)
        if size_bytes > limit_bytes:
            raise too_large
        chunks.append(chunk)
    return b"".join(chunks)
