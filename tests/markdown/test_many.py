"""Many texts in many processes come out as one after the other."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from goodnews.markdown import Body, Text, many, render_body, render_many
from goodnews.markdown.many import TOGETHER

ROOT = Path(__file__).resolve().parents[2]


def test_processes_give_the_same_as_one_after_the_other() -> None:
    # In a process of its own, which has no threads yet and may be copied.
    program = f"""
import json
from goodnews.markdown import Text, render_all, render_many
sources = [f"Number *{{n}}*. ![](a.jpg)\\n\\nQ: x" for n in range({3 * TOGETHER + 1})]
texts = [Text(source, ("a.jpg",), n % 2 == 0) for n, source in enumerate(sources)]
print(json.dumps([render_many(texts, 2) == render_all(texts), len(texts)]))
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, cwd=ROOT, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [True, 3 * TOGETHER + 1]


@pytest.mark.parametrize(("workers", "possible", "hands"), [(8, 2, 2), (2, 8, 2), (8, 1, 1)])
def test_the_work_is_dealt_out_to_as_many_as_are_wanted_and_possible(
    monkeypatch: pytest.MonkeyPatch, workers: int, possible: int, hands: int
) -> None:
    def share(
        jobs: Sequence[Callable[[], list[Body]]], hands: int, *, meanwhile: Callable[[], None]
    ) -> list[list[Body]]:
        shared.append((len(jobs), hands))
        meanwhile()
        return [job() for job in jobs]

    shared: list[tuple[int, int]] = []
    monkeypatch.setattr(many, "count_hands", lambda: possible)
    monkeypatch.setattr(many, "share_out", share)
    texts = [Text(f"Number {n}.") for n in range(2 * TOGETHER + 1)]
    assert [body.html for body in render_many(texts, workers)] == [f"<p>{text.source}</p>" for text in texts]
    assert shared == [(3, hands)]


def test_no_texts_are_no_work() -> None:
    assert render_many([], 8) == []


def test_a_text_is_rendered_with_its_photos() -> None:
    assert render_many([Text("![](a.jpg)", ("a.jpg",))], 1) == [render_body("![](a.jpg)", photos=["a.jpg"])]
