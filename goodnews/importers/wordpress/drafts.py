"""From a post and its pictures to the files of a draft. Pure: what it says to write, others write."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from pydantic import TypeAdapter, ValidationError

from goodnews.importers.draft_text import first_sentence, language_lines, numbered, refusal, shorten, written
from goodnews.importers.wordpress.addresses import split_address
from goodnews.importers.wordpress.converter import ImportedPicture, placeholder, plain
from goodnews.importers.wordpress.export import Export, Post
from goodnews.importers.wordpress.html_to_markdown import Converted, convert, is_beyond_any_story, lead_of
from goodnews.importers.wordpress.uploads import Uploads, original_path
from goodnews.story import decode, parse_story, show_day, slugify
from goodnews.story.fields import OldAddress, Term
from goodnews.story.folders import is_reserved
from goodnews.story.model import MOST_TAGS
from goodnews.story.yaml_text import quoted

_TERM, _OLD_ADDRESS = TypeAdapter[str](Term), TypeAdapter[str](OldAddress)
_NOT_FOUND = "   (not found; it was at "


@dataclass(frozen=True)
class DraftPhoto:
    """A picture of an old post: its name here, and the file it comes from, or None for a gap."""

    name: str
    source: Path | None
    url: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Draft:
    """A draft to be written.

    Attributes:
        key: its folder below `content/stories`, `2019/ward-7-garden`.
        title: of the story.
        text: the whole `story.md`; empty when it can't be moved.
        photos: its pictures, found or not, the lead first.
        notes: what somebody should know about it, in words.
    """

    key: str
    title: str
    text: str
    photos: tuple[DraftPhoto, ...] = ()
    notes: tuple[str, ...] = ()


def make_draft(
    post: Post, export: Export, uploads: Uploads, categories: Sequence[str], taken: Collection[str]
) -> Draft:
    """Make a draft of a post; the first of the site's categories is its own when none of the post's is one.

    No two posts of a run get one key: those that others have are `taken`.
    """
    title = plain(post.title)
    if post.moment is None:
        return Draft("", title, "", notes=("It has no date, so it was not moved.",))
    if not title:
        title = f"News of {show_day(post.moment)}"
    html = export.text_of(post)
    if is_beyond_any_story(html):
        return Draft("", title, "", notes=("It is longer than a story may be, so it was not moved.",))
    converted = convert(html)
    photos, names = _photos(post, converted.pictures, export, uploads)
    notes = [f"Left out: {left}." for left in (*converted.left_out, *_other_captions(converted, names))]
    if converted.video:
        notes.append(
            f"Its video, {converted.video}, stands under video: now. It needs captions or a transcript."
        )
    ours = {category.casefold(): category for category in categories}
    fitting = [ours[label.casefold()] for label in post.categories if label.casefold() in ours]
    summary = plain(post.excerpt) or first_sentence(lead_of(converted.markdown))
    lines = [
        f"title: {quoted(title)}",
        f"summary: {quoted(shorten(summary) or title)}",
        f"date: {written(post.moment)}",
        f"category: {quoted(fitting[0] if fitting else categories[0])}",
    ]
    tags, dropped = _tags(post, categories)
    lines += ["lang: cy"] if post.is_welsh else language_lines(converted.markdown)
    if tags:
        lines.append(f"tags: [{', '.join(quoted(tag) for tag in tags)}]")
    if alias := _as(_OLD_ADDRESS, unquote(split_address(post.link).path)):
        lines.append(f"aliases: [{quoted(alias)}]")
    else:
        notes.append("Its old address can't lead here, so old links to it will break.")
    if dropped:
        notes.append(
            f"Tags left out, since a story has {MOST_TAGS} and each an address: {', '.join(dropped)}."
        )
    if converted.video:
        lines += ["video:", f"  url: {quoted(converted.video)}", f"  title: {quoted(title)}"]
    lines += ["# It was news once already:", "announce: no", "draft: yes", *_photo_lines(photos)]
    text = "\n".join(["---", *lines, "---", _body(converted, names)])
    key = _key(post, post.moment.year, title, taken)
    if refused := refusal(text):
        return Draft(key, title, "", notes=(f"It could not be moved: {refused}",))
    return Draft(key, title, text, photos, tuple(notes))


def _tags(post: Post, categories: Sequence[str]) -> tuple[list[str], list[str]]:
    """The tags that a story can have of the post's, and those it can't; other categories count as tags."""
    spelled: dict[str, str] = {}
    for label in map(plain, (*post.categories, *post.tags)):
        spelled.setdefault(label.casefold(), label)
    ours = {category.casefold() for category in categories}
    tags = [label for folded, label in spelled.items() if label and folded not in ours]
    good = [tag for tag in tags if _as(_TERM, tag)][:MOST_TAGS]
    return good, [tag for tag in tags if tag not in good]


def _photo_lines(photos: Sequence[DraftPhoto]) -> list[str]:
    """The photos as comments: nobody knows yet who can be seen, so none of them is in the story yet."""
    if not photos:
        return []
    lines = [
        "# Photos from the old site. Look at each one and say who can be seen; then take the # away.",
        "# Is there no consent form on record for somebody who can be recognised? Then delete the photo.",
        "# photos:",
    ]
    for photo in photos:
        missing = "" if photo.source else f"{_NOT_FOUND}{photo.url})"
        lines += [f"#   - file: {photo.name}{missing}", f"#     alt: {quoted(photo.alt)}"]
        lines += [f"#     caption: {quoted(photo.caption)}"] if photo.caption else []
        lines += ["#     shows:", "#     consent: {form: , covers: [website]}"]
    return lines


def add_photos(text: str, draft: Draft) -> tuple[str, tuple[DraftPhoto, ...]]:
    """Give a story that was moved before the photos that were missing then and are here now.

    Its text comes back without the notes that these were not found, with the photos to put beside it. A photo
    that was found and has been deleted since stays away: somebody decided that.
    """
    decoded = decode(text.encode(), "story.md")
    meta = parse_story(decoded, "story.md").meta if isinstance(decoded, str) else None
    if meta is None or not meta.draft:
        return text, ()
    added = []
    for photo in draft.photos:
        line = rf"^(#   - file: {re.escape(photo.name)}){re.escape(_NOT_FOUND)}.*\)$"
        if photo.source and re.search(line, text, re.MULTILINE):
            text = re.sub(line, r"\1", text, flags=re.MULTILINE)
            added.append(photo)
    return text, tuple(added)


def _body(converted: Converted, names: Sequence[str]) -> str:
    body = converted.markdown
    for number, name in enumerate(names, 1):
        body = body.replace(
            placeholder(number), f"(A photo was here: {name})" if name else "(A photo was here.)"
        )
    return body or "(There was no text.)\n"


def _photos(
    post: Post, pictures: Sequence[ImportedPicture], export: Export, uploads: Uploads
) -> tuple[tuple[DraftPhoto, ...], list[str]]:
    """The post's pictures, each once, the lead first, with names that are safe and differ.

    Behind them stands the name of each of those in the text. A picture is called the same whether it is found
    or not, so that a later run knows it again.
    """
    by_identity: dict[str, DraftPhoto] = {}
    names: list[str] = []
    lead = [ImportedPicture(number=post.thumbnail)] if post.thumbnail else []
    for picture in (*lead, *pictures):
        record = export.attachments.get(picture.number)
        url = picture.url or (record.url if record else "")
        file = record.file if record else ""
        identity = original_path(url, file)
        if not identity:
            names.append("")
            continue
        photo = by_identity.get(identity) or DraftPhoto(
            _name(PurePosixPath(identity).name, {photo.name for photo in by_identity.values()}),
            uploads.find(url, file),
            plain(url),
            plain(record.alt if record else ""),
            plain(record.caption if record else ""),
        )
        # What the text says of a picture counts before what the library says.
        by_identity[identity] = replace(
            photo,
            url=plain(picture.url) or photo.url,
            alt=picture.alt or photo.alt,
            caption=picture.caption or photo.caption,
        )
        names.append(photo.name)
    return tuple(by_identity.values()), names[len(lead) :]


def _other_captions(converted: Converted, names: Sequence[str]) -> list[str]:
    """What the text says a second time, in other words, below the same picture: a photo has one caption."""
    by_name: dict[str, list[str]] = {}
    for picture, name in zip(converted.pictures, names, strict=True):
        if picture.caption and picture.caption not in by_name.setdefault(name, []):
            by_name[name].append(picture.caption)
    return [f"a caption of {name}: {words}" for name, captions in by_name.items() for words in captions[:-1]]


def _name(original: str, names: Collection[str]) -> str:
    pure = PurePosixPath(original)
    ending = pure.suffix if re.fullmatch(r"\.[a-z0-9]{1,5}", pure.suffix) else ".jpg"
    stem = slugify(pure.stem)[:60].strip("-")
    stem = "photo" if not stem or is_reserved(stem) else stem
    return next(name for name in numbered(stem, ending) if name not in names)


def _key(post: Post, year: int, title: str, taken: Collection[str]) -> str:
    slug = slugify(unquote(post.name))[:60].strip("-") or slugify(title)[:60].strip("-")
    if not slug or is_reserved(slug):
        slug = f"news-{slugify(post.number) or 1}"
    return next(key for key in numbered(f"{year}/{slug}") if key not in taken)


def _as(kind: TypeAdapter[str], value: str) -> str:
    """A value as a story's front matter would have it, or nothing when it would be refused."""
    try:
        return kind.validate_python(value)
    except ValidationError:
        return ""
