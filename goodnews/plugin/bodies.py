"""Texts rendered before, so that a build renders only what is new.

A text's key holds all it is rendered from: its words, the photos it may place, whether it is an
interview. The code and libraries that render are the recipe. So an entry is right or it is not found.
"""

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import goodnews.markdown
from goodnews.drawer import Drawer
from goodnews.hands import nothing
from goodnews.libraries import version_of
from goodnews.markdown import Body, Text, render_many

_LIBRARIES = ("markdown", "nh3")


def render_texts(texts: Sequence[Text], cache: Path, meanwhile: Callable[[], None] = nothing) -> list[Body]:
    """Render every text, in order; those rendered by the last build are taken from `cache`.

    A cache that is missing, foreign or broken counts as empty. `meanwhile` is called here once,
    while other hands begin to render.
    """
    drawer = Drawer(cache / "texts.db", _recipe())
    rows = drawer.read()
    keys = [_key(text) for text in texts]
    known = {key: body for key in keys if (row := rows.get(key)) and (body := _body(row))}
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    rendered = dict(zip(new, render_many(list(new.values()), os.cpu_count() or 1, meanwhile), strict=True))
    drawer.update(
        rows,
        {key: rows[key] for key in known} | {key: _row(body) for key, body in rendered.items()},
    )
    return [rendered.get(key) or known[key] for key in keys]


def _key(text: Text) -> str:
    told = "\n".join([str(text.interview), *sorted(text.photos), "", text.source])
    return hashlib.sha256(told.encode()).hexdigest()


def _recipe() -> str:
    """Digest the code that renders, and the versions of what it renders with."""
    digest = hashlib.sha256()
    for library in _LIBRARIES:
        digest.update(f"{library} {version_of(library)}\n".encode())
    for path in sorted(Path(str(goodnews.markdown.__file__)).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _row(body: Body) -> bytes:
    """The names of the photos it places on a line, then its HTML."""
    return f"{json.dumps(body.placed)}\n{body.html}".encode()


def _body(row: bytes) -> Body | None:
    """What a row says; None if it is not what we write."""
    try:
        placed, html = row.decode().split("\n", 1)
        return Body(html, tuple(map(str, json.loads(placed))) if placed != "[]" else ())
    except (ValueError, TypeError):
        return None
