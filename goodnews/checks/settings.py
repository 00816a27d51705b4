"""The site itself: its addresses, colour and logos, what the Trust has to confirm, and its statement.

The law asks for the accessibility statement: in the model's words, and reviewed every year.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from goodnews.checks.rules import STATEMENT, SettingsContext, SiteRule
from goodnews.colours import as_hex, parse_colour, readable_accent
from goodnews.config import DEVELOPMENT, SiteConfig
from goodnews.problems import Problem, Severity
from goodnews.story import LONDON, show_day

A_YEAR = timedelta(days=366)
SOON = timedelta(days=30)
REVIEWED = "TRUST_ACCESSIBILITY_REVIEWED"

# The model accessibility statement (Commission Implementing Decision 2018/1523, as the Cabinet Office has
# it for the UK): these headings, in these words.
MODEL_HEADINGS = (
    "Feedback and contact information",
    "Enforcement procedure",
    "Technical information about this website's accessibility",
    "Compliance status",
    "Non-accessible content",
    "Non-compliance with the accessibility regulations",
    "Disproportionate burden",
    "Content that's not within the scope of the accessibility regulations",
    "Preparation of this accessibility statement",
)


def _address(site: SettingsContext) -> Iterator[tuple[str, str]]:
    parts = urlsplit(site.config.site_url)
    if parts.scheme != "https" or parts.hostname in {"localhost", "127.0.0.1"}:
        yield "SITEURL", f"SITEURL is {site.config.site_url}, which nobody else can reach."


def _sample(site: SettingsContext) -> Iterator[tuple[str, str]]:
    host = urlsplit(site.config.site_url).hostname or ""
    if host.endswith(".example") or host in {"127.0.0.1", "localhost"}:
        return
    config = site.config
    for setting, email in (
        ("TRUST_EMAIL", config.email),
        ("TRUST_CONFIDENTIAL_EMAIL", config.confidential_email),
        ("TRUST_REMOVAL_EMAIL", config.removal_email),
    ):
        if email.endswith(".example"):
            yield setting, f"{setting} is still the sample's, so nobody would get the letter."


def _private(site: SettingsContext) -> Iterator[tuple[str, str]]:
    config = site.config
    if config.confidential_email in {config.email, config.removal_email}:
        yield (
            "TRUST_CONFIDENTIAL_EMAIL",
            "Whoever tells something in confidence would tell the communications team.",
        )


def _colour(site: SettingsContext) -> Iterator[tuple[str, str]]:
    better = as_hex(readable_accent(parse_colour(site.config.accent)))
    if better != site.config.accent:
        yield (
            "TRUST_ACCENT",
            f"{site.config.accent} is too pale to read on white; {better} is the nearest that is not.",
        )


def _logos(site: SettingsContext) -> Iterator[tuple[str, str]]:
    for setting, file in site.config.logos.items():
        if file not in site.theme_files:
            yield setting, f"{setting} names “{file}”, and there is no such file in theme/static."
    if site.config.logo_dark and not site.config.logo:
        yield "TRUST_LOGO_DARK", "TRUST_LOGO_DARK is set and TRUST_LOGO is not, so no logo is shown."


def _privacy(site: SettingsContext) -> Iterator[tuple[str, str]]:
    if site.config.privacy_confirmed is None:
        yield (
            "TRUST_PRIVACY_CONFIRMED",
            "Nobody at the Trust has confirmed the privacy page: who decides, on what basis, for how long.",
        )
    if site.config.complaints_form is None:
        yield (
            "TRUST_COMPLAINTS_FORM",
            "The privacy page has no form for complaints about data; the law asks for an electronic one.",
        )


def _editor(site: SettingsContext) -> Iterator[tuple[str, str]]:
    if site.config.editor and not site.config.repository:
        yield "TRUST_EDITOR", "There is to be an editor, and no repository that it could send a story to."


def _headings(site: SettingsContext) -> Iterator[tuple[str, str]]:
    if not site.statement:
        yield "", "There is no accessibility statement."
        return
    for heading in missing_headings(site.statement):
        yield "", f"The accessibility statement has no heading “{heading}”."


def missing_headings(statement: str) -> list[str]:
    """The headings of the model that an accessibility statement lacks."""
    there = {_plain(heading) for heading in re.findall(r"^#+ +(.+?)\s*$", statement, re.MULTILINE)}
    return [heading for heading in MODEL_HEADINGS if _plain(heading) not in there]


def _plain(heading: str) -> str:
    return heading.replace("’", "'").strip("# ").casefold()


def _reviewed(site: SettingsContext) -> Iterator[tuple[str, str]]:
    day = site.config.accessibility_reviewed
    if day and day > site.today:
        yield REVIEWED, f"The accessibility statement was not reviewed on {show_day(day)}: that is to come."
    elif day and site.today > day + A_YEAR:
        yield REVIEWED, f"The accessibility statement was last reviewed on {show_day(day)}, over a year ago."


def _review_due(site: SettingsContext) -> Iterator[tuple[str, str]]:
    if site.config.accessibility_reviewed is None:
        yield REVIEWED, "The accessibility statement has never been reviewed."
        return
    due = site.config.accessibility_reviewed + A_YEAR
    if due - SOON <= site.today <= due:
        yield REVIEWED, f"The accessibility statement has to be reviewed by {show_day(due)}."


def _preparation(site: SettingsContext) -> Iterator[tuple[str, str]]:
    if site.config.accessibility_prepared is None:
        yield (
            "TRUST_ACCESSIBILITY_PREPARED",
            "The accessibility statement does not say when it was prepared.",
        )
    if site.config.accessibility_tested_by is None:
        yield (
            "TRUST_ACCESSIBILITY_TESTED_BY",
            "The accessibility statement does not say who last tested the site.",
        )


RULES = (
    SiteRule(
        "site-address",
        Severity.WARNING,
        "SITEURL is the address the public uses, and starts with https://.",
        "Set SITEURL in publishconf.py to the site's public address, like https://stories.merrowdale.example.",
        _address,
    ),
    SiteRule(
        "site-sample-contact",
        Severity.ERROR,
        "The contact addresses are the Trust's own.",
        "Write your own address in pelicanconf.py, and send a letter to it to see that it arrives.",
        _sample,
    ),
    SiteRule(
        "site-confidential",
        Severity.ERROR,
        "There is a private way to tell somebody independent.",
        "Give the address of somebody outside the communications team, such as your Freedom to "
        "Speak Up Guardian.",
        _private,
    ),
    SiteRule(
        "site-editor",
        Severity.ERROR,
        "An editor at /edit/ has a repository to send its stories to.",
        "Write the repository on GitHub into TRUST_REPOSITORY, as owner/name, or TRUST_EDITOR = False.",
        _editor,
    ),
    SiteRule(
        "site-contrast",
        Severity.ERROR,
        "Text can be read in the Trust's colour, and on it (WCAG 2.2, 1.4.3: 4.5 to 1).",
        "Choose a darker colour for TRUST_ACCENT.",
        _colour,
    ),
    SiteRule(
        "site-logo",
        Severity.ERROR,
        "The Trust's logo files are there.",
        "Put the file into theme/static, capital letters as in the setting, or take the setting away.",
        _logos,
    ),
    SiteRule(
        "site-accessibility-statement",
        Severity.ERROR,
        "The accessibility statement follows the government's model, heading by heading.",
        f"Add it to {STATEMENT}; the words of the model are on GOV.UK.",
        _headings,
    ),
    SiteRule(
        "site-accessibility-review",
        Severity.WARNING,
        "The accessibility statement was reviewed within the last year.",
        "Review the statement, then set TRUST_ACCESSIBILITY_REVIEWED to the day you did.",
        _reviewed,
    ),
    SiteRule(
        "site-accessibility-due",
        Severity.WARNING,
        "The accessibility statement is reviewed before its year is over.",
        "Review the statement, then set TRUST_ACCESSIBILITY_REVIEWED to the day you did.",
        _review_due,
    ),
    SiteRule(
        "site-accessibility-preparation",
        Severity.WARNING,
        "The accessibility statement says when it was prepared, and who last tested the site.",
        "Set TRUST_ACCESSIBILITY_PREPARED and TRUST_ACCESSIBILITY_TESTED_BY in pelicanconf.py.",
        _preparation,
    ),
    SiteRule(
        "site-privacy",
        Severity.WARNING,
        "The Trust has confirmed the privacy page, with a form for complaints (Data (Use and Access) Act).",
        "Read it with your information governance team and mend what is not so. Then set "
        "TRUST_PRIVACY_CONFIRMED to that day, and TRUST_COMPLAINTS_FORM to the form's address.",
        _privacy,
    ),
)


def check_settings(root: Path, config: SiteConfig, now: datetime) -> tuple[Problem, ...]:
    """Check the Trust's settings and the accessibility statement."""
    site = SettingsContext(
        config,
        now.astimezone(LONDON).date(),
        _read(root / DEVELOPMENT),
        frozenset(path.name for path in (root / "theme" / "static").glob("*") if path.is_file()),
        _read(root / STATEMENT),
    )
    return tuple(sorted(problem for rule in RULES for problem in rule.check(site)))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
