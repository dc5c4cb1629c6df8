"""The web client: its built files, read once and answered from memory. docs/decisions/0013 says why by our own code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, Final

from litestar import Request, Response, route
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler

#: What the page may load and reach: this server alone. What it could be made to run from elsewhere is refused.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
PERMISSIONS: Final = (
    "screen-wake-lock=(self), camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Opener-Policy": "same-origin",
}
MEDIA_TYPES: Final = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
#: What the build writes beside a file, best first, and what HTTP calls it.
COMPRESSED: Final = {".br": "br", ".gz": "gzip"}
PAGE: Final = "/index.html"
#: Names in this folder hold a digest of the content.
HASHED: Final = "/assets/"
FOR_EVER: Final = "public, max-age=31536000, immutable"
#: Below these, what is not there is not there.
OF_THE_SERVER: Final = ("/api", "/health")


@dataclass(frozen=True, slots=True)
class Form:
    """One file as it is sent in one encoding, of which "" is none."""

    content: bytes
    media_type: str
    etag: str
    headers: Mapping[str, str]


#: By encoding, best first.
Forms = Mapping[str, Form]


def read_client(folder: Path) -> dict[str, Forms]:
    """The files of a built client by their paths. What is hidden tells of the build, and is for nobody."""
    return {f"/{name}": _forms(folder, name) for name in sorted(_names(folder))}


def client_handler(files: Mapping[str, Forms]) -> HTTPRouteHandler:
    """Answers every path that no other route has."""

    @route(["/", "/{path:path}"], http_method=["GET", "HEAD"], include_in_schema=False, sync_to_thread=False)
    def client(request: Request[Any, Any, State]) -> Response[bytes]:
        forms = _find(files, request.scope["path"])
        form = choose(forms, request.headers.get("accept-encoding", ""))
        if _is_known(form, request.headers.get("if-none-match", "")):
            return Response(b"", status_code=304, headers=form.headers, media_type=form.media_type)
        return Response(form.content, status_code=200, headers=form.headers, media_type=form.media_type)

    return client


def choose(forms: Forms, accepted: str) -> Form:
    """The best form that an Accept-Encoding header allows; the plain one is always allowed."""
    weights = dict(_weights(accepted))
    return next(
        form for encoding, form in forms.items() if not encoding or weights.get(encoding, weights.get("*", 0.0)) > 0
    )


def _find(files: Mapping[str, Forms], path: str) -> Forms:
    """A path that could be a file's and is none is not found; every other one is a place in the client."""
    if path in files:
        return files[path]
    of_the_server = any(path == root or path.startswith(f"{root}/") for root in OF_THE_SERVER)
    if of_the_server or path.startswith(HASHED) or "." in PurePosixPath(path).name:
        raise NotFoundException
    return files[PAGE]


def _weights(accepted: str) -> Iterator[tuple[str, float]]:
    for part in accepted.lower().split(","):
        encoding, _, parameter = part.partition(";")
        weight = parameter.strip().removeprefix("q=")
        try:
            yield encoding.strip(), float(weight) if weight else 1.0
        except ValueError:
            yield encoding.strip(), 0.0


def _is_known(form: Form, tags: str) -> bool:
    """If-None-Match compares weakly: whether a proxy weakened the tag makes no difference."""
    return any(tag.strip().removeprefix("W/") in (form.etag, "*") for tag in tags.split(","))


def _names(folder: Path) -> Iterable[str]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in name.parts)
        if path.is_file() and not hidden and path.suffix not in COMPRESSED:
            yield name.as_posix()


def _forms(folder: Path, name: str) -> Forms:
    plain = folder / name
    beside = {encoding: plain.with_name(plain.name + suffix) for suffix, encoding in COMPRESSED.items()}
    compressed = {encoding: path.read_bytes() for encoding, path in beside.items() if path.is_file()}
    varies = bool(compressed)
    return {
        encoding: _form(f"/{name}", content, encoding, varies=varies)
        for encoding, content in (compressed | {"": plain.read_bytes()}).items()
    }


def _form(path: str, content: bytes, encoding: str, *, varies: bool) -> Form:
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = HEADERS | {"Cache-Control": FOR_EVER if path.startswith(HASHED) else "no-cache", "ETag": etag}
    if encoding:
        headers["Content-Encoding"] = encoding
    if varies:
        headers["Vary"] = "Accept-Encoding"
    return Form(content, MEDIA_TYPES.get(PurePosixPath(path).suffix, "application/octet-stream"), etag, headers)
