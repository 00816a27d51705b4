"""The static pages: the Trust's details filled in, and problems that say where."""

import re
from datetime import date
from pathlib import Path

import pytest

from goodnews.config import SiteConfig
from goodnews.problems import ContentError
from goodnews.site.static_pages import StaticPage, is_same, parse_page

from .making import THEME, draw, make_config, plan

HEAD = "---\ntitle: About {{ short_name }}\nsummary: Who we are.\n---\n"
PAGES = sorted((THEME.parent / "content" / "pages").glob("*.md"))


def test_details_are_filled_in_and_a_line_without_its_detail_is_left_out() -> None:
    text = f"{HEAD}Write to {{{{ email }}}}.\n\n- Telephone {{{{ phone }}}}.\n- Or come in."
    page = parse_page(text, "content/pages/about.md", make_config())
    assert page.title == "About Merrowdale"
    assert 'Write to <a href="mailto:stories@merrowdale.example">' in page.source.html
    assert "Telephone" not in page.source.html
    with_phone = parse_page(text, "content/pages/about.md", make_config(TRUST_PHONE="01632 960123"))
    assert "Telephone 01632 960123." in with_phone.source.html


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_the_same_for_two_settings_if_it_names_no_detail_they_differ_in(path: Path) -> None:
    text, file = path.read_text(encoding="utf-8"), f"content/pages/{path.name}"
    here, there = make_config(), make_config(SITEURL="https://there.example", TRUST_PHONE="01632 960789")
    page, other = (parse_page(text, file, config) for config in (here, there))
    assert is_same(page, here, there) == (page == other)


def test_headings_can_be_linked_to() -> None:
    page = parse_page(f"{HEAD}## Tell us first", "content/pages/about.md", make_config())
    assert '<h2 id="tell-us-first">' in page.source.html


@pytest.mark.parametrize(
    ("text", "file", "line", "word"),
    [
        ("Hello", "about.md", 1, "title"),
        ("---\ntitle: [\n---\n", "about.md", 2, "read"),
        ("---\ntitle: 2026-13-45\n---\n", "about.md", 2, "read"),
        ("---\ntitle: " + "[" * 5000 + "\n---\n", "about.md", 2, "read"),
        ("---\ntitle: A\n---\n", "about.md", 2, "summary"),
        ("---\ntitle: A\nsummary: B\nlayout: C\n---\n", "about.md", 2, "layout"),
        ("---\ntitle: A\nsummary: B\ntemplate: ../x\n---\n", "about.md", 2, "../x"),
        (f"{HEAD}Hello.\n\n{{{{ secret }}}}", "about.md", 7, "secret"),
        (f"{HEAD}Tea.\n\n" + "[" * 400, "about.md", 7, "300"),
        (HEAD, "About us.md", 1, "name"),
        (HEAD, "about.fr.md", 1, "name"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, file: str, line: int, word: str) -> None:
    with pytest.raises(ContentError) as wrong:
        parse_page(text, f"content/pages/{file}", make_config())
    (problem,) = wrong.value.problems
    assert problem.line == line
    assert word in problem.message + problem.hint
    assert problem.file == f"content/pages/{file}"


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
@pytest.mark.parametrize("full", [True, False])
def test_every_page_that_ships_reads_for_a_trust_with_few_details_and_with_all(
    path: object, full: bool
) -> None:
    more = {
        "TRUST_PHONE": "01632 960123",
        "TRUST_ADDRESS": "Mill Lane",
        "TRUST_NEWSLETTER_URL": "https://n.example/",
    }
    config = make_config(**(more if full else {"TRUST_REPOSITORY": None}))
    text = parse_page(path.read_text(encoding="utf-8"), f"content/pages/{path.name}", config)
    (page,) = (page for page in plan([], config, texts=[text]).values() if page.template == text.template)
    html = draw(page)
    assert "{{" not in html
    assert "None" not in html
    assert config.email in html or config.removal_email in html


def shipped(name: str, **settings: object) -> str:
    """What a page that ships says of a Trust."""
    text = (THEME.parent / f"content/pages/{name}.md").read_text(encoding="utf-8")
    return parse_page(text, f"content/pages/{name}.md", make_config(**settings)).source.html


def test_the_policy_says_the_rule_and_gives_a_private_way() -> None:
    said = shipped("about")
    assert all(word in said for word in ("honest", "legal", "decent", "tell-us-first", "in-confidence"))
    assert f"mailto:{make_config().confidential_email}" in said


def test_the_accessibility_statement_has_the_headings_of_the_model() -> None:
    said = shipped("accessibility")
    for heading in (
        "Feedback and contact information",
        "Enforcement procedure",
        "Compliance status",
        "Non-accessible content",
        "Non-compliance with the accessibility regulations",
        "Disproportionate burden",
        "Preparation of this accessibility statement",
    ):
        assert f">{heading}</h" in said, heading
    assert "last reviewed on 2 November 2026" in said


def texts_in(config: SiteConfig, *names: str) -> list[StaticPage]:
    return [parse_page(HEAD, f"content/pages/{name}", config) for name in names]


def test_a_page_in_two_languages_is_at_two_addresses_that_lead_to_each_other() -> None:
    for language, plain, second in (("en", "en", "cy"), ("cy", "cy", "en")):
        config = make_config(TRUST_LANGUAGE=language)
        pages = plan([], config, texts=texts_in(config, "about.md", "about.cy.md"))
        first, other = draw(pages["about/index.html"]), draw(pages[f"{second}/about/index.html"])
        assert f'<html lang="{plain}">' in first
        assert f'<html lang="{second}">' in other
        assert f'href="/{second}/about/" hreflang="{second}"' in first
        assert f'href="/about/" hreflang="{plain}"' in other
        assert f'<li><a href="/{second}/about/">' in other
        assert '<li><a href="/about/">' in first
        assert '<a class="button" href="/share-your-story/">' in other


def test_a_page_that_is_only_in_english_says_so_on_a_welsh_site() -> None:
    config = make_config(TRUST_LANGUAGE="cy")
    pages = plan([], config, texts=texts_in(config, "about.md"))
    assert '<html lang="en">' in draw(pages["about/index.html"])
    assert '<html lang="cy">' in draw(pages["index.html"])


@pytest.mark.parametrize(
    "path", [path for path in PAGES if path.suffixes == [".md"]], ids=lambda path: path.stem
)
def test_a_page_and_its_translation_say_the_same_heading_by_heading(path: Path) -> None:
    """The same anchors and headings, and under each as many paragraphs and lists."""
    shapes = []
    for file in (path, path.with_suffix(".cy.md")):
        text = file.read_text(encoding="utf-8")
        html = parse_page(text, f"content/pages/{file.name}", make_config()).source.html
        assert "{#" not in html
        shapes.append((re.findall(r"\{#[a-z-]+\}", text), re.findall(r"<(h[2-6]|p|ul|ol|li)\b", html)))
    assert shapes[0] == shapes[1]


def test_a_statement_that_nobody_has_reviewed_claims_no_review() -> None:
    page = shipped("accessibility", TRUST_ACCESSIBILITY_REVIEWED=None)
    assert "reviewed" not in page
    assert "fully compliant" not in page


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"TARGET": {"kind": "branch"}, "TRUST_REPOSITORY": "merrowdale/stories"}, "served by GitHub"),
        ({"TARGET": {"kind": "branch"}, "TRUST_REPOSITORY": None}, "A company serves our pages"),
        ({"TARGET": {"kind": "rclone", "to": "far:bucket"}}, "A company serves our pages"),
        ({"TARGET": {"kind": "rsync"}, "TRUST_LOG_DAYS": 14}, "in its logs for 14 days"),
        ({"TRUST_LOG_DAYS": 0}, "It keeps no log of it"),
        ({}, "in its logs for 30 days"),
    ],
)
def test_the_privacy_page_says_what_the_host_logs(settings: dict[str, object], words: str) -> None:
    assert words in shipped("privacy", **settings)


def test_the_privacy_page_says_who_decides_and_how_to_complain() -> None:
    settings = {"TRUST_PRIVACY_EMAIL": "dpo@merrowdale.example"}
    page = shipped("privacy", TRUST_COMPLAINTS_FORM="https://a.example/form/", **settings)
    assert "it is the controller" in page
    assert 'href="mailto:dpo@merrowdale.example"' in page
    assert 'href="https://a.example/form/"' in page
    assert "within 30 days" in page
    assert "our form" not in shipped("privacy", TRUST_COMPLAINTS_FORM=None)


def test_the_accessibility_statement_says_when_it_was_prepared_and_who_tested() -> None:
    prepared = date(2026, 10, 5)
    page = shipped(
        "accessibility", TRUST_ACCESSIBILITY_PREPARED=prepared, TRUST_ACCESSIBILITY_TESTED_BY="our team"
    )
    assert "prepared on 5 October 2026" in page
    assert "carried out by our team" in page
