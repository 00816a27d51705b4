"""The check as a job summary."""

import re
from datetime import datetime

import cmarkgfm
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
    return run_check(["a-night"], stories.root, config, NOW).show("markdown")


def test_the_exact_post_is_shown_for_each_network(stories: Stories, config: SiteConfig) -> None:
    text = markdown(stories, config)
    link = "https&#58;//stories.merrowdale.example/stories/2026/a-night/"
    assert f"| X | A night {link} | 31 of 280 |" in text
    assert f"| Bluesky | A night {link} |" in text
    assert f"| Mastodon | A night {link} |" in text


def test_a_story_that_is_not_announced_says_so(stories: Stories, config: SiteConfig) -> None:
    assert "It is not announced." in markdown(stories, config, announce="no")


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


def test_a_story_says_what_it_is_and_when_it_goes_out(stories: Stories, config: SiteConfig) -> None:
    text = markdown(stories, config, by="The night sister")
    assert "**What happened on the ward.**" in text
    assert "The night sister" in text
    assert "Public as soon as it is merged." in text
    assert "It is not announced." in markdown(stories, config, draft="yes")


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
