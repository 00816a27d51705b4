"""Old addresses: each leads somewhere, and never where something else has its place."""

from pathlib import Path

import pytest

from .conftest import Found, Write


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("news/ward/", "news/ward/"),
        ("news/ward/", "News/Ward"),
        ("news/ward/", "news/ward/index.html"),
        ("news.php", "news.php/"),
        ("old.html", "old.html"),
    ],
)
def test_two_stories_cannot_have_one_old_address(one: str, two: str, write: Write, found: Found) -> None:
    write(f"aliases: [{one}]", key="2026/one")
    write(f"aliases: [{two}]", key="2026/two")
    assert found() == [("two", 6, "alias-clash")]


def test_a_file_cannot_be_where_a_folder_is_whichever_comes_first(write: Write, found: Found) -> None:
    write("aliases: [news.html/ward/]", key="2026/one")
    write("aliases: [news.html]", key="2026/two")
    assert found() == [("one", 6, "alias-clash")]


@pytest.mark.parametrize(
    "alias", ["stories/2026/one/", "stories/2026/ONE/index.html", "stories/2026/one/event.html"]
)
def test_an_old_address_cannot_be_another_storys_place(alias: str, write: Write, found: Found) -> None:
    write(key="2026/one")
    write(f"aliases: [{alias}]", key="2026/two")
    assert found() == [("two", 6, "alias-clash")]


def test_nor_that_of_a_story_nobody_sees_yet(write: Write, found: Found) -> None:
    write("draft: yes", key="2026/one")
    write("aliases: [stories/2026/one/]", key="2026/two")
    assert ("two", 6, "alias-clash") in found()


def test_an_old_address_cannot_be_the_storys_own_or_come_twice(write: Write, found: Found) -> None:
    write("aliases: [stories/2026/one/]", key="2026/one")
    write("aliases: [news/two/, news/two/]", key="2026/two")
    assert found() == [("one", 6, "alias-clash"), ("two", 6, "alias-clash")]


@pytest.mark.parametrize(
    "alias", ["tags/nursing/", "404.html", "photos/a.aspx", "_worker.js.aspx", "CNAME", "cy/about/", "Search"]
)
def test_an_old_address_cannot_stand_on_the_sites_own_pages(alias: str, write: Write, found: Found) -> None:
    write(f"aliases: [{alias}]", key="2026/one")
    assert found() == [("one", 6, "alias-over-page")]


@pytest.mark.parametrize("page", ["visiting.md", "visiting.cy.md"])
def test_nor_on_a_static_page_of_the_trusts_own(page: str, project: Path, write: Write, found: Found) -> None:
    write("aliases: [visiting/]", key="2026/one")
    assert found() == []
    (project / "content" / "pages").mkdir()
    (project / "content" / "pages" / page).write_text("---\ntitle: Visiting\n---\n", encoding="utf-8")
    assert found() == [("one", 6, "alias-over-page")]


def test_old_addresses_of_their_own_are_fine(write: Write, found: Found) -> None:
    write("aliases: [news/one/, 2019/one.html, stories/2019/one/]", key="2026/one")
    write("aliases: [news/two/, news/one/part-two/]", key="2026/two")
    assert found() == []
