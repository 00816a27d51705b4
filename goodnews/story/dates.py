"""Dates and times as people in London write them."""

import re
from contextlib import suppress
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_TIME = r"(?:,?\s+(?:at\s+)?(?P<time>\S.*))?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DASHES = str.maketrans("‐‑–—−", "-----")
_FORMS = [
    re.compile(pattern, re.ASCII)  # other alphabets' digits are more often a trick than a date
    for pattern in (
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?:(?:t|,?\s+)(?P<time>\S.*))?",
        rf"(?P<day>\d{{1,2}})(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark){_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_DAY}\s+{_MONTH},?\s+{_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}{_TIME}",
    )
]
"""Days first, as people here write them; a year of two digits is one of this century."""
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d{2}))?(?::(?P<second>\d{2}))?\s*"
    r"(?:(?P<half>[ap])\.?m\.?|h(?:ou)?rs?|h)?",
    re.ASCII,
)
_OFFSET = re.compile(r"(?P<clock>.*?)\s*(?P<offset>z|[+-]\d{2}:?\d{2})")

_EXACT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)", re.ASCII)
"""What we write ourselves, and read again for every story of every build."""


_MOMENT_HINT = "Write it like 2026-11-20 07:45 or 20 November 2026 7:45am."
_DAY_HINT = "Write it like 2026-11-20 or 20 November 2026."
_NAMED = rf"(?:{'|'.join(month[:3].lower() for month in MONTHS)})[a-z]*\.?"
_WITHOUT_YEAR = re.compile(
    rf"{_WEEKDAY}(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_NAMED}|{_NAMED}\s+\d{{1,2}}(?:st|nd|rd|th)?|"
    r"\d{1,2}[/.-]\d{1,2})(?:,?\s+(?:at\s+)?\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]m)?)?"
)


class DateError(ValueError):
    """Says in plain English why a date can't be used, and what to write instead."""

    def __init__(self, message: str, hint: str = _MOMENT_HINT) -> None:
        self.message = message
        self.hint = hint
        super().__init__(f"{message} {hint}")


def parse_moment(text: str) -> datetime:
    """Read a date with or without a time as a moment in London. A date alone is its midnight.

    ISO and British forms are understood. A time that the clocks skip or strike twice is refused,
    unless it says its offset (`2026-10-25 01:30+00:00`).

    >>> parse_moment("20 November 2026 7:45am").isoformat()
    '2026-11-20T07:45:00+00:00'

    DateError with what is wrong and what to write instead.
    """
    if _EXACT.fullmatch(text):
        with suppress(ValueError, OverflowError):
            return datetime.fromisoformat(text).astimezone(LONDON)
    day, clock = _split(text)
    if offset := _OFFSET.fullmatch(clock or ""):
        shift = offset["offset"].upper()
        moment = datetime.combine(day, _clock(offset["clock"], text))
        try:
            return datetime.fromisoformat(f"{moment.isoformat()}{shift}").astimezone(LONDON)
        except (ValueError, OverflowError):
            raise DateError(f"There is no such time as “{text}”.") from None
    return _in_london(datetime.combine(day, _clock(clock, text) if clock else time()), text)


def parse_day(text: str) -> date:
    """Read a date that has no time.

    >>> parse_day("20/11/2026")
    datetime.date(2026, 11, 20)

    DateError also when a time is given.
    """
    day, clock = _split(text, _DAY_HINT)
    if clock:
        raise DateError(f"“{text}” has a time, and only a date is wanted.", "Write it like 2026-11-20.")
    return day


def show_day(moment: date) -> str:
    """Show a date as the NHS content guide does.

    >>> show_day(date(2026, 11, 20))
    '20 November 2026'
    """
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def show_time(moment: datetime | time) -> str:
    """Show a time as the NHS content guide does.

    >>> show_time(time(7, 45)), show_time(time(17)), show_time(time(12))
    ('7:45am', '5pm', 'midday')
    """
    if (moment.hour, moment.minute) in {(0, 0), (12, 0)}:
        return "midday" if moment.hour else "midnight"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{(moment.hour - 1) % 12 + 1}{minutes}{'pm' if moment.hour >= 12 else 'am'}"


def _split(text: str, hint: str = _MOMENT_HINT) -> tuple[date, str | None]:
    cleaned = " ".join(text.split()).lower().translate(_DASHES)
    for form in _FORMS:
        if match := form.fullmatch(cleaned):
            return _day(match, text, hint), match["time"]
    if _WITHOUT_YEAR.fullmatch(cleaned):
        raise DateError(f"“{text}” has no year.", f"Write the year behind it. {hint}")
    if _CLOCK.fullmatch(cleaned) and not cleaned.isdecimal():
        raise DateError(
            f"“{text}” is a time without its day.", f"Write the day in front of it: 2026-11-20 {text}."
        )
    raise DateError(f"“{text}” is not a date I can read.", hint)


def _day(match: re.Match[str], text: str, hint: str) -> date:
    month, year = match["month"], match["year"]
    if len(year) == 2:
        year = f"20{year}"
    if not month.isdigit():
        numbers = [n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(month)]
        if month == "sept":
            numbers = [9]
        if len(numbers) != 1:
            raise DateError(f"“{text}” names no month I know.", hint)
        month = str(numbers[0])
    try:
        return date(int(year), int(month), int(match["day"]))
    except ValueError:
        if 12 < int(month) <= 31 and int(match["day"]) <= 12:
            hint = f"In figures the day comes first: {month}/{match['day']}/{year}."
        raise DateError(f"There is no such day as “{text}”.", hint) from None


def _clock(clock: str, text: str) -> time:
    if clock in {"midday", "noon", "12 midday", "12 noon"}:
        return time(12)
    if clock in {"midnight", "12 midnight"}:
        return time(0)
    match = _CLOCK.fullmatch(clock)
    if match and (match["minute"] or match["half"]):
        hour = int(match["hour"])
        if match["half"]:
            if not 1 <= hour <= 12:
                raise DateError(f"There is no such time as in “{text}”.")
            hour = hour % 12 + (12 if match["half"] == "p" else 0)
        try:
            return time(hour, int(match["minute"] or 0), int(match["second"] or 0))
        except ValueError:
            raise DateError(f"There is no such time as in “{text}”.") from None
    raise DateError(f"The time in “{text}” is not one I can read.")


def _in_london(naive: datetime, text: str) -> datetime:
    first, second = naive.replace(tzinfo=LONDON), naive.replace(tzinfo=LONDON, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    there_and_back = datetime.fromtimestamp(first.timestamp(), LONDON).replace(tzinfo=None)
    if there_and_back != naive:
        raise DateError(
            f"“{text}” never happens: the clocks go forward then.", "Choose a time outside that hour."
        )
    raise DateError(
        f"“{text}” happens twice: the clocks go back then.",
        "Choose a time outside that hour, or add +01:00 for the first and +00:00 for the second.",
    )
