"""A look at the output that another hand takes."""

from pathlib import Path

import pytest

from goodnews import looking
from goodnews.looking import SEARCH, Looking
from goodnews.standing import look_around


@pytest.fixture
def output(tmp_path: Path) -> Path:
    for name in ("index.html", "stories/2026/a/index.html", f"{SEARCH}/pagefind.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


def test_it_sees_all_that_stands_there(output: Path) -> None:
    looking = Looking(f"{output}/")
    assert looking.output == str(output)
    assert looking.standing == look_around(str(output))
    assert f"{SEARCH}/pagefind.js" in looking.standing.stamps


def test_a_search_index_that_is_wanted_is_nobodys_business(output: Path) -> None:
    looking = Looking(str(output), search=True)
    assert looking.standing.stamps.keys() == {"index.html", "stories/2026/a/index.html"}


def test_it_looks_once(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look = Looking(str(output))
    first = look.standing
    (output / "later.html").write_text("later", encoding="utf-8")
    assert look.standing is first


def test_a_look_that_nobody_wants_any_more_is_given_up(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "count_hands", lambda: 1)
    Looking(str(output)).give_up()


def test_where_nothing_was_built_nothing_stands(tmp_path: Path) -> None:
    assert Looking(str(tmp_path / "output")).standing.stamps == {}
