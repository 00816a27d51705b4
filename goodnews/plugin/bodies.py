"""Texts rendered before, so that a build renders only what is new.

A text's key holds all it is rendered from: its words, the photos it may place, whether it is an
interview, and the code and libraries that render. So an entry is right or it is not found.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path

import goodnews.markup
from goodnews.files import write_atomically
from goodnews.markup import Body, Text, render_many

_LIBRARIES = ("markdown", "nh3")


def render_texts(texts: Sequence[Text], cache: Path) -> list[Body]:
    """Render every text, in order; those rendered by the last build are taken from `cache`.

    A cache that is missing, foreign or broken counts as empty.
    """
    file = cache / "texts" / f"{_recipe()}.json"
    before = _read(file)
    keys = [_key(text) for text in texts]
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in before}
    rendered = dict(zip(new, render_many(list(new.values()), os.cpu_count() or 1), strict=True))
    bodies = [rendered.get(key) or before[key] for key in keys]
    if new or len(before) > len(set(keys)):
        _write(file, zip(keys, bodies, strict=True))
    return bodies


def _key(text: Text) -> str:
    told = "\n".join([str(text.interview), *sorted(text.photos), "", text.source])
    return hashlib.sha256(told.encode()).hexdigest()


def _recipe() -> str:
    """Digest the code that renders, and the versions of what it renders with."""
    digest = hashlib.sha256()
    for library in _LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}\n".encode())
    for path in sorted(Path(str(goodnews.markup.__file__)).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _write(file: Path, bodies: Iterable[tuple[str, Body]]) -> None:
    write_atomically(file, json.dumps({key: [body.html, *body.placed] for key, body in bodies}))
    for other in file.parent.glob("*.json"):
        if other != file:
            other.unlink(missing_ok=True)


def _read(file: Path) -> dict[str, Body]:
    try:
        kept = json.loads(file.read_bytes())
        return {key: Body(str(html), tuple(map(str, placed))) for key, (html, *placed) in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
