"""What the model refuses, said for a communications editor."""

import re
from collections.abc import Callable, Container, Iterable
from typing import get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from goodnews.problems import Problem, Severity
from goodnews.story.choices import choices_meant
from goodnews.story.fields import READ_BY_PEOPLE, FieldPath
from goodnews.story.lines_to_write import (
    NOTHING,
    item_to_write,
    known_to_write,
    list_to_write,
    nearest_field,
    part_to_write,
    shortened,
)
from goodnews.story.model_fields import field_at, fields_at, metadata_in, model_at
from goodnews.story.yaml_text import quoted

MOST_SHOWN = 100
"""Problems of one front matter that are told at once."""


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
    meant = {(*path[:-1], nearest_field(path, model)) for path in unknown}

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
    if not field or READ_BY_PEOPLE not in (*field.metadata, *metadata_in(field.annotation)):
        return None
    message = f"In “{_name(path)}”: a # after a space starts a note, so “{shortened(comment)}” would be lost."
    if get_origin(field.annotation) is tuple and isinstance(path[-1], str):
        return message, list_to_write(path, field, f"{value} {comment}")
    whole = quoted(f"{value} {comment}".strip())
    line = whole if isinstance(path[-1], int) else f"{path[-1]}: {whole}"
    return message, f"Put all of it in quotes: {shortened(line)}"


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
        return f"I don't know “{path[-1]}” here.", known_to_write(path, model, error["input"])
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
    part, entry = model_at(model, path), error["input"]
    is_list = kind in {"tuple_type", "list_type"}
    if part and (is_list or kind.startswith("model")):
        return _below_it(path, part, entry, is_list=is_list)
    if is_list:
        return f"“{name}” has to be a list.", list_to_write(path, field, entry) or example
    if isinstance(entry, dict) and isinstance(path[-1], int) and len(entry) == 1:
        words = ": ".join(map(str, *entry.items()))
        return f"“{name}” has a colon in it.", f"Put it in quotes: “- {quoted(words)}”."
    return f"“{name}” has to be words on the same line.", example


def _below_it(path: FieldPath, part: type[BaseModel], entry: object, *, is_list: bool) -> tuple[str, str]:
    """What to say of a line that has to have others below it."""
    name = _name(path)
    if isinstance(entry, str) and entry.lower() in NOTHING:
        return f"“{name}” has to have lines of its own below it.", "To say no, take this line out."
    if is_list:
        return f"“{name}” has to be a list.", item_to_write(str(path[-1]), part, entry)
    message = f"“{name}” has to have lines of its own below it."
    if isinstance(path[-1], int):
        return message, item_to_write(str(path[-2]), part, entry)
    return message, part_to_write(str(path[-1]), part, entry)


def _name(path: FieldPath) -> str:
    """Name a path as a writer would: `photos, number 2: alt`."""
    names = ""
    for part in path:
        names += f" {part + 1}" if isinstance(part, int) else (f", {part}" if names else str(part))
    return names


def _ended(text: str) -> str:
    return text if text.endswith((".", ":")) else f"{text}."
