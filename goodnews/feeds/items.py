"""From stories to feed items."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time

from goodnews.rendered import Rendered
from goodnews.story import LONDON, Story, slugify
from goodnews.trust import Trust

from .channel import FeedItem, FeedPhoto, FeedSound, Label
from .content import Telling, full_content
from .identity import guid_for
from .photos import photo_in_feed
from .text import as_title, one_line
from .words import words_for

LOCALES = {"en": "en-GB", "cy": "cy"}


def items_from(
    public: Sequence[Rendered], withdrawn: Sequence[Story], trust: Trust
) -> Mapping[str, FeedItem]:
    """Every item there is, by its story's identity: stories, and notices for removed ones."""
    stories = {rendered.story.key: rendered.story for rendered in public}
    items = {story.identity: removed_item(story, trust) for story in withdrawn}
    for rendered in public:
        other = stories.get(rendered.story.front.translation or "")
        items[rendered.story.identity] = story_item(Telling(rendered, trust.site_url, other), trust)
    return items


def story_item(telling: Telling, trust: Trust) -> FeedItem:
    """Tell a public story as a feed item."""
    rendered, front = telling.rendered, telling.front
    edited = front.modified is not None and front.modified > front.date
    return FeedItem(
        guid=guid_for(rendered.story.identity),
        title=as_title(front.title),
        address=trust.url(rendered.story.address),
        summary=one_line(front.summary),
        content=full_content(telling),
        published=front.date,
        updated=front.modified if edited else None,
        author=one_line(front.by or front.team or trust.name),
        language=LOCALES[front.lang],
        labels=tuple(_labels(rendered.story, trust)),
        photo=_lead_photo(telling),
        sound=_sound(telling),
    )


def removed_item(story: Story, trust: Trust) -> FeedItem:
    """Say that a story was removed, under its old guid, so that readers overwrite their copy.

    Nothing of the story is in it: no title, no summary, no label, no photo; not even who wrote it.
    """
    words = words_for(story.front.lang)
    taken_back = story.front.withdrawn.on if story.front.withdrawn else story.front.date.date()
    return FeedItem(
        guid=guid_for(story.identity),
        title=words.removed,
        address=trust.url(story.address),
        summary=words.removed_summary,
        content=f"<p>{words.removed_summary}</p>",
        published=story.front.date,
        updated=max(datetime.combine(taken_back, time(), LONDON), story.front.date),
        author=one_line(trust.name),
        language=LOCALES[story.front.lang],
        removed=True,
    )


def _labels(story: Story, trust: Trust) -> Iterator[Label]:
    front = story.front
    yield _label("categories", front.category, trust)
    for tag in front.tags:
        yield _label("tags", tag, trust)
    if front.team:
        yield _label("teams", front.team, trust)
    if front.hospital:
        yield _label("hospitals", front.hospital, trust)


def _label(kind: str, name: str, trust: Trust) -> Label:
    return Label(one_line(name), trust.url(f"{kind}/{slugify(name)}/"))


def _lead_photo(telling: Telling) -> FeedPhoto | None:
    lead = telling.rendered.lead
    return photo_in_feed(lead, telling.rendered.photos, telling.site) if lead else None


def _sound(telling: Telling) -> FeedSound | None:
    audio, sound = telling.front.audio, telling.sound
    if audio is None or sound is None:
        return None
    address = f"{telling.site}/{sound.address}"
    return FeedSound(address, sound.type, sound.size, sound.seconds, one_line(audio.title))
