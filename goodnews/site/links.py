"""Links: to the site's own pages, and those that leave it when a reader shares, edits or writes.

A site can live below a folder (`https://merrowdale.example/stories/`); then every link starts with that
folder. Those that leave carry the story's address and title and nothing that tells readers apart.
"""

from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

from goodnews.config import SiteConfig
from goodnews.i18n import Messages
from goodnews.markdown.typography import typeset
from goodnews.story import LONDON
from goodnews.story.templates import FORM_FOLDER, story_form
from goodnews.taxonomies import Taxonomy, term_address

EDITOR = "edit/"
"""Where the site's own editor is, if it has one."""


class Link(NamedTuple):
    """Words that lead somewhere; `lang` is their language, when that is not the page's own."""

    text: str
    href: str
    lang: str | None = None


def share_links(title: str, address: str, *, email_words: str) -> tuple[Link, ...]:
    """Offer the ways to pass a story on. `address` is the whole one."""
    name, url = _quoted(title), _quoted(address)
    return (
        Link(email_words, f"mailto:?subject={name}&body={url}"),
        Link("WhatsApp", f"https://wa.me/?text={name}%20{url}"),
        Link("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        Link("Bluesky", f"https://bsky.app/intent/compose?text={name}%20{url}"),
        Link("X", f"https://x.com/intent/post?text={name}&url={url}"),
    )


def account_links(config: SiteConfig) -> tuple[Link, ...]:
    """Lead to the Trust's own accounts, those it has; a Mastodon account is `@name@server`."""
    name, _, server = (config.mastodon_handle or "").lstrip("@").partition("@")
    accounts = {
        "X": config.x_handle and f"https://x.com/{quote(config.x_handle)}",
        "Bluesky": config.bluesky_handle and f"https://bsky.app/profile/{quote(config.bluesky_handle)}",
        "Mastodon": name and server and f"https://{quote(server)}/@{quote(name)}",
    }
    return tuple(Link(network, href) for network, href in accounts.items() if href)


def edit_link(config: SiteConfig, file: str) -> str | None:
    """Where a story is edited: in the site's own editor, or on GitHub if the Trust names its repository.

    `file` is its path from the project's root, `content/stories/2026/a-night/story.md`.
    """
    if config.editor:
        entry = file.removeprefix("content/stories/").removesuffix(".md")
        return f"{config.base}{EDITOR}#/collections/stories/entries/{quote(entry)}"
    if not config.repository:
        return None
    return f"https://github.com/{config.repository}/edit/{config.branch}/{quote(file)}"


class SubmitLinks(NamedTuple):
    """The ways to send something in, the easiest first.

    `letter` is an email with the questions in it, to `address`; `form` a new story in the site's own
    editor, and `editor` one on GitHub, None where there is no such thing; `nominate` is where a colleague
    is nominated.
    """

    letter: str
    address: str
    form: str | None
    editor: str | None
    nominate: str


def submit_links(config: SiteConfig, t: Messages, now: datetime) -> SubmitLinks:
    """Prepare the links of the contribution page."""
    address, day = config.stories_email or config.email, now.astimezone(LONDON).date()
    form = _query(
        filename=f"content/stories/{day.year}/{FORM_FOLDER}/story.md",
        value=story_form(t.lang, day, config.categories, config.hospitals),
    )
    # It makes the pull request, too.
    github = f"https://github.com/{config.repository}/new/{config.branch}?{form}"
    return SubmitLinks(
        mail_link(address, t("letter_subject"), t("letter_body")),
        address,
        f"{config.base}{EDITOR}#/collections/stories/new" if config.editor else None,
        github if config.repository else None,
        config.nominate_url or mail_link(config.email, t("nominate_subject"), t("nominate_body")),
    )


def mail_link(address: str, subject: str, body: str) -> str:
    """A letter already addressed (RFC 6068).

    >>> mail_link("us@merrowdale.example", "Hello & thanks", "Dear all,")
    'mailto:us@merrowdale.example?subject=Hello%20%26%20thanks&body=Dear%20all%2C'
    """
    return f"mailto:{quote(address, safe='@')}?{_query(subject=subject, body=body)}"


def thanks_letter(config: SiteConfig, t: Messages, team: str | None = None) -> str:
    """A letter that says thank you, to a team or to whoever reads it; nothing is published unasked."""
    subject = t("thank_subject", team=team) if team else t["thanks"]
    return mail_link(config.email, subject, t["thank_body"])


def thank_link(config: SiteConfig, t: Messages, team: str) -> Link:
    """Lead to a letter that says thank you to a team."""
    name = typeset(team)
    return Link(t("thank_team", team=name), thanks_letter(config, t, name))


def removal_letter(config: SiteConfig, t: Messages, address: str) -> str:
    """A private letter that asks for a picture to be taken down, by its story's address."""
    return mail_link(config.removal_email, t["removal_subject"], address)


def _query(**values: str) -> str:
    return "&".join(f"{name}={_quoted(text)}" for name, text in values.items())


def _quoted(text: str) -> str:
    return quote(text, safe=":/")


def link(config: SiteConfig, address: str = "") -> str:
    """Give the link to an address of this site, from the root.

    `link(config, "about/")` is `/about/` for a site that has a host of its own.
    """
    return config.base + address


def file_of(address: str) -> str:
    """Give the file that answers at an address.

    >>> file_of("about/"), file_of(""), file_of("old/page.html")
    ('about/index.html', 'index.html', 'old/page.html')
    """
    return f"{address}index.html" if not address or address.endswith("/") else address


def site_feed(config: SiteConfig) -> Link:
    """The feed of everything."""
    return Link(config.site_name, link(config, "feed.xml"))


def term_link(config: SiteConfig, taxonomy: Taxonomy, name: str) -> Link:
    """Lead to a term, under the name that a story gives it."""
    return Link(typeset(name), link(config, term_address(taxonomy, name)))


def term_feed(config: SiteConfig, taxonomy: Taxonomy, name: str) -> Link:
    """Lead to a term's feed."""
    return Link(f"{config.site_name}: {name}", f"{link(config, term_address(taxonomy, name))}feed.xml")
