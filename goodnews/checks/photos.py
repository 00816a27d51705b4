"""Photos: there, used, and described for those who can't see them."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePath

from goodnews.checks.context import StoryContext
from goodnews.checks.rules import Found, rule
from goodnews.checks.text import words
from goodnews.problems import Severity
from goodnews.story.file_names import find_file, nearest_file
from goodnews.story.folders import is_reserved

LONGEST_ALT = 125
"""Characters; the NHS content guide's limit."""

_PICTURES = words(
    """
    .jpg .jpeg .jfif .png .heic .heif .hif .webp .avif .gif .tif .tiff .bmp .mpo .apng .dng .svg .psd
    .cr2 .nef .mp4 .mov
    """
)
_STARTS_WITH_KIND = re.compile(
    r"^(?:an? |the )?(?:(?:colou?r|black and white|close-up|nice|lovely|great) )?"
    r"(?:image|photo(?:graph)?|picture|pic|snapshot|graphic|screenshot)\b(?:\s+(?:of|show(?:s|ing)|with)\b|:)|"
    r"^(?:this )?(?:image|photo|picture) (?:shows|is)\b|"
    r"^(?:image|photo|picture|alt text|untitled|img)\W*\d*$",
    re.IGNORECASE,
)


def _with(alt: str, more: str = "") -> str:
    return f"photos: [{{file: ward.jpg, alt: {alt}, shows: nobody{more}}}]"


@rule(
    "photo-unused",
    Severity.WARNING,
    summary="Every file in a story's folder belongs to the story.",
    hint="Name it under photos: with its alt text and what it shows, or delete it: whatever is in the folder "
    "can be seen by anyone who can see the repository.",
    allow="when another tool needs the file beside the story",
    passing=("photos: [{file: ward.jpg, alt: The ward clock, shows: nobody}]",),
)
def photo_unused(context: StoryContext) -> Iterator[Found]:
    """A forgotten photo is published by the repository even when the site leaves it out."""
    photos = context.story.meta.photos
    withdrawn = {photo.file for photo in photos} - {photo.file for photo in photos if not photo.withdrawn}
    for name in context.files:
        if name in withdrawn or name not in {"story.md", *context.named_files}:
            why = "is taken back" if name in withdrawn else "the story does not name it"
            yield Found(context.story.lines("photos"), f"“{name}” is in the story's folder and {why}.")


@rule(
    "file-names",
    Severity.ERROR,
    summary="Windows and Macs can keep all files of a story's folder, beside each other.",
    hint="Give it another name, in the folder and in the story.",
    passing=("photos: [{file: ward.jpg, alt: The ward clock, shows: nobody}]",),
)
def file_names(context: StoryContext) -> Iterator[Found]:
    """Where Ward.JPG is ward.jpg, one photo stands for both, whoever has said yes to which."""
    names: dict[str, str] = {}
    for name in (file.rstrip("/") for file in context.files):
        first = names.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if first != name:
            yield Found(context.story.lines("photos"), f"“{first}” and “{name}” are one file there.")
        if is_reserved(name) or name[-1] in ". " or set('\\:*?"<>|') & set(name):
            yield Found(context.story.lines("photos"), f"Windows can't keep a file called “{name}”.")


@rule(
    "photo-not-listed",
    Severity.ERROR,
    summary="A photo placed in the text is one of the story's photos.",
    hint="Add it under photos: with its alt text and what it shows, or correct its name in the text.",
    passing=(
        "photos: [{file: ward.jpg, alt: The ward clock, shows: nobody}]\n---\nIt is 7am.\n\n![](ward.jpg)",
    ),
    failing=(
        "photos: [{file: ward.jpg, alt: The ward clock, shows: nobody}]\n---\nIt is 7am.\n\n![](wrad.jpg)",
        "---\n![A picture from elsewhere](https://pictures.example/ward.jpg)",
        "---\n![A picture at home](C:\\Users\\jo\\ward.jpg)",
    ),
)
def photo_not_listed(context: StoryContext) -> Iterator[Found]:
    """Without its entry nothing is known of it: neither alt text nor consent."""
    known = {photo.file for photo in context.story.meta.photos}
    for picture in context.outline.pictures:
        if picture.name in known:
            continue
        if re.match(r"file:|[a-z]:", picture.src, re.IGNORECASE):
            name = re.split(r"[\\/]|%5C", picture.src)[-1]
            close = find_file(name, known) or nearest_file(name, known)
            yield Found(
                picture.line,
                "A picture in the text is on somebody's own computer, where nobody else sees it.",
                f"Write “![]({close})”." if close else "",
            )
        elif re.match(r"[a-z][a-z0-9+.-]*:|//", picture.src, re.IGNORECASE):
            yield Found(
                picture.line,
                "A picture in the text is somewhere else on the web.",
                "Put the photo itself into the story's folder and name it under photos:.",
            )
        else:
            close = nearest_file(picture.name, known)
            yield Found(
                picture.line,
                f"The text places “{picture.src}”, which is not one of the story's photos.",
                f"Did you mean “{close}”?" if close else "",
            )


@rule(
    "alt-length",
    Severity.WARNING,
    summary=f"Alt text has at most {LONGEST_ALT} characters.",
    hint="Say what matters in the picture, in one sentence; the rest can go into the text.",
    allow="when the picture is a chart or a page of words that has to be told in full",
    passing=(_with("The ward clock at 7am"),),
    failing=(_with("The ward clock " + "and the corridor " * 8),),
)
def alt_length(context: StoryContext) -> Iterator[Found]:
    """A screen reader can't pause within alt text."""
    for line, photo in context.photos("alt"):
        if len(photo.alt) > LONGEST_ALT:
            count = f"has {len(photo.alt)} characters; {LONGEST_ALT} is the most"
            yield Found(line, f"The alt text of “{photo.file}” {count}.")


@rule(
    "alt-image-of",
    Severity.WARNING,
    summary="Alt text does not start with “image of”: a screen reader says that already.",
    hint="Leave those words out and begin with what is in the picture.",
    passing=(_with("The ward clock at 7am"), _with("A photographer's bag on a chair")),
    failing=(_with("Image of the ward clock"), _with("A photo showing the ward clock"), _with("Picture 1")),
)
def alt_image_of(context: StoryContext) -> Iterator[Found]:
    """“Graphic, image of a clock” is heard twice."""
    for line, photo in context.photos("alt"):
        if match := _STARTS_WITH_KIND.match(photo.alt):
            yield Found(line, f"The alt text of “{photo.file}” starts with “{match[0]}”.")


@rule(
    "alt-file-name",
    Severity.WARNING,
    summary="Alt text describes the picture; it is not the file's name.",
    hint="Say what somebody who can't see the photo should know: who does what, and where.",
    passing=(_with("The ward clock at 7am"),),
    failing=(_with("ward.jpg"), _with("Ward"), _with("IMG_2041.JPG"), _with("DSC04432")),
)
def alt_file_name(context: StoryContext) -> Iterator[Found]:
    """What a camera called it tells nobody anything."""
    for line, photo in context.photos("alt"):
        alt, stem = _squeezed(photo.alt), _squeezed(PurePath(photo.file).stem)
        camera = re.fullmatch(r"(?:img|dsc|pxl|dcim|p|image|photo|screenshot|whatsappimage)?\d{3,}\w*", alt)
        if alt == stem or camera or PurePath(photo.alt).suffix.lower() in _PICTURES:
            yield Found(line, f"The alt text of “{photo.file}” is a file name.")


@rule(
    "alt-is-caption",
    Severity.WARNING,
    summary="Caption and alt text say different things.",
    hint="Let the alt text say what can be seen, and the caption what can't: when, why, who.",
    passing=(_with("The ward clock at 7am", ", caption: The end of a long night."),),
    failing=(_with("The ward clock at 7am", ", caption: The ward clock at 7am."),),
)
def alt_is_caption(context: StoryContext) -> Iterator[Found]:
    """A screen reader would read the same words twice."""
    for line, photo in context.photos("caption"):
        if photo.caption and _squeezed(photo.caption) == _squeezed(photo.alt):
            yield Found(line, f"The caption of “{photo.file}” repeats its alt text.")


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


RULES = (photo_unused, file_names, photo_not_listed, alt_length, alt_image_of, alt_file_name, alt_is_caption)
