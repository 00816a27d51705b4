"""The plan of the whole site."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import etree

from goodnews.problems import Severity
from goodnews.site.page import Page, settled_page
from goodnews.site.plan import NAMESPACE, plan_sitemap
from goodnews.site.static_pages import check_introductions, parse_introduction
from goodnews.taxonomies import Taxonomy

from .making import PHOTO, draw, make_config, make_story, plan

STORIES = [
    make_story(f"2026/story-{number}", team="Ward 7", date=f"2026-11-{20 - number} 09:00")
    for number in range(5)
]


def test_a_term_is_cut_into_pages_that_lead_to_one_another() -> None:
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


def test_all_stories_shows_the_newest_and_leads_to_the_years() -> None:
    html = draw(plan(STORIES, make_config(TRUST_PAGE_SIZE=2))["archive/index.html"])
    assert html.count("<article") == 2
    assert '<a href="/archive/2026/">2026' in html


def test_a_team_s_picture_on_the_wall_is_never_of_a_patient() -> None:
    shown = [PHOTO, PHOTO.replace("a.jpg", "b.jpg").replace("nobody", "patients")]
    consent = "consent: {form: CF-1, covers: [website]}}]"
    patients = make_story("2026/new", shown[1].replace("}]", f", {consent}"), team="Ward 7")
    html = draw(plan([patients])["teams/index.html"])
    assert '<li class="card bare">' in html
    html = draw(plan([patients, make_story("2026/old", PHOTO, team="Ward 7")])["teams/index.html"])
    assert '<li class="card">' in html


def test_a_language_that_a_story_is_told_in_has_a_front_page_and_a_search() -> None:
    pages = plan([make_story("2026/morning"), make_story("2026/bore", lang="cy")])
    welsh, english = draw(pages["cy/index.html"]), draw(pages["index.html"])
    assert '<html lang="cy">' in welsh
    assert welsh.index("/stories/2026/bore/") < welsh.index("/stories/2026/morning/")
    assert 'href="/cy/feed.xml"' in welsh
    assert '<a href="/cy/" hreflang="cy" lang="cy">Cymraeg</a>' in english
    assert 'href="/cy/search/"' in welsh
    assert not [path for path in plan(STORIES) if path.startswith("cy/")]


def test_a_category_and_a_tag_say_their_language_on_a_page_of_another() -> None:
    config = make_config(TRUST_CATEGORIES_CY={"People": "Pobl"})
    story = make_story("2026/bore", lang="cy", tags="[tea]")
    pages = plan([story, make_story("2026/tea", tags="[tea]")], config)
    html = draw(pages["stories/2026/bore/index.html"])
    assert '<a href="/categories/people/">Pobl</a>' in html
    assert '<a href="/tags/tea/" lang="en">tea</a>' in html
    assert '<a lang="en" href="/categories/people/">People</a>' in draw(
        plan([story])["stories/2026/bore/index.html"]
    )


def test_names_are_set_as_texts_are_and_a_c_sharp_stays_one() -> None:
    story = make_story("2026/one", title='"Somebody\'s C# course"', team="Chief executive's office")
    pages = plan([story])
    assert "Somebody’s C# course</h1>" in draw(pages["stories/2026/one/index.html"])
    assert ">Chief executive’s office</a>" in draw(pages["stories/2026/one/index.html"])
    assert ">Chief executive’s office</a>" in draw(pages["teams/index.html"])


def test_a_page_that_is_gone_and_one_taken_back_offer_three_stories() -> None:
    gone = make_story("2026/gone", "withdrawn: {on: 2026-12-01, reason: Asked}").story
    pages = plan(STORIES, withdrawn=[gone])
    for path in ("404.html", "stories/2026/gone/index.html"):
        assert draw(pages[path]).count("<article") == 3, path


def test_the_page_one_is_on_is_marked() -> None:
    assert '<a href="/archive/" aria-current="page">' in draw(plan(STORIES)["archive/index.html"])
    assert "aria-current" not in draw(plan(STORIES)["index.html"])


INTRODUCTION = "---\nsummary: We look after hips.\npicture: 2026/story-1/a.jpg\n---\nVisitors *welcome*.\n"


def test_a_team_may_say_who_it_is_with_a_photo_that_a_story_shows() -> None:
    text = parse_introduction(INTRODUCTION, "content/teams/ward-7.md", make_config())
    story = make_story("2026/story-1", PHOTO, team="Ward 7")
    html = draw(plan([story], texts=[text])["teams/ward-7/index.html"])
    assert '<p class="standfirst">We look after hips.</p>' in html
    assert "Visitors <em>welcome</em>." in html
    assert '<header class="hello about">' in html
    without = draw(plan([make_story("2026/story-1", team="Ward 7")], texts=[text])["teams/ward-7/index.html"])
    assert "<picture>" not in without
    assert "We look after hips." in without


def test_an_introduction_that_stands_above_nothing_is_mentioned() -> None:
    text = parse_introduction(INTRODUCTION, "content/teams/ward-7.md", make_config())
    (problem,) = check_introductions([text], [make_story("2026/story-1", PHOTO).story])
    assert (problem.file, problem.severity) == ("content/teams/ward-7.md", Severity.WARNING)
    (problem,) = check_introductions([text], [make_story("2026/story-1", team="Ward 7").story])
    assert "a.jpg" in problem.message
    assert list(check_introductions([text], [make_story("2026/story-1", PHOTO, team="Ward 7").story])) == []


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


def test_a_tag_is_the_larger_the_more_stories_it_has() -> None:
    stories = [
        make_story(f"2026/s{number}", f"tags: [thanks{', nights' * (number == 0)}]") for number in range(9)
    ]
    chips = draw(plan(stories)["tags/index.html"])
    sizes = {
        name: re.search(rf'<li class="size(\d)"><a href="/tags/{name}/">', chips)
        for name in ("thanks", "nights")
    }
    assert {name: match and match[1] for name, match in sizes.items()} == {"thanks": "4", "nights": "1"}


def test_the_foot_leads_to_about_to_whoever_answers_and_to_the_trusts_accounts() -> None:
    config = make_config(TRUST_BLUESKY_HANDLE="merrowdale.example")
    foot = draw(plan(STORIES, config)["index.html"]).partition("<footer")[2]
    for link in (
        "/about/",
        "/accessibility/",
        "/privacy/",
        "mailto:",
        "https://bsky.app/profile/merrowdale.example",
    ):
        assert f'href="{link}' in foot, link


def addresses(pages: list[Page]) -> list[str]:
    config = SimpleNamespace(url=lambda path: f"https://stories.example/{path}")
    site: Any = SimpleNamespace(public=(), config=config)
    root = etree.fromstring(plan_sitemap(pages, site).render())
    return [str(loc.text) for loc in root.iter(f"{{{NAMESPACE}}}loc")]


def test_pages_are_listed_by_address_and_in_order() -> None:
    pages = [settled_page("stories/2026/a/index.html", "story", {}), settled_page("index.html", "home", {})]
    assert addresses(pages) == ["https://stories.example/", "https://stories.example/stories/2026/a/"]


def test_what_is_not_there_is_not_listed() -> None:
    kinds = ["404", "redirect", "removed", "search"]
    assert addresses([settled_page(f"{kind}/index.html", kind, {}) for kind in kinds]) == []
