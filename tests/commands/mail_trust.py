"""A Trust to send mails to: a project, a real mail server, and a repository on a simulator of GitHub."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from goodnews.commands import look
from goodnews.commands.take_in import TakeInReport
from goodnews.commands.take_in_mailbox import NEEDS_A_PERSON, TAKEN_IN, take_in_mailbox
from goodnews.config import PUBLIC, load_config
from tests.github_simulator import GitHubRepository, repository_on_github
from tests.mail_server import MailServer, mail_server
from tests.shared import git
from tests.site.conftest import NOW, Site


@pytest.fixture(scope="module")
def running() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@dataclass
class Trust:
    """A Trust with a project, a mailbox and a repository, and what a person does with them."""

    site: Site
    mailbox: MailServer
    repository: GitHubRepository
    environ: dict[str, str] = field(default_factory=dict)

    def run(self, preview: Path | None = None) -> TakeInReport:
        config = load_config(self.site.root, PUBLIC)
        return take_in_mailbox(self.site.root, config, NOW, self.environ, preview)

    def counts(self) -> list[int]:
        return [self.mailbox.count(folder) for folder in ("INBOX", TAKEN_IN, NEEDS_A_PERSON)]

    def story(self, number: int = 1) -> str:
        """The story that a pull request holds."""
        branch = self.repository.pulls[number - 1]["head"]["ref"]
        (name,) = [name for name in self.names(branch) if name.endswith("/story.md")]
        return self.repository.git("show", f"{branch}:{name}")

    def merge_answered(self, clone: Path) -> None:
        """Answer the questions of the first pull request in a clone, merge it, and fetch main."""
        branch = self.repository.pulls[0]["head"]["ref"]
        answered = self.story().replace("alt:\n", "alt: A kettle\n", 1).replace("alt:\n", "alt: A mug\n")
        answered = re.sub(r"draft: yes.*\n", "", answered.replace("shows:\n", "shows: nobody\n"))
        (name,) = [name for name in self.names(branch) if name.endswith("/story.md")]
        git(clone.parent, "clone", "-q", "-b", branch, str(self.repository.path), str(clone))
        (clone / name).write_text(f"{answered}\n", encoding="utf-8")
        git(clone, "commit", "-qam", "Answer the questions")
        git(clone, "push", "-q")
        self.repository.merge(1)
        git(self.site.root, "pull", "-q", str(self.repository.path), "main")

    def names(self, branch: str) -> list[str]:
        return self.repository.git("ls-tree", "-r", "--name-only", branch).split("\n")


@pytest.fixture
def trust(
    running: MailServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_this_process: None
) -> Iterator[Trust]:
    running.empty()
    # Looking into photos takes seconds to begin: few tests need it.
    monkeypatch.setattr(look, "eyes_version", lambda: "")
    site = Site(tmp_path / "project")
    with (site.root / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('\nTRUST_MAIL_DOMAINS = ["merrowdale.example"]\n')
    monkeypatch.setenv("SSL_CERT_FILE", str(running.certificate))
    with repository_on_github(site.root) as (repository, environ):
        yield Trust(site, running, repository, {**running.environ, **environ})
