"""Texts rendered before are not rendered again, and never mistaken."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from goodnews.drawer import Drawer
from goodnews.markdown import Body, Text, render_many
from goodnews.plugin import bodies

TEXTS = [Text("One."), Text("Two. ![](a.jpg)", ("a.jpg",)), Text("Q: Three?", interview=True)]


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[Text]:
    """The texts that were really rendered."""
    seen: list[Text] = []

    def watch(texts: Sequence[Text], workers: int, meanwhile: Callable[[], None]) -> list[Body]:
        seen.extend(texts)
        return render_many(texts, workers, meanwhile)

    monkeypatch.setattr(bodies, "render_many", watch)
    return seen


def test_only_what_is_new_is_rendered(tmp_path: Path, rendered: list[Text]) -> None:
    first = bodies.render_texts(TEXTS, tmp_path)
    rendered.clear()
    again = bodies.render_texts([*TEXTS, Text("Four.")], tmp_path)
    assert [body.html for body in again[:3]] == [body.html for body in first]
    assert rendered == [Text("Four.")]


@pytest.mark.parametrize(
    "changed",
    [
        Text("Two, edited. ![](a.jpg)", ("a.jpg",)),
        Text("Two. ![](a.jpg)"),
        Text("Two. ![](a.jpg)", ("a.jpg",), interview=True),
    ],
)
def test_a_change_of_anything_it_is_made_from_renders_it_again(
    tmp_path: Path, rendered: list[Text], changed: Text
) -> None:
    bodies.render_texts(TEXTS, tmp_path)
    rendered.clear()
    assert bodies.render_texts([changed], tmp_path) == render_many([changed], 1)
    assert rendered == [changed]


@pytest.mark.parametrize("spoiled", [b"", b"{", b"\x80\x00"])
def test_a_spoiled_cache_counts_as_empty(tmp_path: Path, spoiled: bytes) -> None:
    right = bodies.render_texts(TEXTS, tmp_path)
    (tmp_path / "texts.db").write_bytes(spoiled)
    assert bodies.render_texts(TEXTS, tmp_path) == right


@pytest.mark.parametrize("row", [b"", b"[]", b"7\n<p>x</p>", b"{\n<p>x</p>", b"[]\n\xff"])
def test_a_row_that_is_not_ours_is_not_shown(tmp_path: Path, row: bytes) -> None:
    right = bodies.render_texts(TEXTS, tmp_path)
    drawer = Drawer(tmp_path / "texts.db", bodies._recipe())
    rows = drawer.read()
    assert len(rows) == 3
    drawer.update(rows, dict.fromkeys(rows, row))
    assert bodies.render_texts(TEXTS, tmp_path) == right
    assert drawer.read() == rows


def test_other_code_does_not_read_this_codes_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rendered: list[Text]
) -> None:
    bodies.render_texts(TEXTS, tmp_path)
    rendered.clear()
    monkeypatch.setattr(bodies, "_LIBRARIES", ("markdown", "nh3", "pelican"))
    bodies.render_texts(TEXTS, tmp_path)
    assert rendered == TEXTS
