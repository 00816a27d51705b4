"""Archives: the stories of a term page by page, and the index of all terms of a taxonomy."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from markupsafe import Markup

from goodnews.config import SiteConfig
from goodnews.i18n import Messages
from goodnews.markdown.typography import typeset
from goodnews.rendered import RenderedStory
from goodnews.site.images import CARD, draw_picture
from goodnews.site.links import Link, link
from goodnews.site.teasers import Teaser, other_lang
from goodnews.story import Depicts
from goodnews.taxonomies import Taxonomy, Term

T = TypeVar("T")

NO_SIGNBOARD = frozenset({Depicts.PATIENTS, Depicts.CHILDREN})
"""A patient, or a child, stands for no team, and hangs on no wall."""

TeaserOf = Callable[[RenderedStory], Teaser]


class PageItems(NamedTuple, Generic[T]):
    """One page of a long list: what is on it, its number of how many, and where the first one is."""

    items: tuple[T, ...]
    number: int
    total: int
    first: str

    @property
    def address(self) -> str:
        """Where it is on the site."""
        return self._address(self.number)

    @property
    def newer(self) -> str | None:
        """Where the page before it is."""
        return self._address(self.number - 1) if self.number > 1 else None

    @property
    def older(self) -> str | None:
        """Where the page after it is."""
        return self._address(self.number + 1) if self.number < self.total else None

    def title(self, name: str, t: Messages) -> str:
        """What it is called: the list's name, and on all but the first which page it is."""
        if self.number == 1:
            return name
        return f"{name}, {t('page_of', number=self.number, total=self.total)}"

    def _address(self, number: int) -> str:
        return self.first if number == 1 else f"{self.first}page/{number}/"


def paginate(items: Sequence[T], size: int, first: str) -> Iterator[PageItems[T]]:
    """Cut a list into pages; an empty list is one empty page.

    >>> [(page.items, page.address) for page in paginate("abc", 2, "tags/tea/")]
    [(('a', 'b'), 'tags/tea/'), (('c',), 'tags/tea/page/2/')]
    """
    total = max(1, -(-len(items) // size))
    for number in range(1, total + 1):
        yield PageItems(tuple(items[(number - 1) * size : number * size]), number, total, first)


class Introduction(NamedTuple):
    """What a tag, team or hospital says of itself: a sentence, a text, and a photo out of a story."""

    summary: str
    text: Markup
    picture: Markup | None


class ArchivePage(NamedTuple):
    """One page of a term; `newer` and `older` are links to the pages beside it, or None.

    Attributes:
        lang: the language of its name, when that is not the page's own.
        kind: its taxonomy, and the link to all terms of it.
        introduction: what it says of itself, on the first page.
        size: how many stories in all, in words.
        number: this page's, from 1, of a `total`.
    """

    name: str
    lang: str | None
    kind: Link
    introduction: Introduction | None
    size: str
    feed: str
    cards: tuple[Teaser, ...]
    number: int
    total: int
    newer: str | None
    older: str | None


@dataclass(frozen=True)
class TermLink:
    """A term in the index of its taxonomy.

    Attributes:
        count: how many stories there are, in words.
        lang: its name's language, when that is not the page's own.
        size: from 1 to 4, the more stories the larger.
        picture: a photo out of its stories, where the index is a wall of pictures.
    """

    link: Link
    count: str
    lang: str | None
    size: int = 1
    picture: Markup | None = None


def archive_page(
    term: Term[RenderedStory],
    part: PageItems[RenderedStory],
    config: SiteConfig,
    t: Messages,
    card: TeaserOf,
    introduction: Introduction | None,
) -> ArchivePage:
    """Lay one page of a term's stories out."""
    return ArchivePage(
        name=typeset(term.name),
        lang=term_lang(term, t),
        kind=Link(t[f"kind_{term.taxonomy}"], link(config, f"{term.taxonomy}/")),
        introduction=introduction,
        size=t.count("stories", len(term.members)),
        feed=link(config, f"{term.address}feed.xml"),
        cards=tuple(map(card, part.items)),
        number=part.number,
        total=part.total,
        newer=link(config, part.newer) if part.newer else None,
        older=link(config, part.older) if part.older else None,
    )


def term_links(
    terms: Sequence[Term[RenderedStory]],
    config: SiteConfig,
    t: Messages,
    *,
    pictures: bool = False,
    used: Sequence[RenderedStory] = (),
) -> tuple[TermLink, ...]:
    """List the terms of a taxonomy with their counts, perhaps each with a picture.

    Stories whose picture is `used` on the page already give theirs only where no other can.
    """
    most = max((len(term.members) for term in terms), default=1)
    return tuple(
        TermLink(
            Link(typeset(term.name), link(config, term.address)),
            t.count("stories", len(term.members)),
            term_lang(term, t),
            1 if term.taxonomy is Taxonomy.YEAR else -(-len(term.members) * 4 // most),
            face_of(term, config, used) if pictures else None,
        )
        for term in terms
    )


def face_of(
    term: Term[RenderedStory], config: SiteConfig, used: Sequence[RenderedStory] = ()
) -> Markup | None:
    """The newest photo that leads one of its stories, and may."""
    faces = [
        (member, lead) for member in term.members if (lead := member.lead) and lead.shows not in NO_SIGNBOARD
    ]
    if not faces:
        return None
    member, lead = next((face for face in faces if face[0] not in used), faces[0])
    return draw_picture(member.photos[lead.file], lead, CARD, config)


def term_lang(term: Term[RenderedStory], t: Messages) -> str | None:
    """The language of a tag that stories of the other language alone have; other names are the site's own."""
    if term.taxonomy is not Taxonomy.TAG:
        return None
    lang = other_lang(term.members[0].story.meta.lang, t)
    # Nearly always the first one tells.
    return lang if lang and all(member.story.meta.lang == lang for member in term.members) else None
