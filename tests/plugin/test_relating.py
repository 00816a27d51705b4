"""Which stories go together, remembered between builds."""

import json
from pathlib import Path

import pytest

import goodnews.plugin.relating
from goodnews.plugin.relating import Relating
from goodnews.site import relate
from tests.site.making import make_story

STORIES = [make_story(f"2026/story-{n}", team=f"Ward {n % 2}", tags=f"[tag {n % 3}]").story for n in range(9)]


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows each time that stories are really compared."""
    times: list[int] = []

    def count(stories: list) -> object:
        times.append(len(stories))
        return relate(stories)

    monkeypatch.setattr(goodnews.plugin.relating, "relate", count)
    return times


def test_the_second_build_knows_what_the_first_one_found(tmp_path: Path, found: list[int]) -> None:
    first, second = (Relating(STORIES, tmp_path, "code", 1).answer() for _ in range(2))
    assert found == [9]
    for place in range(9):
        assert first(place) == second(place) == relate(STORIES)(place)


def test_other_stories_or_other_code_are_compared_anew(tmp_path: Path, found: list[int]) -> None:
    Relating(STORIES, tmp_path, "code", 1).answer()
    Relating(STORIES[:-1], tmp_path, "code", 1).answer()
    Relating(STORIES[:-1], tmp_path, "other code", 1).answer()
    assert found == [9, 8, 8]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _data: b"",
        lambda data: data[: len(data) // 2],
        lambda _data: b"[1, 2]",
        lambda data: json.dumps(json.loads(data) | {"places": [[99]] * 9}).encode(),
        lambda data: json.dumps(json.loads(data) | {"places": [["x"]] * 9}).encode(),
        lambda data: json.dumps(json.loads(data) | {"places": [[1]]}).encode(),
        lambda data: json.dumps(json.loads(data) | {"places": 7}).encode(),
    ],
    ids=["empty", "torn", "foreign", "too far", "words", "too few", "a number"],
)
def test_a_spoiled_cache_counts_as_empty(tmp_path: Path, found: list[int], spoil: object) -> None:
    Relating(STORIES, tmp_path, "code", 1).answer()
    file = tmp_path / "related.json"
    file.write_bytes(spoil(file.read_bytes()))  # type: ignore[operator]
    assert Relating(STORIES, tmp_path, "code", 1).answer()(0) == relate(STORIES)(0)
    assert found == [9, 9]
