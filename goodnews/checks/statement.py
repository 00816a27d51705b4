"""The accessibility statement that the law asks for: in the model's words, and reviewed every year."""

import re
from collections.abc import Iterator
from datetime import timedelta

from goodnews.checks.site_rules import STATEMENT, SettingsContext, SiteRule
from goodnews.problems import Severity
from goodnews.story import show_day

A_YEAR = timedelta(days=366)
SOON = timedelta(days=30)

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


def _headings(site: SettingsContext) -> Iterator[tuple[str, str]]:
    if not site.statement:
        yield "", "There is no accessibility statement."
        return
    there = {_plain(heading) for heading in re.findall(r"^#+ +(.+?)\s*$", site.statement, re.MULTILINE)}
    for heading in MODEL_HEADINGS:
        if _plain(heading) not in there:
            yield "", f"The accessibility statement has no heading “{heading}”."


def _plain(heading: str) -> str:
    return heading.replace("’", "'").strip("# ").casefold()


def _reviewed(site: SettingsContext) -> Iterator[tuple[str, str]]:
    day = site.config.accessibility_reviewed
    if day is None:
        return
    if day > site.today:
        yield (
            "TRUST_ACCESSIBILITY_REVIEWED",
            f"The accessibility statement was not reviewed on {show_day(day)}: that is to come.",
        )
    elif site.today > day + A_YEAR:
        yield (
            "TRUST_ACCESSIBILITY_REVIEWED",
            f"The accessibility statement was last reviewed on {show_day(day)}, over a year ago.",
        )


def _review_due(site: SettingsContext) -> Iterator[tuple[str, str]]:
    if site.config.accessibility_reviewed is None:
        yield "TRUST_ACCESSIBILITY_REVIEWED", "The accessibility statement has never been reviewed."
        return
    due = site.config.accessibility_reviewed + A_YEAR
    if due - SOON <= site.today <= due:
        yield (
            "TRUST_ACCESSIBILITY_REVIEWED",
            f"The accessibility statement has to be reviewed by {show_day(due)}.",
        )


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
)
