"""The plan of the whole site."""

import pytest

from goodnews.taxonomies import Taxonomy

from .making import PHOTO, draw, make_config, make_story, plan

STORIES = [
    make_story(f"2026/story-{number}", team="Ward 7", date=f"2026-11-{20 - number} 09:00")
    for number in range(5)
]


def test_a_shelf_is_cut_into_pages_that_lead_to_one_another() -> None:
    pages = plan(STORIES, make_config(TRUST_PAGE_SIZE=2))
    assert {
        "teams/ward-7/index.html",
        "teams/ward-7/page/2/index.html",
        "teams/ward-7/page/3/index.html",
    } <= set(pages)
    middle = draw(pages["teams/ward-7/page/2/index.html"])
    assert 'href="/teams/ward-7/"' in middle
    assert 'href="/teams/ward-7/page/3/"' in middle
    assert "5 stories" in middle


def test_each_kind_has_an_index_even_when_nothing_is_on_it() -> None:
    pages = plan([])
    assert {f"{taxonomy}/index.html" for taxonomy in Taxonomy} <= set(pages)
    assert "The first story is yours" in draw(pages["index.html"])


def test_an_old_address_leads_to_the_story_and_not_over_a_real_page() -> None:
    story = make_story("2026/one", more="aliases: [news/one/, about/, stories/2026/two/]")
    pages = plan([story, make_story("2026/two")])
    redirect = draw(pages["news/one/index.html"])
    assert 'content="0; url=/stories/2026/one/"' in redirect
    assert '<link rel="canonical" href="https://stories.merrowdale.example/stories/2026/one/">' in redirect
    assert pages["stories/2026/two/index.html"].template == "story"


def test_a_story_taken_back_leaves_a_page_without_a_word_of_it() -> None:
    story = make_story(
        "2026/gone",
        more="withdrawn: {on: 2026-12-01, reason: SECRET}\naliases: [news/gone/]",
        title="SECRET",
        summary="SECRET",
        team="SECRET",
    ).story
    pages = plan([], withdrawn=[story])
    for path in ("stories/2026/gone/index.html", "news/gone/index.html"):
        html = draw(pages[path])
        assert "SECRET" not in html
        assert "This story has been removed" in html
        assert '<meta name="robots" content="noindex">' in html
    assert not [path for path in pages if "secret" in path]


def test_the_same_content_gives_the_same_pages() -> None:
    one, other = plan(STORIES), plan(STORIES)
    assert {path: repr(page) for path, page in one.items()} == {
        path: repr(page) for path, page in other.items()
    }


def test_a_hostile_title_is_only_ever_text() -> None:
    story = make_story(more=PHOTO, title="'</script><script>alert(1)</script>\"><img src=x>'", by="'<b>x'")
    for page in plan([story, *STORIES]).values():
        html = draw(page)
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>x" not in html


@pytest.mark.parametrize(
    "base", ["https://merrowdale.example/stories-of-ours", "https://merrowdale.example/a/b/"]
)
def test_a_site_below_a_folder_links_below_it(base: str) -> None:
    pages = plan([make_story(more=PHOTO)], make_config(SITEURL=base))
    folder = base.rstrip("/").removeprefix("https://merrowdale.example")
    html = draw(pages["stories/2026/a-night/index.html"])
    assert f'href="{folder}/about/"' in html
    assert f'src="{folder}/photos/' in html
    assert 'href="/' not in html.replace(f'href="{folder}/', "")


def test_stories_know_the_ones_before_and_after_them() -> None:
    html = draw(plan(STORIES)["stories/2026/story-2/index.html"])
    assert '<a rel="prev" href="/stories/2026/story-3/">' in html
    assert '<a rel="next" href="/stories/2026/story-1/">' in html


def test_two_languages_of_a_story_lead_to_each_other_from_both_sides() -> None:
    english = make_story("2026/morning", translation="2026/bore")
    welsh = make_story("2026/bore", lang="cy")
    pages = plan([english, welsh])
    one, other = (draw(pages[f"stories/2026/{name}/index.html"]) for name in ("morning", "bore"))
    assert '<html lang="en">' in one
    assert '<html lang="cy">' in other
    assert 'lang="cy">Darllenwch hyn yn Gymraeg</a>' in one
    assert 'lang="en">Read this in English</a>' in other
    for html in (one, other):
        assert 'hreflang="cy" href="https://stories.merrowdale.example/stories/2026/bore/"' in html
