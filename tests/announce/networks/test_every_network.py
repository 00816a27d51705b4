"""What every network has to do, asked of each beside its strict stand-in."""

from collections.abc import Callable

import pytest

from goodnews.announce.outcome import (
    Absent,
    CannotRecall,
    CannotTell,
    Duplicate,
    Gone,
    Posted,
    Refused,
    Unsure,
)
from tests.announce.networks.conftest import STORY, Beside

BLIND = {"webhook"}
LASTING = {"webhook", "notify"}


def test_it_posts_the_story_once(each: Beside) -> None:
    outcome = each.network.post(each.request())
    assert isinstance(outcome, Posted)
    assert outcome.id
    assert len(each.fake.posts()) == 1


def test_the_words_are_counted_and_within_the_limit(each: Beside) -> None:
    words = each.network.compose(STORY)
    assert words.text.startswith("A night on “Ward 7” – tea & all 🫖")
    assert 0 < words.length <= words.limit


def test_it_finds_what_it_posted(each: Beside) -> None:
    request = each.request()
    posted = each.network.post(request)
    found = each.network.find(each.claimed(request))
    if each.network.name in BLIND:
        assert isinstance(found, CannotTell)
    else:
        assert found == posted


def test_it_does_not_find_what_was_never_posted(each: Beside) -> None:
    found = each.network.find(each.claimed(each.request()))
    assert isinstance(found, CannotTell if each.network.name in BLIND else Absent)


def test_it_takes_back_what_it_posted_and_twice_is_no_error(each: Beside) -> None:
    posted = each.network.post(each.request())
    assert isinstance(posted, Posted)
    for _ in range(2):
        outcome = each.network.delete(posted.id)
        assert isinstance(outcome, CannotRecall if each.network.name in LASTING else Gone)
    assert len(each.fake.posts()) == (1 if each.network.name in LASTING else 0)


@pytest.mark.parametrize("trouble", ["drop before", "drop after", "after 503", 500, 502, 503, 504, 408, 302])
def test_an_answer_that_proves_nothing_is_never_taken_for_yes_or_no(each: Beside, trouble: str | int) -> None:
    request = each.request()
    each.fake.trouble[each.posting] = trouble
    assert isinstance(each.network.post(request), Unsure)
    assert len(each.fake.posts()) == (1 if str(trouble).startswith(("drop after", "after")) else 0)


@pytest.mark.parametrize("trouble", ["drop after", "after 503"])
def test_what_was_posted_without_an_answer_is_found_afterwards(each: Beside, trouble: str) -> None:
    if each.network.name in BLIND:
        return
    request = each.request()
    each.fake.trouble[each.posting] = trouble
    each.network.post(request)
    assert isinstance(each.network.find(each.claimed(request)), Posted)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 413, 422, 429])
def test_a_definite_no_is_a_no(each: Beside, status: int) -> None:
    request = each.request()
    each.fake.trouble[each.posting] = status
    outcome = each.network.post(request)
    assert isinstance(outcome, Refused)
    assert outcome.stop == (status in {401, 402, 404, 429} or (each.network.name, status) == ("notify", 403))
    assert each.fake.posts() == []


def test_an_answer_that_cannot_be_read_is_not_believed(each: Beside) -> None:
    request = each.request()
    each.fake.trouble[each.posting] = "garbage"
    outcome = each.network.post(request)
    # A webhook's answer has nothing in it to be read: its status says it all.
    assert isinstance(outcome, Posted if each.network.name == "webhook" else Unsure)


def test_a_server_that_is_not_there_has_received_nothing(each: Beside) -> None:
    request = each.request()
    each.fake.__exit__(None, None, None)
    try:
        outcome = each.network.post(request)
    finally:
        each.fake.__enter__()
    assert isinstance(outcome, Refused)
    assert outcome.stop


@pytest.mark.parametrize("trouble", ["drop before", 503, 429, 401, "garbage"])
def test_not_being_able_to_look_proves_nothing(each: Beside, trouble: str | int) -> None:
    if not each.looking:
        return
    request = each.request()
    each.network.post(request)
    each.fake.trouble[each.looking] = trouble
    assert isinstance(each.network.find(each.claimed(request)), Unsure)


def test_the_same_bytes_a_second_time_are_noticed_where_the_network_can(each: Beside) -> None:
    request = each.request()
    first = each.network.post(request)
    second = each.network.post(request)
    if each.network.name in {"x", "facebook"}:
        assert isinstance(second, Duplicate)
    if each.network.name == "bluesky":
        assert second == first
    if each.network.name in {"x", "facebook", "bluesky"}:
        assert len(each.fake.posts()) == 1


def test_bluesky_refuses_another_record_for_the_same_story(one: Callable[[str], Beside]) -> None:
    sky = one("bluesky")
    request = sky.request()
    sky.network.post(request)
    assert isinstance(sky.network.post(request.replace('"en"', '"cy"')), Duplicate)
    assert len(sky.fake.posts()) == 1


def test_no_outcome_ever_holds_a_secret(each: Beside) -> None:
    request = each.request()
    said = [request]
    for trouble in ("drop before", 400, 401, 403, 503, "garbage"):
        each.fake.trouble[each.posting] = trouble
        said.append(str(each.network.post(request)))
        if each.looking:
            each.fake.trouble[each.looking] = trouble
            said.append(str(each.network.find(each.claimed(request))))
    said.append(repr(each.network))
    everything = "\n".join(said)
    for planted in ("planted-", "9999-8888", "sister@", "7700900123"):
        assert planted not in everything
