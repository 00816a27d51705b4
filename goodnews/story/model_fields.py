"""What the model says of the field at a path: which there are, what it is made of, what it may be."""

from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from goodnews.story.fields import FieldPath


def fields_at(model: type[BaseModel], path: FieldPath) -> dict[str, FieldInfo]:
    """The fields a writer can use at `path`, by their names.

    >>> from goodnews.story.model import FrontMatter
    >>> list(fields_at(FrontMatter, ("photos", 0, "consent")))
    ['form', 'covers', 'ends', 'guardian']
    """
    here = model_at(model, path)
    return _fields_of(here) if here else {}


def field_at(model: type[BaseModel], path: FieldPath) -> FieldInfo | None:
    """What the model says about the field at `path`; nothing of an entry of a list."""
    return fields_at(model, path[:-1]).get(str(path[-1])) if path else None


def _fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {info.alias or name: info for name, info in model.model_fields.items()}


def model_at(model: type[BaseModel], path: FieldPath) -> type[BaseModel] | None:
    """The model of the part at `path`; None where there are words, or nothing."""
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


def metadata_in(annotation: object) -> Iterator[object]:
    """What is said of the types within a type: those of the text in `tuple[Plain, ...]` or `Plain | None`."""
    if get_origin(annotation) is Annotated:
        yield from get_args(annotation)[1:]
    else:
        for inner in get_args(annotation):
            yield from metadata_in(inner)


def choices_in(annotation: object) -> Iterator[str]:
    """The words that a type lets one choose from."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for inner in get_args(annotation):
            yield from choices_in(inner)
