"""The questions of `./inv setup`, and how an answer becomes a setting."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias, TypeVar

from goodnews.problems import CommandError

Value: TypeAlias = "str | int | list[str] | date | None"
T = TypeVar("T", bound=Callable[..., object])


@dataclass(frozen=True)
class Question:
    """One thing we can't know.

    Attributes:
        name: what the command line calls it, `short_name`.
        setting: the setting it answers.
        words: how it is asked.
        example: of an answer.
        optional: it may be left empty.
        sample_will_do: what the made-up Trust has is offered to yours, too.
    """

    name: str
    setting: str
    words: str
    example: str
    optional: bool = False
    sample_will_do: bool = False

    @property
    def help(self) -> str:
        """What `./inv setup --help` says of its option."""
        return f"{self.words}{' (May be left out.)' if self.optional else ''}"


Ask = Callable[[Question, str], str]
"""Asks a person, showing the answer there is already."""

QUESTIONS = (
    Question("trust", "TRUST_NAME", "What is the Trust's full name?", "Tarn Valley NHS Foundation Trust"),
    Question("short_name", "TRUST_SHORT_NAME", "What do people call it?", "Tarn Valley"),
    Question("site", "SITENAME", "What is this site called?", "Good news from Tarn Valley"),
    Question("strapline", "TRUST_STRAPLINE", "One sentence about it?", "Told by the people who were there."),
    Question("url", "SITEURL", "What will its address be?", "https://stories.tarnvalley.example"),
    Question("hospitals", "TRUST_HOSPITALS", "Which hospitals?", "Tarn Valley General, The Elms"),
    Question(
        "categories",
        "TRUST_CATEGORIES",
        "Which kinds of story?",
        "People, Patients, Live",
        sample_will_do=True,
    ),
    Question("language", "TRUST_LANGUAGE", "English or Welsh (en or cy)?", "en", sample_will_do=True),
    Question("email", "TRUST_EMAIL", "The communications team's email?", "stories@tarnvalley.example"),
    Question("phone", "TRUST_PHONE", "Their telephone?", "01632 960789", optional=True),
    Question("address", "TRUST_ADDRESS", "The postal address, on one line?", "1 Hill Road", optional=True),
    Question(
        "confidential",
        "TRUST_CONFIDENTIAL_EMAIL",
        "Who is told in confidence that something is wrong (an email)?",
        "speakup@tarnvalley.example",
    ),
    Question(
        "removal",
        "TRUST_REMOVAL_EMAIL",
        "Who is asked to remove a picture (an email)?",
        "pictures@tarnvalley.example",
    ),
    Question(
        "privacy",
        "TRUST_PRIVACY_EMAIL",
        "Who is your data protection officer (an email)?",
        "dpo@tarnvalley.example",
        optional=True,
    ),
    Question(
        "complaints",
        "TRUST_COMPLAINTS_FORM",
        "Where is your web form for complaints about data?",
        "https://www.tarnvalley.example/data-complaint/",
        optional=True,
    ),
    Question(
        "log_days",
        "TRUST_LOG_DAYS",
        "For how many days does your web server keep readers' addresses?",
        "30",
        sample_will_do=True,
    ),
    Question(
        "letter_months",
        "TRUST_LETTER_MONTHS",
        "For how many months do you keep letters about stories?",
        "24",
        sample_will_do=True,
    ),
    Question(
        "tested_by",
        "TRUST_ACCESSIBILITY_TESTED_BY",
        "Who last tested how accessible the site is?",
        "our digital team, by hand and with axe-core",
        optional=True,
    ),
    Question(
        "repository", "TRUST_REPOSITORY", "Where is it on GitHub?", "tarn-valley/stories", optional=True
    ),
    Question(
        "visibility",
        "TRUST_REPOSITORY_VISIBILITY",
        "Can everybody read that repository (public or private)?",
        "private",
        optional=True,
    ),
    Question("accent", "TRUST_ACCENT", "Which colour is yours?", "#7a1f5c", sample_will_do=True),
    Question("logo", "TRUST_LOGO", "Which file in theme/static is your logo?", "logo.svg", optional=True),
    Question(
        "logo_dark",
        "TRUST_LOGO_DARK",
        "Which file there is your logo for dark screens?",
        "logo-dark.svg",
        optional=True,
    ),
    Question("x", "TRUST_X_HANDLE", "Your account on X, without @?", "tarnvalley", optional=True),
    Question(
        "bluesky", "TRUST_BLUESKY_HANDLE", "Your account on Bluesky?", "tarnvalley.example", optional=True
    ),
    Question(
        "mastodon",
        "TRUST_MASTODON_HANDLE",
        "Your account on Mastodon?",
        "@tarnvalley@social.example",
        optional=True,
    ),
)


def with_questions(task: T) -> T:
    """Give a task an option for each question: Invoke takes a task's options from its signature."""
    signature = inspect.signature(task)
    *own, _answers = signature.parameters.values()
    asked = [
        inspect.Parameter(question.name, inspect.Parameter.KEYWORD_ONLY, default="") for question in QUESTIONS
    ]
    task.__signature__ = signature.replace(parameters=[*own, *asked])  # type: ignore[attr-defined]
    return task


def offered_answer(question: Question, settings: Mapping[str, Any], *, fresh: bool) -> str:
    """The answer there is already.

    The sample Trust's details are never taken over in silence: while the settings are still the samples'
    (`fresh`), none is offered, unless the sample will do.
    """
    value = settings.get(question.setting)
    if value is None or (fresh and not question.sample_will_do):
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def refuse_unanswered(words: Mapping[str, str]) -> None:
    """Go on when every question that needs an answer has one; else name all that have none at once."""
    missing = [
        f'--{question.name.replace("_", "-")} "{question.example}"'
        for question in QUESTIONS
        if not words[question.name] and not question.optional
    ]
    if missing:
        raise CommandError("Some questions have no answer yet.", f"Add, with your own: {' '.join(missing)}")


def ask_person(question: Question, present: str) -> str:
    """Ask at the terminal; Enter alone takes what stands between the brackets."""
    may = "; Enter for none" if question.optional else ""
    hint = f"[{present}]" if present else f"(like {question.example}{may})"
    try:
        return input(f"{question.words} {hint} ")
    except EOFError:
        raise CommandError("Nobody answered.", "Give the answers as options: ./inv setup --help") from None


def as_value(words: str, present: object) -> Value:
    """What goes into the settings file, of the kind that is there at present: a list has commas between."""
    # What a terminal sends need not be text; a settings file has to be.
    words = words.encode("utf-8", "replace").decode("utf-8")
    if isinstance(present, list | tuple):
        return [part.strip() for part in words.split(",") if part.strip()]
    return int(words) if isinstance(present, int) and words.isdecimal() else words or None
