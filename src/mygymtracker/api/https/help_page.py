"""How a device comes to trust the authority: one page and one file over plain http, and nothing else.

A device that does not trust the authority yet cannot be told over https. Whoever sits in between could change both,
so the page asks people to compare the fingerprint with the one in the terminal.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html import escape
from typing import Final

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from mygymtracker.api.https.keeping import Kept

FILE: Final = "mygymtracker.crt"
MEDIA_TYPE: Final = "application/x-x509-ca-cert"
_STYLE: Final = (
    ":root{color-scheme:light dark}body{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;"
    "margin:0 auto;padding:1rem}"
    "code{font-size:.9em;overflow-wrap:anywhere}a{display:inline-block;padding:.4rem 0}li{margin:.3rem 0}"
)
_HEADERS: Final = {
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    f"style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}
_STEPS: Final = (
    (
        "iPhone, iPad",
        (
            f'Open this page in <b>Safari</b> and tap <a href="/{FILE}">the certificate</a>; allow the download.',
            "Settings → General → VPN &amp; Device Management → MyGymTracker → <b>Install</b>.",
            "Settings → General → About → Certificate Trust Settings → switch <b>MyGymTracker</b> on. Without this "
            "step it is installed and not trusted.",
        ),
    ),
    (
        "Android",
        (
            f'Tap <a href="/{FILE}">the certificate</a>; it is in Downloads then.',
            "Settings, search for <b>CA certificate</b> (Security → Encryption &amp; credentials → Install a "
            "certificate), <b>Install anyway</b>, and choose the file.",
            "For Chrome and browsers like it. Firefox asks for more: Settings → About Firefox, tap the logo seven "
            "times, then Settings → Secret Settings → Use third party CA certificates.",
        ),
    ),
    (
        "Mac, Windows, Linux",
        (
            f'Download <a href="/{FILE}">the certificate</a> and open it.',
            "Mac: in Keychain Access, open it, Trust → Always Trust. Windows: Install → Local Machine or Current User "
            "→ Trusted Root Certification Authorities.",
            "Linux, and Firefox everywhere: the browser's settings, search for <b>certificates</b>, Authorities → "
            "Import, and trust it for web sites.",
        ),
    ),
)


def help_app(look: Callable[[], Kept], *, port: int) -> ASGIApp:
    """An application of two addresses. `look` tells what is in use now, `port` is where https is."""

    async def answer(scope: Scope, _receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            return
        kept = look()
        if scope["method"] not in ("GET", "HEAD"):
            await _send(send, 405, "text/plain", b"Nothing is taken here.\n", {"allow": "GET, HEAD"})
        elif scope["path"] == "/":
            page = render(kept, requested_host=_host(scope), port=port).encode()
            await _send(send, 200, "text/html; charset=utf-8", page, _HEADERS)
        elif scope["path"] == f"/{FILE}":
            attached = {**_HEADERS, "content-disposition": f'attachment; filename="{FILE}"'}
            await _send(send, 200, MEDIA_TYPE, kept.authority.certificate_pem(), attached)
        else:
            await _send(send, 404, "text/plain", b"There is nothing here but the page at /.\n", {})

    return answer


def render(kept: Kept, *, requested_host: str, port: int) -> str:
    """The address that the reader's device got here by comes first: it is known to work for it."""
    here = [host for host in kept.names.hosts if host == requested_host]
    hosts = dict.fromkeys([*here, *kept.names.domains_elsewhere, *kept.names.addresses_elsewhere])
    addresses = [escape(f"https://{host}:{port}/") for host in hosts]
    links = "".join(f'<li><a href="{address}">{address}</a></li>' for address in addresses)
    steps = "".join(
        f"<h2>{device}</h2><ol>{''.join(f'<li>{step}</li>' for step in each)}</ol>" for device, each in _STEPS
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>MyGymTracker over https</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head><body>'
        "<main><h1>Let this device trust your tracker</h1>"
        "<p>Once for every device, three steps. After that the tracker works without a network, too.</p>"
        "<p>Before you install it, compare: the terminal of the tracker shows the same SHA-256 fingerprint, and so "
        f"does your device in the certificate's details.</p><p><code>{kept.authority.fingerprint}</code></p>{steps}"
        f"<h2>Then open the tracker</h2><ul>{links}</ul>"
        "<p>Choose one address and stay with it: a browser keeps what it holds for each address apart.</p>"
        "</main></body></html>"
    )


def _host(scope: Scope) -> str:
    """Without the port. It is only compared, so that nothing of it gets into the page."""
    sent = dict(scope["headers"]).get(b"host", b"").decode("latin-1").lower()
    host, colon, port = sent.rpartition(":")
    return host if colon and port.isdigit() else sent


async def _send(send: Send, status: int, media_type: str, body: bytes, headers: dict[str, str]) -> None:
    all_headers = {"content-type": media_type, "content-length": str(len(body)), **headers}
    raw = [(name.encode(), value.encode()) for name, value in all_headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body, "more_body": False})
