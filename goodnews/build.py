"""The whole way of a build, top to bottom: from a content folder to the files of a site."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from jinja2 import Environment

from goodnews.cache import SqliteCache, code_version
from goodnews.cards import site_card
from goodnews.checks import check_settings, judge
from goodnews.config import SiteConfig
from goodnews.content import Content, check_loaded, digest_files, load_stories, shown
from goodnews.editor import editor_page, plan_editor
from goodnews.feeds.announce_manifest import plan_announcements
from goodnews.feeds.plan import is_feed, plan_feeds
from goodnews.files import read_file, scan
from goodnews.loaded import LoadedStory
from goodnews.output import Artifact, Output
from goodnews.pages import load_pages, read_pages
from goodnews.photos import Rendition, make_card
from goodnews.problems import Problem, in_order, raise_for_errors
from goodnews.qr_code import draw_qr_files
from goodnews.rendered import RenderedStory
from goodnews.site.page import Page, settled_page
from goodnews.site.plan import plan_assets, plan_pages, plan_sitemap
from goodnews.site.site import Site
from goodnews.site.static_pages import check_introductions, is_same
from goodnews.site.theme import load_theme
from goodnews.story import Story, StoryFolder, Visibility, catalogued, collect, find_folders
from goodnews.terminal import Progress, in_silence


@dataclass(frozen=True)
class BuildReport:
    """What one build did.

    Attributes:
        build: the build's name, from the bytes of its output: the same content gives the same name.
        output: the folder it is in.
        stories: how many are public.
        pages: every HTML page.
        photos: how many are shown.
        feeds: how many feed files there are.
        changed: files whose bytes changed.
        reasons: for each file that was made again, why.
        gone: files that had no place any more.
        story_pages: a digest of all pages of stories.
        renditions: the paths of the files in the photos' cache that the site shows.
    """

    build: str
    output: Path
    stories: int
    pages: tuple[Page, ...]
    photos: int
    feeds: int
    changed: tuple[str, ...]
    reasons: Mapping[str, str]
    gone: tuple[str, ...]
    story_pages: str
    renditions: frozenset[str] = field(repr=False)


def load_content(
    root: Path,
    config: SiteConfig,
    now: datetime,
    cache: SqliteCache,
    progress: Progress = in_silence,
    before: Content | None = None,
) -> Content:
    """Read, check and render all content of a project.

    Args:
        root: the project's root.
        config: the public settings, which the checks go by.
        now: the moment (aware).
        cache: where what came of each story is kept between runs.
        progress: how long work is shown.
        before: the content as it was a while ago, where it is at hand: nothing of it is read again.
    """
    content = scan(root / "content")
    folders = list(find_folders(content, digest_files(content, cache), root))
    texts, problems = read_pages(root / "content", root)
    pages, wrong = load_pages(texts, config, cache)
    problems += wrong
    readable = [folder for folder in folders if isinstance(folder, StoryFolder)]
    loaded = load_stories(readable, root, config, cache, progress, before)
    outcomes = [_outcome(folder, loaded, now) for folder in folders]
    loaded = {folder.key: loaded[folder.key] for folder in readable if not folder.is_misnamed}
    stories = catalogued(collect(outcomes), content, folders)
    problems += check_loaded(stories, loaded, config, now)
    problems += check_settings(root, config, now)
    problems += check_introductions(pages, stories.stories)
    return Content(root, config, now, shown(stories, now), loaded, pages, in_order(problems))


def _outcome(
    folder: StoryFolder | Problem, loaded: Mapping[str, LoadedStory], now: datetime
) -> Story | Problem | tuple[Problem, ...]:
    """A story; or what stands in for it: why it can't be read, or can't stand where it does."""
    if isinstance(folder, Problem):
        return folder
    known = loaded[folder.key]
    if folder.is_misnamed and known.story:
        return tuple(judge(known.story, known.problems, now))
    return known.story or known.problems


def build(
    content: Content,
    public: Sequence[RenderedStory],
    templates: Environment,
    theme: Path,
    output: Output,
    progress: Progress = in_silence,
) -> BuildReport:
    """Build the site of some content into an output.

    Args:
        content: what is built; nothing of it has to be fixed first.
        public: its stories that are shown, from `goodnews.render`.
        templates: draws the pages.
        theme: the theme's folder.
        output: where the site goes.
        progress: how long work is shown.

    Raises:
        ContentError: the theme doesn't fit the settings.
        CommandError: the editor can't be fetched; nothing was written.
    """
    config = content.config
    look = load_theme(theme, config)
    editor = tuple(plan_editor(config, look, content.root / ".cache"))
    card = make_card(site_card(config), content.photo_cache)
    look = look._replace(card=card)
    withdrawn = content.of(Visibility.WITHDRAWN)
    site = Site(tuple(public), config, content.now, look, content.pages, is_preview=content.is_preview)
    home, *pages = plan_pages(site, withdrawn, content.conversations)
    if editor:
        pages.append(editor_page(config, look))
    feeds = list(plan_feeds(public, withdrawn, config))
    renditions = dict(_renditions(public)) | {f"cards/{card.name}": card}
    artifacts = [
        *plan_assets(site),
        *editor,
        *(_copy(path, rendition) for path, rendition in renditions.items()),
        *_attachments(public),
        *_codes(public, pages, config, content.photo_cache),
        plan_sitemap([home, *pages], site),
        *(_artifact(page, templates) for page in pages),
    ]
    # A story's item is in half a dozen feeds, and is made once.
    output.write(artifacts, together=feeds, progress=progress)
    # Two files say the build's name, so they can't be part of what it is made from.
    name = output.digest()[:12]
    home = settled_page(home.path, home.template, {**home.context(), "build": name})
    manifest = plan_announcements(public, withdrawn, config, name, content.ledger)
    output.write([_artifact(home, templates), manifest])
    gone = output.prune()
    output.save()
    return BuildReport(
        build=name,
        output=output.root,
        stories=len(public),
        pages=(home, *pages),
        photos=sum(len(story.photos) for story in public),
        feeds=sum(is_feed(feed.path) for feed in feeds),
        changed=tuple(output.changed),
        reasons=output.reasons,
        gone=gone,
        story_pages=output.digest("stories/"),
        renditions=frozenset(rendition.place for rendition in renditions.values()),
    )


def for_settings(content: Content, config: SiteConfig, cache: SqliteCache) -> Content:
    """The same content for other settings, as a preview has them: the static pages say some of them.

    Raises:
        ContentError: a static page doesn't fit them.
    """
    if config == content.config:
        return content
    texts = {page.file: page.text for page in content.pages if not is_same(page, content.config, config)}
    pages, problems = load_pages(texts, config, cache)
    raise_for_errors(problems)
    anew = {page.file: page for page in pages}
    return replace(content, config=config, pages=tuple(anew.get(page.file, page) for page in content.pages))


def output_version(theme: Path) -> str:
    """A digest of what every file is made with: the code, the libraries and the theme's templates."""
    digest = hashlib.sha256(code_version().encode())
    for path in sorted((theme / "templates").rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(theme).as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _renditions(public: Sequence[RenderedStory]) -> Iterator[tuple[str, Rendition]]:
    """The photos and cards of the stories, and where each goes. Two stories may share one."""
    for story in public:
        for photo in story.photos.values():
            yield from ((f"photos/{rendition.name}", rendition) for rendition in photo.renditions)
        if story.card:
            yield f"cards/{story.card.name}", story.card


def _attachments(public: Sequence[RenderedStory]) -> Iterable[Artifact]:
    attachments = {file.address: file for story in public for file in story.attachments.values()}
    return (Artifact(address, file.name, file.data) for address, file in attachments.items())


def _codes(
    public: Sequence[RenderedStory], pages: Iterable[Page], config: SiteConfig, cache: Path
) -> Iterator[Artifact]:
    """The code of each story's address, for its print, and of each team's, for its poster."""
    paths = {config.url(story.story.address): f"{story.story.address}code.svg" for story in public}
    posters = [page.path.removesuffix("index.html") for page in pages if page.template == "poster"]
    paths |= {config.url(poster.removesuffix("poster/")): f"{poster}code.svg" for poster in posters}
    for address, code in draw_qr_files(list(paths), config.site_url, cache).items():
        yield Artifact.from_bytes(paths[address], code)


def _copy(path: str, rendition: Rendition) -> Artifact:
    fingerprint = rendition.digest or rendition.name
    return Artifact(path, fingerprint, partial(read_file, rendition.place), rendition.place)


def _artifact(page: Page, templates: Environment) -> Artifact:
    return Artifact(page.path, f"{page.template} {page.fingerprint}", partial(_draw, page, templates))


def _draw(page: Page, templates: Environment) -> bytes:
    """Draw a page. A template sees its page's context and no more."""
    template = templates.get_template(f"{page.template}.html")
    return template.render({**page.context(), "output_file": page.path}).encode()
