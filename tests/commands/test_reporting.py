"""The check as a job summary."""

import re
from datetime import datetime

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.commands.check import run_check
from goodnews.commands.reporting import code_span, escape_markdown
from goodnews.config import SiteConfig
from goodnews.story import LONDON

from .conftest import Stories

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LONDON)
PHOTOS = """photos:
  - file: ward.jpg
    alt: Two colleagues hand over notes
    shows: staff
    consent: {form: CF-0113, covers: [website], ends: 2031-11-20}
  - {file: clock.jpg, alt: The ward clock, shows: nobody}
  - {file: team.jpg, alt: The whole team, shows: staff}"""


def markdown(stories: Stories, config: SiteConfig, *lines: str, **meta: str) -> str:
    stories.add("a-night", *lines, **{"title": "A night"} | meta)
    return run_check(["a-night"], stories.root, config, NOW, {}).show("markdown")


def test_the_exact_post_is_shown_for_each_network(stories: Stories, config: SiteConfig) -> None:
    text = markdown(stories, config)
    link = "https&#58;//stories.merrowdale.example/stories/2026/a-night/"
    assert f"| X | A night {link} | 31 of 280 |" in text
    assert f"| Bluesky | A night {link} |" in text
    assert f"| Mastodon | A night {link} |" in text


@pytest.mark.parametrize(
    ("meta", "words"),
    [
        ({}, "**What happened on the ward.**"),
        ({"by": "The night sister"}, "The night sister"),
        ({}, "Public as soon as it is merged."),
        ({"date": "2026-12-01 09:00"}, "Public on 1 December 2026 at 9am, not before."),
        ({"draft": "yes"}, "A draft: nothing of it is published"),
        ({"draft": "yes"}, "It is not announced."),
        ({"announce": "no"}, "It is not announced."),
        ({"withdrawn": "{on: 2026-11-20, reason: Asked}"}, "Taken back"),
    ],
)
def test_a_story_says_what_it_is_and_when_and_how_far_it_goes(
    stories: Stories, config: SiteConfig, meta: dict[str, str], words: str
) -> None:
    assert words in markdown(stories, config, **meta)


def test_each_photo_says_who_can_be_seen_and_by_what_right(stories: Stories, config: SiteConfig) -> None:
    text = markdown(stories, config, PHOTOS)
    assert (
        "| `ward.jpg` | Two colleagues hand over notes | staff | CF-0113 for website, until 20 "
        "November 2031 | never |" in text
    )
    assert "| `clock.jpg` | The ward clock | nobody | not needed | may be |" in text
    assert "| `team.jpg` | The whole team | staff | **none** | never |" in text


def test_what_there_is_to_fix_stands_first(stories: Stories, config: SiteConfig) -> None:
    text = markdown(stories, config, PHOTOS)
    assert text.startswith("## The check\n\n**4 things to fix")
    assert text.index("### To fix") < text.index("## A night")
    assert "`content/stories/2026/a-night/story.md` line 12 |" in text


def test_a_strangers_words_stay_words(stories: Stories, config: SiteConfig) -> None:
    text = markdown(stories, config, title='"<b>@everyone</b> | [x](https://a.example) |"')
    assert "<b>" not in text
    assert "@everyone" not in text
    assert "](https" not in text


def test_no_word_of_a_story_starts_a_workflow_command(stories: Stories, config: SiteConfig) -> None:
    text = markdown(stories, config, by='"::notice title=Done::All is well"')
    assert ": :notice title=Done" in text
    assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]


@given(st.text())
def test_words_come_out_as_the_words_they_were(text: str) -> None:
    shown = cmarkgfm.markdown_to_html(escape_markdown(f"a {text} z"))
    assert set(re.findall(r"<[^>]*>", shown)) == {"<p>", "</p>"}


@given(st.text())
def test_code_has_no_way_out_of_its_backticks(text: str) -> None:
    assert code_span(text).count("`") == 2
    assert "\n" not in code_span(text)
