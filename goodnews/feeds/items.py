"""From stories to feed items: all that a story's page says, in HTML that readers keep."""

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from goodnews.audio import Attachment
from goodnews.config import SiteConfig
from goodnews.feeds.channel import FeedItem, FeedPhoto, FeedSound, Label, as_title, one_line
from goodnews.feeds.entries import changed_at, guid_for, removed_at
from goodnews.feeds.plain_html import plain_html
from goodnews.i18n import Messages, messages_for
from goodnews.markdown.body import Html
from goodnews.markdown.figures import insert_photos
from goodnews.rendered import RenderedStory
from goodnews.story import FrontMatter, PhotoNote, Story
from goodnews.taxonomies import Taxonomy, term_address, terms_of


class FeedSource(NamedTuple):
    """What is needed to tell one story."""

    rendered: RenderedStory
    config: SiteConfig
    translation: Story | None = None

    @property
    def meta(self) -> FrontMatter:
        """The story's front matter."""
        return self.rendered.story.meta

    @property
    def sound(self) -> Attachment | None:
        """The story's recording."""
        audio = self.meta.audio
        return self.rendered.attachments.get(audio.file) if audio else None

    @property
    def t(self) -> Messages:
        """The messages in the story's own language."""
        return messages_for(self.meta.lang)


def story_item(source: FeedSource) -> FeedItem:
    """Tell a public story as a feed item."""
    rendered, config, meta = source.rendered, source.config, source.meta
    return FeedItem(
        guid=guid_for(rendered.story.identity),
        title=as_title(meta.title),
        address=config.url(rendered.story.address),
        summary=one_line(meta.summary),
        content=full_content(source),
        published=meta.date,
        updated=changed_at(meta),
        author=one_line(meta.by or meta.team or config.name),
        language=source.t["feed_language"],
        labels=tuple(_labels(rendered.story, config)),
        photo=_photo(source, rendered.lead) if rendered.lead else None,
        sound=_sound(source),
    )


def tombstone(story: Story, config: SiteConfig) -> FeedItem:
    """Say that a story was removed, under its old guid, so that readers overwrite their copy.

    Nothing of the story is in it: no title, no summary, no label, no photo; not even who wrote it.
    """
    t = messages_for(story.meta.lang)
    return FeedItem(
        guid=guid_for(story.identity),
        title=t["feed_removed"],
        address=config.url(story.address),
        summary=t["feed_removed_summary"],
        content=f"<p>{t['feed_removed_summary']}</p>",
        published=story.meta.date,
        updated=removed_at(story),
        author=one_line(config.name),
        language=t["feed_language"],
        removed=True,
    )


def _labels(story: Story, config: SiteConfig) -> Iterator[Label]:
    for taxonomy in (Taxonomy.CATEGORY, Taxonomy.TAG, Taxonomy.TEAM, Taxonomy.HOSPITAL):
        for name in terms_of(story, taxonomy):
            yield Label(one_line(name), config.url(term_address(taxonomy, name)))


def _sound(source: FeedSource) -> FeedSound | None:
    audio, sound = source.meta.audio, source.sound
    if audio is None or sound is None:
        return None
    address, title = source.config.url(sound.address), one_line(audio.title)
    return FeedSound(address, sound.type, sound.size, sound.seconds, title)


def full_content(source: FeedSource) -> str:
    """All of a story as HTML: its lead photo first, its gallery in order, its players as titled links."""
    rendered = source.rendered
    body = insert_photos(rendered.body.html, lambda file: _figure_of(source, file))
    parts = [*_lead(source), *_when(source), body, *_voices(source), *_players(source)]
    parts += _further(source.t["feed_transcript"], rendered.transcript)
    parts += [_figure(source, note) for note in rendered.gallery]
    parts += [*_further(source.t["notes"], rendered.notes), *_translation(source)]
    html = "\n".join(part for part in parts if part)
    return plain_html(html, source.config.site_url, rendered.story.address)


def _lead(source: FeedSource) -> Iterator[str]:
    lead = source.rendered.lead
    if lead and lead.file not in source.rendered.body.placed:
        yield _figure(source, lead)


def _figure_of(source: FeedSource, file: str) -> str:
    note = next((note for note in source.meta.photos if note.file == file), None)
    return _figure(source, note) if note else ""


def _figure(source: FeedSource, note: PhotoNote) -> str:
    """One `img` and its caption; no photo when it could not be prepared."""
    photo = _photo(source, note)
    if photo is None:
        return ""
    credit = source.t("feed_photo_by", name=note.credit) if note.credit else ""
    caption = " ".join(escape(text, quote=False) for text in (note.caption, credit) if text)
    return (
        f'<figure><img src="{escape(photo.address)}" alt="{_in_quotes(photo.alt)}"'
        f' width="{photo.width}" height="{photo.height}">'
        + (f"<figcaption><p>{caption}</p></figcaption>" if caption else "")
        + "</figure>"
    )


def _photo(source: FeedSource, note: PhotoNote) -> FeedPhoto | None:
    """The JPEG every reader can show, at one address for the text, the enclosure and the thumbnail.

    Readers throw away what has the same address twice, so one address makes one picture.
    None when the photo was not prepared.
    """
    photo_set = source.rendered.photos.get(note.file)
    if photo_set is None:
        return None
    rendition = photo_set.fallback
    return FeedPhoto(
        address=source.config.url(f"photos/{rendition.name}"),
        type=rendition.type,
        size=rendition.size,
        width=rendition.width,
        height=rendition.height,
        alt=one_line(note.alt),
        credit=one_line(note.credit or ""),
    )


def _when(source: FeedSource) -> Iterator[str]:
    """An event's and a live story's day, time and place in words: the page's buttons don't travel."""
    t, event, live = source.t, source.meta.event, source.meta.live
    if event:
        yield _line(t("feed_when", when=t.span(event.starts, event.ends)))
        yield _line(t("feed_where", place=event.place))
    if live:
        yield _line(t("feed_live", when=t.span(live.starts, live.ends)))
        if live.recording:
            yield _link(live.recording, t["feed_watch_recording"])
        else:
            yield _link(live.watch, t["feed_watch_live"])


def _voices(source: FeedSource) -> Iterator[str]:
    meta, t = source.meta, source.t
    if meta.quote:
        yield f"<blockquote><p>{escape(meta.quote.text, quote=False)}</p></blockquote>"
        yield _line(f"— {meta.quote.who}")
    if meta.thanks:
        if meta.thanks.to:
            yield _line(t("thanks_to", to=meta.thanks.to))
        yield _line(t("thanks_from", name=meta.thanks.from_))


def _players(source: FeedSource) -> Iterator[str]:
    video, audio, t = source.meta.video, source.meta.audio, source.t
    sound = source.sound
    if video:
        film = source.rendered.attachments[video.file] if video.file else None
        length = _length(video.length or (format_duration(film.seconds) if film else None))
        address = source.config.url(film.address) if film else str(video.url)
        yield _link(address, t("feed_watch", title=video.title) + length)
    if signed := source.meta.bsl:
        yield _link(signed.url, t("feed_watch", title=signed.title or t["bsl"]) + _length(signed.length))
    if audio and sound:
        length = _length(audio.length or format_duration(sound.seconds))
        yield _link(source.config.url(sound.address), t("feed_listen", title=audio.title) + length)


def _further(heading: str, text: Html | None) -> Iterator[str]:
    if text:
        yield f"<h2>{escape(heading)}</h2>"
        yield insert_photos(text.html, lambda _: "")


def _translation(source: FeedSource) -> Iterator[str]:
    if other := source.translation:
        link = _link(source.config.url(other.address), source.t["feed_translation"])
        yield link.replace("<p>", f'<p lang="{other.meta.lang}">', 1)


def format_duration(seconds: int) -> str:
    """Minutes and seconds.

    >>> format_duration(64)
    '1:04'
    """
    return f"{seconds // 60}:{seconds % 60:02}" if seconds else ""


def _length(length: str | None) -> str:
    return f" ({length})" if length else ""


def _line(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>"


def _link(address: str, text: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(text, quote=False)}</a></p>'


def _in_quotes(text: str) -> str:
    """A value between quotes. Apostrophes stay, as they do when lxml writes it: many a photo needs one."""
    return escape(text, quote=False).replace('"', "&quot;")
