"""Every message that pages and feeds show by themselves, in English and in Welsh.

There is one file a language, `messages/en.toml` and `messages/cy.toml`, with the same keys in both; a test
holds them together. `{name}` in a message is filled in where it is shown.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from goodnews.story.dates import LONDON, show_time

LANGUAGES = ("en", "cy")


@dataclass(frozen=True, eq=False)
class Messages:
    """The messages of one language: in square brackets as they are, in round ones with their gaps filled.

    >>> messages_for("en")["share_your_story"], messages_for("en")("page_of", number=2, total=5)
    ('Share your story', 'Page 2 of 5')
    """

    lang: str
    texts: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        """Give the text for a key that has no gap: for a template, a call costs five times as much."""
        return self.texts[key]

    def __call__(self, key: str, **values: object) -> str:
        """Give the text for a key, with its gaps filled."""
        return self.texts[key].format_map(values) if values else self.texts[key]

    def count(self, thing: str, number: int) -> str:
        """Say how many.

        >>> messages_for("en").count("stories", 1), messages_for("en").count("stories", 0)
        ('1 story', '0 stories')
        """
        form = "one" if number == 1 else "many"
        return self(f"{thing}_{form}", number=f"{number:,}")

    def day(self, moment: date) -> str:
        """Show a day in London: `20 November 2026`, `20 Tachwedd 2026`."""
        local = moment.astimezone(LONDON) if isinstance(moment, datetime) else moment
        month = self("months").split()[local.month - 1]
        return f"{local.day} {month} {local.year}"

    def weekday(self, moment: datetime) -> str:
        """Show a day with its name: `Friday 20 November 2026`."""
        name = self("weekdays").split()[moment.astimezone(LONDON).weekday()]
        return f"{name} {self.day(moment)}"

    def time(self, moment: datetime) -> str:
        """Show a time of day in London: `7:45am`, `midday`."""
        local = moment.astimezone(LONDON)
        spoken = show_time(local)
        return self.texts.get(f"time_{spoken}", spoken)

    def span(self, starts: datetime, ends: datetime | None) -> str:
        """Show from when to when, saying the day once if it is one day; only when it starts if that is known.

        >>> from datetime import datetime
        >>> at = datetime(2026, 11, 20, 14, 0, tzinfo=LONDON)
        >>> messages_for("en").span(at, at.replace(hour=15))
        'Friday 20 November 2026, 2pm to 3pm'
        """
        if ends is None:
            return self("moment", day=self.weekday(starts), time=self.time(starts))
        first, last = starts.astimezone(LONDON), ends.astimezone(LONDON)
        if first.date() == last.date():
            return self(
                "span_one_day", day=self.weekday(first), starts=self.time(first), ends=self.time(last)
            )
        return self(
            "span_days",
            first=self.weekday(first),
            starts=self.time(first),
            last=self.weekday(last),
            ends=self.time(last),
        )


@cache
def messages_for(lang: str) -> Messages:
    """Read the messages of a language.

    KeyError for a language that has no catalogue.
    """
    if lang not in LANGUAGES:
        raise KeyError(lang)
    text = files(__package__).joinpath("messages", f"{lang}.toml").read_text(encoding="utf-8")
    return Messages(lang, tomllib.loads(text))
