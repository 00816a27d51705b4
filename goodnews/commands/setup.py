"""`./inv setup`: make this project your Trust's, by answering a handful of questions."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goodnews.commands.questions import QUESTIONS, Question, Value, answer_all
from goodnews.commands.rewriting import CantRewrite, rewrite
from goodnews.commands.samples import untouched_samples
from goodnews.config import DEVELOPMENT, PUBLIC, config_from_settings, read_settings
from goodnews.files import write_atomically
from goodnews.problems import CommandError
from goodnews.site import load_theme

OWNERS = ".github/CODEOWNERS"
SAMPLE_ORGANISATION = "merrowdale"
SAMPLE_TRUST = "Merrowdale Hospitals NHS Trust"

# Accounts and pages of the made-up Trust: yours are other ones, or there are none.
FORGOTTEN = (
    "TRUST_LOGO",
    "TRUST_X_HANDLE",
    "TRUST_BLUESKY_HANDLE",
    "TRUST_MASTODON_HANDLE",
    "TRUST_NOMINATE_URL",
    "TRUST_NEWSLETTER_URL",
    "TRUST_CONFIDENTIAL_PHONE",
)


@dataclass(frozen=True)
class SetUp:
    """What was done: the files that changed, and the sample stories that were removed."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def as_text(self) -> str:
        """Lines for a person at a terminal: what was done, what is left to do."""
        done = ", ".join(self.changed) or "nothing: it all said so already"
        lines = [f"Changed: {done}."]
        if self.removed:
            count = len(self.removed)
            lines.append(
                f"Removed {count} sample {'story' if count == 1 else 'stories'}; git still has them."
            )
        lines += [
            "",
            "What only you can do:",
            "  1. Read the standing pages in content/pages: they are your promises now, above all",
            "     accessibility.md and privacy.md.",
            "  2. Have you a logo? Put it into theme/static, and its name into TRUST_LOGO in pelicanconf.py.",
            '  3. Write your first story: ./inv new "Its title"',
            "docs/running.md goes on from here: the address, the secrets, the first publish.",
        ]
        return "\n".join(lines)


def run_setup(
    root: Path,
    given: Mapping[str, str],
    ask: Callable[[Question, str], str] | None,
    today: date,
    *,
    keep_samples: bool = False,
) -> SetUp:
    """Write a Trust's answers into the settings, and remove the samples.

    Everything is checked before anything is written, and each file changes in one step, the settings
    first: whatever interrupts it, run it again.

    Args:
        root: the project's root.
        given: answers by the questions' names, from the command line; they are not asked again.
        ask: asks a person, showing the present answer; None when nobody is there.
        today: for the date of the accessibility statement.
        keep_samples: leave the sample stories where they are.

    Raises:
        ContentError: an answer is no good as a setting.
        CommandError: a question has no answer, or a settings file can't be changed for you.
    """
    now = read_settings(root, PUBLIC)
    fresh = now.get("TRUST_NAME") == SAMPLE_TRUST
    answers = answer_all(QUESTIONS, given, ask, now, fresh=fresh)
    settings: dict[str, Value] = {question.setting: answers[question.name] for question in QUESTIONS}
    if fresh:
        settings |= dict.fromkeys(FORGOTTEN, None)
        settings["TRUST_ACCESSIBILITY_REVIEWED"] = today
    sources = {name: (root / name).read_text(encoding="utf-8") for name in (DEVELOPMENT, PUBLIC)}
    new = _rewritten(sources, settings)
    config = config_from_settings({**now, **settings}, DEVELOPMENT, new[DEVELOPMENT])
    load_theme(root / "theme", config)
    samples = untouched_samples(root) if fresh and not keep_samples else ()
    owners = _owners(root, str(settings["TRUST_REPOSITORY"] or ""))
    try:
        changed = [name for name, text in {**new, **owners}.items() if write_atomically(root / name, text)]
        for sample in samples:
            shutil.rmtree(root / sample)
    except OSError as error:
        message = f"“{error.filename}” can't be changed ({error.strerror})."
        raise CommandError(message, "Check that you may write there, and run this again.") from None
    return SetUp(tuple(changed), tuple(samples))


def _rewritten(sources: Mapping[str, str], settings: Mapping[str, Value]) -> dict[str, str]:
    """Both settings files with the answers in: the public address stands in publishconf.py."""
    public = {name: value for name, value in settings.items() if name == "SITEURL"}
    private = {name: value for name, value in settings.items() if name != "SITEURL"}
    try:
        return {
            DEVELOPMENT: rewrite(sources[DEVELOPMENT], private),
            PUBLIC: rewrite(sources[PUBLIC], public),
        }
    except CantRewrite as error:
        raise CommandError(
            f"{error} has been changed so much that I can't set it for you.",
            "Set it by hand in pelicanconf.py or publishconf.py; docs/running.md lists every setting.",
        ) from None


def _owners(root: Path, repository: str) -> dict[str, str]:
    """CODEOWNERS with your organisation instead of the sample's."""
    path = root / OWNERS
    organisation = repository.partition("/")[0]
    if not organisation or not path.is_file():
        return {}
    text = path.read_text(encoding="utf-8").replace(f"@{SAMPLE_ORGANISATION}/", f"@{organisation}/")
    return {OWNERS: text}
