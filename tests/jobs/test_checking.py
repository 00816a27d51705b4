"""A check beside a build: nothing is written before it is done, nor if anything has to be fixed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from goodnews.jobs import checking
from goodnews.jobs.build import build_site
from goodnews.jobs.checking import Checking
from goodnews.problems import ContentError
from goodnews.story import Contents
from tests.jobs.test_check import CALM, LOOSE, TRUST, write
from tests.site.conftest import Site

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def begin(root: Path, *, anew: bool = False) -> Checking:
    return Checking(Contents(root, root / ".cache"), TRUST, NOW, anew=anew)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "site")


@pytest.fixture(params=[0, 100], ids=["first", "beside"])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Checked before anything else, or by another hand."""
    monkeypatch.setattr(checking, "A_FEW", request.param)
    return int(request.param)


def test_what_is_right_may_go_on_and_is_counted(tmp_path: Path, few: int) -> None:
    write(tmp_path, "2026/one", CALM)
    check = begin(tmp_path)
    check.permit()
    assert (check.verdict.problems, check.verdict.stories) == ((), 1)
    assert check.verdict.summary == "Nothing to fix."


def test_what_is_wrong_stops_whoever_asks_with_every_problem(tmp_path: Path, few: int) -> None:
    write(tmp_path, "2026/one", LOOSE)
    with pytest.raises(ContentError) as stopped:
        begin(tmp_path).permit()
    assert [problem.code for problem in stopped.value.problems] == ["identifier-phone"]


def test_what_was_known_is_wrong_is_still_wrong(tmp_path: Path, few: int) -> None:
    write(tmp_path, "2026/one", LOOSE)
    for anew in (False, False, True):
        with pytest.raises(ContentError):
            begin(tmp_path, anew=anew).permit()


def test_a_check_that_nobody_wants_is_given_up(tmp_path: Path, few: int) -> None:
    write(tmp_path, "2026/one", CALM)
    begin(tmp_path).give_up()


def test_nothing_is_written_of_a_site_that_has_to_be_fixed(site: Site, few: int) -> None:
    site.write("2026/one", body=CALM)
    site.build()
    before = site.files()
    site.write("2026/one", body=LOOSE)
    contents = Contents(site.root, site.root / ".cache")
    with pytest.raises(ContentError):
        _build(site, contents, Checking(contents, TRUST, NOW))
    assert site.files() == before


def _build(site: Site, contents: Contents, check: Checking) -> None:
    build_site(
        site.root,
        "publishconf.py",
        NOW,
        output=site.root / "output",
        contents=contents,
        permit=check.permit,
        sweep=True,
    )


def test_what_was_checked_is_what_is_built(site: Site) -> None:
    path = site.write("2026/one", body=CALM) / "story.md"
    contents = Contents(site.root, site.root / ".cache")
    check = Checking(contents, TRUST, NOW)
    path.write_text(path.read_text(encoding="utf-8").replace(CALM, LOOSE), encoding="utf-8")
    _build(site, contents, check)
    assert CALM in site.page("stories/2026/one")
