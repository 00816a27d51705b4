"""From stories as written to stories ready to be shown: text, photos, attachments, cards."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from goodnews.audio import read_attachments
from goodnews.markup import Body, Text
from goodnews.photos import CardSpec, PhotoJob, PhotoSet, Rendition, make_cards, prepare_photos
from goodnews.plugin.bodies import render_texts
from goodnews.plugin.request import BuildRequest
from goodnews.problems import ContentError, Problem
from goodnews.progress import Progress
from goodnews.rendered import Attachment, Rendered
from goodnews.story import Story
from goodnews.trust import Trust


def render_stories(stories: Iterable[Story], trust: Trust, request: BuildRequest) -> tuple[Rendered, ...]:
    """Render every story.

    Raises:
        ContentError: with the problems of all photos and attachments, not only the first.
    """
    wanted, cache, progress = tuple(stories), request.cache, request.progress
    if any(story.front.photos for story in wanted):
        request.approve()
    photos, problems = _photos(wanted, cache, progress)
    attachments: dict[str, Mapping[str, Attachment]] = {}
    for story in wanted:
        attachments[story.key], found = read_attachments(story)
        problems.extend(found)
    if any(problem.is_error for problem in problems):
        raise ContentError(problems)
    cards = _cards(wanted, photos, trust, cache, progress)
    texts = _texts(wanted, cache, request.meanwhile)
    return tuple(
        Rendered(
            story=story,
            body=texts[story.key, "body"],
            notes=texts.get((story.key, "notes")),
            transcript=texts.get((story.key, "transcript")),
            photos={
                note.file: photos[story.folder / note.file]
                for note in story.front.photos
                if story.folder / note.file in photos
            },
            attachments=attachments[story.key],
            card=cards[story.key],
        )
        for story in wanted
    )


def _photos(
    stories: tuple[Story, ...], cache: Path, progress: Progress
) -> tuple[Mapping[Path, PhotoSet], list[Problem]]:
    jobs = [
        PhotoJob(
            path=story.folder / note.file,
            file=story.file,
            line=story.lines("photos", number, "file"),
            focus=note.focus,
            leads=number == 0,
        )
        for story in stories
        for number, note in enumerate(story.front.photos)
    ]
    with progress("Photos", len(jobs)) as step:
        prepared = prepare_photos(jobs, cache / "photos", step=step)
    return prepared.photos, list(prepared.problems)


def _cards(
    stories: tuple[Story, ...],
    photos: Mapping[Path, PhotoSet],
    trust: Trust,
    cache: Path,
    progress: Progress,
) -> Mapping[str, Rendition]:
    """Draw every story's card, by its key."""
    with progress("Cards", len(stories)) as step:
        cards = make_cards([_card(story, photos, trust) for story in stories], cache / "photos", step=step)
    return {story.key: card for story, card in zip(stories, cards, strict=True)}


def _card(story: Story, photos: Mapping[Path, PhotoSet], trust: Trust) -> CardSpec:
    # A photo whose consent does not cover social media never stands on a card.
    photo = next((note for note in story.front.photos if note.may_be_shared()), None)
    path = story.folder / photo.file if photo else None
    prepared = photos.get(path) if path else None
    return CardSpec(
        title=story.front.title,
        kicker=story.front.hospital or story.front.category,
        site_name=trust.site_name,
        accent=trust.accent,
        photo=path,
        focus=photo.focus if photo else None,
        digest=prepared.digest if prepared else "",
    )


def texts_of(story: Story) -> dict[str, Text]:
    """The texts of a story to render: its `body`, and its `notes` and `transcript` if it has them."""
    front = story.front
    photos = tuple(note.file for note in front.photos)
    wanted = {"body": Text(story.body, photos, front.interview is not None)}
    if front.notes:
        wanted["notes"] = Text(front.notes)
    parts = (front.video, front.audio, front.live)
    if words := next((part.transcript for part in parts if part and part.transcript), None):
        wanted["transcript"] = Text(words)
    return wanted


def _texts(
    stories: tuple[Story, ...], cache: Path, meanwhile: Callable[[], None]
) -> dict[tuple[str, str], Body]:
    """Render the texts of every story, by its key and the text's name."""
    wanted = {(story.key, name): text for story in stories for name, text in texts_of(story).items()}
    return dict(zip(wanted, render_texts(list(wanted.values()), cache, meanwhile), strict=True))
