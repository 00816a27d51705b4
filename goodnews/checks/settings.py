"""The site itself: its addresses, colour and logos, what the Trust has to confirm, and its statement.

The law asks for the accessibility statement: in the model's words, and reviewed every year.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from goodnews.checks.rules import Found, SettingsContext, rule
from goodnews.colours import as_hex, parse_colour, readable_accent
from goodnews.config import DEVELOPMENT, SiteConfig
from goodnews.problems import Problem, Severity
from goodnews.story import LONDON, show_day

STATEMENT = "content/pages/accessibility.md"

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


@rule(
    "site-address",
    Severity.WARNING,
    summary="SITEURL is the address the public uses, and starts with https://.",
    hint="Set SITEURL in publishconf.py to the site's public address, like https://stories.merrowdale.example.",
)
def _address(site: SettingsContext) -> Iterator[Found]:
    parts = urlsplit(site.config.site_url)
    if parts.scheme != "https" or parts.hostname in {"localhost", "127.0.0.1"}:
        yield site.found("SITEURL", f"SITEURL is {site.config.site_url}, which nobody else can reach.")


@rule(
    "site-sample-contact",
    Severity.ERROR,
    summary="The contact addresses are the Trust's own.",
    hint="Write your own address in pelicanconf.py, and send a letter to it to see that it arrives.",
)
def _sample(site: SettingsContext) -> Iterator[Found]:
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
            yield site.found(setting, f"{setting} is still the sample's, so nobody would get the letter.")


@rule(
    "site-confidential",
    Severity.ERROR,
    summary="There is a private way to tell somebody independent.",
    hint="Give the address of somebody outside the communications team, such as your Freedom to "
    "Speak Up Guardian.",
)
def _private(site: SettingsContext) -> Iterator[Found]:
    config = site.config
    if config.confidential_email in {config.email, config.removal_email}:
        yield site.found(
            "TRUST_CONFIDENTIAL_EMAIL",
            "Whoever tells something in confidence would tell the communications team.",
        )


@rule(
    "site-contrast",
    Severity.ERROR,
    summary="Text can be read in the Trust's colour, and on it (WCAG 2.2, 1.4.3: 4.5 to 1).",
    hint="Choose a darker colour for TRUST_ACCENT.",
)
def _colour(site: SettingsContext) -> Iterator[Found]:
    better = as_hex(readable_accent(parse_colour(site.config.accent)))
    if better != site.config.accent:
        yield site.found(
            "TRUST_ACCENT",
            f"{site.config.accent} is too pale to read on white; {better} is the nearest that is not.",
        )


@rule(
    "site-logo",
    Severity.ERROR,
    summary="The Trust's logo files are there.",
    hint="Put the file into theme/static, capital letters as in the setting, or take the setting away.",
)
def _logos(site: SettingsContext) -> Iterator[Found]:
    for setting, file in site.config.logos.items():
        if file not in site.theme_files:
            yield site.found(setting, f"{setting} names “{file}”, and there is no such file in theme/static.")
    if site.config.logo_dark and not site.config.logo:
        yield site.found(
            "TRUST_LOGO_DARK", "TRUST_LOGO_DARK is set and TRUST_LOGO is not, so no logo is shown."
        )


@rule(
    "site-privacy",
    Severity.WARNING,
    summary="The Trust has confirmed the privacy page, with a form for complaints (Data (Use and Access) "
    "Act).",
    hint="Read it with your information governance team and mend what is not so. Then set "
    "TRUST_PRIVACY_CONFIRMED to that day, and TRUST_COMPLAINTS_FORM to the form's address.",
)
def _privacy(site: SettingsContext) -> Iterator[Found]:
    if site.config.privacy_confirmed is None:
        yield site.found(
            "TRUST_PRIVACY_CONFIRMED",
            "Nobody at the Trust has confirmed the privacy page: who decides, on what basis, for how long.",
        )
    if site.config.complaints_form is None:
        yield site.found(
            "TRUST_COMPLAINTS_FORM",
            "The privacy page has no form for complaints about data; the law asks for an electronic one.",
        )


@rule(
    "site-editor",
    Severity.ERROR,
    summary="An editor at /edit/ has a repository to send its stories to.",
    hint="Write the repository on GitHub into TRUST_REPOSITORY, as owner/name, or TRUST_EDITOR = False.",
)
def _editor(site: SettingsContext) -> Iterator[Found]:
    if site.config.editor and not site.config.repository:
        yield site.found(
            "TRUST_EDITOR", "There is to be an editor, and no repository that it could send a story to."
        )


@rule(
    "site-accessibility-statement",
    Severity.ERROR,
    summary="The accessibility statement follows the government's model, heading by heading.",
    hint=f"Add it to {STATEMENT}; the words of the model are on GOV.UK.",
)
def _headings(site: SettingsContext) -> Iterator[Found]:
    if not site.statement:
        yield Found(1, "There is no accessibility statement.", file=STATEMENT)
        return
    for heading in missing_headings(site.statement):
        yield Found(1, f"The accessibility statement has no heading “{heading}”.", file=STATEMENT)


def missing_headings(statement: str) -> list[str]:
    """The headings of the model that an accessibility statement lacks."""
    there = {_plain(heading) for heading in re.findall(r"^#+ +(.+?)\s*$", statement, re.MULTILINE)}
    return [heading for heading in MODEL_HEADINGS if _plain(heading) not in there]


def _plain(heading: str) -> str:
    return heading.replace("’", "'").strip("# ").casefold()


@rule(
    "site-accessibility-review",
    Severity.WARNING,
    summary="The accessibility statement was reviewed within the last year.",
    hint="Review the statement, then set TRUST_ACCESSIBILITY_REVIEWED to the day you did.",
)
def _reviewed(site: SettingsContext) -> Iterator[Found]:
    day = site.config.accessibility_reviewed
    if day and day > site.today:
        yield site.found(
            REVIEWED, f"The accessibility statement was not reviewed on {show_day(day)}: that is to come."
        )
    elif day and site.today > day + A_YEAR:
        yield site.found(
            REVIEWED, f"The accessibility statement was last reviewed on {show_day(day)}, over a year ago."
        )


@rule(
    "site-accessibility-due",
    Severity.WARNING,
    summary="The accessibility statement is reviewed before its year is over.",
    hint="Review the statement, then set TRUST_ACCESSIBILITY_REVIEWED to the day you did.",
)
def _review_due(site: SettingsContext) -> Iterator[Found]:
    if site.config.accessibility_reviewed is None:
        yield site.found(REVIEWED, "The accessibility statement has never been reviewed.")
        return
    due = site.config.accessibility_reviewed + A_YEAR
    if due - SOON <= site.today <= due:
        yield site.found(REVIEWED, f"The accessibility statement has to be reviewed by {show_day(due)}.")


@rule(
    "site-accessibility-preparation",
    Severity.WARNING,
    summary="The accessibility statement says when it was prepared, and who last tested the site.",
    hint="Set TRUST_ACCESSIBILITY_PREPARED and TRUST_ACCESSIBILITY_TESTED_BY in pelicanconf.py.",
)
def _preparation(site: SettingsContext) -> Iterator[Found]:
    if site.config.accessibility_prepared is None:
        yield site.found(
            "TRUST_ACCESSIBILITY_PREPARED", "The accessibility statement does not say when it was prepared."
        )
    if site.config.accessibility_tested_by is None:
        yield site.found(
            "TRUST_ACCESSIBILITY_TESTED_BY",
            "The accessibility statement does not say who last tested the site.",
        )


RULES = (
    _address,
    _sample,
    _private,
    _editor,
    _colour,
    _logos,
    _headings,
    _reviewed,
    _review_due,
    _preparation,
    _privacy,
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
