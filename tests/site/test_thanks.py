"""Thank-yous: the button, the wall, a team's own."""

from datetime import timedelta
from urllib.parse import unquote

import pytest

from goodnews.rendered import RenderedStory
from goodnews.site.static_pages import parse_page

from .making import NOW, PHOTO, draw, make_config, make_story, plan


def thank_you(number: int, team: str = "Ward 7", date: str = "2026-11-01 09:00") -> RenderedStory:
    return make_story(
        f"2026/thanks-{number}",
        "thanks: {to: Everyone on Ward 7, from: A family}",
        "Dear all,\n\nThank *you*.",
        team=team,
        date=date,
    )


def test_a_story_ends_with_one_button_that_thanks_its_team_by_mail() -> None:
    html = draw(plan([make_story(team="Ward 7")])["stories/2026/a-night/index.html"])
    assert html.count("Say thank you to Ward 7") == 1
    assert 'href="mailto:stories@merrowdale.example?subject=Thank%20you%2C%20Ward%207&amp;body=' in html
    assert "May we put it on our website?" in unquote(html)
    assert "Say thank you" not in draw(plan([make_story()])["stories/2026/a-night/index.html"])


def test_a_welsh_story_thanks_in_welsh() -> None:
    html = draw(plan([make_story(team="Ward 7", lang="cy")])["stories/2026/a-night/index.html"])
    assert "Dywedwch diolch wrth Ward 7" in html


def test_the_wall_shows_how_every_thank_you_begins() -> None:
    pages = plan([thank_you(1), make_story("2026/other")])
    html = draw(pages["thank-you/index.html"])
    assert html.count("<article") == 1
    for words in ("1 thank-you", "To: Everyone on Ward 7", "<p>Thank you.</p>", "A family"):
        assert words in html
    assert "/stories/2026/other/" not in html


def test_a_wall_without_a_thank_you_asks_for_the_first() -> None:
    assert "You could be the first." in draw(plan([])["thank-you/index.html"])


def test_a_long_wall_is_cut_into_pages() -> None:
    pages = plan([thank_you(number) for number in range(3)], make_config(TRUST_PAGE_SIZE=2))
    assert 'rel="next" href="/thank-you/page/2/"' in draw(pages["thank-you/index.html"])
    assert 'rel="prev" href="/thank-you/"' in draw(pages["thank-you/page/2/index.html"])


def test_a_page_that_the_trust_wrote_itself_wins_over_the_wall() -> None:
    text = parse_page("---\ntitle: Ours\nsummary: Of us.\n---\nHello.", "thank-you.md", make_config())
    assert plan([], texts=[text])["thank-you/index.html"].template == "page"


def test_a_team_counts_its_thank_yous_and_shows_the_newest_as_letters() -> None:
    stories = [make_story("2026/story", team="Ward 7"), *(thank_you(number) for number in range(5))]
    html = draw(plan(stories)["teams/ward-7/index.html"])
    assert "6 stories" in html
    assert "5 thank-yous" in html
    assert html.count("card letter") == 3
    # The two that are no letters stand with the stories.
    assert html.count("<article") == 6
    other = draw(plan([*stories, make_story("2026/b", team="Ward 8")])["teams/ward-8/index.html"])
    assert "thank-yous" not in other


def test_what_is_gone_or_not_yet_out_is_neither_shown_nor_counted() -> None:
    gone = make_story(
        "2026/gone",
        "thanks: {from: SECRET}\nwithdrawn: {on: 2026-11-20, reason: x}",
        title="SECRET",
        team="Ward 7",
    )
    pages = plan([thank_you(1)], withdrawn=[gone.story])
    for path in ("thank-you/index.html", "teams/ward-7/index.html"):
        assert "SECRET" not in draw(pages[path])
        assert "1 thank-you" in draw(pages[path])


@pytest.mark.parametrize(("days", "shown"), [(365, True), (330, True), (300, False), (420, False)])
def test_a_team_tells_what_it_told_a_year_ago(days: int, shown: bool) -> None:
    date = f"{NOW - timedelta(days=days):%Y-%m-%d} 09:00"
    old = make_story("2026/old", team="Ward 7", date=date)
    html = draw(plan([make_story("2026/new", team="Ward 7"), old])["teams/ward-7/index.html"])
    assert ("A year ago" in html) is shown
    assert html.count("/stories/2026/old/") == 1


def test_all_that_a_team_has_is_never_only_a_year_ago() -> None:
    old = make_story(team="Ward 7", date=f"{NOW - timedelta(days=365):%Y-%m-%d} 09:00")
    assert "A year ago" not in draw(plan([old])["teams/ward-7/index.html"])


def test_a_team_that_invites_has_a_calendar() -> None:
    event = "event: {starts: 2026-12-01 14:00, place: The canteen}"
    html = draw(plan([make_story("2026/fete", event, team="Ward 7")])["teams/ward-7/index.html"])
    assert 'href="/teams/ward-7/events.ics"' in html
    assert "events.ics" not in draw(plan([make_story(team="Ward 7")])["teams/ward-7/index.html"])


def test_a_team_known_by_its_letters_shows_their_picture() -> None:
    letter = make_story("2026/card", PHOTO + "\nthanks: {from: A family}", team="Ward 7")
    assert 'class="hello about"' in draw(plan([letter])["teams/ward-7/index.html"])
    patient = PHOTO.replace("nobody", "patients").replace("}]", ", consent: {form: F, covers: [website]}}]")
    letter = make_story("2026/card", patient + "\nthanks: {from: A family}", team="Ward 7")
    assert 'class="hello about"' not in draw(plan([letter])["teams/ward-7/index.html"])
