"""The static pages' own texts: Markdown in `content/pages/`, with the Trust's details filled in.

A text may say `{{ email }}` and the like. A line that names a detail this Trust has not given is left
out, so one text serves a Trust with a telephone and one without.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from goodnews.config import SiteConfig
from goodnews.i18n import LANGUAGES, Messages, messages_for
from goodnews.markdown.body import Html, Text, render
from goodnews.problems import ContentError, Problem, Severity
from goodnews.story import Story, slugify
from goodnews.story.limits import find_excess
from goodnews.taxonomies import Taxonomy, terms_of

INTRODUCED = (Taxonomy.CATEGORY, Taxonomy.TAG, Taxonomy.TEAM, Taxonomy.HOSPITAL)
"""Taxonomies whose terms may have a text above their stories: `content/tags/flu-jabs.md`."""

TEMPLATES = ("page", "share", "subscribe")

_GAP = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
_HEADING = re.compile(r"<h2>(.*?)(?: \{#([a-z-]+)\})?</h2>")
_FILE = re.compile(r"(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)(?:\.(?P<lang>[a-z]{2}))?\.md")
_DETAILS = (
    "name", "short_name", "site_name", "site_url", "email", "phone", "address", "confidential_email",
    "confidential_phone", "removal_email", "repository", "nominate_url", "newsletter_url",
    "complaints_form", "accessibility_tested_by",
)  # fmt: skip

_DAYS = ("accessibility_reviewed", "accessibility_prepared", "privacy_confirmed")


@dataclass(frozen=True)
class StaticPage:
    """A text that the Trust wrote: a page that is always there, or what stands above the stories of a term.

    Attributes:
        file: where it is written, from the project's root: `content/pages/privacy.md`.
        text: all of that file.
        slug: its address without slashes, `privacy`.
        template: which template draws it, `page` for most.
        introduces: the taxonomy of the term that it stands above, `tags`; empty for a page of its own.
        picture: a story's photo that such a text shows, `2026/a-night/desk.jpg`.
    """

    file: str
    text: str
    slug: str
    title: str
    summary: str
    template: str
    lang: str
    source: Html
    introduces: str = ""
    picture: str = ""


def parse_page(text: str, file: str, config: SiteConfig) -> StaticPage:
    """Read one static page; its problem is raised as a ContentError.

    `text` has `title`, `summary` and perhaps `template` between two lines of `---`, then Markdown, in which
    a heading may end in `{#name}`, to be linked to in any language. The name of `file`, a path from the
    project's root, is the page's address: `privacy.md` is in English, and `privacy.cy.md` in Welsh.
    """
    match = _FILE.fullmatch(file.rsplit("/", 1)[-1])
    if not match or match["lang"] not in {None, *LANGUAGES}:
        raise _wrong(file, 1, "This is no name for a page.", "Name it like privacy.md or privacy.cy.md.")
    lang = match["lang"] or "en"
    fields, body = _read(text, file, _details(config, lang), needed=("title", "summary"), more=("template",))
    rendered = render(Text(body))
    return StaticPage(
        file=file,
        text=text,
        slug=match["slug"],
        title=fields["title"],
        summary=fields["summary"],
        template=fields.get("template", "page"),
        lang=lang,
        source=Html(_HEADING.sub(_anchored, rendered.html), rendered.placed),
    )


def parse_introduction(text: str, file: str, config: SiteConfig) -> StaticPage:
    """Read what a tag, team, hospital or category says above its stories; its problem is a ContentError.

    `text` has a `summary` and perhaps a `picture`: a photo of a story, `2026/a-night/desk.jpg`. Its consent
    and its words are that story's, and where the story goes it goes too. `file` is named as the term's
    address is: `content/tags/flu-jabs.md`.
    """
    folder, _, name = file.rpartition("/")
    match = _FILE.fullmatch(name)
    if not match or match["lang"]:
        raise _wrong(file, 1, "This is no name for an introduction.", "Name it like flu-jabs.md.")
    details = _details(config, config.language)
    fields, body = _read(text, file, details, needed=("summary",), more=("picture",))
    return StaticPage(
        file=file,
        text=text,
        slug=match["slug"],
        title="",
        summary=fields["summary"],
        template="",
        lang=config.language,
        source=render(Text(body)),
        introduces=folder.rpartition("/")[2],
        picture=fields.get("picture", ""),
    )


def is_same(page: StaticPage, one: SiteConfig, other: SiteConfig) -> bool:
    """Whether a text says the same with either settings."""
    ours, theirs = _details(one, page.lang), _details(other, page.lang)
    names = _GAP.findall(page.text)
    return one.language == other.language and all(ours[name] == theirs[name] for name in names)


def check_introductions(texts: Sequence[StaticPage], stories: Sequence[Story]) -> Iterator[Problem]:
    """Say which introductions stand above nothing, and whose picture no story shows."""
    terms = {
        (str(kind), slugify(name))
        for story in stories
        for kind in INTRODUCED
        for name in terms_of(story, kind)
    }
    photos = {f"{story.key}/{note.file}" for story in stories for note in story.meta.photos}
    for text in texts:
        file = f"content/{text.introduces}/{text.slug}.md"
        if text.introduces and (text.introduces, text.slug) not in terms:
            message = "No story has this name, so nobody sees this introduction."
            yield Problem(
                file, 1, Severity.WARNING, "page", message, "Name it as the address of its stories ends."
            )
        elif text.picture and text.picture not in photos:
            message = f"No story shows a photo “{text.picture}”, so this introduction has none."
            hint = "Write the story's folder and the photo's name: 2026/a-night/desk.jpg."
            yield Problem(file, 2, Severity.WARNING, "page", message, hint)


def addressed(texts: Sequence[StaticPage], language: str) -> Iterator[tuple[StaticPage, str, str | None]]:
    """Give each text its address, and that of its other language if there is one.

    The Trust's own language has the plain address; so has a text there is in one language only,
    because every page links to it.
    """
    texts = [text for text in texts if not text.introduces]
    own = {text.slug for text in texts if text.lang == language}

    def address(text: StaticPage) -> str:
        plain = text.lang == language or text.slug not in own
        return f"{text.slug}/" if plain else f"{text.lang}/{text.slug}/"

    for text in texts:
        others = (other for other in texts if other.slug == text.slug and other.lang != text.lang)
        yield text, address(text), next(map(address, others), None)


def _read(
    text: str, file: str, details: Mapping[str, str | None], *, needed: tuple[str, ...], more: tuple[str, ...]
) -> tuple[Mapping[str, str], str]:
    """The lines above a text and the text, with the details filled in."""
    parts = re.split(r"^---\s*$", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise _wrong(file, 1, "The lines that say the title are missing.", "Start with a line of ---.")
    if excess := find_excess(parts[2]):
        line = parts[1].count("\n") + excess.line
        raise _wrong(file, line, excess.message, excess.hint)
    try:
        fields = yaml.safe_load(parts[1])
    except (yaml.YAMLError, ValueError, RecursionError):  # 2026-13-45 is a value of no kind
        fields = None
    if not isinstance(fields, dict) or not all(isinstance(value, str) for value in fields.values()):
        raise _wrong(file, 2, "The lines above the text can't be read.", 'Write them like title: "Privacy".')
    missing = [name for name in needed if not fields.get(name)]
    if missing:
        raise _wrong(file, 2, f"There is no {' and no '.join(missing)}.", "Add it above the text.")
    if unknown := sorted(set(fields) - {*needed, *more}):
        hint = f"Here you can say {', '.join((*needed, *more))}."
        raise _wrong(file, 2, f"“{unknown[0]}” means nothing here.", hint)
    if fields.get("template", "page") not in TEMPLATES:
        raise _wrong(
            file, 2, f"There is no template “{fields['template']}”.", f"Choose from {', '.join(TEMPLATES)}."
        )
    body = _fill(parts[2].lstrip("\n"), details, file, text[: text.index(parts[2])].count("\n") + 2)
    return {name: _fill(value, details, file, 1) for name, value in fields.items()}, body


def _details(config: SiteConfig, lang: str) -> Mapping[str, str | None]:
    t = messages_for(lang)
    days = {name: getattr(config, name) for name in _DAYS}
    return {
        **{name: getattr(config, name) for name in _DETAILS},
        **{name: t.day(day) if day else None for name, day in days.items()},
        "privacy_email": config.privacy_email or config.email,
        "letter_months": str(config.letter_months),
        "host_logs": _host_logs(config, t),
    }


def _host_logs(config: SiteConfig, t: Messages) -> str:
    """What the host keeps of its readers: ours to decide on our own server, and nobody's here elsewhere."""
    if config.host == "branch" and config.repository:
        return t["logs_github"]
    if config.host != "server":
        return t["logs_hosted"]
    return t("logs_server", days=config.log_days) if config.log_days else t["logs_none"]


def _fill(text: str, details: Mapping[str, str | None], file: str, first: int) -> str:
    lines = []
    for number, line in enumerate(text.split("\n"), first):
        names = _GAP.findall(line)
        for name in names:
            if name not in details:
                raise _wrong(
                    file, number, f"“{name}” is no detail of the Trust.", f"Choose from {', '.join(details)}."
                )
        if all(details[name] for name in names):
            lines.append(_GAP.sub(lambda match: str(details[match[1]]), line))
    return "\n".join(lines)


def _anchored(match: re.Match[str]) -> str:
    words = re.sub(r"<[^>]*>|&\w+;", "", match[1])
    return f'<h2 id="{match[2] or slugify(words)}">{match[1]}</h2>'


def _wrong(file: str, line: int, message: str, hint: str) -> ContentError:
    return ContentError([Problem(file, line, Severity.ERROR, "page", message, hint)])
