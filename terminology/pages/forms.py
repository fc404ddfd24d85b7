"""Reading POSTed forms: up to a size limit, and only from pages of this server."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from terminology.pages.problems import PageProblem
from terminology.pages.query import Query
from terminology.pages.wording import size_in_words

FORM = "application/x-www-form-urlencoded"
FORM_WITH_FILE = "multipart/form-data"
MAX_FIELDS = 50
LARGEST_FORM_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class SentFile:
    """`name` comes from the browser; only its extension is used."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Form:
    fields: Query
    file: SentFile | None = None


async def read_form(
    request: Request, limit_bytes: int = LARGEST_FORM_BYTES, file_bytes: int = 0, max_fields: int = MAX_FIELDS
) -> Form:
    """`file_bytes`: the size limit of a form with a file. Raises PageProblem, before reading the body, for a form from
    another origin, of another content type, or over the limit."""
    if _is_foreign(request):
        raise PageProblem(403, "This form was sent from another site", "Open the page here and send it again.")
    if request.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise PageProblem(415, "This form was sent compressed", "Open the page here and send its form.")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == FORM_WITH_FILE and file_bytes:
        return await _read_with_file(request, file_bytes, max_fields)
    if kind != FORM:
        raise PageProblem(415, "This is not the form of this page", "Open the page here and send its form.")
    body = await _read(request, limit_bytes)
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), max_num_fields=max_fields, errors="replace")
    except ValueError:
        raise PageProblem(400, "The form has too many fields", "Open the page here and send it again.") from None
    return Form(Query(tuple(pairs)))


async def _read_with_file(request: Request, limit_bytes: int, max_fields: int) -> Form:
    parser = MultiPartParser(
        request.headers,
        _bounded(request, limit_bytes),
        max_files=1,
        max_fields=max_fields,
        max_part_size=limit_bytes,
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise PageProblem(
            400, f"The form is damaged: {error.message}", "Open the page here and send it again."
        ) from None
    fields, file = [], None
    for name, value in form.multi_items():
        if isinstance(value, str):
            fields.append((name, value))
        else:
            file = SentFile(value.filename or "", await value.read())
            await value.close()
    return Form(Query(tuple(fields)), file)


def _is_foreign(request: Request) -> bool:
    """Browsers always send an origin; a client without one is not a browser, so this is not cross-site forgery."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    try:
        return origin is not None and urlsplit(origin).netloc != request.headers.get("host", "")
    except ValueError:  # http://[
        return True


async def _read(request: Request, limit_bytes: int) -> bytes:
    return b"".join([chunk async for chunk in _bounded(request, limit_bytes)])


async def _bounded(request: Request, limit_bytes: int) -> AsyncGenerator[bytes, None]:
    """The body, up to the limit; a larger one is refused by its Content-Length or while it streams."""
    announced = request.headers.get("content-length", "0")
    size_bytes = 0
    too_large = PageProblem(
        413,
        f"That is larger than {size_in_words(limit_bytes)}",
        "Check long files with the command: terminology check FILE.",
    )
    if announced.isdigit() and int(announced[:15]) > limit_bytes:
        raise too_large
    async for chunk in request.stream():
        size_bytes += len(chunk)
        if size_bytes > limit_bytes:
            raise too_large
        yield chunk
