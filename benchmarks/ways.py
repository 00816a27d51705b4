"""The two ways in: from "send" to a pull request, and what a phone loads for it.

Mail server, GitHub's API and site are on this machine: no network's time is in it, nor the time until the
clock starts the workflow. The mail server and the browser are real; they are those of the tests.
"""

import gzip
import os
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Response, sync_playwright

from benchmarks.pictures import photograph
from benchmarks.report import Table
from benchmarks.repository import Repository
from goodnews.announce.practice.server import PracticeServer
from goodnews.commands.test import PROGRAMS, find_program
from goodnews.problems import CommandError
from goodnews.publish.headers import LoopbackSite
from tests.browser.chromium import QUIET, find_chromium
from tests.browser.editor import Editor, build_editor, open_editor
from tests.github_simulator import NAME, OWNER, TOKEN, GitHubRepository, github_server
from tests.importers.mail.letters import letter, posted
from tests.mail_server import MailServer, mail_server
from tests.photos.specimens import phone_heic

TIMES = 3
NEEDED = ("dovecot", "openssl", "chromium", "npm")
TEXTS = {".html", ".css", ".js", ".json", ".svg"}
"""What every host compresses."""
_STORY = {
    "title": "Tea at 4am",
    "summary": "We drank it cold, and nobody minded.",
    "date": "2026-06-20 07:45",
    "category": "People",
    "body": "It was four, and it was raining.",
}


def run() -> Table:
    """Send a story with one camera photo by each way, three times."""
    for name in NEEDED:
        if not find_program(name):
            raise CommandError(f"{name} is not here.", f"On Debian: apt-get install {PROGRAMS[name]}.")
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        photo = phone_heic(photograph(1), quality=70)
        rows = (*_by_mail(folder, photo), *_by_editor(folder, photo))
    title = f"The ways in: a story with a HEIC of {len(photo) / 1e6:.1f} MB, median of {TIMES}"
    return Table(title, ("way", "what", "measured"), rows)


@contextmanager
def repository_with_mailbox(folder: Path) -> Iterator[tuple[Repository, GitHubRepository, MailServer]]:
    """A Trust's repository, as GitHub has it too, and a mailbox that its workflow may look into."""
    (folder / "site").mkdir()
    with (
        LoopbackSite(folder / "site") as site,
        PracticeServer(folder / "practice") as practice,
        mail_server() as mailbox,
    ):
        trust = Repository(folder, site.url, practice)
        github, runner, secrets = GitHubRepository(trust.runner.remote), trust.runner, mailbox.environ
        with (
            github_server(github) as api,
            (trust.work / "pelicanconf.py").open("a", encoding="utf-8") as file,
        ):
            file.write('\nTRUST_MAIL_DOMAINS = ["merrowdale.example"]\n')
            file.flush()
            more = {"GITHUB_REPOSITORY": f"{OWNER}/{NAME}", "GITHUB_API_URL": api}
            runner.environ = {**runner.environ, **more, "SSL_CERT_FILE": secrets.pop("SSL_CERT_FILE")}
            runner.secrets, runner.token = {**runner.secrets, **secrets}, TOKEN
            runner.variables = {**runner.variables, "MAIL": "yes", "MAIL_PORT": secrets["MAIL_PORT"]}
            yield trust, github, mailbox


def _by_mail(folder: Path, photo: bytes) -> Iterator[tuple[str, str, str]]:
    with repository_with_mailbox(folder) as (trust, github, mailbox):
        trust.push()
        costs = []
        for number in range(1, TIMES + 1):
            subject, name = f"Tea {number}", f"<{number}@phone.example>"
            mailbox.deliver(
                posted(letter("We had tea.\n", ("IMG.HEIC", photo), subject=subject, message_id=name))
            )
            job = trust.play("mail", "schedule")["take-in"]
            if job.result != "success" or len(github.pulls) != number:
                raise CommandError("The mail became no pull request.", job.said)
            costs.append(job.cost)
    yield "mail", "a phone loads of the site", "nothing"
    yield (
        "mail",
        "the workflow's steps, from the mailbox to a pull request",
        _seconds([c.seconds for c in costs]),
    )
    yield "mail", "of it processor's time", _seconds([cost.processor for cost in costs])


class _Sent(NamedTuple):
    """What one story took in the editor: seconds, and bytes that came until the form and until its end."""

    choosing: float
    sending: float
    opened: int
    loaded: int


def _by_editor(folder: Path, photo: bytes) -> Iterator[tuple[str, str, str]]:
    file = folder / "IMG_0042.HEIC"
    file.write_bytes(photo)
    build_editor(folder / "editor")
    stories = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(os.environ), args=QUIET)
        for number in range(TIMES):
            (at := folder / f"editor-{number}").mkdir()
            with open_editor(browser, folder / "editor", at) as editor:
                stories.append(_send(editor, folder / "editor" / "output", file))
        browser.close()
    choosing, sending, opened, loaded = zip(*stories, strict=True)
    yield "editor", "a phone loads, until the form is open", f"{max(opened) / 1e6:.2f} MB"
    yield "editor", "a phone loads, with what reads a HEIC", f"{max(loaded) / 1e6:.2f} MB"
    yield "editor", "the photo and its lines, filled in by a program", _seconds(choosing)
    yield "editor", "from “Save” to a pull request that is no draft", _seconds(sending)


def _send(editor: Editor, output: Path, file: Path) -> _Sent:
    paths = {"/edit/index.html"}

    def note(answer: Response) -> None:
        if answer.url.startswith(editor.url):
            paths.add(urlsplit(answer.url).path)

    editor.page.on("response", note)
    editor.sign_in()
    editor.new()
    opened = _bytes_of(output, paths)
    editor.fill_all(_STORY)
    began = time.perf_counter()
    editor.fill_all({"photos": [{"file": str(file), "alt": "A mug on a sill", "shows": "nobody"}]})
    chosen = time.perf_counter()
    editor.send()
    sent = time.perf_counter()
    if len(editor.edited.github.pulls) != 1:
        raise CommandError("The editor made no pull request.", "Look into benchmarks/ways.py.")
    return _Sent(chosen - began, sent - chosen, opened, _bytes_of(output, paths))


def _bytes_of(output: Path, paths: Collection[str]) -> int:
    """The bytes of a site's files as a host sends them: texts compressed."""
    files = [output / path.lstrip("/") for path in paths]
    data = {file: file.read_bytes() for file in files if file.is_file()}
    return sum(len(gzip.compress(data[file]) if file.suffix in TEXTS else data[file]) for file in data)


def _seconds(values: Sequence[float]) -> str:
    return f"{median(values):.1f} s"
