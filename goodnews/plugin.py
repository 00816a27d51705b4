"""The site as a Pelican plugin: the only module that imports Pelican.

Pelican's own generators of articles, pages and static files are given nothing to do (see the settings): they
drop a story they can't read, write drafts, and copy photos as they are, with the place they were taken.
"""

import contextlib
import io
import logging
import re
import traceback
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateNotFound
from pelican import Pelican, signals
from pelican.contents import Article, Author, Category, Page, Tag
from pelican.generators import Generator
from pelican.settings import read_settings
from pelican.writers import Writer

from goodnews.build import BuildReport, build, for_settings, load_content, output_version
from goodnews.cache import SqliteCache, open_cache
from goodnews.config import PUBLIC, config_from_settings, load_config
from goodnews.content import Content
from goodnews.files import disk_error
from goodnews.markdown.figures import insert_photos
from goodnews.output import Output
from goodnews.problems import CommandError
from goodnews.render import render_stories
from goodnews.rendered import RenderedStory
from goodnews.site.search import SEARCH
from goodnews.site.static_pages import StaticPage
from goodnews.templates import JINJA, CompiledTemplates
from goodnews.terminal import Progress, in_silence

JOB, REPORT = "GOODNEWS_JOB", "GOODNEWS_REPORT"
"""Where Pelican's settings carry what is asked for, and what was done."""


@dataclass(frozen=True)
class Job:
    """What Pelican is asked for.

    Attributes:
        content: what is built.
        cache: where what is known of the output is kept.
        progress: how long work is shown.
        search: whether a search index is to stand in the output, which somebody else makes.
    """

    content: Content
    cache: SqliteCache
    progress: Progress = in_silence
    search: bool = False


def run_pelican(settings_file: Path, job: Job, overrides: Mapping[str, Any]) -> BuildReport:
    """Have Pelican build a site.

    Args:
        settings_file: `pelicanconf.py` or `publishconf.py`.
        job: what is built.
        overrides: settings to use instead of the file's.

    Raises:
        ContentError: something in the content has to be fixed first.
        CommandError: Pelican refuses the settings, a template of the theme does not fit, or the disk
            refuses.
    """
    try:
        settings = read_settings(str(settings_file), override={**overrides, JOB: job})
    except Exception as error:  # Pelican has no kind of its own for what it refuses
        raise CommandError(
            f"Pelican refuses {settings_file.name}: {error}.",
            "Change that setting, or put back from git what it names.",
        ) from error
    # It would advise of empty article folders; errors still show.
    logging.getLogger("pelican").setLevel(logging.ERROR)
    try:
        # Pelican ends with a line that counts what its own generators did: nothing.
        with contextlib.redirect_stdout(io.StringIO()):
            Pelican(settings).run()
    except TemplateError as error:
        what = f"there is no {error}" if isinstance(error, TemplateNotFound) else str(error)
        raise CommandError(
            f"{_line_of_template(Path(settings['THEME']), error)}: {what}.",
            "Did you change it? Compare it with the program's own, which may have changed, too.",
        ) from error
    except OSError as error:
        raise disk_error("The site can't be built", error) from error
    report: BuildReport = settings[REPORT]
    return report


def _line_of_template(theme: Path, error: TemplateError) -> str:
    """The file and the line that an error of a template came from; a worker's traceback is text."""
    text = "".join(traceback.format_exception(error))
    lines = re.findall(rf'File "{re.escape(str(theme))}[\\/](.+)", line (\d+)', text)
    return "theme/{}, line {}".format(*lines[-1]) if lines else "theme"


class SiteGenerator(Generator):  # type: ignore[misc]  # Pelican ships no types
    """Reads the content, unless that was done already, and builds the site of it.

    Attributes: `articles`, `dates`, `categories`, `tags`, `authors`, `pages` as those of Pelican's own
    generators, for its plugins and templates; the public stories only, and empty when nobody listens.
    """

    def generate_context(self) -> None:
        """Prepare the stories, and put them into the context that all generators share.

        Raises:
            ContentError: something has to be fixed first; nothing was written.
        """
        self.job = self.settings.get(JOB) or _by_hand(self.path)
        config = config_from_settings(self.settings, "pelicanconf.py")
        self.content = for_settings(self.job.content, config, self.job.cache)
        self.site = Output(
            Path(self.output_path),
            self.job.cache,
            output_version(Path(self.theme)),
            (SEARCH,) if self.job.search else (),
        )
        self.public = render_stories(self.content, self.job.progress)
        # Making thousands of Pelican's objects takes as long as everything else of a build.
        heard = (signals.article_generator_finalized, signals.all_generators_finalized)
        is_heard = len(self.settings["PLUGINS"]) > 1 or any(signal.receivers for signal in heard)
        self._list(self.public if is_heard else ())
        signals.article_generator_finalized.send(self)

    def generate_output(self, _writer: Writer) -> None:
        """Write what has to be written."""
        theme = Path(self.theme)
        report = build(self.content, self.public, self.env, theme, self.site, self.job.progress)
        self.settings[REPORT] = report
        if signals.content_written.receivers:
            for page in report.pages:
                context = {**self.context, **page.context(), "output_file": page.path}
                signals.content_written.send(str(report.output / page.path), context=context)

    def _list(self, public: tuple[RenderedStory, ...]) -> None:
        """List stories and static pages as Pelican's own generators do."""
        self.articles = [article_of(story, self.settings, self.context) for story in public]
        self.dates = self.articles
        self.translations: list[Article] = []
        self.drafts: list[Article] = []
        by_category: dict[Category, list[Article]] = defaultdict(list)
        by_author: dict[Author, list[Article]] = defaultdict(list)
        self.tags: dict[Tag, list[Article]] = defaultdict(list)
        for article in self.articles:
            by_category[article.category].append(article)
            for tag in article.tags:
                self.tags[tag].append(article)
            for author in getattr(article, "authors", ()):
                by_author[author].append(article)
        self.categories, self.authors = sorted(by_category.items()), sorted(by_author.items())
        self.pages = [
            page_of(page, self.settings, self.context)
            for page in self.content.pages
            if public and not page.introduces
        ]
        self._update_context(("articles", "dates", "tags", "categories", "authors", "pages"))


def article_of(rendered: RenderedStory, settings: Mapping[str, Any], context: dict[str, Any]) -> Article:
    """A public story as one of Pelican's articles."""
    story, meta = rendered.story, rendered.story.meta
    metadata = {
        "title": meta.title,
        "date": meta.date,
        "modified": meta.modified or meta.date,
        "category": Category(meta.category, settings),
        "tags": [Tag(tag, settings) for tag in meta.tags],
        "summary": escape(meta.summary),
        "slug": story.key.rpartition("/")[2],
        "lang": meta.lang,
        "status": "published",
        "url": story.address,
        "save_as": f"{story.address}index.html",
    }
    if teller := meta.by or meta.team:
        metadata["authors"] = [Author(teller, settings)]

    def picture(file: str) -> str:
        photo = rendered.photos.get(file)
        if photo is None:
            return ""
        return f'<img src="{settings["SITEURL"]}/photos/{photo.fallback.name}" alt="">'

    body = insert_photos(rendered.body.html, picture)
    return Article(body, metadata, settings, str(story.folder / "story.md"), context)


def page_of(page: StaticPage, settings: Mapping[str, Any], context: dict[str, Any]) -> Page:
    """A static page as one of Pelican's pages."""
    metadata = {name: getattr(page, name) for name in ("title", "summary", "slug", "lang")}
    return Page(page.source.html, metadata | {"status": "published"}, settings, context=context)


def register() -> None:
    """Connect to Pelican. The receivers stay at module level, because signals hold them weakly."""
    signals.initialized.connect(_settings)
    signals.get_generators.connect(_generators)


def _generators(_pelican: Pelican) -> type[SiteGenerator]:
    return SiteGenerator


def _settings(pelican: Pelican) -> None:
    job = pelican.settings.get(JOB)
    # By hand, nobody has looked yet whether the cache came with the checkout.
    compiled = {"bytecode_cache": CompiledTemplates(job.cache)} if job else {}
    pelican.settings["JINJA_ENVIRONMENT"] = {**pelican.settings["JINJA_ENVIRONMENT"], **compiled, **JINJA}


def _by_hand(path: str) -> Job:
    """What is asked for when somebody runs `pelican` without our tasks: the same, through the same gate."""
    root = Path(path).resolve().parent
    cache = open_cache(root)
    content = load_content(root, load_config(root, PUBLIC), datetime.now(UTC), cache)
    content.raise_for_errors()
    return Job(content, cache)
