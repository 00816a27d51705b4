"""What the model refuses, said for a communications editor."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from types import MappingProxyType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from goodnews.problems import Problem, Severity
from goodnews.story.choices import choices_meant
from goodnews.story.dates import DateError, parse_moment
from goodnews.story.fields import READ_BY_PEOPLE, FieldPath
from goodnews.story.model import Video
from goodnews.story.yaml_text import quoted

MOST_SHOWN = 100
"""Problems of one front matter that are told at once."""
LONGEST_SHOWN = 200
"""Characters of what somebody wrote that a message shows again."""
_NOTHING = frozenset({"no", "none", "false", "off", "n/a", "nothing"})
NO_ANSWERS = _NOTHING | {"yes", "true", "on"}
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


def problems_of(
    error: ValidationError,
    model: type[BaseModel],
    file: str,
    line_of: Callable[..., int],
    unread: Container[FieldPath] = (),
) -> list[Problem]:
    """Turn every error of a validation into a problem on the line of its field.

    Fields that are there and could not be read are `unread`: none of them is called missing.
    """
    errors = error.errors(include_url=False)[:MOST_SHOWN]
    paths = [detail["loc"] for detail in errors]
    unknown = [detail["loc"] for detail in errors if detail["type"] == "extra_forbidden"]
    meant = {(*path[:-1], _nearest(path, model)) for path in unknown}

    parted = _parted_entries(errors, model)

    def is_echo(detail: ErrorDetails) -> bool:
        """A list whose only items were refused is called empty as well; once is enough."""
        own = detail["loc"]
        if own in unread:
            return True
        if detail["type"] == "missing":
            is_of_parted = own[:-2] in {path[:-1] for path in parted} and own[:-1] not in parted
            return own in meant or is_of_parted
        return detail["type"] == "too_short" and any(
            len(path) > len(own) and path[: len(own)] == own for path in paths
        )

    return [
        Problem(
            file,
            line_of(*detail["loc"]),
            Severity.ERROR,
            "story-fields",
            *(_PARTED if detail["loc"][:-1] in parted else _words(detail, tuple(detail["loc"]), model)),
        )
        for detail in errors
        if not is_echo(detail)
    ]


_PARTED = (
    "This line belongs to the entry above it.",
    "Take the hyphen at its start away, and put a space there instead: only an entry's first line has one.",
)


def _parted_entries(errors: Iterable[ErrorDetails], model: type[BaseModel]) -> set[FieldPath]:
    """The entries of a list that go on with the one before: each line of a photo was begun with a hyphen."""
    entries = {tuple(detail["loc"][:-1]): detail["input"] for detail in errors if detail["type"] == "missing"}
    parted = set[FieldPath]()
    for path, fields in entries.items():
        if not path or not isinstance(path[-1], int):
            continue
        before = (*path[:-1], path[-1] - 1)
        first = next(iter(fields_at(model, path)))
        if before in entries and first not in fields and not set(fields) & set(entries[before]):
            parted.add(path)
    return parted


def lost_words(model: type[BaseModel], path: FieldPath, value: str, comment: str) -> tuple[str, str] | None:
    """What to say of a value that a ` #` cuts off, when people read it; else None."""
    names = tuple(part for part in path if isinstance(part, str))
    field = field_at(model, names)
    if not field or READ_BY_PEOPLE not in (*field.metadata, *_metadata_in(field.annotation)):
        return None
    message = f"In “{_name(path)}”: a # after a space starts a note, so “{_short(comment)}” would be lost."
    if get_origin(field.annotation) is tuple and isinstance(path[-1], str):
        return message, _list_to_write(path, field, f"{value} {comment}")
    whole = quoted(f"{value} {comment}".strip())
    line = whole if isinstance(path[-1], int) else f"{path[-1]}: {whole}"
    return message, f"Put all of it in quotes: {_short(line)}"


def _words(error: ErrorDetails, path: FieldPath, model: type[BaseModel]) -> tuple[str, str]:
    name = _name(path)
    field = field_at(model, path)
    written = _ended(field.examples[0]) if field and field.examples else ""
    example = f"Write it like {written}" if written else "Look at an example story."
    kind, context = error["type"], error.get("ctx", {})
    if kind == "plain":
        subject = f"In “{name}”: " if name else ""
        return f"{subject}{context['what']}", str(context["fix"])
    if kind == "missing":
        about = field.description if field and field.description else ""
        about = f" ({about[:1].lower()}{about[1:]})" if about else ""
        shape = f", for instance {written}" if written else "."
        return f"“{name}” is missing{about}.", f"Add a line “{path[-1]}: …”{shape}"
    if kind == "extra_forbidden":
        return f"I don't know “{path[-1]}” here.", _known_to_write(path, model, error["input"])
    if kind in {"literal_error", "enum"}:
        entry = error["input"]
        shown = ", ".join(map(str, entry)) if isinstance(entry, list) else entry
        choices = context["expected"].replace("'", "")
        listed = re.split(r", | or ", choices)
        meant, several = sorted(choices_meant(str(shown), listed), key=listed.index), ""
        if path[-1] == "shows":
            meant, several = meant[-1:], " Of several, the last that is in the photo."
        hint = f"Did you mean “{', '.join(meant)}”? " if meant else ""
        return f"In “{name}”: “{shown}” is not one of the choices.", f"{hint}Choose from {choices}.{several}"
    if kind == "too_short":
        return f"“{name}” is empty.", example
    if kind == "too_long":
        return f"“{name}” has {context['actual_length']} entries.", f"Keep at most {context['max_length']}."
    part, entry = _model_at(model, path), error["input"]
    is_list = kind in {"tuple_type", "list_type"}
    if part and (is_list or kind.startswith("model")):
        return _lines_to_write(path, part, entry, is_list=is_list)
    if is_list:
        return f"“{name}” has to be a list.", _list_to_write(path, field, entry) or example
    if isinstance(entry, dict) and isinstance(path[-1], int) and len(entry) == 1:
        words = ": ".join(map(str, *entry.items()))
        return f"“{name}” has a colon in it.", f"Put it in quotes: “- {quoted(words)}”."
    return f"“{name}” has to be words on the same line.", example


def _lines_to_write(
    path: FieldPath, part: type[BaseModel], entry: object, *, is_list: bool
) -> tuple[str, str]:
    """What to say of a line that has to have others below it."""
    name = _name(path)
    if isinstance(entry, str) and entry.lower() in _NOTHING:
        return f"“{name}” has to have lines of its own below it.", "To say no, take this line out."
    if is_list:
        return f"“{name}” has to be a list.", _item_to_write(str(path[-1]), part, entry)
    message = f"“{name}” has to have lines of its own below it."
    if isinstance(path[-1], int):
        return message, _item_to_write(str(path[-2]), part, entry)
    return message, _part_to_write(str(path[-1]), part, entry)


def _known_to_write(path: FieldPath, model: type[BaseModel], written: object) -> str:
    """What somebody may have meant by a field that there is not."""
    close = _nearest(path, model)
    if close == "photos" and isinstance(written, str) and (part := _model_at(model, (close,))):
        return f"Write “{close}:” here. {_item_to_write(close, part, written)}"
    if (len(path) == 1 or not close) and (owners := _owners(str(path[-1]), model)):
        return f"It belongs to {owners}: move it below that, as far in as the lines around it."
    if "/" in str(path[-1]) or path[-1] in {"link", "links", "website"}:
        return "Move this line into the text, below the second “---”."
    if " " in str(path[-1]):
        return "If it goes on from the line above, put all of it on one line, in double quotes."
    if close:
        return f"Did you mean “{close}”?"
    return f"Take it out, or use one of: {', '.join(fields_at(model, path[:-1]))}."


def _list_to_write(path: FieldPath, field: FieldInfo | None, written: object) -> str:
    """The line of a list of words; empty where what is written names none that may be chosen."""
    choices = tuple(_choices(field.annotation)) if field else ()
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
    return f"Write “{path[-1]}: [{_short(entries)}]”."


def _part_to_write(name: str, part: type[BaseModel], written: object) -> str:
    fields = ", ".join(
        f"{key}: {quoted(value) if set(value) & set(',{}#') and value[:1] != '[' else value}"
        for key, value in _required(part, written)
    )
    return f"Write it like this, with what is true: “{name}: {{{fields}}}”."


def _item_to_write(name: str, part: type[BaseModel], written: object) -> str:
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
            yield name, _short(str(value))


def _may_be(name: str, written: str) -> bool:
    """Whether what was written for a whole part may be what this line of it says."""
    if name in {"starts", "ends", "on"}:
        with suppress(DateError):
            return bool(parse_moment(written))
        return False
    if name == "covers":
        return False
    return written.lower() not in NO_ANSWERS and (name != "form" or any(map(str.isdecimal, written)))


def _metadata_in(annotation: object) -> Iterator[object]:
    """What is said of the types within a type: those of the text in `tuple[Plain, ...]` or `Plain | None`."""
    if get_origin(annotation) is Annotated:
        yield from get_args(annotation)[1:]
    else:
        for inner in get_args(annotation):
            yield from _metadata_in(inner)


def _choices(annotation: object) -> Iterator[str]:
    """The words that a type lets one choose from."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for inner in get_args(annotation):
            yield from _choices(inner)


def _nearest(path: FieldPath, model: type[BaseModel]) -> str:
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


def fields_at(model: type[BaseModel], path: FieldPath) -> dict[str, FieldInfo]:
    """The fields a writer can use at `path`, by their names.

    >>> from goodnews.story.model import FrontMatter
    >>> list(fields_at(FrontMatter, ("photos", 0, "consent")))
    ['form', 'covers', 'ends', 'guardian']
    """
    here = _model_at(model, path)
    return _fields_of(here) if here else {}


def field_at(model: type[BaseModel], path: FieldPath) -> FieldInfo | None:
    """What the model says about the field at `path`; nothing of an entry of a list."""
    return fields_at(model, path[:-1]).get(str(path[-1])) if path else None


def _fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _model_at(model: type[BaseModel], path: FieldPath) -> type[BaseModel] | None:
    here: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, str) and here is not None:
            info = _fields_of(here).get(part)
            here = next(iter(_models_in(info.annotation)), None) if info else None
    return here


def _models_in(annotation: object) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in {tuple, Union, UnionType}:
        for arg in get_args(annotation):
            yield from _models_in(arg)


def _name(path: FieldPath) -> str:
    """Name a path as a writer would: `photos, number 2: alt`."""
    names = ""
    for part in path:
        names += f" {part + 1}" if isinstance(part, int) else (f", {part}" if names else str(part))
    return names


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _ended(text: str) -> str:
    return text if text.endswith((".", ":")) else f"{text}."
