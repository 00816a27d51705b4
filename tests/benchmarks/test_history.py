"""What checkouts fetch of a repository with years of photos in it."""

import pytest

from benchmarks import history

STORIES = 6


@pytest.fixture(scope="module")
def fetched() -> dict[str, float]:
    """Of all bytes, what each way of checking out fetches, in percent."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(history, "AS_SENT", 90_000)
        patched.setattr(history, "TIDIED", 10_000)
        table = history.run(stories=(STORIES,), runs=1, echo=lambda _: None)
    return {who: float(share.rstrip("%")) for _, who, _, share, _ in table.rows}


def test_a_whole_clone_has_it_all_and_one_without_blobs_what_stands_today(fetched: dict[str, float]) -> None:
    whole, partly = (fetched[who] for who in history.CLONES)
    assert whole == pytest.approx(100, abs=2)
    assert partly == pytest.approx(10, abs=3)


def test_no_job_fetches_photos_of_years_ago(fetched: dict[str, float]) -> None:
    jobs = {who: share for who, share in fetched.items() if who not in history.CLONES}
    a_story_before = 90 / STORIES
    assert max(jobs.values()) < 10 + a_story_before + 3
    assert {who for who, share in jobs.items() if share > 5} == {
        "check: check",
        "publish: build",
        "tidy: tidy",
    }
