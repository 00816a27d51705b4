"""The pre-commit hook, with real git: what is committed says nothing, however it is committed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from goodnews.commands.tidy import HOOK, offer_hook, run_tidy_staged
from goodnews.git import RepositoryNotTrusted
from goodnews.problems import CommandError
from tests.photos import specimens
from tests.shared import git, pretend_another_user

ROOT = Path(__file__).parents[2]
STORY = "---\nphotos:\n  - file: ward.heic\n    alt: A door\n---\nHello.\n"
PATH = "content/stories/2026/a-night"


def refused(root: Path, *words: str) -> str:
    """What git says when the hook stops it."""
    with pytest.raises(subprocess.CalledProcessError) as caught:
        git(root, *words)
    return f"{caught.value.stdout}{caught.value.stderr}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with the hook, and a story that is not in git yet."""
    root = tmp_path / "project"
    folder = root / PATH
    folder.mkdir(parents=True)
    start_git(root)
    (folder / "story.md").write_text(STORY, encoding="utf-8")
    (folder / "ward.heic").write_bytes(specimens.phone_heic(specimens.scene(64, 64)))
    return root


def start_git(root: Path) -> None:
    """Begin a repository with the hook; its ./inv is this project's own task."""
    git(root, "init", "-q", "-b", "main")
    (root / "inv").write_text(
        f"#!{sys.executable}\nimport sys, os\nsys.path.insert(0, {str(ROOT)!r})\nfrom pathlib import Path\n"
        "from goodnews.commands.tidy import run_tidy_staged\n"
        "from goodnews.terminal import friendly_errors\n"
        "with friendly_errors():\n"
        "    report = run_tidy_staged(Path.cwd(), os.environ)\n"
        "print(report.as_text())\nsys.exit(report.code)\n",
        encoding="utf-8",
    )
    (root / "inv").chmod(0o755)
    assert offer_hook(root, lambda _question: True).startswith("Git tidies")


def committed(root: Path) -> dict[str, bytes]:
    """Every file of the last commit's story."""
    names = git(root, "ls-tree", "-r", "--name-only", "HEAD", PATH).split()
    show = (["git", "show", f"HEAD:{name}"] for name in names)
    return {
        name.rpartition("/")[2]: subprocess.run(command, cwd=root, capture_output=True, check=True).stdout
        for name, command in zip(names, show, strict=True)
    }


def assert_nothing_planted_is_in_git(root: Path) -> None:
    """In no object that a commit leads to."""
    for line in git(root, "rev-list", "--objects", "--all").splitlines():
        sha = line.split()[0]
        data = subprocess.run(
            ["git", "cat-file", "-p", sha], cwd=root, capture_output=True, check=True
        ).stdout
        assert not specimens.planted(data), line


def test_what_is_added_and_committed_says_nothing_nor_does_what_is_changed_later(project: Path) -> None:
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "A night")
    files = committed(project)
    assert sorted(files) == ["story.md", "ward.jpg"]
    assert b"file: ward.jpg" in files["story.md"]
    assert_nothing_planted_is_in_git(project)
    assert git(project, "status", "--short") == "", "the folder is as the commit"
    (project / PATH / "ward.jpg").write_bytes(specimens.phone_jpeg(specimens.scene(80, 80)))
    git(project, "commit", "-q", "-a", "-m", "Another photo")
    assert_nothing_planted_is_in_git(project)
    assert git(project, "status", "--short") == ""


def test_some_files_alone_are_committed_the_second_time(project: Path) -> None:
    (project / PATH / "ward.heic").unlink()
    (project / PATH / "ward.jpg").write_bytes(specimens.phone_jpeg(specimens.scene(80, 80)))
    git(project, "add", ".")
    assert "Commit again." in refused(project, "commit", "-q", "-m", "A night", "--", PATH)
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "A night", "--", PATH)
    assert_nothing_planted_is_in_git(project)


def test_what_is_not_staged_is_left_alone(project: Path) -> None:
    story = project / PATH / "story.md"
    git(project, "add", ".")
    story.write_text(STORY.replace("Hello.", "Hello again."), encoding="utf-8")
    other = project / "content/stories/2026/another"
    other.mkdir()
    (other / "bed.jpg").write_bytes(specimens.phone_jpeg(specimens.scene(64, 64)))
    git(project, "commit", "-q", "-m", "A night")
    assert b"Hello." in committed(project)["story.md"]
    assert b"file: ward.jpg" in committed(project)["story.md"]
    assert story.read_text(encoding="utf-8") == STORY.replace("ward.heic", "ward.jpg").replace(
        "lo.", "lo again."
    )
    assert specimens.planted((other / "bed.jpg").read_bytes())


def test_a_photo_that_was_changed_after_it_was_staged_stays_as_it_is_in_the_folder(project: Path) -> None:
    git(project, "add", ".")
    later = specimens.phone_heic(specimens.scene(96, 64))
    (project / PATH / "ward.heic").write_bytes(later)
    git(project, "commit", "-q", "-m", "A night")
    assert (project / PATH / "ward.heic").read_bytes() == later
    assert_nothing_planted_is_in_git(project)


def test_one_that_can_t_be_read_stops_the_commit(project: Path) -> None:
    photo = project / PATH / "ward.heic"
    photo.write_bytes(photo.read_bytes()[:300])
    git(project, "add", ".")
    assert "ward.heic is damaged" in refused(project, "commit", "-q", "-m", "A night")


def test_a_commit_without_photos_starts_nothing(project: Path) -> None:
    (project / "inv").write_text("#!/bin/sh\nexit 9\n", encoding="utf-8")
    (project / "README.md").write_text("Hello", encoding="utf-8")
    git(project, "add", "README.md")
    git(project, "commit", "-q", "-m", "Say hello")


def test_somebody_s_own_hook_is_never_overwritten(project: Path) -> None:
    hook = project / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho mine\n", encoding="utf-8")
    assert "of your own" in offer_hook(project, lambda _question: True)
    assert hook.read_text(encoding="utf-8") == "#!/bin/sh\necho mine\n"


def test_ours_is_put_there_once_and_only_after_a_yes(project: Path, tmp_path: Path) -> None:
    assert offer_hook(project, lambda _question: True) == ""
    hook = project / ".git/hooks/pre-commit"
    assert hook.read_text(encoding="utf-8") == HOOK
    assert os.access(hook, os.X_OK)
    hook.unlink()
    assert offer_hook(project, lambda _question: False) == "Before you commit photos, run ./inv tidy."
    assert not hook.exists()
    (tmp_path / "no-git").mkdir()
    assert offer_hook(tmp_path / "no-git", lambda _question: True) == ""


@pytest.mark.parametrize("place", [".", "2026", "2026/a-night/more"])
def test_a_photo_in_the_wrong_place_says_nothing_either(project: Path, place: str) -> None:
    file = project / "content/stories" / place / "lost.heic"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(specimens.phone_heic(specimens.scene(64, 64)))
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "x")
    assert not file.exists()
    assert_nothing_planted_is_in_git(project)


def test_where_nothing_can_be_staged_it_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="not in git"):
        run_tidy_staged(tmp_path, os.environ)
    git(tmp_path, "init", "-q")
    pretend_another_user(tmp_path / "bin", monkeypatch)
    with pytest.raises(RepositoryNotTrusted, match="another user"):
        run_tidy_staged(tmp_path, os.environ)
