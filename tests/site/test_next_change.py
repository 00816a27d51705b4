"""When the same stories make another site."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.markup import render_body
from goodnews.site import StaticPage
from goodnews.site.calendar import next_change
from goodnews.story import Visibility

from .making import make_story, plan

SHARE = StaticPage("share-your-story", "Share", "Tell us.", "share", "en", render_body("Tell us."))
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EVENT = "{starts: 2026-11-23 14:00, ends: 2026-11-23 15:00, place: The hall}"


@pytest.mark.parametrize(
    ("fields", "moment"),
    [
        ({}, "2026-11-24T00:00"),
        ({"date": "2026-11-23 12:00"}, "2026-11-23T12:00"),
        ({"date": "2026-11-23 08:00"}, "2026-11-24T00:00"),
        ({"event": EVENT}, "2026-11-23T14:00"),
        ({"event": EVENT.replace("11-23 14", "11-22 14")}, "2026-11-23T15:00"),
        ({"event": "{starts: 2027-12-28 13:00, ends: 2027-12-28 14:00, place: x}"}, "2026-11-23T14:00"),
    ],
    ids=["midnight", "an embargo", "what is over", "a start", "an end", "time to announce it"],
)
def test_the_next_moment_that_a_page_looks_at(fields: dict[str, str], moment: str) -> None:
    story = make_story("2026/one", **({"date": "2026-11-20 07:45"} | fields)).story
    assert next_change([story], NOW) == datetime.fromisoformat(f"{moment}+00:00")


moments = st.integers(0, 60 * 48).map(
    lambda minutes: datetime(2026, 11, 22, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(
    dates=st.lists(moments, min_size=1, max_size=3),
    starts=moments,
    length=st.integers(1, 600),
    now=moments,
    part=st.integers(0, 999),
)
def test_until_then_the_site_stays_as_it_is(
    dates: list[datetime], starts: datetime, length: int, now: datetime, part: int
) -> None:
    stories = [
        make_story(f"2026/story-{number}", date=f"{date:%Y-%m-%d %H:%M}") for number, date in enumerate(dates)
    ]
    ends = starts + timedelta(minutes=length)
    event = f"{{starts: {starts:%Y-%m-%d %H:%M}, ends: {ends:%Y-%m-%d %H:%M}, place: The hall}}"
    stories.append(make_story("2026/event", date="2026-11-01 08:00", event=event))
    later = now + (next_change([each.story for each in stories], now) - now) * part // 1000

    def site(moment: datetime) -> dict[str, str]:
        public = [each for each in stories if each.story.visibility(moment) is Visibility.PUBLIC]
        public.sort(key=lambda each: (each.story.front.date, each.story.key), reverse=True)
        return {path: page.fingerprint for path, page in plan(public, texts=[SHARE], now=moment).items()}

    assert site(now) == site(later)
