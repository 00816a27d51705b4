"""A build of what was built already does nothing, and is only believed while nothing at all changed."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

import goodnews.plugin.building
from tests.site.conftest import Site, picture


@pytest.fixture
def built(site: Site) -> Site:
    """A site that was built, whose stories nobody reads again without a reason."""
    site.write("2026/one", photos={"a.jpg": picture("teal")})
    site.write("2026/later", date="2026-11-23 12:00")
    site.build()
    return site


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows with each build that reads the content."""
    builds: list[str] = []
    building = goodnews.plugin.building.Building

    def build(*arguments: object) -> object:
        builds.append("read")
        return building(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(goodnews.plugin.building, "Building", build)
    return builds


def test_nothing_is_read_and_nothing_written(built: Site, looked: list[str]) -> None:
    before, first = built.files(), built.build()
    assert not looked
    assert (first.written, first.gone, first.reasons) == (0, (), {})
    assert (first.stories, first.waiting, first.photos) == (1, 1, 1)
    assert first.build in built.page("")
    assert built.files() == before


def edit(site: Site) -> None:
    site.write("2026/one", body="Other words.", photos={"a.jpg": picture("teal")})


def touch(site: Site) -> None:
    path = site.root / "content" / "stories" / "2026" / "one" / "story.md"
    path.write_bytes(path.read_bytes())


def add_a_file(site: Site) -> None:
    (site.root / "content" / "stories" / "2026" / "one" / "notes.txt").write_text("x", encoding="utf-8")


def remove(site: Site) -> None:
    shutil.rmtree(site.root / "content" / "stories" / "2026" / "one")


def edit_a_template(site: Site) -> None:
    path = site.root / "theme" / "templates" / "story.html"
    path.write_text(path.read_text(encoding="utf-8") + "{# x #}", encoding="utf-8")


def edit_a_setting(site: Site) -> None:
    path = site.root / "publishconf.py"
    path.write_text(path.read_text(encoding="utf-8") + "\nTRUST_PAGE_SIZE = 6\n", encoding="utf-8")


def pass_an_embargo(site: Site) -> None:
    site.now += timedelta(hours=4)


def pass_midnight(site: Site) -> None:
    site.now += timedelta(days=1)


def go_back_in_time(site: Site) -> None:
    site.now -= timedelta(minutes=1)


def spoil_the_output(site: Site) -> None:
    (site.root / "output" / "index.html").write_text("spoiled", encoding="utf-8")


def lose_a_file(site: Site) -> None:
    (site.root / "output" / "feed.xml").unlink()


def leave_a_stray(site: Site) -> None:
    (site.root / "output" / "stray.html").write_text("stray", encoding="utf-8")


def spoil_the_record(site: Site) -> None:
    for path in (site.root / ".cache" / "pages").glob("*-left.json"):
        path.write_bytes(path.read_bytes()[:40])


def make_the_record_foreign(site: Site) -> None:
    for path in (site.root / ".cache" / "pages").glob("*-left.json"):
        path.write_text(json.dumps(json.loads(path.read_bytes()) | {"since": 7}), encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        edit,
        touch,
        add_a_file,
        remove,
        edit_a_template,
        edit_a_setting,
        pass_an_embargo,
        pass_midnight,
        go_back_in_time,
        spoil_the_output,
        lose_a_file,
        leave_a_stray,
        spoil_the_record,
        make_the_record_foreign,
    ],
)
def test_any_change_at_all_is_seen(built: Site, looked: list[str], change: Callable[[Site], None]) -> None:
    change(built)
    built.build()
    assert looked == ["read"]
    built.build("clean")
    assert built.files() == built.files("clean")


def test_what_was_written_a_moment_ago_is_not_trusted(
    site: Site, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("2026/one")
    monkeypatch.setattr("tests.site.conftest.time.time", lambda: site.root.stat().st_mtime - 60)
    site.build()
    site.build()
    assert looked == ["read", "read"]


def test_publishing_always_reads_everything(built: Site, looked: list[str]) -> None:
    built.build(sweep=True)
    assert looked == ["read"]


def test_another_output_knows_nothing_of_this_one(built: Site, looked: list[str], tmp_path: Path) -> None:
    built.build("elsewhere")
    assert looked == ["read"]
    assert built.files("elsewhere") == built.files()


def test_a_build_that_fails_leaves_nothing_to_be_believed(built: Site, looked: list[str]) -> None:
    story = built.root / "content" / "stories" / "2026" / "one" / "story.md"
    before = story.read_bytes()
    story.write_bytes(b"---\ntitle: [\n---\n")
    with pytest.raises(Exception, match=r"story\.md"):
        built.build()
    story.write_bytes(before)
    built.build()
    assert looked == ["read", "read"]
