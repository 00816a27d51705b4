"""Dates and times as the NHS content guide writes them."""

import re
from collections.abc import Iterator
from datetime import time

from goodnews.checks.context import StoryContext
from goodnews.checks.identifiers import BIRTH_DATE
from goodnews.checks.rules import Found, rule
from goodnews.problems import Severity
from goodnews.story import show_time
from goodnews.story.dates import MONTHS

_SHORT = {name[:3].lower(): name for name in MONTHS} | {"sept": "September"}
_MONTH = "(?:" + "|".join(MONTHS) + ")"
_ORDINAL = re.compile(
    rf"\b(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)(?: of)? (?P<month>{_MONTH})\b"
    r"(?:,? (?P<year>\d{4}))?"
)
_AMERICAN = re.compile(
    rf"\b(?P<month>{_MONTH}) (?:the )?(?P<day>\d{{1,2}})"
    r"(?:(?:st|nd|rd|th)(?:,? (?P<year>\d{4}))?|, (?P<year2>\d{4}))\b"
)
_SHORTENED = re.compile(
    r"\b(?P<day>\d{1,2}) (?P<month>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
    r"(?: (?P<year>\d{4}))?"
)
_NUMBERS = re.compile(
    r"(?<![\w/.-])(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d{2})(?![\w/-]|\.\d)"
)
_TIME = re.compile(
    r"(?<![\w:.£$/])(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?"
    r"(?P<half>[AaPp][Mm]\b|[AaPp]\.[Mm]\b\.?)"
    r"|(?P<hour24>[01]\d|2[0-3]):(?P<minute24>[0-5]\d))(?![\w:])"
)
_NOON = re.compile(r"\b12 ?(?P<word>noon|midday|midnight)\b", re.IGNORECASE)


@rule(
    "date-form",
    Severity.WARNING,
    summary="Dates are written 20 November 2026.",
    hint="Write the day, the month's whole name and the year: 20 November 2026.",
    allow="when the date is part of a name or a quotation",
    passing=("---\nOn 20 November 2026, in March 2027 and on 1 May.",),
    failing=(
        "---\nOn 20/11/2026.",
        "---\nOn the 20th of November.",
        "---\nOn November 20, 2026.",
        "---\nOn 20 Nov 2026.",
    ),
)
def date_form(context: StoryContext) -> Iterator[Found]:
    """NHS content guide; and 6/8/2018 is June to some and August to others."""
    if context.story.meta.lang != "en":
        return
    for words in context.figures:
        patterns = (_ORDINAL, _AMERICAN, _SHORTENED, _NUMBERS)
        dates = [match for pattern in patterns for match in pattern.finditer(words.text)]
        # A date of birth has to go, and not to be written otherwise.
        births = list(BIRTH_DATE.find(words.text)) if dates else []
        for match in dates:
            at, proper = match.start(), _proper_date(match)
            if proper and not any(birth.start <= at < birth.end for birth in births):
                yield Found(words.line_at(at), f"“{match[0]}” is not how we write dates.", f"Write {proper}.")


def _proper_date(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = parts["month"]
    if month.isdigit():
        if not (1 <= int(month) <= 12 and 1 <= int(parts["day"]) <= 31):
            return None
        month = MONTHS[int(month) - 1]
    month = _SHORT.get(month.lower(), month)
    year = parts.get("year") or parts.get("year2") or ""
    return f"{int(parts['day'])} {month} {'20' if len(year) == 2 else ''}{year}".strip()


@rule(
    "time-form",
    Severity.WARNING,
    summary="Times are written 7:45am, 5pm, midday, midnight.",
    hint="Write 7:45am, 5pm, midday or midnight.",
    allow="when the time is part of a name or a quotation",
    passing=("---\nAt 7:45am, from 5pm to 9:30pm, at midday.", "---\nScores were 12:10 and 3.45 per cent."),
    failing=(
        "---\nAt 7.45am.",
        "---\nAt 7:45 am.",
        "---\nAt 5:00pm.",
        "---\nAt 19:30.",
        "---\nAt 12 noon.",
        "---\nAt 7PM.",
    ),
)
def time_form(context: StoryContext) -> Iterator[Found]:
    """NHS content guide: 5:30pm, not 1730hrs; midday, not noon."""
    if context.story.meta.lang != "en":
        return
    for words in context.figures:
        for match in (*_TIME.finditer(words.text), *_NOON.finditer(words.text)):
            proper = _proper_time(match)
            if proper and proper != match[0].strip():
                at = words.line_at(match.start())
                yield Found(at, f"“{match[0].strip()}” is not how we write times.", f"Write {proper}.")


def _proper_time(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if word := parts.get("word"):
        return "midnight" if word.lower() == "midnight" else "midday"
    if parts["hour24"]:
        hour, minute = int(parts["hour24"]), int(parts["minute24"])
        # 12:10 may be a score or a verse; hours after noon or with a nought in front are times.
        return show_time(time(hour, minute)) if hour > 12 or parts["hour24"].startswith("0") else None
    hour, minute = int(parts["hour"]), int(parts["minute"] or 0)
    if not (1 <= hour <= 12 and minute < 60):
        return None
    return show_time(time(hour % 12 + (12 if parts["half"].lower().startswith("p") else 0), minute))


RULES = (date_form, time_form)
