"""`./inv gallery`: screenshots of every kind of page, narrow and wide, by day and by night, on one sheet."""

import html
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from goodnews.commands.build import build_site
from goodnews.photos import PhotoJob, prepare_photos
from goodnews.problems import CommandError
from goodnews.publish.headers import LoopbackSite
from goodnews.story import read_stories
from tests.browser.building import build_unchecked
from tests.browser.chromium import QUIET, find_chromium
from tests.browser.extremes import ONE, read_extremes, write_stories

VIEWS = ((320, "light"), (375, "dark"), (768, "light"), (1280, "light"), (1280, "dark"))
"""How each page is looked at: how wide in pixels, and by which colours."""

TALLEST = 4000
"""Longer pages are cut here, in pixels: a sheet is for looking at."""

PLAIN_PAGES = (
    "",
    "archive/",
    "archive/2026/",
    "teams/",
    "about/",
    "share-your-story/",
    "thank-you/",
    "subscribe/",
    "accessibility/",
    "privacy/",
    "ask-us-to-remove-a-picture/",
    "search/",
    "404.html",
    "stories/2025/taken-back/",
)


@dataclass(frozen=True)
class Shot:
    """One screenshot: of what, how wide, by which colours, and its file's name."""

    title: str
    width: int
    scheme: str
    file: str


def make_gallery(root: Path, now: datetime, environ: Mapping[str, str], say: Callable[[str], None]) -> Path:
    """Take every screenshot afresh.

    Args:
        root: the project's root.
        now: the moment the Trust's own site is built for (aware).
        environ: where `CHROMIUM` may be set.
        say: told one line for each site.

    Returns:
        The contact sheet, `.cache/gallery/index.html`; `sheet.png` beside it is a picture of it.

    Raises:
        CommandError: Chromium or Playwright is not here.
        ContentError: the content can't be built.
    """
    chromium = find_chromium(environ)
    try:
        from playwright.sync_api import Browser, sync_playwright
    except ImportError:
        raise CommandError(
            "Playwright is not here.", "Run ./inv test once: it sets up what tests need."
        ) from None

    home = root / ".cache" / "gallery"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    shots: list[Shot] = []

    def shoot(browser: Browser, url: str, name: str, address: str) -> None:
        for width, scheme in VIEWS:
            page = browser.new_page(
                viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
            )
            page.goto(f"{url}/{address}", wait_until="networkidle")
            page.evaluate("document.querySelectorAll('img').forEach((each) => { each.loading = 'eager' })")
            page.wait_for_load_state("networkidle")
            tall = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
            file = f"{len(shots):03}.jpeg"
            page.screenshot(
                path=home / file,
                full_page=True,
                clip={"x": 0, "y": 0, "width": width, "height": tall},
                type="jpeg",
                quality=80,
            )
            page.close()
            shots.append(Shot(f"{name}: /{address}", width, scheme, file))

    with tempfile.TemporaryDirectory(prefix="gallery-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        for name, output, addresses in _sites(root, Path(folder), now):
            say(f"Looking at {name}: {len(addresses)} pages, {len(VIEWS)} ways each.")
            with LoopbackSite(output) as site:
                for address in addresses:
                    shoot(browser, site.url, name, address)
        sheet = home / "index.html"
        sheet.write_text(draw_sheet(shots), encoding="utf-8", newline="\n")
        page = browser.new_page(viewport={"width": 1800, "height": 1000})
        page.goto(sheet.as_uri(), wait_until="networkidle")
        page.screenshot(path=home / "sheet.png", full_page=True)
        browser.close()
    return sheet


def draw_sheet(shots: list[Shot]) -> str:
    """Write the sheet: a row for each page, all its pictures side by side at one scale."""
    rows: dict[str, list[Shot]] = {}
    for shot in shots:
        rows.setdefault(shot.title, []).append(shot)
    body = "".join(
        f"<h2>{html.escape(title)}</h2><div>"
        + "".join(
            f'<a href="{each.file}"><img src="{each.file}" width="{each.width // 3}" '
            f'alt="{each.width} pixels, {each.scheme}"></a>'
            for each in mine
        )
        + "</div>"
        for title, mine in rows.items()
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><style>'
        "body{font:16px/1.4 sans-serif;margin:2rem;background:#ddd;color:#111}"
        "div{display:flex;gap:1rem;align-items:start;height:34rem;overflow:hidden}img{display:block}"
        f"</style><h1>Every kind of page</h1>{body}</html>\n"
    )


def _sites(root: Path, folder: Path, now: datetime) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    """Build the Trust's own site, then ones with odd stories, with one, and with none."""
    build_site(root, "pelicanconf.py", now, output=folder / "own")
    yield "your own site", folder / "own", ("",)
    wide, tall = _photos(root)
    odd = [key for key in read_extremes() if key != ONE]
    stories = tuple(f"stories/{key}/" for key in odd if not key.startswith("2025/"))
    for name, keys, addresses in (
        ("odd stories", odd, (*PLAIN_PAGES, *stories)),
        ("one story", [ONE], ("", f"stories/{ONE}/")),
        ("no stories", [], ("", "archive/", "search/")),
    ):
        project = folder / name.replace(" ", "-")
        write_stories(project / "content", keys, wide, tall)
        yield name, build_unchecked(project, {"TRUST_PAGE_SIZE": 8}), addresses


def _photos(root: Path) -> tuple[list[Path], Path]:
    """A few of the Trust's own photos to try the design with: wide ones, and a tall one."""
    stories = read_stories(root / "content", root).stories
    jobs = [
        PhotoJob(path, story.file, 1, None)
        for story in stories
        for note in story.meta.photos
        if (path := story.folder / note.file).suffix.lower() in {".jpg", ".jpeg"} and path.exists()
    ]
    known = prepare_photos(jobs, root / ".cache" / "photos")
    wide = [path for path, photo in known.items() if photo.shape == "wide"][:4]
    if not wide:
        raise CommandError("There is no wide photo in content/stories.", "The gallery needs at least one.")
    return wide, next((path for path, photo in known.items() if photo.shape == "tall"), wide[0])
