"""What the model refuses, said for a communications editor."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from types import UnionType
from typing import Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from goodnews.problems import Problem, Severity
from goodnews.story.fields import FieldPath


def problems_of(
    error: ValidationError, model: type[BaseModel], file: str, line_of: Callable[..., int]
) -> list[Problem]:
    """Turn every error of a validation into a problem on the line of its field.

    Args:
        error: what pydantic says.
        model: what was validated against.
        file: the path that problems name.
        line_of: gives the line of the parts of a path.
    """
    errors = error.errors(include_url=False)
    places = [each["loc"] for each in errors]

    def is_echo(each: ErrorDetails) -> bool:
        """A list whose only items were refused is called empty as well; once is enough."""
        own = each["loc"]
        return each["type"] == "too_short" and any(
            len(at) > len(own) and at[: len(own)] == own for at in places
        )

    return [_problem(each, model, file, line_of) for each in errors if not is_echo(each)]


def _problem(error: ErrorDetails, model: type[BaseModel], file: str, line_of: Callable[..., int]) -> Problem:
    path: FieldPath = tuple(error["loc"])
    what, fix = _words(error, path, model)
    return Problem(file, line_of(*path), Severity.ERROR, "story-fields", what, fix)


def _words(error: ErrorDetails, path: FieldPath, model: type[BaseModel]) -> tuple[str, str]:
    name = _name(path)
    field = field_at(model, path)
    example = _like(field) if field and field.examples else "Look at an example story."
    kind, context = error["type"], error.get("ctx", {})
    if kind == "plain":
        subject = f"In “{name}”: " if name else ""
        return f"{subject}{context['what']}", str(context["fix"])
    if kind == "missing":
        about = f" ({_lowered(field.description)})" if field and field.description else ""
        shape = f"Add a line “{path[-1]}: …”" + (
            f", for instance {_ended(field.examples[0])}" if field and field.examples else "."
        )
        return f"“{name}” is missing{about}.", shape
    if kind == "extra_forbidden":
        return _unknown(path, model)
    if kind in {"literal_error", "enum"}:
        return f"“{error['input']}” can't be used for “{name}”.", f"Choose from {context['expected']}."
    if kind == "too_short":
        return f"“{name}” is empty.", example
    if kind in {"tuple_type", "list_type"}:
        return (
            f"“{name}” has to be a list.",
            _like(field) if field and field.examples else "Start each of its lines with a hyphen.",
        )
    if kind.startswith("model"):
        return f"“{name}” has to have lines of its own below it.", "Look at an example story."
    return f"“{name}” has to be words on the same line.", example


def _unknown(path: FieldPath, model: type[BaseModel]) -> tuple[str, str]:
    known = fields_at(model, path[:-1])
    key = str(path[-1])
    close = get_close_matches(key.lower(), known, 1, 0.6)
    fix = f"Did you mean “{close[0]}”?" if close else f"Take it out, or use one of: {', '.join(known)}."
    return f"I don't know “{key}” here.", fix


def fields_at(model: type[BaseModel], path: FieldPath) -> list[str]:
    """The names a writer can use at `path`.

    >>> from goodnews.story.model import FrontMatter
    >>> fields_at(FrontMatter, ("photos", 0, "consent"))
    ['form', 'covers', 'ends', 'guardian']
    """
    here = _model_at(model, path)
    return [info.alias or name for name, info in here.model_fields.items()] if here else []


def field_at(model: type[BaseModel], path: FieldPath) -> FieldInfo | None:
    """What the model says about the field at `path`."""
    names = [part for part in path if isinstance(part, str)]
    if not names or path[-1] != names[-1]:
        return None
    here = _model_at(model, tuple(names[:-1]))
    return _field(here, names[-1]) if here else None


def _field(model: type[BaseModel], name: str) -> FieldInfo | None:
    return next((info for key, info in model.model_fields.items() if (info.alias or key) == name), None)


def _model_at(model: type[BaseModel], path: FieldPath) -> type[BaseModel] | None:
    here: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, str) and here is not None:
            info = _field(here, part)
            here = next(iter(_models_in(info.annotation)), None) if info else None
    return here


def _models_in(annotation: object) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in {tuple, Union, UnionType}:
        for each in get_args(annotation):
            yield from _models_in(each)


def _name(path: FieldPath) -> str:
    """Name a path as a writer would: `photos, number 2: alt`."""
    names = ""
    for part in path:
        names += f" {part + 1}" if isinstance(part, int) else (f", {part}" if names else str(part))
    return names


def _like(field: FieldInfo) -> str:
    return f"Write it like {_ended(field.examples[0] if field.examples else '…')}"


def _ended(text: str) -> str:
    return text if text.endswith((".", ":")) else f"{text}."


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
