"""Made-up good news, with and without planted identifiers: what the identifier rules are measured on."""

import re
from dataclasses import dataclass
from pathlib import Path

_PLANTED = re.compile(r"\[\[(?P<kind>[a-z]+)\|(?P<text>.+?)\]\](?!\])")
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Planted:
    """A paragraph with one identifier in it.

    Attributes:
        text: as a writer would hand it in.
        kind: what was planted: `nhs`, `phone`, …
        start: where the identifier begins in `text`.
        end: where it ends.
    """

    text: str
    kind: str
    start: int
    end: int


def read_clean() -> tuple[str, ...]:
    """Paragraphs that hold no identifier."""
    return _lines("clean.txt")


def read_planted() -> tuple[Planted, ...]:
    """Paragraphs that hold one each, marked in the file as `[[kind|text]]`.

    Raises:
        ValueError: a line of the file without its mark.
    """
    return tuple(map(_planted, _lines("planted.txt")))


def _planted(line: str) -> Planted:
    mark = _PLANTED.search(line)
    if mark is None:
        raise ValueError(f"No identifier is marked in: {line}")
    text = line[: mark.start()] + mark["text"] + line[mark.end() :]
    return Planted(text, mark["kind"], mark.start(), mark.start() + len(mark["text"]))


def _lines(name: str) -> tuple[str, ...]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
