"""From merged to announced: what each job takes."""

import pytest

from benchmarks import merge

pytestmark = pytest.mark.nightly


def test_each_way_to_deliver_is_measured_job_by_job_and_in_all() -> None:
    table = merge.run(stories=(2,), runs=1, echo=lambda _: None)
    assert [(way, job) for _, way, job, *_ in table.rows] == [
        ("a branch", "build"),
        ("a branch", "deploy"),
        ("a branch", "announce"),
        ("a branch", "in all"),
        ("GitHub Pages", "build"),
        ("GitHub Pages", "announce"),
        ("GitHub Pages", "in all"),
        ("the clock", "due, and nothing is"),
    ]
    assert all(float(processor) > 0 for *_, processor, _ in table.rows)
