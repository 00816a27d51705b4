"""Git, in one repository, without a question to anybody."""

import os
from pathlib import Path

import pytest

from goodnews.git import BY_US, Git, GitError, RepositoryNotTrusted, git_environ
from goodnews.problems import CommandError
from tests.shared import pretend_another_user

ENVIRON = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


@pytest.fixture
def git(tmp_path: Path) -> Git:
    git = Git(tmp_path, ENVIRON)
    git.run("init", "--quiet")
    return git


def test_an_answer_is_given_and_a_refusal_is_trouble_in_gits_words(git: Git) -> None:
    assert git.text("rev-parse", "--is-inside-work-tree") == "true"
    assert not git.succeeds("rev-parse", "--verify", "--quiet", "HEAD")
    assert git.text("rev-parse", "--verify", "--quiet", "HEAD", allowed=(0, 1)) == ""
    with pytest.raises(GitError, match="unknown revision") as refused:
        git.run("show", "nowhere")
    assert isinstance(refused.value, CommandError)
    assert refused.value.complaint.startswith("fatal: ")


def test_another_users_repository_is_said_with_what_to_do(
    git: Git, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_another_user(tmp_path_factory.mktemp("bin"), monkeypatch)
    with pytest.raises(RepositoryNotTrusted, match="another user") as refused:
        git.succeeds("status")
    assert not isinstance(refused.value, GitError), "or it would be taken for no repository at all"
    assert f"git config --global --add safe.directory {tmp_path}" in refused.value.hint


def test_names_come_letter_for_letter(git: Git, tmp_path: Path) -> None:
    for name in (" a photo.jpg", "Tŷ.md", "two\nlines"):
        (tmp_path / name).touch()
    assert git.names("ls-files", "--others", "-z") == [" a photo.jpg", "Tŷ.md", "two\nlines"]


def test_it_works_in_its_own_repository_whatever_a_hook_says(git: Git, tmp_path: Path) -> None:
    misled = Git(None, {**ENVIRON, "GIT_DIR": "/nowhere", "GIT_WORK_TREE": "/"}, git_dir=tmp_path / ".git")
    assert misled.text("rev-parse", "--is-bare-repository") == "false"


def test_it_asks_nobody_and_speaks_english() -> None:
    environ = git_environ({"LANG": "cy_GB", "GIT_INDEX_FILE": "x", "GIT_SSH_COMMAND": "ssh -v"})
    assert (environ["GIT_TERMINAL_PROMPT"], environ["LC_ALL"]) == ("0", "C")
    assert "GIT_INDEX_FILE" not in environ
    assert environ["GIT_SSH_COMMAND"] == "ssh -v"
    assert "BatchMode=yes" in git_environ({})["GIT_SSH_COMMAND"]


def test_a_commit_is_made_of_blobs_alone_also_of_a_folder_where_a_file_was(git: Git, tmp_path: Path) -> None:
    blob = git.run("hash-object", "-w", "--stdin", stdin=b"Tea").decode().strip()
    first = git.text(*BY_US, "commit-tree", git.text("write-tree"), "-m", "Begin")
    second = git.commit(first, {"a": f"100644 {blob}", "b/Tŷ": f"100644 {blob}"}, "Two files", BY_US)
    third = git.commit(
        second, {"a/c": f"100644 {blob}", "a": None, "b": f"100755 {blob}", "b/Tŷ": None}, "x", BY_US
    )
    assert git.names("ls-tree", "-r", "-z", "--name-only", second) == ["a", "b/Tŷ"]
    assert git.names("ls-tree", "-r", "-z", "--name-only", third) == ["a/c", "b"]
    assert git.text("log", "--format=%s", third) == "x\nTwo files\nBegin"
    assert list(tmp_path.iterdir()) == [tmp_path / ".git"]
