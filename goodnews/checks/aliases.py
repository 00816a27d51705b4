"""Old addresses of a story: none may stand where a page, a file or another story has its place."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from goodnews.checks.rules import CollectionContext, Found, rule
from goodnews.checks.text import words
from goodnews.problems import Severity

SITES_OWN = words(
    """
    archive categories tags teams hospitals search photos cards files theme pagefind edit cy en
    thank-you
    index.html 404.html cname
    """
)
"""What stands at the top of every site, beside its stories, its static pages and files with endings."""


def is_sites_own(top: str, pages: frozenset[str]) -> bool:
    """Whether the first part of an address belongs to the site itself, or to its host: `_headers`.

    >>> is_sites_own("Tags", frozenset()), is_sites_own("_redirects", frozenset())
    (True, True)
    >>> is_sites_own("about", frozenset({"about"})), is_sites_own("news", frozenset({"about"}))
    (True, False)
    """
    name = top.lower()
    return name in SITES_OWN or name in pages or name.startswith("_")


@rule(
    "alias-clash",
    Severity.ERROR,
    summary="An old address leads to one story only, and is not where another story or old address has its "
    "place.",
    hint="Keep the address in one of the stories, and take it out of the others.",
    passing=("aliases: [news/ward-7.html, news/ward-7-at-night/]",),
    failing=(
        "aliases: [stories/2026/a-night/]",
        "aliases: [stories/2026/a-night/event.html]",
        "aliases: [news/ward-7/, News/ward-7/index.html]",
        "aliases: [news/ward-7.html, news/ward-7.html/page/]",
    ),
)
def alias_clash(context: CollectionContext) -> Iterator[Found]:
    """Nothing can be put inside a story's folder, nor inside a file."""
    every = context.stories.stories
    stories = sorted((story for story in every if story.meta.aliases), key=lambda each: each.key)
    if not stories:
        return
    homes = {_path_of(story.address): story for story in every}
    closed = {
        _path_of(alias): story
        for story in stories
        for alias in story.meta.aliases
        if not alias.endswith(("/", "/index.html"))
    } | homes
    taken = {path: (story, -1) for path, story in homes.items()}
    for story in stories:
        for number, alias in enumerate(story.meta.aliases):
            path = _path_of(alias)
            other, at = taken.setdefault(path, (story, number))
            inside = next((closed[above] for above in path.parents if above in closed), None)
            if (other, at) != (story, number) or inside:
                owner = inside or other
                message = f"The old address “{alias}” already belongs to {owner.file}."
                yield Found(story.lines("aliases", number), message, file=story.file)


def _path_of(address: str) -> PurePosixPath:
    """Where an address ends up: `news/one/` and `News/one/index.html` are one place.

    Disks of Windows and Macs take capital letters for small ones.
    """
    return PurePosixPath(address.lower().removesuffix("index.html"))


@rule(
    "alias-over-page",
    Severity.ERROR,
    summary="An old address does not stand where the site has a page, a list, a feed or a file of its own.",
    hint="Take this alias out: what the site has there would hide it, and it would lead nowhere.",
    passing=("aliases: [news/about/, news/about.aspx]",),
    failing=("aliases: [tags/nights/]", "aliases: [Search/]", "aliases: [404.html]", "aliases: [cy/about/]"),
)
def alias_over_page(context: CollectionContext) -> Iterator[Found]:
    """What the site makes wins, so an old address in its place would lead nowhere, without a word."""
    pages = frozenset(name.partition(".")[0] for name in context.stories.static_pages)
    for story in context.stories.stories:
        for number, alias in enumerate(story.meta.aliases):
            if is_sites_own(alias.split("/")[0], pages):
                message = f"The old address “{alias}” is part of the site itself."
                yield Found(story.lines("aliases", number), message, file=story.file)


RULES = (alias_clash, alias_over_page)
