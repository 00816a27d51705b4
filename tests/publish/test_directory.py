import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from goodnews.http_server import find_file
from goodnews.problems import CommandError
from goodnews.publish.headers import LoopbackSite
from goodnews.publish.releases import Releases, make_link
from goodnews.publish.targets.directory import DirectoryTarget
from tests.publish.conftest import Built, Reader, a_site, named_in, read_site, write_site


def no_links(target: Path, link: Path) -> None:
    """A system like Windows without developer mode."""
    raise OSError("A required privilege is not held by the client")


def at_once(_: float) -> None:
    """Nobody is reading."""


def target(
    tmp_path: Path, *, links: bool = True, sleep: Callable[[float], object] = at_once
) -> DirectoryTarget:
    link = make_link if links else no_links
    return DirectoryTarget(tmp_path / "public", sleep=sleep, link=link)  # type: ignore[arg-type]


def snapshot(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Name, inode, date and size of everything below a folder, links not followed."""
    facts = {str(path): path.lstat() for path in [folder, *folder.rglob("*")]}
    return {path: (each.st_ino, each.st_mtime_ns, each.st_size) for path, each in facts.items()}


@pytest.mark.parametrize("links", [True, False])
def test_the_folder_shows_exactly_the_site(tmp_path: Path, built: Built, links: bool) -> None:
    for number in (1, 2, 3):
        delivery = target(tmp_path, links=links).deliver(built(number), f"build{number}")
        assert read_site(tmp_path / "public") == a_site(number)
        assert delivery.changes
    assert bool(delivery.notes) is not links


@pytest.mark.parametrize("links", [True, False])
def test_an_unchanged_site_changes_nothing_on_the_disk(tmp_path: Path, built: Built, links: bool) -> None:
    target(tmp_path, links=links).deliver(built(1), "build1")
    before = snapshot(tmp_path)
    delivery = target(tmp_path, links=links).deliver(tmp_path / "output", "build1")
    assert not delivery.changes
    assert snapshot(tmp_path) == before


def test_a_file_that_did_not_change_keeps_its_date_and_its_place_on_the_disk(
    tmp_path: Path, built: Built
) -> None:
    target(tmp_path).deliver(built(1), "build1")
    before = (tmp_path / "public/index.html").stat()
    write_site(tmp_path / "output", {**a_site(1), "feed.xml": "<rss/>"})
    os.utime(tmp_path / "output/index.html")
    target(tmp_path).deliver(tmp_path / "output", "build2")
    after = (tmp_path / "public/index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (tmp_path / "public/feed.xml").read_text() == "<rss/>"


def test_the_last_five_releases_are_kept(tmp_path: Path, built: Built) -> None:
    for number in range(1, 9):
        target(tmp_path).deliver(built(number), f"build{number}")
    releases = Releases(tmp_path / "public")
    assert [each.number for each in releases.all()] == [4, 5, 6, 7, 8]
    assert releases.current() == releases.all()[-1]


def test_writing_to_the_output_later_does_not_touch_what_is_shown(tmp_path: Path, built: Built) -> None:
    output = built(1)
    target(tmp_path).deliver(output, "build1")
    with (output / "index.html").open("a") as page:
        page.write("half a page")
    assert read_site(tmp_path / "public") == a_site(1)


def test_a_reader_in_mid_page_still_finds_the_old_files_for_a_while(tmp_path: Path, built: Built) -> None:
    target(tmp_path).deliver(built(1), "build1")
    old_photo = next((tmp_path / "public/photos").iterdir()).name
    seen: list[bool] = []
    patient = DirectoryTarget(
        tmp_path / "public",
        linger=3.0,
        sleep=lambda _: seen.append((tmp_path / "public/photos" / old_photo).exists()),
    )
    patient.deliver(built(2), "build2")
    assert seen == [True]
    assert not (tmp_path / "public/photos" / old_photo).exists()


@pytest.mark.parametrize("links", [True, False])
def test_no_reader_ever_meets_a_broken_link(tmp_path: Path, built: Built, links: bool) -> None:
    target(tmp_path, links=links).deliver(built(1), "build1")
    with LoopbackSite(tmp_path / "public") as site, Reader(site.url) as reader:
        for number in range(2, 8):
            # The pause lasts as long as the slowest reader takes to finish a page, on whatever machine.
            patient = target(tmp_path, links=links, sleep=lambda _: reader.wait_for_rounds(2))
            patient.deliver(built(number), f"build{number}")
            reader.wait_for_rounds(1)
    assert reader.broken == []
    assert reader.rounds >= 12


@pytest.mark.parametrize("links", [True, False])
def test_killed_anywhere_the_old_site_stands_or_the_new_one_and_the_next_run_completes(
    tmp_path: Path, built: Built, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every system call that changes the disk is the last one once."""
    target(tmp_path, links=links).deliver(built(1), "build1")
    calls = ["rename", "replace", "link", "symlink", "unlink", "mkdir", "rmdir"]
    kills = 0
    for on_done in range(1, 400):
        left = [on_done]
        number = 2 + on_done % 2
        output = _write(tmp_path, number)
        with monkeypatch.context() as patched:
            for name in calls:
                patched.setattr(os, name, _fuse(getattr(os, name), left))
            try:
                target(tmp_path, links=links).deliver(output, f"build{number}")
            except _Killed:
                kills += 1
        assert _is_whole(tmp_path / "public")
        target(tmp_path, links=links).deliver(output, f"build{number}")
        assert read_site(tmp_path / "public") == a_site(number)
        if left[0] > 0:
            break
    assert kills > 20
    assert left[0] > 0, "not every step was tried"


class _Killed(BaseException):
    """The process dies here."""


def _fuse(call: Callable[..., object], left: list[int]) -> Callable[..., object]:
    def burning(*args: object, **kwargs: object) -> object:
        left[0] -= 1
        if left[0] <= 0:
            raise _Killed
        return call(*args, **kwargs)

    return burning


def _write(tmp_path: Path, number: int) -> Path:
    return write_site(tmp_path / "output", a_site(number))


def _is_whole(public: Path) -> bool:
    """Whether every link of every page that readers can get leads to a file."""
    todo, seen = ["/", "/feed.xml"], {"/", "/feed.xml"}
    while todo:
        file = find_file(public, todo.pop())
        if file is None:
            return False
        new = set(named_in(file.read_text(encoding="utf-8"))) - seen
        seen |= new
        todo += new
    return True


def test_a_folder_with_other_things_in_it_is_left_alone_and_an_empty_one_is_used(
    tmp_path: Path, built: Built
) -> None:
    (tmp_path / "public").mkdir()
    (tmp_path / "public/thesis.doc").write_text("years of work")
    with pytest.raises(CommandError, match="already holds files"):
        target(tmp_path).deliver(built(1), "build1")
    assert read_site(tmp_path / "public") == {"thesis.doc": "years of work"}
    (tmp_path / "public/thesis.doc").unlink()
    target(tmp_path).deliver(built(1), "build1")
    assert read_site(tmp_path / "public") == a_site(1)


def test_a_link_that_can_be_switched_no_more_becomes_a_folder(tmp_path: Path, built: Built) -> None:
    target(tmp_path).deliver(built(1), "build1")
    delivery = target(tmp_path, links=False).deliver(built(2), "build2")
    assert not (tmp_path / "public").is_symlink()
    assert read_site(tmp_path / "public") == a_site(2)
    assert delivery.notes
    releases = Releases(tmp_path / "public")
    assert [read_site(release.folder) for release in releases.all()] == [a_site(1), a_site(2)]
    assert releases.current() == releases.all()[-1]


def test_windows_makes_no_link_that_it_could_not_switch(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="in one step"):
        make_link(Path("release"), tmp_path / "public", windows=True)


def test_a_second_publish_at_the_same_time_is_refused_plainly(tmp_path: Path, built: Built) -> None:
    first_is_in, second_is_done = threading.Event(), threading.Event()
    target(tmp_path).deliver(built(1), "build1")

    def wait(_: float) -> None:
        first_is_in.set()
        second_is_done.wait(10)

    slow = DirectoryTarget(tmp_path / "public", sleep=wait)
    thread = threading.Thread(target=slow.deliver, args=(built(2), "build2"))
    thread.start()
    assert first_is_in.wait(10)
    with pytest.raises(CommandError, match="is running"):
        target(tmp_path).deliver(tmp_path / "output", "build2")
    second_is_done.set()
    thread.join(10)
    assert read_site(tmp_path / "public") == a_site(2)


def test_no_earlier_release_keeps_a_withdrawn_story(tmp_path: Path, built: Built) -> None:
    for number in (1, 2, 3):
        target(tmp_path).deliver(built(number), f"build{number}")
    beacon = json.loads(a_site(4)["announce.json"]) | {"withdrawn": [{"id": "2026/story-2"}]}
    write_site(tmp_path / "output", {**a_site(4), "announce.json": json.dumps(beacon)})
    target(tmp_path).deliver(tmp_path / "output", "build4")
    assert [each.number for each in Releases(tmp_path / "public").all()] == [1, 3, 4]
