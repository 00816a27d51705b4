"""What only shows when all stories are looked at."""

from pathlib import Path

import pytest

from goodnews.config import SiteConfig
from tests.checking import check_stories

from .conftest import NOW, Check, Found, Stories, Write


def test_translations_name_each_other(write: Write, found: Found) -> None:
    write("translation: 2026/dau", key="2026/one")
    write("lang: cy\ntranslation: 2026/one", key="2026/dau")
    assert found() == []


def test_a_story_that_can_t_be_read_is_no_fault_of_those_that_lead_to_it(write: Write, found: Found) -> None:
    write("translation: 2026/dau\n---\nSee [two](/stories/2026/dau/).", key="2026/one")
    write("lang: cy\ntranslation: 2026/one\ncolour: red", key="2026/dau")
    assert {code for _, _, code in found()} == {"story-fields"}


@pytest.mark.parametrize("other", ["lang: cy", "translation: 2026/one", "lang: cy\ntranslation: 2026/three"])
def test_a_translation_that_does_not_answer_is_found(other: str, write: Write, found: Found) -> None:
    write("translation: 2026/dau", key="2026/one")
    write(other, key="2026/dau")
    assert ("one", 6, "translation-pair") in found()


@pytest.mark.parametrize(
    ("href", "other", "fine"),
    [
        ("/stories/2026/two/", "", True),
        ("/stories/2026/two/#six", "", True),
        ("https://stories.merrowdale.example/stories/2026/two/", "", True),
        ("/stories/2026/old/", "aliases: [stories/2026/old/]", True),
        ("/stories/2026/tow/", "", False),
        ("/stories/2026/two", "", False),
        ("/stories/2026/two/", "draft: yes", False),
        ("/stories/2026/two/", "date: 2027-01-01", False),
    ],
)
def test_a_link_to_a_story_leads_to_one_that_can_be_seen(
    href: str, other: str, fine: bool, write: Write, found: Found
) -> None:
    write(f"---\nHello.\n\nSee [the other ward]({href}).", key="2026/one")
    write(other, key="2026/two")
    assert [match for match in found() if match[0] == "one"] == (
        [] if fine else [("one", 9, "link-to-story")]
    )


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("[the rota](/no-such-page/)", "/no-such-page/, and this site has no such page"),
        ("[the search](/search)", "write /search/."),
        ("<a href='/tags/none/'>nothing</a>", "/tags/none/, and"),
        ("[a photo][1]\n\n[1]: /photos/handover.jpg", "/photos/handover.jpg, and"),
        ("https://stories.merrowdale.example/rota", "/rota, and"),
        ("[the rota](&#47;rota/)", "/rota/, and"),
        ("[a draft's team](/teams/ward-98/)", "/teams/ward-98/, and"),
    ],
)
def test_a_link_to_no_page_is_found_on_its_line(link: str, said: str, write: Write, check: Check) -> None:
    write(f"---\nHello.\n\nSee {link}", key="2026/one")
    write("team: Ward 98\ndraft: yes", key="2026/three")
    write(key="2026/two")
    (problem,) = (problem for problem in check() if problem.is_error)
    assert (problem.code, problem.line) == ("link-to-page", 9)
    assert said in problem.message


def test_a_link_to_a_page_of_the_trusts_own_is_fine(project: Path, write: Write, found: Found) -> None:
    (project / "content" / "pages").mkdir()
    for name in ("about.md", "about.cy.md"):
        (project / "content" / "pages" / name).write_text("---\ntitle: About\n---\n", encoding="utf-8")
    links = (
        "/ /about/ /cy/about/#us /tags/tea/ /feed.xml /archive/2026/ https://merrowdale.example/no-such-page"
    )
    write("tags: [tea]\ndraft: yes\n---\n" + " ".join(f"[a link]({link})" for link in links.split()))
    assert [problem for problem in found() if problem[2].startswith("link-")] == []


def test_notes_are_looked_through_too(write: Write, found: Found) -> None:
    write("notes: See [the rota](/rota/).")
    assert found() == [("a-night", 6, "link-to-page")]


@pytest.mark.parametrize(
    ("link", "fine"),
    [
        ("/stories/search/", True),
        ("https://merrowdale.example/stories/search/", True),
        ("/search/", False),
        ("/stories/rota/", False),
        ("https://merrowdale.example/search/", True),
    ],
)
def test_a_site_below_a_path_has_its_addresses_there(
    link: str, fine: bool, write: Write, library: Stories, config: SiteConfig
) -> None:
    write(f"---\nSee [the search]({link}).")
    below = config.model_copy(update={"site_url": "https://merrowdale.example/stories"})
    found = [problem.code for problem in check_stories(library(), below, NOW) if problem.is_error]
    assert found == ([] if fine else ["link-to-page"])
