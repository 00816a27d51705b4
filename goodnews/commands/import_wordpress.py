"""`./inv import-wordpress export.xml`: a Trust's news from WordPress, as drafts to look through."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from goodnews.files import disk_in_words, write_atomically
from goodnews.history import STORIES
from goodnews.importers.wordpress.drafts import Draft, DraftPhoto, add_photos, make_draft
from goodnews.importers.wordpress.export import read_export
from goodnews.importers.wordpress.report import write_report
from goodnews.importers.wordpress.uploads import find_uploads
from goodnews.originals import OriginalError, tidy_file
from goodnews.problems import CommandError


@dataclass(frozen=True)
class ImportResult:
    """What was done: drafts, photos copied and missing, posts moved before, and where the list is."""

    drafts: int
    photos: int
    gaps: int
    already: int
    refused: int
    report: Path

    def as_text(self) -> str:
        """Lines for a person at a terminal."""
        lines = [
            f"{self.drafts} moved as drafts, {self.photos} photos with them, {self.gaps} photos not found.",
            "None of them will be announced.",
        ]
        if self.already:
            lines.append(f"{self.already} had been moved before; their words stayed as they are.")
        if self.refused:
            lines.append(f"{self.refused} could not be moved: the list says why.")
        lines.append(f"What needs consent, and what else to do: {self.report}")
        lines.append("Look through the photos before you commit: what is once in git stays in its history.")
        return "\n".join(lines)


def import_wordpress(
    root: Path,
    export_file: Path,
    categories: Sequence[str],
    *,
    photos: Path | None = None,
) -> ImportResult:
    """Move the published posts of an export into `content/stories`, each as a draft.

    It can be run again, with more photos or a newer export: words that are there already are not touched, and
    what is ticked in the list stays ticked. The first category takes what fits none; `photos` is a local copy
    of WordPress's `uploads` folder. CommandError when a file can't be read or written, or is not an export of
    WordPress.
    """
    try:
        export = read_export(export_file.read_bytes(), export_file.name)
    except OSError as error:
        raise CommandError(
            f"“{export_file}” can't be read ({error.strerror}).", "Check the name of the export file."
        ) from None
    if photos is not None and not photos.is_dir():
        raise CommandError(f"There is no folder “{photos}”.", "Give your copy of WordPress's uploads folder.")
    uploads = find_uploads(photos)
    stories = root / STORIES
    moved: list[Draft] = []
    already: list[Draft] = []
    taken: set[str] = set()
    photos_added = 0
    for post in export.posts:
        draft = make_draft(post, export, uploads, categories, taken)
        taken.add(draft.key)
        if draft.text and (stories / draft.key / "story.md").exists():
            already.append(draft)
            photos_added += _add_photos(stories, draft)
        else:
            moved.append(draft)
            _write(stories, draft, draft.text, draft.photos)
    report = export_file.with_name(f"{export_file.stem}-to-do.md")
    with disk_in_words("The list of what to do can't be written"):
        before = report.read_text(encoding="utf-8", errors="replace") if report.exists() else ""
        write_atomically(report, write_report(moved, already, export.left_out, before))
    pictures = [photo for draft in moved for photo in draft.photos]
    return ImportResult(
        drafts=sum(bool(draft.text) for draft in moved),
        photos=sum(photo.source is not None for photo in pictures) + photos_added,
        gaps=sum(photo.source is None for photo in pictures),
        already=len(already),
        refused=sum(not draft.text for draft in moved),
        report=report,
    )


def _add_photos(stories: Path, draft: Draft) -> int:
    story = stories / draft.key / "story.md"
    try:
        before = story.read_text(encoding="utf-8", errors="strict")
    except (OSError, UnicodeDecodeError):
        return 0  # somebody's own work, that the check has something to say about
    text, photos = add_photos(before, draft)
    if photos:
        _write(stories, draft, text, photos)
    return len(photos)


def _tidy(name: str, data: bytes) -> bytes:
    """A photo without metadata; as it is where that takes another name, which `./inv tidy` gives."""
    try:
        tidy = tidy_file(name, data)
    except OriginalError:
        return data
    return tidy.data if tidy.name == name else data


def _write(stories: Path, draft: Draft, text: str, photos: Sequence[DraftPhoto]) -> None:
    """Photos first: a draft never names a missing file."""
    if not text:
        return
    folder = stories / draft.key
    with disk_in_words(f"“{draft.title}” can't be written"):
        for photo in photos:
            if photo.source is not None:
                write_atomically(folder / photo.name, _tidy(photo.name, photo.source.read_bytes()))
        write_atomically(folder / "story.md", text)
