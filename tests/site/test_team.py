"""Posters for a ward's wall."""

import pytest

from goodnews.rendered import RenderedStory

from .making import PHOTO, draw, make_config, make_story, plan

CONSENT = ", consent: {form: CF-1, covers: [website%s]}}]"


def photo(shows: str, covers: str = "") -> str:
    return PHOTO.replace("shows: nobody", f"shows: {shows}").replace("}]", CONSENT % covers)


def poster_of(*stories: RenderedStory) -> str:
    return draw(plan(list(stories))["teams/ward-7/poster/index.html"])


def test_a_poster_shows_the_newest_story_and_a_code_that_leads_to_the_team() -> None:
    html = poster_of(
        make_story("2026/new", PHOTO, team="Ward 7", by="The night sister"),
        make_story("2026/old", PHOTO, team="Ward 7"),
    )
    for words in ("<h1>new</h1>", "What it is like.", "Cold tea.", "the night sister"):
        assert words in html
    assert '<img src="/teams/ward-7/poster/code.svg" alt="" ' in html
    assert "<small>stories.merrowdale.example/teams/ward-7/</small>" in html
    assert '<meta name="robots" content="noindex">' in html
    assert "<h1>old</h1>" not in html


@pytest.mark.parametrize(
    ("shows", "covers", "hangs"),
    [
        ("staff", ", social", True),
        ("staff", "", False),
        ("patients", ", social", False),
        ("children", ", social", False),
    ],
)
def test_a_face_hangs_on_a_wall_only_where_that_was_agreed(shows: str, covers: str, hangs: bool) -> None:
    html = poster_of(make_story("2026/new", photo(shows, covers), team="Ward 7"))
    assert ('<div class="picture"><img ' in html) is hangs
    old = make_story("2026/old", PHOTO, team="Ward 7")
    html = poster_of(make_story("2026/new", photo(shows, covers), team="Ward 7"), old)
    assert ("<h1>new</h1>" in html) is hangs


def test_a_poster_never_parts_a_question_from_its_answer() -> None:
    body = "Five minutes.\n\nQ: How was it?\n\nA: Long."
    html = poster_of(make_story(more="interview: {with: A nurse}", body=body, team="Ward 7"))
    assert "Five minutes." in html
    assert "How was it?" not in html


def test_a_poster_is_linked_from_its_team_and_in_no_sitemap_of_the_site() -> None:
    pages = plan([make_story(team="Ward 7")], make_config())
    assert 'href="/teams/ward-7/poster/"' in draw(pages["teams/ward-7/index.html"])


def test_a_story_says_on_paper_where_it_is() -> None:
    html = draw(plan([make_story()])["stories/2026/a-night/index.html"])
    assert "<p>stories.merrowdale.example/<wbr>stories/<wbr>2026/<wbr>a-night/<wbr></p></div>" in html
