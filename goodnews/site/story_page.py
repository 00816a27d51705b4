"""The page of each story, with what it says of others: those beside it, its translation, its relations."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from types import SimpleNamespace
from typing import NamedTuple

from markupsafe import Markup

from goodnews.config import SiteConfig
from goodnews.i18n import Messages, messages_for
from goodnews.markdown.body import Html
from goodnews.markdown.figures import insert_photos
from goodnews.markdown.typography import typeset
from goodnews.posts import NETWORKS
from goodnews.rendered import RenderedStory
from goodnews.site.images import (
    POSTER,
    PROSE,
    Figure,
    ImageSlot,
    draw_figure,
    gallery_slot,
    lead_slot,
    thumbnail,
)
from goodnews.site.links import (
    Link,
    edit_link,
    link,
    removal_letter,
    share_links,
    term_link,
    thank_link,
)
from goodnews.site.media_blocks import audio_view, event_view, live_view, signed_view, video_view
from goodnews.site.metadata import story_head
from goodnews.site.page import Page
from goodnews.site.related import related_stories
from goodnews.site.site import Site
from goodnews.site.teasers import (
    LONG,
    mid_sentence,
    other_lang,
    quotation_of,
    story_link,
    teller_of,
    told_by,
    unpublished_mark,
)
from goodnews.story import PhotoNote, StoryFormat, slugify
from goodnews.taxonomies import Taxonomy

_CREDIT = Markup("<span data-pagefind-ignore>{}</span>")
"""Who took a picture is no word to find a story by."""


class StoryLinks(NamedTuple):
    """What a story's page says of other stories: those before and after it, its translation, and more.

    `conversation` is where people talk about it, by network.
    """

    related: Sequence[RenderedStory]
    older: RenderedStory | None
    newer: RenderedStory | None
    translation: RenderedStory | None
    conversation: Mapping[str, str]


def plan_stories(site: Site, conversations: Mapping[str, Mapping[str, str]]) -> Iterator[Page]:
    """The page of every story; `conversations` says where each is talked about, by identity and network."""
    translated = {
        story.story.meta.translation: story for story in site.public if story.story.meta.translation
    }
    olders, newers = (*site.public[1:], None), (None, *site.public)
    relations = related_stories(site.public, site.terms)
    for rendered, older, newer, related in zip(site.public, olders, newers, relations, strict=False):
        story, meta = rendered.story, rendered.story.meta
        links = StoryLinks(
            related,
            older,
            newer,
            site.by_key.get(meta.translation or "") or translated.get(story.key),
            conversations.get(story.identity, {}),
        )
        make = partial(_context, rendered, links, site)
        about: object = (
            *map(_named, (older, newer, links.translation)),
            links.conversation,
            [site.tag_langs[slugify(tag)] for tag in meta.tags],
        )
        if story.key in site.timed:
            # What it says of its own time moves with the clock, in ways only its view knows.
            about = make()
        t = messages_for(meta.lang)
        yield site.lazy_page(story.address, "story", t, about, [rendered, *related], make)


def _named(other: RenderedStory | None) -> tuple[str, ...]:
    """What a story's page says of another that it leads to."""
    return (other.story.key, other.story.meta.title, other.story.meta.lang) if other else ()


def _context(rendered: RenderedStory, links: StoryLinks, site: Site) -> Mapping[str, object]:
    """Work out everything the page of a story shows; in `story` names are as the front matter has them."""
    story, meta, config, now = rendered.story, rendered.story.meta, site.config, site.now
    t = messages_for(meta.lang)
    shape, term = story.shape, partial(term_link, config)
    category, spoken = config.category_name(meta.category, t.lang)

    def figure(note: PhotoNote, slot: ImageSlot, *, eager: bool = False) -> Figure:
        return draw_figure(rendered.photos[note.file], note, slot, config, eager=eager)

    notes = rendered.gallery
    gallery = tuple(figure(note, gallery_slot(len(notes))) for note in notes)
    lead, live = rendered.lead, live_view(rendered, config, t, now)
    # Above the story; or behind the button that plays its film.
    lead_at = POSTER if meta.video or (live and live.recording) else None
    other = links.translation.story if links.translation else None
    video = video_view(meta.video, rendered, config) if meta.video else None
    bsl = signed_view(meta.bsl, config, t) if meta.bsl else None
    films = (video, bsl, live.recording if live else None)
    scripts_used = {"share": True, "gallery": gallery, "video": any(film and film.frame for film in films)}
    scripts = tuple(site.script(name) for name, is_used in scripts_used.items() if is_used)
    head = story_head(config, rendered, links.translation, scripts)
    view = SimpleNamespace(
        title=typeset(meta.title),
        long=len(meta.title) > LONG,
        summary=typeset(meta.summary),
        shape=shape,
        label=_label(shape, category, t),
        category=term(Taxonomy.CATEGORY, meta.category)._replace(text=category, lang=other_lang(spoken, t)),
        # Of the names of teams and hospitals, when the story has another language.
        terms_lang=other_lang(config.language, t),
        teller=teller_of(meta),
        told=told_by(meta, t),
        team=term(Taxonomy.TEAM, meta.team) if meta.team else None,
        hospital=term(Taxonomy.HOSPITAL, meta.hospital) if meta.hospital else None,
        tags=tuple([_tag(name, site, t) for name in meta.tags]),
        day=t.day(meta.date),
        iso=meta.date.isoformat(timespec="minutes"),
        changed=t.day(meta.modified) if meta.modified else None,
        interview=mid_sentence(typeset(meta.interview.with_)) if meta.interview else None,
        lead=figure(lead, lead_at or lead_slot(rendered.photos[lead.file]), eager=True) if lead else None,
        thumbnail=thumbnail(rendered.photos[lead.file], config) if lead else None,
        body=draw_body(rendered, config, t),
        gallery=gallery,
        live=live,
        event=event_view(story, config, t, now),
        video=video,
        bsl=bsl,
        audio=audio_view(rendered, config),
        quote=quotation_of(meta),
        thanks=meta.thanks,
        transcript=_safe(rendered.transcript, "said"),
        notes=_safe(rendered.notes, "notes"),
        related=tuple(site.teaser(related, t) for related in links.related),
        older=story_link(links.older, config, t) if links.older else None,
        newer=story_link(links.newer, config, t) if links.newer else None,
        translation=other
        and Link(t[f"read_in_{other.meta.lang}"], link(config, other.address), other.meta.lang),
        conversation=_conversation(links.conversation, t),
        share=share_links(meta.title, config.url(story.address), email_words=t["email"]),
        thank=thank_link(config, t, meta.team) if meta.team else None,
        nominate=config.nominate_url or link(config, "share-your-story/#nominate"),
        remove=removal_letter(config, t, story.address),
        edit=edit_link(config, story.file),
        unpublished=unpublished_mark(rendered, t, "banner_draft", "banner_embargoed"),
    )
    return {**site.context(head), "story": view}


def _tag(name: str, site: Site, t: Messages) -> Link:
    lang = other_lang(site.tag_langs[slugify(name)], t)
    return term_link(site.config, Taxonomy.TAG, name)._replace(lang=lang)


def draw_body(rendered: RenderedStory, config: SiteConfig, t: Messages) -> Markup:
    """Put a story's photos where its text calls them; the lead photo is above the text already."""
    notes = {note.file: note for note in rendered.story.meta.photos}

    def figure(file: str) -> str:
        # One that was taken back, or whose consent ended, stands in the text still and is not shown.
        if file not in notes or (rendered.lead and file == rendered.lead.file):
            return ""
        drawn = draw_figure(rendered.photos[file], notes[file], PROSE, config)
        credit = _CREDIT.format(t("credit", name=drawn.credit)) if drawn.credit else None
        words = Markup(" ").join(part for part in (drawn.caption, credit) if part)
        caption = Markup("<figcaption>{}</figcaption>").format(words) if words else Markup()
        return str(Markup("<figure>{}{}</figure>").format(drawn.picture, caption))

    return Markup(insert_photos(rendered.body.html, figure))  # noqa: S704 - sanitised where it was rendered


def _label(shape: StoryFormat, category: str, t: Messages) -> str | None:
    """Name the shape, unless it goes without saying or the category says it already."""
    if shape in {StoryFormat.PLAIN, StoryFormat.PICTURE}:
        return None
    label = t(f"shape_{shape}")
    return None if label.casefold() == category.casefold() else label


def _safe(body: Html | None, name: str) -> Markup | None:
    """Keep footnotes of the second and third text on a page from having the first one's names."""
    if not body:
        return None
    html = body.html.replace('id="fn', f'id="{name}-fn').replace('href="#fn', f'href="#{name}-fn')
    return Markup(html)  # noqa: S704 - sanitised where it was rendered


def _conversation(places: Mapping[str, str], t: Messages) -> tuple[Link, ...]:
    return tuple(
        Link(t("join_on", network=NETWORKS[network]), address)
        for network, address in sorted(places.items())
        if network in NETWORKS and address.startswith("https://")
    )
