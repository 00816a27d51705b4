"""Taking a photo out of the history, with the real git-filter-repo, from a bare remote."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from goodnews.commands.purge import run_purge
from goodnews.commands.withdraw import run_withdraw
from goodnews.problems import CommandError
from goodnews.story import LONDON, read_stories
from tests.commands.project import NOW
from tests.shared import git
from tests.site.conftest import picture

RUNNING = Path(__file__).parents[2] / "docs/running.md"
KEY = "2026/its-name"
STORY = """---
title: A kitchen
summary: What happened in it.
date: 2026-11-20 08:00
category: People
{photos}---
The cook smiles.
"""
PHOTOS = """photos:
  - {file: photo.jpg, alt: A cook, shows: nobody}
  - {file: clock.jpg, alt: A clock, shows: nobody}
"""


class Remote:
    """A bare remote with a story on main, a copy of its photo on a branch, and a ledger."""

    def __init__(self, folder: Path) -> None:
        self.address, self.work = folder / "remote.git", folder / "work"
        self.git("init", "--quiet", "--bare", "--initial-branch=main", str(self.address), at=folder)
        self.git("clone", "--quiet", str(self.address), str(self.work), at=folder)
        self.git("checkout", "--quiet", "--orphan", "announcements")
        (self.work / "ledger.json").write_text("{}", encoding="utf-8")
        self.save("A claim", "announcements")
        self.git("checkout", "--quiet", "--orphan", "main")
        self.git("rm", "--quiet", "-rf", ".")
        self.photo, self.clock = picture("teal"), picture("navy")
        self.write("photo.jpg", self.photo)
        self.write("clock.jpg", self.clock)
        self.write("story.md", STORY.format(photos=PHOTOS).encode())
        (self.work / "README.md").write_text("A site.", encoding="utf-8")
        self.save("A story")
        self.git("mv", f"content/stories/{KEY}/photo.jpg", f"content/stories/{KEY}/other-name.jpg")
        self.save("Under another name", "feature")
        self.git("tag", "first")
        self.git("push", "--quiet", "origin", "first")
        self.git("reset", "--quiet", "--hard", "HEAD~1")

    def git(self, *words: str, at: Path | None = None) -> str:
        return git(at or self.work, *words)

    def write(self, name: str, data: bytes) -> None:
        file = self.work / "content/stories" / KEY / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def save(self, message: str, branch: str = "main") -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", message)
        self.git("push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")

    def without_photo(self) -> None:
        (self.work / "content/stories" / KEY / "photo.jpg").unlink()
        self.write(
            "story.md", STORY.format(photos=PHOTOS.replace(PHOTOS.splitlines()[1] + "\n", "")).encode()
        )
        self.save("Without it")

    def holds(self, data: bytes) -> bool:
        """Whether anybody who clones all of it gets these bytes."""
        blob = subprocess.run(
            ["git", "hash-object", "--stdin"], input=data, check=True, capture_output=True
        ).stdout.decode()
        return blob.strip() in self.git(
            "rev-list", "--objects", "--all", "--no-object-names", at=self.address
        )

    def tip(self, branch: str) -> str:
        return self.git("rev-parse", f"refs/heads/{branch}", at=self.address)


@pytest.fixture
def remote(tmp_path: Path) -> Remote:
    return Remote(tmp_path)


def purge(remote: Remote, photo: str = "", *, yes: bool = True) -> list[str]:
    said: list[str] = []
    run_purge(remote.work, KEY, photo, lambda _: yes, said.append)
    return said


def test_a_photo_goes_from_every_branch_and_tag_under_any_name_and_all_else_stays(remote: Remote) -> None:
    remote.without_photo()
    ledger = remote.tip("announcements")
    assert remote.holds(remote.photo)
    said = "\n".join(purge(remote, "photo.jpg"))
    assert not remote.holds(remote.photo)
    assert remote.holds(remote.clock)
    assert remote.tip("announcements") == ledger
    assert "The cook smiles." in remote.git("show", f"main:content/stories/{KEY}/story.md", at=remote.address)
    for words in ("gh cache delete --all", "actions/artifacts/ID", "clones afresh", "support"):
        assert words in said


def test_a_withdrawn_story_goes_and_leaves_a_stub_that_says_so(remote: Remote, tmp_path: Path) -> None:
    remote.git("symbolic-ref", "HEAD", "refs/heads/master", at=remote.address)  # as a server makes it
    run_withdraw(remote.work, KEY, "Consent withdrawn", NOW)
    remote.save("Withdrawn")
    purge(remote)
    assert not remote.holds(remote.photo)
    assert not remote.holds(remote.clock)
    remote.git("clone", "--quiet", "--branch=main", str(remote.address), str(tmp_path / "fresh"))
    (story,) = read_stories(tmp_path / "fresh/content", tmp_path / "fresh").raise_for_problems()
    assert story.meta.withdrawn
    assert story.key == story.identity == KEY
    assert story.meta.date.astimezone(LONDON).day == 20
    assert "cook" not in remote.git("log", "-p", "--all", at=remote.address)


def test_what_is_still_shown_is_not_purged(remote: Remote) -> None:
    with pytest.raises(CommandError, match="still in the folder"):
        purge(remote, "photo.jpg")
    with pytest.raises(CommandError, match="is not withdrawn"):
        purge(remote)
    remote.write("../another/photo.jpg", remote.photo)
    remote.without_photo()
    with pytest.raises(CommandError, match="is the same file"):
        purge(remote, "photo.jpg")
    assert remote.holds(remote.photo)


def test_a_name_that_is_none_is_refused(remote: Remote) -> None:
    for story, photo in (("../..", ""), (KEY, "../x.jpg"), (KEY, "story.md"), ("--all", "")):
        with pytest.raises(CommandError, match="There is no story"):
            run_purge(remote.work, story, photo, lambda _: True, print)


def test_a_no_changes_nothing(remote: Remote) -> None:
    remote.without_photo()
    before = remote.git("for-each-ref", at=remote.address)
    with pytest.raises(CommandError, match="Nothing was changed"):
        purge(remote, "photo.jpg", yes=False)
    assert remote.git("for-each-ref", at=remote.address) == before


def test_a_branch_that_is_protected_is_said_and_nothing_is_pushed(remote: Remote) -> None:
    remote.without_photo()
    remote.git("config", "receive.denyNonFastForwards", "true", at=remote.address)
    before = remote.git("for-each-ref", at=remote.address)
    with pytest.raises(CommandError, match="takes no new history") as refused:
        purge(remote, "photo.jpg")
    assert "Lift the rule" in refused.value.hint
    assert remote.git("for-each-ref", at=remote.address) == before


def test_the_steps_in_the_docs_work_as_they_stand(remote: Remote, tmp_path: Path) -> None:
    remote.without_photo()
    ledger = remote.tip("announcements")
    block = re.search(
        r"```\n( +pip install git-filter-repo\n.*?)```", RUNNING.read_text(encoding="utf-8"), re.DOTALL
    )
    assert block
    steps = block[1].replace("ADDRESS", str(remote.address)).replace("pip install", "true")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(["bash", "-ec", steps], cwd=tmp_path, env={**os.environ, "PATH": path}, check=True)
    remote.git("update-ref", "-d", "refs/heads/feature", at=remote.address)  # there it has another name
    remote.git("update-ref", "-d", "refs/tags/first", at=remote.address)
    assert not remote.holds(remote.photo)
    assert remote.holds(remote.clock)
    assert remote.tip("announcements") == ledger
