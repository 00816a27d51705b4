"""The page of one story."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup

from goodnews.markup import Body, place_photos
from goodnews.pages.addresses import link
from goodnews.pages.cards import LONG, Card
from goodnews.pages.outbound import Link, edit_link, removal_link, share_links
from goodnews.pages.picture import POSTER, PROSE, Figure, Place, draw_figure, gallery_place, lead_place
from goodnews.pages.shapes import (
    AudioPart,
    EventPart,
    LivePart,
    LiveState,
    Watch,
    audio_part,
    event_part,
    live_part,
    live_state,
    watch,
)
from goodnews.pages.shelves import Kind
from goodnews.pages.signs import Signs
from goodnews.pages.words import Words
from goodnews.rendered import Rendered
from goodnews.story import PhotoNote, Quote, StoryFormat, Thanks
from goodnews.trust import Trust

NETWORK_NAMES = {"x": "X", "bluesky": "Bluesky", "mastodon": "Mastodon", "facebook": "Facebook"}


class Around(NamedTuple):
    """What a story's page says of other stories.

    Attributes:
        related: cards of stories that go with it.
        older: the story before it in time, or None.
        newer: the story after it in time, or None.
        translation: the same story in the other language, or None.
        conversation: where people talk about it, by network.
    """

    related: tuple[Card, ...] = ()
    older: Link | None = None
    newer: Link | None = None
    translation: Rendered | None = None
    conversation: Mapping[str, str] | None = None


class StoryView(NamedTuple):
    """Everything the story template shows; names as the front matter has them."""

    title: str
    long: bool
    summary: str
    shape: StoryFormat
    label: str | None
    category: Link
    by: str | None
    team: Link | None
    hospital: Link | None
    tags: tuple[Link, ...]
    day: str
    iso: str
    changed: str | None
    interview: str | None
    lead: Figure | None
    body: Markup
    gallery: tuple[Figure, ...]
    live: LivePart | None
    event: EventPart | None
    video: Watch | None
    audio: AudioPart | None
    quote: Quote | None
    thanks: Thanks | None
    transcript: Markup | None
    notes: Markup | None
    related: tuple[Card, ...]
    older: Link | None
    newer: Link | None
    translation: Link | None
    conversation: tuple[Link, ...]
    share: tuple[Link, ...]
    nominate: str
    remove: str
    edit: str | None


def view_story(
    each: Rendered, trust: Trust, words: Words, now: datetime, around: Around, signs: Signs
) -> StoryView:
    """Work out everything the page of a story shows."""
    story, front = each.story, each.story.front
    shape, shelf = story.shape, signs.shelf

    def figure(note: PhotoNote, place: Place, *, eager: bool = False) -> Figure:
        return draw_figure(each.photos[note.file], note, place, trust, eager=eager)

    noted = each.gallery
    gallery = tuple(figure(note, gallery_place(len(noted))) for note in noted)
    lead = each.lead
    return StoryView(
        title=front.title,
        long=len(front.title) > LONG,
        summary=front.summary,
        shape=shape,
        label=_label(shape, front.category, words),
        category=shelf(Kind.CATEGORY, front.category),
        by=front.by,
        team=shelf(Kind.TEAM, front.team) if front.team else None,
        hospital=shelf(Kind.HOSPITAL, front.hospital) if front.hospital else None,
        tags=tuple([shelf(Kind.TAG, name) for name in front.tags]),
        day=words.day(front.date),
        iso=front.date.isoformat(timespec="minutes"),
        changed=words.day(front.modified) if front.modified else None,
        interview=front.interview.with_ if front.interview else None,
        lead=figure(lead, _lead_place(each, lead, now), eager=True) if lead else None,
        body=draw_body(each, trust, words),
        gallery=gallery,
        live=live_part(each, trust, words, now),
        event=event_part(story, trust, words, now),
        video=watch(front.video, each, trust) if front.video else None,
        audio=audio_part(each, trust),
        quote=front.quote,
        thanks=front.thanks,
        transcript=_safe(each.transcript, "said"),
        notes=_safe(each.notes, "notes"),
        related=around.related,
        older=around.older,
        newer=around.newer,
        translation=_translation(around.translation, trust, words),
        conversation=_conversation(around.conversation or {}, words),
        share=share_links(front.title, trust.url(story.address), email_words=words["email"]),
        nominate=signs.nominate,
        remove=removal_link(signs.removal, story.address),
        edit=edit_link(trust, story.file),
    )


def _lead_place(each: Rendered, note: PhotoNote, now: datetime) -> Place:
    """Above the story; or behind the button that plays its film."""
    live = each.story.front.live
    recorded = live and live.recording and live_state(live, now) is LiveState.AFTER
    return POSTER if each.story.front.video or recorded else lead_place(each.photos[note.file])


def draw_body(each: Rendered, trust: Trust, words: Words) -> Markup:
    """Put a story's photos where its text calls them; the lead photo is above the text already."""
    notes = {note.file: note for note in each.story.front.photos}

    def figure(file: str) -> str:
        if each.lead and file == each.lead.file:
            return ""
        drawn = draw_figure(each.photos[file], notes[file], PROSE, trust)
        credit = words("credit", name=drawn.credit) if drawn.credit else None
        said = " ".join(part for part in (drawn.caption, credit) if part)
        caption = Markup("<figcaption>{}</figcaption>").format(said) if said else Markup()
        return str(Markup("<figure>{}{}</figure>").format(drawn.picture, caption))

    return Markup(place_photos(each.body.html, figure))  # noqa: S704 - sanitised where it was rendered


def _label(shape: StoryFormat, category: str, words: Words) -> str | None:
    """Name the shape, unless it goes without saying or the category says it already."""
    if shape in {StoryFormat.PLAIN, StoryFormat.PICTURE}:
        return None
    label = words(f"shape_{shape}")
    return None if label.casefold() == category.casefold() else label


def _safe(body: Body | None, name: str) -> Markup | None:
    """Keep footnotes of the second and third text on a page from having the first one's names."""
    if not body:
        return None
    html = body.html.replace('id="fn', f'id="{name}-fn').replace('href="#fn', f'href="#{name}-fn')
    return Markup(html)  # noqa: S704 - sanitised where it was rendered


def _translation(other: Rendered | None, trust: Trust, words: Words) -> Link | None:
    if not other:
        return None
    return Link(words(f"read_in_{other.story.front.lang}"), link(trust, other.story.address))


def _conversation(places: Mapping[str, str], words: Words) -> tuple[Link, ...]:
    return tuple(
        Link(words("join_on", network=NETWORK_NAMES[network]), address)
        for network, address in sorted(places.items())
        if network in NETWORK_NAMES and address.startswith("https://")
    )
