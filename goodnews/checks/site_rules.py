"""What a rule about the site itself is, and what it looks at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from goodnews.config import SiteConfig, line_of_setting
from goodnews.problems import Problem, Severity

STATEMENT = "content/pages/accessibility.md"


@dataclass(frozen=True)
class SettingsContext:
    """What the rules about the site look at.

    Attributes:
        config: the settings, read.
        today: the date in London.
        settings: the text of the settings file, so that a problem names its line.
        settings_file: its name.
        theme_files: names of the files in `theme/static`.
        statement: the text of the accessibility statement; empty when there is none.
        readable: gives the nearest colour to an accent that text can be read in; itself when it is readable.
    """

    config: SiteConfig
    today: date
    settings: str
    settings_file: str
    theme_files: frozenset[str]
    statement: str
    readable: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class SiteRule:
    """A rule about the site; its parts are those of `Rule`.

    `find` gives the setting (nothing for the statement) and what is wrong.
    """

    code: str
    severity: Severity
    summary: str
    hint: str
    find: Callable[[SettingsContext], Iterator[tuple[str, str]]]
    allow: str = ""

    def check(self, site: SettingsContext) -> list[Problem]:
        """Run the rule."""
        return [
            Problem(
                site.settings_file if setting else STATEMENT,
                line_of_setting(site.settings, setting) if setting else 1,
                self.severity,
                self.code,
                message,
                self.hint,
            )
            for setting, message in self.find(site)
        ]
