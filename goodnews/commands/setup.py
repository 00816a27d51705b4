"""`./inv setup`: make this project your Trust's, by answering a handful of questions."""

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from goodnews.commands.questions import (
    QUESTIONS,
    Ask,
    Question,
    Value,
    as_value,
    offered_answer,
    refuse_unanswered,
)
from goodnews.commands.rewriting import rewrite
from goodnews.commands.update import CONTRIBUTING
from goodnews.config import DEVELOPMENT, PUBLIC, SiteConfig, config_from_settings, read_settings
from goodnews.files import disk_in_words, write_atomically
from goodnews.git import Git, GitError
from goodnews.history import STORIES
from goodnews.problems import CommandError, ContentError
from goodnews.site.theme import load_theme
from goodnews.story import key_in
from goodnews.story.templates import story_form
from goodnews.taxonomies import Taxonomy
from goodnews.terminal import Say, plural

OWNERS = ".github/CODEOWNERS"
OTHERS = OWNERS, CONTRIBUTING
_FORM = re.compile(r"^```yaml\n(---\n.*?^date: (\S+).*?)^```$", re.DOTALL | re.MULTILINE)
INTRODUCTIONS = tuple(f"content/{taxonomy}" for taxonomy in Taxonomy)
ANSWERS = Path(".cache") / "setup.json"
SAMPLE_ORGANISATION = "merrowdale"
SAMPLE_TRUST = "Merrowdale Hospitals NHS Trust"
SAMPLE_TARGET = {"kind": "directory", "path": "public"}
PAGES = {"kind": "pages"}

# Accounts and pages of the made-up Trust: yours are other ones, or there are none.
FORGOTTEN = (
    "TRUST_NOMINATE_URL",
    "TRUST_NEWSLETTER_URL",
    "TRUST_CONFIDENTIAL_PHONE",
    # Nobody but you can have reviewed your statement, and confirmed what your privacy page says.
    "TRUST_ACCESSIBILITY_REVIEWED",
    "TRUST_PRIVACY_CONFIRMED",
)


@dataclass(frozen=True)
class SetUp:
    """What was done: the files that changed; the sample stories, and introductions, that were removed.

    They are `kept` where somebody asked for that.
    """

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    kept: bool = False

    def as_text(self) -> str:
        """Lines for a person at a terminal: what was done, what is left to do."""
        done = ", ".join(self.changed) or "nothing: it all said so already"
        lines = [f"Changed: {done}."]
        if self.removed:
            introductions = sum(path.endswith(".md") for path in self.removed)
            stories = plural(len(self.removed) - introductions, "sample story")
            beside = f" and {plural(introductions, 'introduction')}" if introductions else ""
            lines.append(f"Removed {stories}{beside}; git still has them.")
        if self.kept:
            lines.append(
                "The samples are still there, and are another Trust's: `./inv check` finds much in them."
            )
            lines.append("Take them out of content/ before you publish.")
        lines += [
            "",
            "What only you can do:",
            "  1. Read the static pages in content/pages: they are your promises now, above all",
            "     accessibility.md and privacy.md. When you have reviewed the accessibility of your site,",
            "     set TRUST_ACCESSIBILITY_REVIEWED in pelicanconf.py to that day. When your information",
            "     governance team has confirmed the privacy page, set TRUST_PRIVACY_CONFIRMED.",
            '  2. Write your first story: ./inv new "Its title"',
            "docs/running.md goes on from here: the address, the secrets, the first publish.",
        ]
        return "\n".join(lines)


def run_setup(
    root: Path,
    arguments: Mapping[str, str],
    ask: Ask | None,
    tell: Say = print,
    *,
    keep_samples: bool = False,
    today: date | None = None,
) -> SetUp:
    """Write a Trust's answers into the settings, and remove the samples.

    Everything is checked before anything is written, and each file changes in one step, the settings
    first: whatever interrupts it, run it again. Answers are kept as they are given.

    `arguments` are answers by the questions' names: those are not asked again. Where nobody is there to
    `ask`, it is None; `tell` says what is wrong with an answer. The accessibility statement is prepared
    `today`, the first time. ContentError when an answer is no good as a setting. CommandError when a question
    has no answer, or a settings file can't be changed for you.
    """
    current = read_settings(root, PUBLIC)
    fresh = current.get("TRUST_NAME") == SAMPLE_TRUST
    words, earlier = {}, _read_answers(root)
    for question in QUESTIONS:
        offered = earlier.get(question.name) or offered_answer(question, current, fresh=fresh)
        answer = arguments.get(question.name, "").strip()
        if ask:
            answer = answer or _ask_until_right(question, offered, ask, tell, root, current)
            earlier |= {question.name: answer} if answer else {}
            with disk_in_words("Your answers can't be kept"):
                write_atomically(root / ANSWERS, json.dumps(earlier, ensure_ascii=False))
        words[question.name] = answer or offered
    refuse_unanswered(words)
    settings: dict[str, Value] = {
        question.setting: as_value(words[question.name], current.get(question.setting))
        for question in QUESTIONS
    }
    if fresh:
        settings |= {**dict.fromkeys(FORGOTTEN, None), "TRUST_ACCESSIBILITY_PREPARED": today}
    new = _settings_files(root, settings, current)
    config = config_from_settings({**current, **settings}, DEVELOPMENT, new[DEVELOPMENT])
    load_theme(root / "theme", config)
    samples = _untouched_samples(root) if fresh and not keep_samples else ()
    new |= _other_files(root, config)
    with disk_in_words("Not all of it could be changed"):
        changed = [name for name, text in new.items() if write_atomically(root / name, text)]
        for sample in samples:
            if sample.endswith(".md"):
                (root / sample).unlink()
            else:
                shutil.rmtree(root / sample)
    (root / ANSWERS).unlink(missing_ok=True)
    return SetUp(tuple(changed), samples, kept=fresh and keep_samples)


def _ask_until_right(
    question: Question, offered: str, ask: Ask, tell: Say, root: Path, settings: Mapping[str, object]
) -> str:
    """Ask a person until the answer will do, and tell what is wrong with each that won't."""
    while True:
        words = ask(question, offered).strip() or offered
        wrong = _why_not(root, settings, question, words) if words else None
        if not words and not question.optional:
            wrong = "This needs an answer."
        if wrong is None:
            return words
        tell(wrong)


def _why_not(root: Path, settings: Mapping[str, object], question: Question, words: str) -> str | None:
    value = as_value(words, settings.get(question.setting))
    try:
        load_theme(root / "theme", config_from_settings({**settings, question.setting: value}, DEVELOPMENT))
    except ContentError as error:
        about = (problem for problem in error.problems if question.setting in problem.message)
        return next((f"{problem.message} {problem.hint}" for problem in about), None)
    return None


def _read_answers(root: Path) -> dict[str, str]:
    """Answers of a time before that did not come to its end."""
    try:
        return TypeAdapter(dict[str, str]).validate_json((root / ANSWERS).read_bytes())
    except (OSError, ValueError):
        return {}


def _settings_files(
    root: Path, settings: Mapping[str, object], current: Mapping[str, object]
) -> dict[str, str]:
    """Both settings files with the answers in: address and target of the site stand in publishconf.py.

    A public copy on GitHub goes to its Pages, where that costs nothing; a target of your own stays.
    """
    public = {"SITEURL": settings["SITEURL"]}
    on_github = settings["TRUST_REPOSITORY"] and settings["TRUST_REPOSITORY_VISIBILITY"] == "public"
    if on_github and current.get("TARGET") == SAMPLE_TARGET:
        public["TARGET"] = PAGES
    private = {name: value for name, value in settings.items() if name != "SITEURL"}
    return {
        file: rewrite((root / file).read_text(encoding="utf-8"), values)
        for file, values in ((DEVELOPMENT, private), (PUBLIC, public))
    }


def _other_files(root: Path, config: SiteConfig) -> dict[str, str]:
    """CODEOWNERS with your organisation, and CONTRIBUTING.md with your page's form, whose date stays."""
    files = {name: (root / name).read_text(encoding="utf-8") for name in OTHERS if (root / name).is_file()}
    before = dict(files)
    organisation = (config.repository or "").partition("/")[0]
    if organisation and OWNERS in files:
        files[OWNERS] = files[OWNERS].replace(f"@{SAMPLE_ORGANISATION}/", f"@{organisation}/")
    if match := _FORM.search(text := files.get(CONTRIBUTING, "")):
        form = story_form("en", match[2], config.categories, config.hospitals)
        files[CONTRIBUTING] = text[: match.start(1)] + form + text[match.end(1) :]
    return {name: text for name, text in files.items() if text != before[name]}


def _untouched_samples(root: Path) -> tuple[str, ...]:
    """Story folders, and introductions, that git holds exactly as they are: removing them loses nothing."""
    status = ("status", "--porcelain", "-z", "--ignored", "--untracked-files=all", "--", "content")
    try:
        tracked = Git(root).names("ls-files", "-z", "--", STORIES, *INTRODUCTIONS)
        touched = Git(root).names(*status)
    except GitError:
        raise CommandError(
            "Git can't say which stories are samples, so none was removed.",
            "Run this in a clone of the project, or add --keep-samples and remove them by hand.",
        ) from None
    # A renamed file has a second row, which is nothing but its name.
    changed = {_sample_of(name) for row in touched for name in (row[3:], row)}
    samples = sorted({_sample_of(name) for name in tracked} - changed)
    return tuple(sample for sample in samples if (root / sample).exists())


def _sample_of(file: str) -> str:
    """The story's folder that a file is in; or the file, where it is an introduction."""
    return f"{STORIES}/{key_in(file)}" if file.startswith(f"{STORIES}/") else file
