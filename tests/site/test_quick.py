"""One story's page at once: the same bytes as the whole build that follows."""

import pytest

from goodnews.problems import ContentError
from tests.site.conftest import Site, picture


@pytest.fixture
def full(site: Site) -> Site:
    for number in range(4):
        site.write(f"2026/story-{number}", tags="[nights]", team="Ward 7", date=f"2026-11-1{number}")
    site.write("2026/seen", photos={"a.jpg": picture("teal")}, date="2026-11-12 08:00", notes="Old notes.")
    return site


def test_an_edit_is_drawn_as_the_whole_build_draws_it(full: Site) -> None:
    report = full.build()
    photos = "\n  - {file: a.jpg, alt: Seen differently, shows: nobody}"
    fields = {"title": "New title", "date": "2026-11-12 08:00", "notes": "New *notes*."}
    full.write("2026/seen", body="New words. ![](a.jpg)", more=photos, **fields)
    assert report.redraw(full.root / "content/stories/2026/seen/story.md")
    quick = full.page("stories/2026/seen")
    assert "New title" in quick
    full.build()
    assert _without_card(full.page("stories/2026/seen")) == _without_card(quick)


def _without_card(page: str) -> str:
    """The social card is drawn with the whole build; until then the page names the old one."""
    return "\n".join(line for line in page.splitlines() if "/cards/" not in line)


@pytest.mark.parametrize("fields", [{"date": "2026-11-15"}, {"draft": "yes"}, {"date": "2099-01-01"}])
def test_a_change_of_its_place_waits_for_the_whole_build(full: Site, fields: dict[str, str]) -> None:
    report = full.build()
    before = full.files()
    full.write("2026/story-1", **fields)
    assert not report.redraw(full.root / "content/stories/2026/story-1/story.md")
    assert full.files() == before


def test_what_is_no_public_story_waits_for_the_whole_build(full: Site) -> None:
    report = full.build()
    full.write("2026/new")
    assert not report.redraw(full.root / "content/stories/2026/new/story.md")
    assert not report.redraw(full.root / "theme/static/site.css")


def test_a_mistake_is_told_at_once_and_the_page_stays(full: Site) -> None:
    report = full.build()
    before = full.files()
    full.write("2026/story-1", date="soon")
    with pytest.raises(ContentError):
        report.redraw(full.root / "content/stories/2026/story-1/story.md")
    assert full.files() == before
