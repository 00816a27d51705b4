"""The standing pages: the Trust's details filled in, and problems that say where."""

import pytest

from goodnews.pages import parse_page
from goodnews.problems import ContentError

from .making import THEME, draw, make_trust, plan

HEAD = "---\ntitle: About {{ short_name }}\nsummary: Who we are.\n---\n"
PAGES = sorted((THEME.parent / "content" / "pages").glob("*.md"))


def test_details_are_filled_in_and_a_line_without_its_detail_is_left_out() -> None:
    text = f"{HEAD}Write to {{{{ email }}}}.\n\n- Telephone {{{{ phone }}}}.\n- Or come in."
    page = parse_page(text, "content/pages/about.md", make_trust())
    assert page.title == "About Merrowdale"
    assert "Write to stories@merrowdale.example." in page.source.html
    assert "Telephone" not in page.source.html
    with_phone = parse_page(text, "content/pages/about.md", make_trust(TRUST_PHONE="01632 960123"))
    assert "Telephone 01632 960123." in with_phone.source.html


def test_headings_can_be_linked_to() -> None:
    page = parse_page(f"{HEAD}## Tell us first", "content/pages/about.md", make_trust())
    assert '<h2 id="tell-us-first">' in page.source.html


@pytest.mark.parametrize(
    ("text", "file", "line", "word"),
    [
        ("Hello", "about.md", 1, "title"),
        ("---\ntitle: [\n---\n", "about.md", 2, "read"),
        ("---\ntitle: A\n---\n", "about.md", 2, "summary"),
        ("---\ntitle: A\nsummary: B\nlayout: C\n---\n", "about.md", 2, "layout"),
        ("---\ntitle: A\nsummary: B\ntemplate: ../x\n---\n", "about.md", 2, "../x"),
        (f"{HEAD}Hello.\n\n{{{{ secret }}}}", "about.md", 7, "secret"),
        (HEAD, "About us.md", 1, "name"),
        (HEAD, "about.fr.md", 1, "name"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, file: str, line: int, word: str) -> None:
    with pytest.raises(ContentError) as wrong:
        parse_page(text, f"content/pages/{file}", make_trust())
    (problem,) = wrong.value.problems
    assert problem.line == line
    assert word in problem.what + problem.fix
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
    trust = make_trust(**(more if full else {"TRUST_REPOSITORY": None}))
    text = parse_page(path.read_text(encoding="utf-8"), f"content/pages/{path.name}", trust)
    html = draw(plan([], trust, texts=[text])[f"{text.slug}/index.html"])
    assert "{{" not in html
    assert "None" not in html
    assert trust.email in html or trust.removal_email in html


def test_the_policy_says_the_rule_and_gives_a_private_way() -> None:
    trust = make_trust()
    text = parse_page(
        PAGES[[p.stem for p in PAGES].index("about")].read_text(encoding="utf-8"), "about.md", trust
    )
    said = text.source.html
    assert all(word in said for word in ("honest", "legal", "decent", "tell-us-first", "in-confidence"))
    assert f"mailto:{trust.confidential_email}" in said


def test_the_accessibility_statement_has_the_headings_of_the_model() -> None:
    statement = next(path for path in PAGES if path.stem == "accessibility")
    said = parse_page(statement.read_text(encoding="utf-8"), "accessibility.md", make_trust()).source.html
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
