"""Looking at drafts before anybody else does: they are checked and drawn in a folder of their own."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from goodnews.build import load_content
from goodnews.checks import BY_CODE, COLLECTION_RULES, Rule
from goodnews.commands.build import open_cache
from goodnews.commands.check import CheckResult
from goodnews.commands.look import add_sightings, look_into
from goodnews.commands.summary import write_preview
from goodnews.config import DEVELOPMENT, PUBLIC, SiteConfig
from goodnews.files import write_atomically
from goodnews.importers.mail.drafts import MailDraft
from goodnews.photos.eyes import eyes_version
from goodnews.problems import Problem, in_order
from goodnews.story import parse_story

_AMONG_STORIES = frozenset(rule.code for rule in COLLECTION_RULES)


class DraftCheck(NamedTuple):
    """What is to be done about a draft, and whether there is a photo in it that no program looked into."""

    problems: tuple[Problem, ...]
    has_unseen: bool


def check_draft(draft: MailDraft, root: Path, config: SiteConfig, now: datetime) -> DraftCheck:
    """All that is to be done about a draft: its questions, and what the rules find in the rest of it."""
    file = f"content/stories/{draft.key}/story.md"
    with _project(root, [draft]) as project:
        content = load_content(project, config, now, open_cache(project))
        checked = CheckResult(content.problems, content.stories.stories, content)
        problems = add_sightings(checked, {draft.key}).problems
        seen = look_into(content, ()) if eyes_version() else {}
    folder = file.removesuffix("story.md")
    ours = (problem for problem in problems if problem.file.startswith(folder))
    among_others = (problem for problem in ours if problem.code not in _AMONG_STORIES)
    problems = in_order((*parse_story(draft.text, file).problems, *among_others))
    return DraftCheck(problems, len(seen.get(draft.key, ())) < len(draft.photos))


def is_about_somebody(problem: Problem) -> bool:
    """Whether a problem is one of those that protect a person: an identifier, a name, a face."""
    rule = BY_CODE.get(problem.code)
    return isinstance(rule, Rule) and (rule.guards or rule.needs_eyes)


def preview_drafts(
    drafts: Sequence[MailDraft], root: Path, config: SiteConfig, now: datetime, file: Path
) -> str:
    """Write a page of drafts as they will look; gives a line that says so."""
    with _project(root, drafts) as project:
        return write_preview(project, config, now, "", file)


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
        (project / "content" / "stories").mkdir(parents=True)
        for draft in drafts:
            for path, data in draft.files(looked_at=True).items():
                write_atomically(project / path, data)
        yield project
