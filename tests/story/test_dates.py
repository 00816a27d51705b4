"""Dates and times as people in London write them."""

import contextlib
import re
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.story import LONDON, DateError, parse_day, parse_moment, show_day, show_time


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-20 07:45", "2026-11-20T07:45:00+00:00"),
        ("2026-11-20T07:45", "2026-11-20T07:45:00+00:00"),
        ("2026-11-20", "2026-11-20T00:00:00+00:00"),
        ("2026-7-1 9:05", "2026-07-01T09:05:00+01:00"),
        ("2026-07-01T09:05:00Z", "2026-07-01T10:05:00+01:00"),
        ("2026-10-25T01:30:00+00:00", "2026-10-25T01:30:00+00:00"),
        ("20/11/2026 07:45", "2026-11-20T07:45:00+00:00"),
        ("20.11.2026, 7.45am", "2026-11-20T07:45:00+00:00"),
        ("20/11/26", "2026-11-20T00:00:00+00:00"),
        ("20.11.26 at 7:45 a.m.", "2026-11-20T07:45:00+00:00"),
        ("20-11-2026", "2026-11-20T00:00:00+00:00"),
        ("20 Nov 26 7:45pm", "2026-11-20T19:45:00+00:00"),
        ("20 November 2026 7:45am", "2026-11-20T07:45:00+00:00"),
        ("20 Nov 2026 at 5pm", "2026-11-20T17:00:00+00:00"),
        ("Friday 20th November 2026, midday", "2026-11-20T12:00:00+00:00"),
        ("1 Sept 2026 midnight", "2026-09-01T00:00:00+01:00"),
        ("12 May 2026 12:30am", "2026-05-12T00:30:00+01:00"),
        ("2026-10-25 01:30+00:00", "2026-10-25T01:30:00+00:00"),
        ("2026-10-25 01:30+01:00", "2026-10-25T01:30:00+01:00"),
        ("2026-11-20T07:45:00Z", "2026-11-20T07:45:00+00:00"),
        ("2026/11/20 0745", "2026-11-20T07:45:00+00:00"),
        ("2026–11–20", "2026-11-20T00:00:00+00:00"),
        ("Fri 20 Nov 2026, 0745hrs", "2026-11-20T07:45:00+00:00"),
        ("Thurs. 20th Nov 2026 19:45 hrs", "2026-11-20T19:45:00+00:00"),
        ("November 20, 2026", "2026-11-20T00:00:00+00:00"),
        ("Friday, Nov 20th 2026 at 7.45am", "2026-11-20T07:45:00+00:00"),
    ],
)
def test_a_date_is_read_however_a_person_writes_it(written: str, meant: str) -> None:
    moment = parse_moment(written)
    assert moment.isoformat() == meant
    assert moment.tzinfo is LONDON


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-10-25 01:30", "happens twice"),
        ("2026-03-29 01:30", "never happens"),
        ("2026-02-30", "no such day"),
        ("31/11/2026", "no such day"),
        ("20 Brumaire 2026", "no month"),
        ("20 Ju 2026", "not a date"),
        ("20 jun 026", "not a date"),
        ("20２６-11-20", "not a date"),
        ("20/11-2026", "not a date"),
        ("11/20/26", "no such day as “11/20/26”. In figures the day comes first: 20/11/2026."),
        ("soon", "not a date"),
        ("25th Nov", "“25th Nov” has no year. Write the year behind it."),
        ("Fri 20 November 9am", "has no year"),
        ("Nov 20", "has no year"),
        ("25/11", "has no year"),
        ("ward 7", "not a date"),
        ("2pm", "a time without its day. Write the day in front of it: 2026-11-20 2pm."),
        ("14:00", "a time without its day"),
        ("14", "not a date"),
        ("2026-11-20 25:00", "no such time"),
        ("2026-11-20 13pm", "no such time"),
        ("9999-12-31 23:30-05:00", "no such time"),
        ("0001-01-01T00:30:00+05:00", "no such time"),
        ("2026-11-20 10:00+99:99", "no such time"),
        ("2026-11-20 teatime", "not one I can read"),
        ("2026-11-20 7", "not one I can read"),
        ("11/20/2026", "no such day"),
    ],
)
def test_a_date_that_cannot_be_meant_is_refused_in_words(written: str, said: str) -> None:
    with pytest.raises(DateError, match=re.escape(said)):
        parse_moment(written)


def test_a_day_has_no_time() -> None:
    assert parse_day("20/11/2026") == date(2026, 11, 20)
    with pytest.raises(DateError, match="only a date"):
        parse_day("2026-11-20 07:45")
    with pytest.raises(DateError, match=r"Write it like 2026-11-20 or 20 November 2026\.$"):
        parse_day("never")


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (time(7, 45), "7:45am"),
        (time(17), "5pm"),
        (time(12), "midday"),
        (time(0), "midnight"),
        (time(0, 5), "12:05am"),
    ],
)
def test_a_time_is_shown_in_the_house_form(moment: time, shown: str) -> None:
    assert show_time(moment) == shown


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_what_is_shown_can_be_read_again(moment: datetime) -> None:
    there = moment.replace(second=0, microsecond=0).astimezone(LONDON)
    written = f"{show_day(there)} {show_time(there)}{there:%z}" if show_time(there)[0].isdigit() else ""
    if written:
        assert parse_moment(written) == there


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_a_plain_refusal(written: str) -> None:
    with contextlib.suppress(DateError):
        assert parse_moment(written).utcoffset() is not None
