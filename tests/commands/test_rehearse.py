"""A rehearsal: everything that a publish does, and nothing that leaves the machine."""

from pathlib import Path

import pytest

from goodnews.commands.publish import run_publish, run_rehearsal
from goodnews.problems import CommandError
from tests.commands.project import HERE, NOW, At, Project
from tests.shared import git, make_remote
from tests.site.conftest import Site

CREDENTIALS = {"MASTODON_BASE": "https://social.merrowdale.example", "MASTODON_ACCESS_TOKEN": "a-token"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project whose target is a branch of a real remote."""
    site = Site(tmp_path / "project")
    make_remote(site.root)
    conf = (HERE / "publishconf.py").read_text(encoding="utf-8")
    (site.root / "publishconf.py").write_text(f'{conf}\nTARGET = {{"kind": "branch"}}\n', encoding="utf-8")
    made = Project(site.root)
    made.write("2026/ward-seven", "Seventh ward")
    made.write("2026/unfinished", "Zanzibarred", more="draft: yes")
    return made


def rehearse(project: Project) -> int:
    project.said = []
    known = {"PATH": "/usr/bin:/bin", "HOME": str(project.root), "GITHUB_ACTIONS": "true", **CREDENTIALS}
    return run_rehearsal(project.root, NOW, known, project.said.append, clock=At(NOW))


def test_it_is_delivered_here_and_posted_on_the_practice_network_whatever_is_set(
    project: Project, tmp_path: Path
) -> None:
    assert rehearse(project) == 0, project.said
    assert (project.root / ".practice/site/stories/2026/ward-seven/index.html").is_file()
    assert project.posts() == 1
    assert git(tmp_path / "remote.git", "for-each-ref") == "", "the remote is untouched"
    assert not (project.root / "public").exists()
    assert [line for line in project.said if "nothing left" in line] == [project.said[-1]]
    files = [path for path in (project.root / ".practice/site").rglob("*") if path.is_file()]
    assert not [path for path in files if b"zanzibarred" in path.read_bytes().lower()], "it is a draft"


def test_github_throws_a_folder_away_so_it_is_refused_with_what_to_set(project: Project) -> None:
    (project.root / "publishconf.py").write_text(
        (HERE / "publishconf.py").read_text(encoding="utf-8"), encoding="utf-8"
    )
    with pytest.raises(CommandError) as caught:
        run_publish(project.root, NOW, {"GITHUB_ACTIONS": "true"}, project.said.append)
    assert 'TARGET = {"kind": "pages"}' in caught.value.hint
