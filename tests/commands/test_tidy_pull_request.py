"""A pull request's photos, tidied by the team: real git remotes, and a simulator of GitHub's API."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from goodnews.commands.check import run_check
from goodnews.commands.tidy_pull_request import run_tidy_pull_request
from goodnews.config import SiteConfig, load_config
from goodnews.problems import CommandError
from tests.audio.specimens import SECRETS, m4a
from tests.commands.project import NOW, Project
from tests.commands.project import STORY as STORY_OF_PROJECT
from tests.github_simulator import NAME, OWNER, TOKEN, GitHubRepository, github_server, step_environ
from tests.photos import specimens
from tests.photos.exiftool import ExifTool
from tests.photos.test_privacy import metadata
from tests.shared import git

FOLDER = "content/stories/2026/a-night"
DATE = "2026-11-20 08:00"
STORY = "---\r\nphotos: [{file: ward.heic, alt: A door}]\r\n---\r\nHello.\r\n"


class Sent:
    """A repository with a pull request from a fork, and the fork."""

    def __init__(self, tmp_path: Path) -> None:
        self.base, self.fork, self.work = tmp_path / "base.git", tmp_path / "fork.git", tmp_path / "work"
        git(tmp_path, "init", "-q", "--bare", "-b", "main", str(self.base))
        git(tmp_path, "clone", "-q", str(self.base), str(self.work))
        self.write("content/stories/2026/old/bed.jpg", specimens.phone_jpeg(specimens.scene(64, 64)))
        self.commit("An old story")
        git(self.work, "push", "-q", "origin", "HEAD:main")
        shutil.copytree(self.base, self.fork)
        self.write(f"{FOLDER}/story.md", STORY.encode())
        self.write(f"{FOLDER}/ward.heic", specimens.phone_heic(specimens.scene(64, 64)))
        (self.work / FOLDER / "link.jpg").symlink_to("/etc/passwd")
        self.write(".gitattributes", b"*.heic filter=evil\n")
        self.github = GitHubRepository(self.base, private=False)
        self.commit("A night")
        self.head = self.send()
        self.github.pulls.append(
            {
                "number": 1,
                "state": "open",
                "maintainer_can_modify": True,
                "head": {
                    "ref": "patch-1",
                    "sha": self.head,
                    "repo": {"full_name": "sister/show-them-ours", "clone_url": str(self.fork)},
                },
                "base": {
                    "ref": "main",
                    "repo": {"full_name": f"{OWNER}/{NAME}", "clone_url": str(self.base), "private": False},
                },
            }
        )

    def write(self, name: str, data: bytes) -> None:
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def commit(self, message: str) -> None:
        git(self.work, "add", "--all")
        git(self.work, "commit", "-q", "-m", message)

    def send(self) -> str:
        """Push to the fork; GitHub shows it under the pull request's own name as well."""
        git(self.work, "push", "-q", str(self.fork), "HEAD:refs/heads/patch-1")
        git(self.work, "push", "-q", str(self.base), "HEAD:refs/pull/1/head")
        return git(self.work, "rev-parse", "HEAD")

    def file(self, name: str, ref: str = "patch-1") -> bytes:
        command = ["git", "show", f"{ref}:{name}"]
        return subprocess.run(command, cwd=self.fork, capture_output=True, check=True).stdout

    def names(self) -> list[str]:
        return git(self.fork, "ls-tree", "-r", "--name-only", "patch-1").splitlines()


@pytest.fixture
def sent(tmp_path: Path) -> Sent:
    return Sent(tmp_path)


@pytest.fixture
def environ(sent: Sent) -> Iterator[dict[str, str]]:
    with github_server(sent.github) as url:
        yield {**os.environ, **step_environ(url)}


def test_clean_originals_are_pushed_to_the_fork_as_one_more_commit(
    sent: Sent, environ: dict[str, str], config: SiteConfig
) -> None:
    lines, code = run_tidy_pull_request(1, config, environ)
    assert code == 0
    assert sent.names() == [
        ".gitattributes",
        f"{FOLDER}/link.jpg",
        f"{FOLDER}/story.md",
        f"{FOLDER}/ward.jpg",
        "content/stories/2026/old/bed.jpg",
    ]
    assert not specimens.planted(sent.file(f"{FOLDER}/ward.jpg"))
    assert sent.file(f"{FOLDER}/story.md") == STORY.replace("ward.heic", "ward.jpg").encode()
    assert git(sent.fork, "rev-parse", "patch-1~1") == sent.head, "nothing is rewritten"
    assert specimens.planted(sent.file("content/stories/2026/old/bed.jpg")), "it is not of this pull request"
    text = "\n".join(lines)
    assert "2026/a-night: ward.heic, now ward.jpg" in text
    assert "everybody can read them" in text
    assert "Squash and merge" in text
    assert sent.head[:12] in text


def test_a_recording_that_was_sent_from_a_phone_is_tidied_too(
    sent: Sent, environ: dict[str, str], config: SiteConfig
) -> None:
    sent.write(f"{FOLDER}/night.m4a", m4a())
    sent.commit("A recording")
    sent.github.pulls[0]["head"]["sha"] = sent.send()
    assert run_tidy_pull_request(1, config, environ)[1] == 0
    assert [secret for secret in SECRETS if secret in sent.file(f"{FOLDER}/night.m4a")] == []


def test_the_second_time_nothing_is_pushed(sent: Sent, environ: dict[str, str], config: SiteConfig) -> None:
    run_tidy_pull_request(1, config, environ)
    tip = git(sent.fork, "rev-parse", "patch-1")
    git(sent.work, "fetch", "-q", str(sent.fork), "patch-1")
    git(sent.work, "push", "-q", str(sent.base), "FETCH_HEAD:refs/pull/1/head")
    sent.github.pulls[0]["head"]["sha"] = tip
    assert run_tidy_pull_request(1, config, environ) == (
        ["Every photo and recording of pull request 1 is tidy."],
        0,
    )
    assert git(sent.fork, "rev-parse", "patch-1") == tip


def test_one_that_can_t_be_tidied_is_named_and_the_others_are_pushed(
    sent: Sent, environ: dict[str, str], config: SiteConfig
) -> None:
    sent.write(f"{FOLDER}/bed.jpg", specimens.phone_jpeg()[:200])
    sent.commit("Another")
    sent.github.pulls[0]["head"]["sha"] = sent.send()
    lines, code = run_tidy_pull_request(1, config, environ)
    assert code == 1
    assert any("bed.jpg is damaged" in line for line in lines)
    assert f"{FOLDER}/ward.jpg" in sent.names()


def test_the_place_comes_to_no_commit_of_main_and_to_no_page(
    sent: Sent,
    environ: dict[str, str],
    config: SiteConfig,
    published: Path,
    tmp_path: Path,
    exiftool: ExifTool,
) -> None:
    """The whole way of what a stranger sent: red, tidied by the team, green, squashed, published."""
    site = tmp_path / "site"
    shutil.copytree(published, site, symlinks=True)
    written = "photos: [{file: ward.heic, alt: A lamp by the door, shows: nobody}]"
    sent.write(
        f"{FOLDER}/story.md", STORY_OF_PROJECT.format(title="A night", date=DATE, more=written).encode()
    )
    sent.write(f"{FOLDER}/ward.heic", specimens.phone_heic(specimens.scene(400, 300)))
    (sent.work / FOLDER / "link.jpg").unlink()
    sent.commit("A story")
    sent.github.pulls[0]["head"]["sha"] = sent.send()
    before = git(sent.base, "rev-parse", "main")

    def check_out(ref: str) -> set[str]:
        """Put the story of a commit into the site, and say what the check finds in public."""
        shutil.rmtree(site / FOLDER, ignore_errors=True)
        archive = subprocess.run(
            ["git", "archive", ref, FOLDER], cwd=sent.fork, capture_output=True, check=True
        )
        subprocess.run(["tar", "-x", "-C", str(site)], input=archive.stdout, check=True)
        checked = run_check(["2026/a-night"], site, load_config(site), NOW, {})
        return {problem.code for problem in checked.problems if problem.is_error}

    assert check_out("patch-1") >= {"original-hidden-data", "original-names-person"}
    assert run_tidy_pull_request(1, config, environ)[1] == 0
    assert check_out("patch-1") == set()

    git(sent.work, "fetch", "-q", str(sent.fork), "patch-1")
    tree = git(sent.work, "rev-parse", "FETCH_HEAD^{tree}")
    squashed = git(sent.work, "commit-tree", tree, "-p", before, "-m", "A night (#1)")
    git(sent.work, "push", "-q", "origin", f"{squashed}:refs/heads/main")
    objects = git(sent.base, "rev-list", "--objects", "main", f"^{before}").splitlines()
    assert len(objects) > 5
    for line in objects:
        command = ["git", "cat-file", "-p", line.split()[0]]
        data = subprocess.run(command, cwd=sent.base, capture_output=True, check=True).stdout
        assert not specimens.planted(data), line

    project = Project(site)
    assert project.publish() == 0, project.said
    shown = [path for path in project.public.rglob("*") if path.suffix in {".jpg", ".avif", ".png"}]
    assert len(shown) > 5
    for tags in exiftool.tags(site / FOLDER / "ward.jpg", *shown):
        assert metadata(tags) == set(), tags["SourceFile"]


HEAD = {"ref": "patch-1", "sha": "b" * 40}
REPOSITORY = {"full_name": "sister/show-them-ours"}
NOT_TIDIED: list[tuple[dict[str, object], str]] = [
    ({"state": "closed"}, "is closed"),
    ({"maintainer_can_modify": False}, "does not let the team change it"),
    ({"head": {**HEAD, "repo": None}}, "is gone"),
    ({"head": {}}, "does not answer as it should"),
    ({"base": None}, "does not answer as it should"),
    ({"head": {**HEAD, "repo": {**REPOSITORY, "clone_url": "https://elsewhere.example/"}}}, "another server"),
    ({"head": {**HEAD, "repo": {**REPOSITORY, "clone_url": "--upload-pack=touch"}}}, "another server"),
]


def test_what_can_t_be_pushed_to_is_said_and_the_token_goes_to_no_other_server(
    sent: Sent, environ: dict[str, str], config: SiteConfig
) -> None:
    whole = sent.github.pulls[0]
    for changes, complaint in NOT_TIDIED:
        sent.github.pulls[0] = whole | changes
        with pytest.raises(CommandError, match=complaint):
            run_tidy_pull_request(1, config, environ)
    with pytest.raises(CommandError, match="404"):
        run_tidy_pull_request(2, config, environ)
    with pytest.raises(CommandError, match="GITHUB_TOKEN"):
        run_tidy_pull_request(1, config, {})
    assert git(sent.fork, "rev-parse", "patch-1") == sent.head


def test_one_that_was_changed_meanwhile_is_left_alone(
    sent: Sent, environ: dict[str, str], config: SiteConfig
) -> None:
    sent.write(f"{FOLDER}/notes.txt", b"one more thing")
    sent.commit("One more thing")
    tip = sent.send()
    with pytest.raises(CommandError, match="changed meanwhile"):
        run_tidy_pull_request(1, config, environ)
    assert git(sent.fork, "rev-parse", "patch-1") == tip


def test_a_branch_that_takes_nothing_is_said_without_the_token(
    sent: Sent, environ: dict[str, str], config: SiteConfig
) -> None:
    hook = sent.fork / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho protected >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    with pytest.raises(CommandError, match="takes no commit") as refused:
        run_tidy_pull_request(1, config, environ)
    assert TOKEN not in f"{refused.value.message} {refused.value.hint}"
