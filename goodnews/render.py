"""What is shown of each public story, put together: its texts, its photos, its attachments, its card."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from goodnews.cards import site_card, story_card
from goodnews.content import UNPUBLISHED, Content
from goodnews.photos import PhotoJob, PhotoSet, Rendition, make_cards, prepare_photos
from goodnews.rendered import RenderedStory, render_texts
from goodnews.story import Story, Visibility
from goodnews.terminal import Progress, in_silence


def render_stories(content: Content, progress: Progress = in_silence) -> tuple[RenderedStory, ...]:
    """Put together every story that is shown, newest first: the public ones, in a preview others too.

    Raises:
        ContentError: a photo can't be shown.
    """
    stories = [_with_what_is_there(story, content) for story in content.shown]
    photos = _prepare_photos(stories, content, progress)
    plain = site_card(content.config)
    with progress("Cards", len(stories)) as on_done:
        specs = [story_card(story, plain, photos) for story in stories]
        cards = make_cards(specs, content.photo_cache, on_done=on_done)
    return tuple(_render(story, content, photos, card) for story, card in zip(stories, cards, strict=True))


def _render(
    story: Story, content: Content, photos: Mapping[Path, PhotoSet], card: Rendition
) -> RenderedStory:
    loaded, visibility = content.loaded[story.key], story.visibility(content.now)
    # What is shown today may be less than what was loaded: a consent has ended, say.
    is_whole = story is loaded.story
    texts = loaded.texts if is_whole else render_texts(story)
    return RenderedStory(
        story=story,
        body=texts["body"],
        notes=texts.get("notes"),
        transcript=texts.get("transcript"),
        photos={note.file: photos[story.folder / note.file] for note in story.meta.photos},
        attachments=loaded.attachments,
        card=card,
        unpublished=visibility if visibility in UNPUBLISHED else None,
    )


def _with_what_is_there(story: Story, content: Content) -> Story:
    """A draft may name photos and sounds that are not in its folder yet: it is shown without them."""
    if story.visibility(content.now) is not Visibility.DRAFT:
        return story
    meta, names = story.meta, content.stories.folders[story.key].digests
    attachments = content.loaded[story.key].attachments
    changes: dict[str, object] = {}
    if missing := {note.file for note in meta.photos if note.file not in names}:
        changes["photos"] = tuple(note for note in meta.photos if note.file not in missing)
    if meta.audio and meta.audio.file not in attachments:
        changes["audio"] = None
    if meta.video and meta.video.file and meta.video.file not in attachments:
        changes["video"] = None
    elif meta.video and isinstance(meta.video.captions, str) and meta.video.captions not in attachments:
        changes["video"] = meta.video.model_copy(update={"captions": None})
    return replace(story, meta=meta.model_copy(update=changes)) if changes else story


def _prepare_photos(
    stories: Sequence[Story], content: Content, progress: Progress
) -> Mapping[Path, PhotoSet]:
    jobs = [
        PhotoJob(
            path=story.folder / note.file,
            file=story.file,
            line=story.lines("photos", number, "file"),
            focus=note.focus,
            digest=content.stories.folders[story.key].digests.get(note.file, ""),
        )
        for story in stories
        for number, note in enumerate(story.meta.photos)
    ]
    with progress("Photos", len(jobs)) as on_done:
        return prepare_photos(jobs, content.photo_cache, on_done=on_done)
