"""The line to write instead of one that the model refuses."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from types import MappingProxyType

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from goodnews.story.choices import choices_meant
from goodnews.story.dates import DateError, parse_moment
from goodnews.story.fields import FieldPath
from goodnews.story.model import Video
from goodnews.story.model_fields import choices_in, fields_at, model_at
from goodnews.story.yaml_text import quoted

LONGEST_SHOWN = 200
"""Characters of what somebody wrote that a message shows again."""
NOTHING = frozenset({"no", "none", "false", "off", "n/a", "nothing"})
"""How people say no."""
_NO_ANSWERS = NOTHING | {"yes", "true", "on"}
"""What is written where lines are wanted, and says nothing about what they should say."""
_MEANT: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("image", "images", "picture", "pictures", "photograph", "lluniau"), "photos"),
        **dict.fromkeys(("author", "writer", "byline", "awdur"), "by"),
        **dict.fromkeys(("description", "standfirst", "subtitle", "intro", "crynodeb"), "summary"),
        **dict.fromkeys(("headline", "heading", "teitl"), "title"),
        **dict.fromkeys(("ward", "department", "unit"), "team"),
        **dict.fromkeys(("location", "site"), "hospital"),
        **dict.fromkeys(("tweet", "message"), "post"),
        **dict.fromkeys(("expires", "until", "end"), "ends"),
        "keywords": "tags",
        "language": "lang",
        "dyddiad": "date",
        "filename": "file",
    }
)
"""What people call a field."""


def known_to_write(path: FieldPath, model: type[BaseModel], written: object) -> str:
    """What somebody may have meant by a field that there is not."""
    close = nearest_field(path, model)
    if close == "photos" and isinstance(written, str) and (part := model_at(model, (close,))):
        return f"Write “{close}:” here. {item_to_write(close, part, written)}"
    if (len(path) == 1 or not close) and (owners := _owners(str(path[-1]), model)):
        return f"It belongs to {owners}: move it below that, as far in as the lines around it."
    if "/" in str(path[-1]) or path[-1] in {"link", "links", "website"}:
        return "Move this line into the text, below the second “---”."
    if " " in str(path[-1]):
        return "If it goes on from the line above, put all of it on one line, in double quotes."
    if close:
        return f"Did you mean “{close}”?"
    return f"Take it out, or use one of: {', '.join(fields_at(model, path[:-1]))}."


def list_to_write(path: FieldPath, field: FieldInfo | None, written: object) -> str:
    """The line of a list of words; empty where what is written names none that may be chosen."""
    choices = tuple(choices_in(field.annotation)) if field else ()
    if not isinstance(written, str):
        return ""
    entries: str = ", ".join(choices_meant(written, choices)) if choices else written
    if not entries:
        return ""
    if written[:1] in tuple("-•*–"):
        entries = re.sub(r"(?:^|\s+)[-•*–]\s*(?=\S)", ", ", written)
    if path[-1] == "aliases":
        entries = re.sub(r"https?://[^\s/,]+/", "", entries)
    entries = re.sub(r"[\s,]+#(?=\w)", ", ", f" {entries}").strip(" ,()")
    return f"Write “{path[-1]}: [{shortened(entries)}]”."


def part_to_write(name: str, part: type[BaseModel], written: object) -> str:
    """The line of a part in braces, `consent: {form: …}`."""
    fields = ", ".join(
        f"{key}: {quoted(value) if set(value) & set(',{}#') and value[:1] != '[' else value}"
        for key, value in _required(part, written)
    )
    return f"Write it like this, with what is true: “{name}: {{{fields}}}”."


def item_to_write(name: str, part: type[BaseModel], written: object) -> str:
    """The lines of the first entry of a list."""
    first, *others = _required(part, written)
    lines = [f"“  - {first[0]}: {first[1]}”", *(f"“    {key}: {value}”" for key, value in others)]
    return f"Below “{name}:”, write these lines, with what is true: {', '.join(lines)}."


def _required(part: type[BaseModel], written: object) -> Iterator[tuple[str, str]]:
    """The fields a part must have, with what was written for the first of them, and examples."""
    known = written if isinstance(written, dict) else {}
    is_file = isinstance(written, str) and "://" not in written
    for key, field in part.model_fields.items():
        if field.is_required() or (part is Video and key == ("file" if is_file else "url")):
            name = field.alias or key
            value = known.get(name, field.examples[0] if field.examples else "…")
            if isinstance(written, str) and _may_be(name, written):
                value, written = written, None
            yield name, shortened(str(value))


def _may_be(name: str, written: str) -> bool:
    """Whether what was written for a whole part may be what this line of it says."""
    if name in {"starts", "ends", "on"}:
        with suppress(DateError):
            return bool(parse_moment(written))
        return False
    if name == "covers":
        return False
    return written.lower() not in _NO_ANSWERS and (name != "form" or any(map(str.isdecimal, written)))


def nearest_field(path: FieldPath, model: type[BaseModel]) -> str:
    """The field that an unknown name may stand for; empty for a known one, and when there is none like it."""
    known, name = fields_at(model, path[:-1]), str(path[-1])
    if name in known:
        return ""
    close = [_MEANT[name]] if _MEANT.get(name) in known else get_close_matches(name, known, 1, 0.6)
    return close[0] if close else ""


def _owners(name: str, model: type[BaseModel]) -> str:
    """The fields that have one of this name below them; empty when none has.

    >>> from goodnews.story.model import FrontMatter
    >>> _owners("ends", FrontMatter)
    '“live” or “event”'
    """
    return " or ".join(f"“{field}”" for field in fields_at(model, ()) if name in fields_at(model, (field,)))


def shortened(text: str) -> str:
    """As much of what somebody wrote as a message shows again."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
