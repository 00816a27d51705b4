"""Long lists page by page, and the index of all terms of a taxonomy."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from goodnews.config import SiteConfig
from goodnews.i18n import Messages
from goodnews.markdown.typography import typeset
from goodnews.rendered import RenderedStory
from goodnews.site.images import CARD, draw_picture
from goodnews.site.links import Link, link
from goodnews.site.teasers import other_lang
from goodnews.story import Depicts, PhotoNote
from goodnews.taxonomies import Taxonomy, Term


class PageItems(NamedTuple):
    """One page of a long list: what is on it, its number of how many, and where the first one is."""

    items: tuple[RenderedStory, ...]
    number: int
    total: int
    first: str

    @property
    def address(self) -> str:
        """Where it is on the site."""
        return self.first if self.number == 1 else f"{self.first}page/{self.number}/"

    def beside(self, config: SiteConfig) -> Mapping[str, str | None]:
        """The links to the pages before and after it, if there are any."""
        newer, older = (self._replace(number=self.number + step) for step in (-1, 1))
        return {
            "newer": link(config, newer.address) if newer.number else None,
            "older": link(config, older.address) if older.number <= self.total else None,
        }

    def title(self, name: str, t: Messages) -> str:
        """What it is called: the list's name, and on all but the first which page it is."""
        if self.number == 1:
            return name
        return f"{name}, {t('page_of', number=self.number, total=self.total)}"


def paginate(items: Sequence[RenderedStory], size: int, first: str) -> Iterator[PageItems]:
    """Cut a list into pages; an empty list is one empty page."""
    total = max(1, -(-len(items) // size))
    for number in range(1, total + 1):
        yield PageItems(tuple(items[(number - 1) * size : number * size]), number, total, first)


@dataclass(frozen=True)
class TermLink:
    """A term in the index of its taxonomy.

    Attributes:
        count: how many stories there are, in words.
        size: from 1 to 4, the more stories the larger.
        picture: a photo out of its stories, where the index is a wall of pictures.
    """

    link: Link
    count: str
    size: int = 1
    picture: Markup | None = None


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
            Link(typeset(term.name), link(config, term.address), term_lang(term, t)),
            t.count("stories", len(term.members)),
            1 if term.taxonomy is Taxonomy.YEAR else -(-len(term.members) * 4 // most),
            face_of(term.members, config, used) if pictures else None,
        )
        for term in terms
    )


def face_of(
    stories: Iterable[RenderedStory], config: SiteConfig, used: Sequence[RenderedStory] = ()
) -> Markup | None:
    """The newest photo that leads one of these stories, and may."""
    faces = ((story, lead) for story in stories if (lead := signboard(story)))
    first = next(faces, None)
    if first is None:
        return None
    story, lead = next((face for face in faces if face[0] not in used), first) if first[0] in used else first
    return draw_picture(story.photos[lead.file], lead, CARD, config)


def signboard(rendered: RenderedStory) -> PhotoNote | None:
    """The photo that leads a story, if it may stand for a team: no patient does, and no child."""
    lead = rendered.lead
    return lead if lead and lead.shows not in {Depicts.PATIENTS, Depicts.CHILDREN} else None


def term_lang(term: Term[RenderedStory], t: Messages) -> str | None:
    """The language of a tag that stories of the other language alone have; other names are the site's own."""
    if term.taxonomy is not Taxonomy.TAG:
        return None
    lang = other_lang(term.members[0].story.meta.lang, t)
    # Nearly always the first one tells.
    return lang if lang and all(member.story.meta.lang == lang for member in term.members) else None
