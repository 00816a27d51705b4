"""A story's full content for a feed: all that its page says, in HTML that readers keep."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from goodnews.i18n import Messages, messages_for
from goodnews.markup import place_photos
from goodnews.photos import PhotoSet
from goodnews.rendered import Attachment, Rendered
from goodnews.story import FrontMatter, PhotoNote, Story

from .channel import FeedPhoto
from .html import plain_html
from .text import one_line


@dataclass(frozen=True, slots=True)
class Telling:
    """What is needed to tell one story: the site's address without a slash, and its translation."""

    rendered: Rendered
    site: str
    translation: Story | None = None

    @property
    def front(self) -> FrontMatter:
        """The story's front matter."""
        return self.rendered.story.front

    @property
    def sound(self) -> Attachment | None:
        """The story's recording."""
        audio = self.front.audio
        return self.rendered.attachments.get(audio.file) if audio else None

    @property
    def t(self) -> Messages:
        """The messages in the story's own language."""
        return messages_for(self.front.lang)


def full_content(telling: Telling) -> str:
    """All of a story as HTML: its lead photo first, its gallery in order, its players as titled links."""
    rendered = telling.rendered
    body = place_photos(rendered.body.html, lambda file: _figure_of(telling, file))
    parts = [
        *_lead(telling),
        *_when(telling),
        body,
        *_voices(telling),
        *_players(telling),
        *_transcript(telling),
    ]
    parts += [_figure(telling, note) for note in rendered.gallery]
    parts += [*_notes(telling), *_translation(telling)]
    return plain_html("\n".join(part for part in parts if part), telling.site, rendered.story.address)


def _lead(telling: Telling) -> Iterator[str]:
    lead = telling.rendered.lead
    if lead and lead.file not in telling.rendered.body.placed:
        yield _figure(telling, lead)


def _figure_of(telling: Telling, file: str) -> str:
    notes: Mapping[str, PhotoNote] = {note.file: note for note in telling.front.photos}
    return _figure(telling, notes[file]) if file in notes else ""


def _figure(telling: Telling, note: PhotoNote) -> str:
    """One `img` and its caption; no photo when it could not be prepared."""
    photo = photo_in_feed(note, telling.rendered.photos, telling.site)
    if photo is None:
        return ""
    credit = telling.t("feed_photo_by", name=note.credit) if note.credit else ""
    caption = " ".join(escape(text, quote=False) for text in (note.caption, credit) if text)
    return (
        f'<figure><img src="{escape(photo.address)}" alt="{_in_quotes(photo.alt)}"'
        f' width="{photo.width}" height="{photo.height}">'
        + (f"<figcaption><p>{caption}</p></figcaption>" if caption else "")
        + "</figure>"
    )


def photo_in_feed(note: PhotoNote, photos: Mapping[str, PhotoSet], site: str) -> FeedPhoto | None:
    """The JPEG every reader can show, at one address for the text, the enclosure and the thumbnail.

    Readers throw away what has the same address twice, so one address makes one picture.
    None when the photo was not prepared.
    """
    photo_set = photos.get(note.file)
    if photo_set is None:
        return None
    rendition = photo_set.fallback
    return FeedPhoto(
        address=f"{site}/photos/{rendition.name}",
        type=rendition.type,
        size=rendition.size,
        width=rendition.width,
        height=rendition.height,
        alt=one_line(note.alt),
        credit=one_line(note.credit or ""),
    )


def _when(telling: Telling) -> Iterator[str]:
    """An event's and a live story's day, time and place in words: the page's buttons don't travel."""
    t, event, live = telling.t, telling.front.event, telling.front.live
    if event:
        yield _line(t("feed_when", when=t.span(event.starts, event.ends)))
        yield _line(t("feed_where", place=event.place))
    if live:
        yield _line(t("feed_live", when=t.span(live.starts, live.ends)))
        if live.recording:
            yield _link(live.recording, t["feed_watch_recording"])
        else:
            yield _link(live.watch, t["feed_watch_live"])


def _voices(telling: Telling) -> Iterator[str]:
    front, t = telling.front, telling.t
    if front.quote:
        yield f"<blockquote><p>{escape(front.quote.text, quote=False)}</p></blockquote>"
        yield _line(f"— {front.quote.who}")
    if front.thanks:
        if front.thanks.to:
            yield _line(t("thanks_to", to=front.thanks.to))
        yield _line(t("thanks_from", name=front.thanks.from_))


def _players(telling: Telling) -> Iterator[str]:
    video, audio, t = telling.front.video, telling.front.audio, telling.t
    sound = telling.sound
    if video:
        yield _link(video.url, t("feed_watch", title=video.title) + _length(video.length))
    if audio and sound:
        length = _length(audio.length or spoken_length(sound.seconds))
        yield _link(f"{telling.site}/{sound.address}", t("feed_listen", title=audio.title) + length)


def _transcript(telling: Telling) -> Iterator[str]:
    if telling.rendered.transcript:
        heading = escape(telling.t["feed_transcript"])
        yield f"<h2>{heading}</h2>"
        yield place_photos(telling.rendered.transcript.html, lambda _: "")


def _notes(telling: Telling) -> Iterator[str]:
    if telling.rendered.notes:
        yield f"<h2>{escape(telling.t['notes'])}</h2>"
        yield place_photos(telling.rendered.notes.html, lambda _: "")


def _translation(telling: Telling) -> Iterator[str]:
    if other := telling.translation:
        link = _link(f"{telling.site}/{other.address}", telling.t["feed_translation"])
        yield link.replace("<p>", f'<p lang="{other.front.lang}">', 1)


def spoken_length(seconds: int) -> str:
    """Minutes and seconds.

    >>> spoken_length(64)
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
