"""The rules about the site itself."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from goodnews.checks import check_settings
from goodnews.checks.settings import MODEL_HEADINGS
from goodnews.config import SiteConfig
from goodnews.problems import Severity

from .conftest import NOW

SETTINGS = (
    'SITENAME = "Show them ours"\nTRUST_ACCENT = "#ffee00"\nTRUST_EMAIL = "stories@merrowdale.example"\n'
)

Found = Callable[..., dict[str, int]]


@pytest.fixture
def found(project: Path, config: SiteConfig) -> Found:
    """The codes found with some settings changed, and the line of each."""
    pages = project / "content" / "pages"
    pages.mkdir()
    statement = "\n\n".join(f"## {heading}" for heading in MODEL_HEADINGS)
    (pages / "accessibility.md").write_text(statement, encoding="utf-8")
    (project / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")

    def check(**changes: object) -> dict[str, int]:
        changed = config.model_copy(update=changes)
        problems = check_settings(project, changed, NOW)
        return {problem.code: problem.line for problem in problems}

    return check


def test_a_site_in_order_has_nothing_to_fix(found: Found) -> None:
    assert found() == {}


def test_a_pale_colour_is_refused_on_its_line(found: Found) -> None:
    assert found(accent="#ffee00") == {"site-contrast": 2}


def test_a_logo_that_is_not_there_is_refused_on_its_line(found: Found, project: Path) -> None:
    static = project / "theme" / "static"
    static.mkdir(parents=True)
    (static / "Logo.svg").write_text("<svg/>", encoding="utf-8")
    (project / "pelicanconf.py").write_text(
        f"{SETTINGS}TRUST_LOGO = 'logo.svg'\nTRUST_LOGO_DARK = None\n", encoding="utf-8"
    )
    assert found(logo="logo.svg") == {"site-logo": 4}
    assert found(logo="Logo.svg", logo_dark="dark.svg") == {"site-logo": 5}
    assert found(logo="Logo.svg", logo_dark="Logo.svg") == {}
    assert found(logo_dark="Logo.svg") == {"site-logo": 5}


def test_the_samples_address_on_a_real_site_is_refused_on_its_line(found: Found) -> None:
    assert found(site_url="https://stories.real-trust.uk")["site-sample-contact"] in {1, 3}


def test_what_is_told_in_confidence_does_not_go_to_the_communications_team(found: Found) -> None:
    assert "site-confidential" in found(confidential_email="stories@merrowdale.example")


@pytest.mark.parametrize(
    ("reviewed", "code"),
    [
        (date(2026, 11, 22), None),
        (date(2025, 12, 15), "site-accessibility-due"),
        (date(2025, 11, 22), "site-accessibility-due"),
        (date(2025, 11, 21), "site-accessibility-review"),
        (date(2027, 1, 1), "site-accessibility-review"),
        (None, "site-accessibility-due"),
    ],
)
def test_the_statement_is_reviewed_every_year(reviewed: date | None, code: str | None, found: Found) -> None:
    assert set(found(accessibility_reviewed=reviewed)) == ({code} if code else set())


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("privacy_confirmed", "site-privacy"),
        ("complaints_form", "site-privacy"),
        ("accessibility_prepared", "site-accessibility-preparation"),
        ("accessibility_tested_by", "site-accessibility-preparation"),
    ],
)
def test_what_the_law_asks_the_trust_to_confirm_is_a_warning_until_it_has(
    setting: str, code: str, project: Path, config: SiteConfig, found: Found
) -> None:
    assert code not in found()
    unconfirmed = config.model_copy(update={setting: None})
    (problem,) = check_settings(project, unconfirmed, NOW)
    assert (problem.code, problem.severity) == (code, Severity.WARNING)


def test_each_heading_of_the_model_is_asked_for(found: Found, project: Path, config: SiteConfig) -> None:
    statement = project / "content" / "pages" / "accessibility.md"
    statement.write_text("## Compliance status\n\n## NON-ACCESSIBLE CONTENT\n", encoding="utf-8")
    problems = check_settings(project, config, NOW)
    assert len(problems) == len(MODEL_HEADINGS) - 2
    assert {problem.severity for problem in problems} == {Severity.ERROR}


def test_a_missing_statement_is_one_problem(found: Found, project: Path, config: SiteConfig) -> None:
    (project / "content" / "pages" / "accessibility.md").unlink()
    (problem,) = check_settings(project, config, NOW)
    assert problem.message == "There is no accessibility statement."


def test_an_address_nobody_can_reach_is_spoken_of(found: Found) -> None:
    assert set(found(site_url="http://127.0.0.1:8000")) == {"site-address"}
