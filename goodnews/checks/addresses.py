"""The files that the site of some stories will have, told without making any: for what may lead to them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from goodnews.config import SiteConfig
from goodnews.story import Story, StoryCollection, Visibility, slugify
from goodnews.taxonomies import Taxonomy, term_address, terms_of

_ALWAYS = (
    *("index.html", "404.html", "search/index.html", "robots.txt", "sitemap.xml", "events.ics"),
    *("feed.xml", "feed.json", "feed-icon.png", "announce.json", "thank-you/index.html"),
    *(f"{taxonomy}/index.html" for taxonomy in Taxonomy),
)


def site_files(library: StoryCollection, config: SiteConfig, now: datetime) -> frozenset[str]:
    """The paths of all that anybody may link to at `now`.

    Photos, cards, recordings, the theme and the archives of feeds are left out: their names change.
    """
    public = [story for story in library.stories if story.visibility(now) is Visibility.PUBLIC]
    withdrawn = [story for story in library.stories if story.visibility(now) is Visibility.WITHDRAWN]
    names = library.static_pages
    files = {*_ALWAYS, *(static_file(name, names, config.language) for name in names)}
    for story in (*public, *withdrawn):
        files.update(story_files(story))
    if any(story.meta.audio for story in (*public, *withdrawn)):
        files |= {"podcast.xml", "podcast-cover.png"}
    files.update(_term_files(public, config.page_size))
    files.update(
        _more_pages("thank-you/", sum(story.meta.thanks is not None for story in public), config.page_size)
    )
    # Who follows a list has to hear of what was taken back, so it keeps its feeds.
    gone = _term_files(withdrawn, config.page_size)
    files.update(file for file in gone if not file.endswith((".html", ".svg")))
    return frozenset(files)


def files_with(story: Story, files: frozenset[str]) -> frozenset[str]:
    """The files of the site once this story is public too."""
    return files | {*story_files(story), *_term_files([story], 1)}


def story_files(story: Story) -> Iterator[str]:
    """One story's page, its code for paper, its calendar, and its old addresses."""
    yield f"{story.address}index.html"
    if not story.meta.withdrawn:
        yield f"{story.address}code.svg"
    if (story.meta.event or story.meta.live) and not story.meta.withdrawn:
        yield f"{story.address}event.ics"
        yield from (
            f"{term_address(Taxonomy.TEAM, team)}events.ics" for team in terms_of(story, Taxonomy.TEAM)
        )
    for alias in story.meta.aliases:
        yield f"{alias}index.html" if alias.endswith("/") else alias


def _term_files(stories: Sequence[Story], page_size: int) -> Iterator[str]:
    """The lists of stories, page by page, and their feeds."""
    for taxonomy in Taxonomy:
        sizes = Counter(slug for story in stories for slug in set(map(slugify, terms_of(story, taxonomy))))
        for slug, size in sizes.items():
            address = f"{taxonomy}/{slug}/"
            yield from (f"{address}index.html", f"{address}feed.xml", f"{address}feed.json")
            if taxonomy is Taxonomy.TEAM:
                yield from (f"{address}poster/index.html", f"{address}poster/code.svg")
            yield from _more_pages(address, size, page_size)


def _more_pages(address: str, size: int, page_size: int) -> Iterator[str]:
    """The pages of a list after its first."""
    for number in range(2, -(-size // page_size) + 1):
        yield f"{address}page/{number}/index.html"


def static_file(name: str, names: frozenset[str], language: str) -> str:
    """The file of one static page of all, by what its source is called.

    The Trust's own language has the plain address; so has a page there is in one language only.

    >>> static_file("about.cy", frozenset({"about", "about.cy"}), "en")
    'cy/about/index.html'
    """
    slug, _, lang = name.partition(".")
    lang = lang or "en"
    own = slug if language == "en" else f"{slug}.{language}"
    return f"{slug}/index.html" if lang == language or own not in names else f"{lang}/{slug}/index.html"
