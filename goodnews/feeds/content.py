"""A story's full content for a feed: all that its page says, in HTML that readers keep."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from goodnews.markup import place_photos
from goodnews.rendered import Rendered
from goodnews.sounds import Attachment
from goodnews.story import FrontMatter, PhotoNote, Story

from .html import plain_html
from .photos import photo_in_feed
from .words import Words, words_for


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
    def words(self) -> Words:
        """The story's own language."""
        return words_for(self.front.lang)


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
    credit = telling.words.photo_by.format(note.credit) if note.credit else ""
    caption = " ".join(escape(text, quote=False) for text in (note.caption, credit) if text)
    return (
        f'<figure><img src="{escape(photo.address)}" alt="{_in_quotes(photo.alt)}"'
        f' width="{photo.width}" height="{photo.height}">'
        + (f"<figcaption><p>{caption}</p></figcaption>" if caption else "")
        + "</figure>"
    )


def _when(telling: Telling) -> Iterator[str]:
    """An event's and a live story's day, time and place in words: the page's buttons don't travel."""
    words, event, live = telling.words, telling.front.event, telling.front.live
    if event:
        yield _line(words.when.format(words.span(event.starts, event.ends)))
        yield _line(words.where.format(event.place))
    if live:
        yield _line(words.live_on.format(words.span(live.starts, live.ends)))
        address, text = (
            (live.recording, words.watch_recording) if live.recording else (live.watch, words.watch_live)
        )
        yield _link(address, text)


def _voices(telling: Telling) -> Iterator[str]:
    front, words = telling.front, telling.words
    if front.quote:
        yield f"<blockquote><p>{escape(front.quote.text, quote=False)}</p></blockquote>"
        yield _line(f"— {front.quote.who}")
    if front.thanks:
        if front.thanks.to:
            yield _line(words.thanks_to.format(front.thanks.to))
        yield _line(words.thanks_from.format(front.thanks.from_))


def _players(telling: Telling) -> Iterator[str]:
    video, audio, words = telling.front.video, telling.front.audio, telling.words
    sound = telling.sound
    if video:
        yield _link(video.url, words.watch.format(video.title) + _length(video.length))
    if audio and sound:
        length = _length(audio.length or spoken_length(sound.seconds))
        yield _link(f"{telling.site}/{sound.address}", words.listen.format(audio.title) + length)


def _transcript(telling: Telling) -> Iterator[str]:
    if telling.rendered.transcript:
        yield f"<h2>{escape(telling.words.transcript)}</h2>"
        yield place_photos(telling.rendered.transcript.html, lambda _: "")


def _notes(telling: Telling) -> Iterator[str]:
    if telling.rendered.notes:
        yield f"<h2>{escape(telling.words.notes)}</h2>"
        yield place_photos(telling.rendered.notes.html, lambda _: "")


def _translation(telling: Telling) -> Iterator[str]:
    if other := telling.translation:
        link = _link(f"{telling.site}/{other.address}", telling.words.translation)
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
