"""From a post and its pictures to the files of a draft. Pure: what it says to write, others write."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from goodnews.importers.wordpress.export import Export, Post
from goodnews.importers.wordpress.html_to_markdown import Converted, Picture, convert, placeholder, plain
from goodnews.importers.wordpress.uploads import Uploads
from goodnews.story import NotADate, decode, parse_moment, parse_story, show_day, slugify

LONGEST_SUMMARY = 200
_FIRST_SENTENCE = re.compile(r".+?[.!?](?=\s|$)")
_ADDRESS = re.compile(r"[A-Za-z0-9._~/-]+")


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
    notes: tuple[str, ...] = field(default=())


def make_draft(
    post: Post, export: Export, uploads: Uploads, categories: Sequence[str], taken: Collection[str]
) -> Draft:
    """Make a draft of a post.

    Args:
        post: what to move.
        export: where its pictures' details are.
        uploads: where its pictures are.
        categories: the site's own categories; the first is used when none of the post's is one.
        taken: keys that other posts of this run have.
    """
    title = plain(post.title)
    if post.moment is None:
        return Draft("", title, "", notes=("It has no date, so it was not moved.",))
    if not title:
        title = f"News of {show_day(post.moment)}"
    converted = convert(post.html)
    photos = _photos(post, converted.pictures, export, uploads)
    notes = [f"Left out: {each}." for each in converted.left_out]
    alias = _old_address(post.link)
    if not alias:
        notes.append("Its old address can't lead here, so old links to it will break.")
    text = _text(post, post.moment, title, converted, photos, categories, alias)
    key = _key(post, post.moment, title, taken)
    if refused := _refusal(text):
        return Draft(key, title, "", notes=(f"It could not be moved: {refused}",))
    return Draft(key, title, text, photos, tuple(notes))


def _text(
    post: Post,
    moment: datetime,
    title: str,
    converted: Converted,
    photos: Sequence[DraftPhoto],
    categories: Sequence[str],
    alias: str,
) -> str:
    ours = {each.casefold(): each for each in categories}
    fitting = [ours[each.casefold()] for each in post.categories if each.casefold() in ours]
    others = [plain(each) for each in (*post.categories, *post.tags) if each.casefold() not in ours]
    spelled: dict[str, str] = {}
    for each in others:
        spelled.setdefault(each.casefold(), each)
    tags = [each for each in spelled.values() if each]
    lines = [
        f"title: {quoted(title)}",
        f"summary: {quoted(_summary(post, converted) or title)}",
        f"date: {_written(moment)}",
        f"category: {quoted(fitting[0] if fitting else categories[0])}",
    ]
    if tags:
        lines.append(f"tags: [{', '.join(quoted(tag) for tag in tags)}]")
    if alias:
        lines.append(f"aliases: [{quoted(alias)}]")
    lines += ["announce: no           # it was news once already", "draft: yes", *_photo_lines(photos)]
    return "\n".join(["---", *lines, "---", _body(converted, photos)])


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
        missing = "" if photo.source else f"   (not found; it was at {photo.url})"
        lines += [f"#   - file: {photo.name}{missing}", f"#     alt: {quoted(photo.alt)}"]
        lines += [f"#     caption: {quoted(photo.caption)}"] if photo.caption else []
        lines += ["#     shows:", "#     consent: {form: , covers: [website]}"]
    return lines


def _body(converted: Converted, photos: Sequence[DraftPhoto]) -> str:
    body = converted.markdown
    names = {(photo.url, photo.alt): photo.name for photo in photos}
    for number, picture in enumerate(converted.pictures, 1):
        name = next(
            (photo.name for photo in photos if photo.url == picture.url and picture.url), ""
        ) or names.get((picture.url, picture.alt), "")
        body = body.replace(
            placeholder(number), f"(A photo was here: {name})" if name else "(A photo was here.)"
        )
    return body or "(There was no text.)\n"


def _photos(
    post: Post, pictures: Sequence[Picture], export: Export, uploads: Uploads
) -> tuple[DraftPhoto, ...]:
    """The post's pictures, each once, the lead first, with names that are safe and differ."""
    wanted = [Picture(number=post.thumbnail), *pictures] if post.thumbnail else list(pictures)
    found: dict[str, DraftPhoto] = {}
    names: set[str] = set()
    for picture in wanted:
        record = export.attachments.get(picture.number)
        url = picture.url or (record.url if record else "")
        path = uploads.find(url, record.file if record else "")
        identity = str(path) if path else url
        if not identity:
            continue
        if before := found.get(identity):
            found[identity] = _with_words(before, picture)
            continue
        name = _name(path.name if path else PurePosixPath(unquote(_path(url))).name, names)
        names.add(name)
        found[identity] = DraftPhoto(
            name,
            path,
            plain(url),
            picture.alt or plain(record.alt if record else ""),
            picture.caption or plain(record.caption if record else ""),
        )
    return tuple(found.values())


def _with_words(photo: DraftPhoto, picture: Picture) -> DraftPhoto:
    """A picture seen again may bring the words that were missing, and the address used in the text."""
    return DraftPhoto(
        photo.name,
        photo.source,
        plain(picture.url) or photo.url,
        photo.alt or picture.alt,
        photo.caption or picture.caption,
    )


def _name(original: str, names: Collection[str]) -> str:
    pure = PurePosixPath(original)
    ending = pure.suffix.lower() if re.fullmatch(r"\.[a-z0-9]{1,5}", pure.suffix.lower()) else ".jpg"
    stem = slugify(pure.stem)[:60].strip("-") or "photo"
    numbered = [f"{stem}{ending}", *(f"{stem}-{number}{ending}" for number in range(2, len(names) + 3))]
    return next(name for name in numbered if name not in names)


def _key(post: Post, moment: datetime, title: str, taken: Collection[str]) -> str:
    slug = slugify(unquote(post.name))[:60].strip("-") or slugify(title)[:60].strip("-")
    base = f"{moment.year}/{slug or f'news-{slugify(post.number) or 1}'}"
    numbered = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(key for key in numbered if key not in taken)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _old_address(link: str) -> str:
    path = unquote(_path(link)).strip("/")
    parts = path.split("/")
    if not _ADDRESS.fullmatch(path) or {"", ".", ".."} & set(parts):
        return ""
    return path if "." in parts[-1] else f"{path}/"


def _summary(post: Post, converted: Converted) -> str:
    said = plain(post.excerpt)
    if not said:
        words = plain(post.html) if converted.markdown else ""
        sentence = _FIRST_SENTENCE.match(words)
        said = sentence[0] if sentence else words
    if len(said) <= LONGEST_SUMMARY:
        return said
    return said[:LONGEST_SUMMARY].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _written(moment: datetime) -> str:
    """A date as people write it, with its offset in the hour that the clocks strike twice."""
    short = f"{moment:%Y-%m-%d %H:%M}"
    try:
        parse_moment(short)
    except NotADate:
        offset = f"{moment:%z}"
        return f"{short}{offset[:3]}:{offset[3:]}"
    return short


def quoted(text: str) -> str:
    r"""A text as a YAML string that means exactly it.

    >>> quoted('She said "hello"')
    '"She said \\"hello\\""'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _refusal(text: str) -> str:
    """Why the text is no story, or nothing: a draft that breaks every later check helps nobody."""
    decoded = decode(text.encode(), "story.md")
    problems = (decoded,) if not isinstance(decoded, str) else parse_story(decoded, "story.md").problems
    return problems[0].what if problems else ""
