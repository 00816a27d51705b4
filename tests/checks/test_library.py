"""What only shows when all stories are looked at."""

import pytest

from .conftest import Found, Write


def test_translations_name_each_other(write: Write, found: Found) -> None:
    write("translation: 2026/dau", key="2026/one")
    write("lang: cy\ntranslation: 2026/one", key="2026/dau")
    assert found() == []


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
