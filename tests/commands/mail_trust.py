"""A Trust to send mails to: a project, a real mail server, and a repository on a simulator of GitHub."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from goodnews.commands import draft_check, look, take_in
from goodnews.commands.take_in import TakeInReport
from goodnews.commands.take_in_mailbox import NEEDS_A_PERSON, TAKEN_IN, take_in_mailbox
from goodnews.config import PUBLIC, load_config
from tests.github_simulator import NAME, OWNER, TOKEN, GitHubRepository, github_server
from tests.mail_server import MailServer, mail_server
from tests.site.conftest import NOW, Site

GIT = ("git", "-c", "user.name=Somebody", "-c", "user.email=somebody@merrowdale.example")


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
        subprocess.run([*GIT, "clone", "-q", "-b", branch, self.repository.path, clone], check=True)
        (clone / name).write_text(f"{answered}\n", encoding="utf-8")
        subprocess.run([*GIT, "commit", "-qam", "Answer the questions"], cwd=clone, check=True)
        subprocess.run([*GIT, "push", "-q"], cwd=clone, check=True)
        self.repository.merge(1)
        subprocess.run([*GIT, "pull", "-q", self.repository.path, "main"], cwd=self.site.root, check=True)

    def names(self, branch: str) -> list[str]:
        return self.repository.git("ls-tree", "-r", "--name-only", branch).split("\n")


@pytest.fixture
def trust(running: MailServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trust]:
    running.empty()
    # A process of its own for each mail, and looking into photos, take seconds to begin: few tests need them.
    monkeypatch.setattr(take_in, "call_within", lambda _seconds, _memory, make, *arguments: make(*arguments))
    for module in (look, draft_check):
        monkeypatch.setattr(module, "eyes_version", lambda: "")
    site = Site(tmp_path / "project")
    with (site.root / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('\nTRUST_MAIL_DOMAINS = ["merrowdale.example"]\n')
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "Begin"]):
        subprocess.run([*GIT, *command], cwd=site.root, check=True)
    repository = GitHubRepository(tmp_path / "repository.git")
    subprocess.run(["git", "clone", "-q", "--bare", site.root, repository.path], check=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(running.certificate))
    with github_server(repository) as url:
        github = {"GITHUB_TOKEN": TOKEN, "GITHUB_REPOSITORY": f"{OWNER}/{NAME}", "GITHUB_API_URL": url}
        yield Trust(site, running, repository, {**running.environ, **github})
