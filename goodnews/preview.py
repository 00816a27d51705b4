"""Stories on one page that needs nothing else: for whoever opens it from a file, on a phone.

What is shown is cut out of a built site, so it looks as it will. Styles and pictures are inside, and its
own policy lets a browser fetch nothing.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from markupsafe import Markup

LIMIT = 5_000_000
"""Bytes of a page that a phone opens at once, and that a mail server lets pass."""
WIDTHS = (1440, 960, 480, 0)
"""Widths of pictures that are tried, the widest first; with 0 their words stand in their place."""

_PAGE = Markup("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<style>{style}</style>
</head>
<body>
<main>
<header class="wide hello">
<h1>{title}</h1>
{notes}</header>
{stories}</main>
</body>
</html>
""")  # noqa: E501 - as browsers are given it
_NOTE = Markup('<p class="panel">{}</p>\n')
_STORY = Markup('<section id="{}" lang="{}">\n{}\n</section>\n')


@dataclass(frozen=True)
class PreviewSite:
    """A built site to cut stories out of: its folder, and the address that its links lead to."""

    output: Path
    address: str
    base: str


def make_preview(site: PreviewSite, title: str, stories: Sequence[str], notes: Sequence[str] = ()) -> bytes:
    """Put stories, by their addresses on the site, on one page of at most `LIMIT` bytes, below some notes."""
    shown, said = stories, notes
    while True:
        for width in WIDTHS:
            page = _draw(site, title, shown, said, width)
            if len(page) <= LIMIT or not shown:
                return page
        shown = shown[: len(shown) // 2]
        said = (*notes, f"More stories are changed than fit on this page: the first {len(shown)} are here.")


def _draw(site: PreviewSite, title: str, stories: Sequence[str], notes: Sequence[str], width: int) -> bytes:
    parts = [_cut_out(site, address, stories, width) for address in stories]
    styles = sorted(site.output.glob("theme/site-*.css"))
    page = _PAGE.format(
        title=title,
        style=Markup("\n".join(path.read_text(encoding="utf-8") for path in styles)),  # noqa: S704 - our own
        notes=Markup().join(_NOTE.format(note) for note in notes),
        stories=Markup().join(parts),
    )
    return page.encode()


def _cut_out(site: PreviewSite, address: str, stories: Sequence[str], width: int) -> Markup:
    """A story out of its page, with what it needs inside, and links that lead somewhere."""
    html = (site.output / address / "index.html").read_text(encoding="utf-8")
    soup = BeautifulSoup(html, "html.parser")  # lxml takes a source for what is around a picture
    parts = soup.select("main > .unpublished, main > article.story")
    for part in parts:
        for source in part.select("picture > source, track, .scan"):
            source.decompose()
        for player in part.select("audio, video"):
            player.replace_with("(Hear and see this in the built site.)")
        for image in part.select("img"):
            _put_inside(site, image, width)
        for zoom in part.select(".gallery a"):
            zoom.unwrap()  # nothing is larger here
        for details in part.select("details"):
            details["open"] = ""
        for named in part.select("[id]"):
            named["id"] = f"{address}{named['id']}"
        for link in part.select("a[href]"):
            link["href"] = _address_of(site, str(link["href"]), address, stories)
    lang = soup.html["lang"] if soup.html else "en"
    # It was escaped and sanitised when its page was drawn.
    inside = Markup("\n").join(Markup(str(part)) for part in parts)  # noqa: S704
    return _STORY.format(address, lang, inside)


def _put_inside(site: PreviewSite, image: Tag, width: int) -> None:
    choices = dict(_choices(str(image.get("srcset") or f"{image['src']} 1w")))
    fitting = [size for size in choices if size <= width] or [min(choices)]
    if not width:
        image.replace_with(f"({image.get('alt') or 'A picture'})")
        return
    file = site.output / choices[max(fitting)].removeprefix(site.base)
    image["src"] = f"data:image/jpeg;base64,{base64.b64encode(file.read_bytes()).decode()}"
    for name in ("srcset", "sizes", "loading", "fetchpriority"):
        del image[name]


def _choices(srcset: str) -> list[tuple[int, str]]:
    """Widths and addresses of what a `srcset` offers.

    >>> _choices("/photos/a-480.jpeg 480w,/photos/a-960.jpeg 960w")
    [(480, '/photos/a-480.jpeg'), (960, '/photos/a-960.jpeg')]
    """
    candidates = re.findall(r"([^\s,]+)(?: (\d+)w)?", srcset)
    return [(int(width or 1), address) for address, width in candidates]


def _address_of(site: PreviewSite, href: str, story: str, stories: Sequence[str]) -> str:
    """Where a link leads from a page that is nowhere: within it, to the site, or outside as before."""
    if href.startswith("#"):
        return f"#{story}{href[1:]}"
    if not href.startswith("/") or href.startswith("//"):
        return href
    path = href.removeprefix(site.base)
    return f"#{path}" if path in stories else f"{site.address}/{path}"
