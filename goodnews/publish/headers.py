"""What every answer of the site says besides its content: how long to keep it, what may run."""

from collections.abc import Collection, Mapping
from pathlib import Path

from goodnews.editor import HEADERS as EDITOR_HEADERS
from goodnews.file_types import BEACON, DeliveryStage, content_type, delivery_stage, is_immutable
from goodnews.http_server import FolderHandler, LocalServer
from goodnews.site.links import EDITOR

POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "img-src": "'self'",
    "style-src": "'self'",
    # The search index is read by WebAssembly; nothing else is compiled, and eval stays off.
    "script-src": "'self' 'wasm-unsafe-eval'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "media-src": "'self'",
    "manifest-src": "'self'",
    # Only after the reader asks for a video: until then no frame is on the page.
    "frame-src": "https://www.youtube-nocookie.com https://player.vimeo.com",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""The Content-Security-Policy (W3C CSP 3): own files only, no inline style or script."""

ALWAYS: Mapping[str, str] = {
    "Content-Security-Policy": "; ".join(
        [*(f"{name} {value}" for name, value in POLICY.items()), "upgrade-insecure-requests"]
    ),
    # Two years, every subdomain: what the browsers' preload list asks for (hstspreload.org).
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Headers of every answer."""

FOR_EVER = "public, max-age=31536000, immutable"
BRIEF = "public, max-age=300, must-revalidate"
ASK_AGAIN = "no-cache"


def cache_control(path: str) -> str:
    """How long a file may be kept (RFC 9111): for ever when its name holds its hash, else minutes.

    `announce.json` is asked again each time: it says whether the new site is live.

    >>> cache_control("photos/3fa2c19b0d12-640.avif")
    'public, max-age=31536000, immutable'
    """
    if delivery_stage(path) is DeliveryStage.BEACON:
        return ASK_AGAIN
    return FOR_EVER if is_immutable(path) else BRIEF


def headers_for(path: str) -> Mapping[str, str]:
    """All headers that a host should add to one file of the site."""
    own = EDITOR_HEADERS if path.startswith(EDITOR) else {}
    return {**ALWAYS, **own, "Cache-Control": cache_control(path)}


def loopback_headers(path: str) -> Mapping[str, str]:
    """The same on this machine, without what would send a browser to https."""
    headers = {**headers_for(path)}
    del headers["Strict-Transport-Security"]
    name = "Content-Security-Policy"
    headers[name] = headers[name].removesuffix("; upgrade-insecure-requests")
    return headers


class LoopbackSite(LocalServer):
    """Serves a folder on this machine with the headers it has when it is public."""

    def __init__(self, folder: Path) -> None:
        super().__init__(FolderHandler, folder=folder, headers_for=staticmethod(loopback_headers))
        self.folder = folder


def headers_file(paths: Collection[str]) -> str:
    """The `_headers` file that Netlify, Cloudflare Pages and others read.

    Where two rules match, those hosts join the values with a comma, so no header stands in two
    rules that could meet. Whole folders only, because hosts allow about a hundred rules.
    """
    tops = {path.partition("/")[0] + ("/*" if "/" in path else "") for path in paths}
    if f"{EDITOR}*" not in tops:
        rules = [("/*", dict(ALWAYS))]
    else:
        # Two policies would both hold, and the editor could not run. What stands nowhere has none then.
        rules = [("/*", {name: value for name, value in ALWAYS.items() if name not in EDITOR_HEADERS})]
        rules.append((f"/{EDITOR}*", dict(EDITOR_HEADERS)))
        strict = {name: ALWAYS[name] for name in EDITOR_HEADERS}
        rules += [(f"/{top}", strict) for top in sorted({"", *tops} - {f"{EDITOR}*"})]
    rules += [(f"/{folder}/*", {"Cache-Control": FOR_EVER}) for folder in hashed_folders(paths)]
    rules.append((f"/{BEACON}", {"Cache-Control": ASK_AGAIN}))
    feed = {"Content-Type": content_type("feed.xml") or ""}
    rules += [("/feed.xml", feed), ("/*/feed.xml", feed)]
    return "\n".join(
        "\n".join([address, *(f"  {name}: {value}" for name, value in headers.items())]) + "\n"
        for address, headers in rules
    )


def hashed_folders(paths: Collection[str]) -> list[str]:
    """Top folders in which every file has its hash in its name.

    >>> hashed_folders(["photos/3fa2c19b0d12-640.avif", "tags/nights/feed.xml", "feed.xml"])
    ['photos']
    """
    tops: dict[str, bool] = {}
    for path in paths:
        top, slash, _ = path.partition("/")
        if slash:
            tops[top] = tops.get(top, True) and is_immutable(path)
    return sorted(top for top, hashed in tops.items() if hashed)
