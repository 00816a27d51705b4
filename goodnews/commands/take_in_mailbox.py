"""`./inv take-in --mailbox`: each mail of a mailbox becomes one draft pull request, once.

What finds a mail again is in its branch's name, and GitHub makes a branch of one name once: that is the
claim. Whatever interrupts a run, the next one goes on where it was.
"""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from goodnews.build import load_content
from goodnews.cache import open_cache
from goodnews.checks import BY_CODE, COLLECTION_RULES, Rule
from goodnews.commands.look import look_into, sighting_problems
from goodnews.commands.reporting import code_span, problem_tables
from goodnews.commands.summary import write_preview
from goodnews.commands.take_in import TakeInReport, draft_of, within_bounds
from goodnews.config import DEVELOPMENT, PUBLIC, SiteConfig
from goodnews.files import write_atomically
from goodnews.github import GitHub, GitHubRefused, folder_link, github_from
from goodnews.history import STORIES
from goodnews.importers.mail.drafts import MailDraft, in_words, mail_key
from goodnews.importers.mail.message import MailRefused, read_mail, refuse_large
from goodnews.importers.mail.senders import is_from_us
from goodnews.mailbox import MailAccount, Mailbox, account_from, open_mailbox
from goodnews.problems import CommandError, Problem, in_order, printable, summary
from goodnews.story import parse_story

TAKEN_IN, NEEDS_A_PERSON = "Taken in", "Needs a person"
MOST_MAILS = 25
RUN_SECONDS = 300.0
"""No mail is begun later in a run, whose workflow is ended after fifteen minutes; the next one goes on."""
BRANCH = "mail/{}"
LONGEST_BODY = 60_000
"""Characters; GitHub takes 65,536."""
_NOT_ITS_SENDER = (
    "Its sender is nobody whose domain the Trust lists, or the mail server does not vouch for it."
)
_ON_A_LAPTOP = (
    "Everybody can read this repository: save the mail, and take it in on a laptop (docs/editing.md)."
)
_TELL, _TELLS_ITSELF = "tell whoever wrote: answer the mail.", "whoever wrote hears by mail, without you."
_AMONG_STORIES = frozenset(rule.code for rule in COLLECTION_RULES)
_THIS_MAIL = {HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
"""Refusals that are about what was sent, and not about who may send it."""


class _DraftCheck(NamedTuple):
    """What is to be done about a draft, and whether there is a photo in it that no program looked into."""

    problems: tuple[Problem, ...]
    has_unseen: bool


@dataclass(frozen=True)
class _MailboxRun:
    """What all mails of a run have in common."""

    root: Path
    config: SiteConfig
    now: datetime
    account: MailAccount
    github: GitHub
    is_public: bool
    environ: Mapping[str, str]

    @property
    def address(self) -> str:
        """Where the run's page is, with the preview at its end; nothing on a laptop."""
        server, run = self.environ.get("GITHUB_SERVER_URL", ""), self.environ.get("GITHUB_RUN_ID", "")
        return f"{server}/{self.github.repository}/actions/runs/{run}" if server and run else ""


def take_in_mailbox(
    root: Path, config: SiteConfig, now: datetime, environ: Mapping[str, str], preview: Path | None = None
) -> TakeInReport:
    """Make a draft pull request of each mail that is new.

    In a public repository the report is read by everybody: it says nothing of what is in a mail. `preview` is
    a file for a page of all that was taken in. CommandError when the mailbox or GitHub can't be reached, or
    refuses; a variable or a setting is missing.
    """
    account, github = account_from(environ), github_from(environ, "A mailbox")
    if not config.mail_domains:
        raise CommandError(
            "TRUST_MAIL_DOMAINS lists nobody whose mails may become drafts.",
            'Write your own domain into pelicanconf.py: TRUST_MAIL_DOMAINS = ["yourtrust.nhs.uk"].',
        )
    run = _MailboxRun(root, config, now, account, github, not github.is_private(), environ)
    taken, waiting, drafts = list[str](), list[str](), list[MailDraft]()
    with open_mailbox(account) as mailbox:
        for folder in (TAKEN_IN, NEEDS_A_PERSON):
            mailbox.make_folder(folder)
        numbers, end = mailbox.mails(account.folder), monotonic() + RUN_SECONDS
        later = len(numbers)
        for number in numbers[:MOST_MAILS]:
            if monotonic() >= end:
                break
            later -= 1
            try:
                line, draft = _take_in(mailbox, number, run)
            except MailRefused as refusal:
                if mailbox.move(number, NEEDS_A_PERSON):
                    waiting.append(f"A mail waits in “{NEEDS_A_PERSON}”. {refusal}")
                continue
            if mailbox.move(number, TAKEN_IN) and line:
                taken.append(line)
            drafts += [draft] if draft else []
    after = ""
    if preview and drafts:
        with _project(root, drafts) as project:
            after = write_preview(project, config, now, "", preview)
    if later:
        after = f"{later} more mail{'s wait' if later > 1 else ' waits'} for the next run.\n{after}".rstrip()
    return TakeInReport(tuple(taken), tuple(waiting), after)


def _take_in(mailbox: Mailbox, number: int, run: _MailboxRun) -> tuple[str, MailDraft | None]:
    """Open one mail's pull request, or find it; a line about it, and its draft.

    MailRefused when a person has to look at it. CommandError when GitHub or the mailbox refuses.
    """
    refuse_large(mailbox.size(number) or 0)
    data = mailbox.read(number)
    if data is None:  # another run took it meanwhile
        return "", None
    account = run.account
    draft, check = within_bounds(
        _draft_and_check, data, run.root, run.config, run.now, account.server, account.secret
    )
    branch = BRANCH.format(draft.mark)
    if pull := run.github.pull_request_of(branch):
        return f"Pull request {pull['number']} was open already.", None
    if run.is_public:
        _hold_back(check)
    return _open(draft, check, branch, run), draft


def _draft_and_check(
    data: bytes, root: Path, config: SiteConfig, now: datetime, server: str, secret: str
) -> tuple[MailDraft, _DraftCheck]:
    mail = read_mail(data)
    if not is_from_us(mail, server, config.mail_domains):
        raise MailRefused(_NOT_ITS_SENDER)
    draft = draft_of(mail, root, config, now, mail_key(mail, data, secret))
    return draft, _check_draft(draft, root, config, now)


def _check_draft(draft: MailDraft, root: Path, config: SiteConfig, now: datetime) -> _DraftCheck:
    """All that is to be done about a draft: its questions, and what the rules find in the rest of it."""
    file = f"{STORIES}/{draft.key}/story.md"
    with _project(root, [draft]) as project:
        content = load_content(project, config, now, open_cache(project))
        sightings = look_into(content, {draft.key})
        problems = (*content.problems, *sighting_problems(content, sightings))
    folder = file.removesuffix("story.md")
    ours = (problem for problem in problems if problem.file.startswith(folder))
    among_others = (problem for problem in ours if problem.code not in _AMONG_STORIES)
    problems = in_order((*parse_story(draft.text, file).problems, *among_others))
    return _DraftCheck(problems, len(sightings.get(draft.key, ())) < len(draft.photos))


@contextmanager
def _project(root: Path, drafts: Sequence[MailDraft]) -> Iterator[Path]:
    """The project with these drafts as its only stories, elsewhere, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="drafts-") as folder:
        project = Path(folder)
        for name in (DEVELOPMENT, PUBLIC):
            shutil.copyfile(root / name, project / name)
        for name in ("theme", "content/pages"):
            if (root / name).is_dir():
                shutil.copytree(root / name, project / name)
        for draft in drafts:
            for path, data in draft.files(looked_at=True).items():
                write_atomically(project / path, data)
        yield project


def _open(draft: MailDraft, check: _DraftCheck, branch: str, run: _MailboxRun) -> str:
    base = run.config.branch
    try:
        commit = run.github.commit(run.github.tip(base), draft.files(), "Take in a story that came by mail")
        run.github.create_ref(f"heads/{branch}", commit)
        pull = run.github.open_draft(
            branch, base, f"By mail: {draft.key}", _body(draft, check.problems, branch, run)
        )
    except GitHubRefused as refusal:
        if refusal.status in _THIS_MAIL:
            raise MailRefused(f"GitHub does not take it ({refusal.status}).") from None
        raise
    return f"Pull request {pull['number']}: {draft.key}.{in_words(draft.left_out)}"


def _hold_back(check: _DraftCheck) -> None:
    """Let nothing about a person into a public repository, nor a photo that nobody looked at."""
    if check.has_unseen:
        raise MailRefused(f"No program looked for faces in its photos (./inv look does). {_ON_A_LAPTOP}")
    codes = sorted({problem.code for problem in check.problems if _is_about_somebody(problem)})
    if codes:
        raise MailRefused(f"It may say or show who somebody is: {', '.join(codes)}. {_ON_A_LAPTOP}")


def _is_about_somebody(problem: Problem) -> bool:
    """Whether a problem is one of those that protect a person: an identifier, a name, a face."""
    rule = BY_CODE.get(problem.code)
    return isinstance(rule, Rule) and (rule.guards or rule.needs_eyes)


def _body(draft: MailDraft, problems: tuple[Problem, ...], branch: str, run: _MailboxRun) -> str:
    """What the pull request says: what to do, what is missing, and where the story can be seen."""
    tree, upload = (
        folder_link(view, run.github.repository, branch, draft.key) for view in ("tree", "upload")
    )
    photo = "" if draft.photos else f" · [add a photo]({upload})"
    page = f" · [all of it as it will look, below this run]({run.address})" if run.address else ""
    lines = [
        f"It came by mail. The mail is in the mailbox, in *{TAKEN_IN}*: who wrote it stands only there.",
        "",
        f"[The story and its photos]({tree}){photo}{page}",
        "",
        "1. Open **Files changed**, press the three dots beside `story.md`, and choose **Edit file**.",
        "2. Answer what is asked below, and take out the line `draft: yes`. Press **Commit changes**.",
        "3. A check runs. When it is green, press **Ready for review**, then **Merge**.",
        f"4. When it is live, {_TELLS_ITSELF if run.environ.get('MAIL_SMTP_HOST') else _TELL}",
        "",
        *([f"Left out: {code_span('; '.join(draft.left_out))}", ""] if draft.left_out else []),
        "## The check",
        "",
        f"**{summary(problems)}**",
        "",
        *problem_tables(problems),
    ]
    text = printable("\n".join(lines))
    return text if len(text) <= LONGEST_BODY else text[:LONGEST_BODY].rpartition("\n")[0] + "\n\nAnd more.\n"
