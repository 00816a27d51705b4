"""What every network has to do, asked of each beside its strict stand-in."""

import json
from collections.abc import Callable

import pytest

from goodnews.announce.network import (
    AlreadyPosted,
    NetworkError,
    NotFound,
    OutcomeUnknown,
    Posted,
    Rejected,
)
from tests.announce.networks.conftest import STORY, Beside


def test_it_posts_the_story_once(each: Beside) -> None:
    assert each.network.post(each.request()).id
    assert len(each.fake.posts()) == 1


def test_the_words_are_counted_and_within_the_limit(each: Beside) -> None:
    words = each.network.compose(STORY)
    assert words.text.startswith("A night on “Ward 7” – tea & all 🫖")
    assert 0 < words.length <= words.limit


def test_it_says_who_we_are_and_posts_nothing(each: Beside) -> None:
    account = each.network.account()
    assert account.name
    assert account.rights
    assert each.fake.posts() == []


def test_it_finds_what_it_posted_and_nothing_that_it_never_posted(each: Beside) -> None:
    request = each.request()
    if not each.network.capabilities.can_find:
        with pytest.raises(OutcomeUnknown):
            each.network.find(each.claim(request))
        return
    assert each.network.find(each.claim(request)) == NotFound()
    posted = each.network.post(request)
    assert each.network.find(each.claim(request)) == posted


def test_it_takes_back_what_it_posted_and_twice_is_no_error(each: Beside) -> None:
    posted = each.network.post(each.request())
    can_delete = each.network.capabilities.can_delete
    for _ in range(2):
        if can_delete:
            each.network.delete(posted.id)
        else:
            with pytest.raises(Rejected):
                each.network.delete(posted.id)
    assert len(each.fake.posts()) == (0 if can_delete else 1)


@pytest.mark.parametrize("trouble", ["drop before", "drop after", "after 503", 500, 502, 503, 504, 408, 302])
def test_an_answer_that_proves_nothing_is_never_taken_for_yes_or_no(each: Beside, trouble: str | int) -> None:
    request = each.request()
    each.fake.trouble[each.posting] = trouble
    with pytest.raises(OutcomeUnknown):
        each.network.post(request)
    assert len(each.fake.posts()) == (1 if str(trouble).startswith(("drop after", "after")) else 0)


@pytest.mark.parametrize("trouble", ["drop after", "after 503"])
def test_what_was_posted_without_an_answer_is_found_afterwards(each: Beside, trouble: str) -> None:
    if not each.network.capabilities.can_find:
        return
    request = each.request()
    each.fake.trouble[each.posting] = trouble
    with pytest.raises(OutcomeUnknown):
        each.network.post(request)
    assert isinstance(each.network.find(each.claim(request)), Posted)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 413, 422, 429])
def test_a_definite_no_is_a_no(each: Beside, status: int) -> None:
    request = each.request()
    each.fake.trouble[each.posting] = status
    with pytest.raises(Rejected) as caught:
        each.network.post(request)
    stops = status in {401, 402, 404, 429} or (each.network.name, status) == ("notify", 403)
    assert caught.value.stops_run == stops
    assert each.fake.posts() == []


def test_an_answer_that_cannot_be_read_is_not_believed(each: Beside) -> None:
    request = each.request()
    each.fake.trouble[each.posting] = "garbage"
    if each.network.name == "webhook":
        # A webhook's answer has nothing in it to be read: its status says it all.
        assert each.network.post(request)
        return
    with pytest.raises(OutcomeUnknown):
        each.network.post(request)


def test_a_server_that_is_not_there_has_received_nothing(each: Beside) -> None:
    request = each.request()
    each.fake.__exit__(None, None, None)
    try:
        with pytest.raises(Rejected) as caught:
            each.network.post(request)
    finally:
        each.fake.__enter__()
    assert caught.value.stops_run


NO_LISTING = ["{}", '{"errors": [{"message": "Over capacity"}]}', "[]", "null", '""', '{"data": {}}']


@pytest.mark.parametrize("trouble", ["drop before", 503, 429, 401, "garbage", *NO_LISTING])
def test_not_being_able_to_look_proves_nothing(each: Beside, trouble: str | int) -> None:
    """A status of 200 over something that is no listing is not "not there" either."""
    if not each.looking or (each.network.name, trouble) == ("mastodon", "[]"):
        return
    request = each.request()
    each.network.post(request)
    each.fake.trouble[each.looking] = trouble
    with pytest.raises(NetworkError):
        each.network.find(each.claim(request))


TWEET = '{"id": "1", "text": "Something else"}'
HIDDEN = '{"id": "1", "text": "Night shift https://t.co/0000000000"}'
OURS = json.dumps({"data": [{"id": "1", "message": f"{STORY.title}. {STORY.summary}"}]})
ONE_OF = '{"meta": {"result_count": 1}, "data": ['


@pytest.mark.parametrize(
    ("name", "listing"),
    [
        ("x", '{"meta": {}}'),
        ("x", '{"meta": {"result_count": 1}}'),
        ("x", ONE_OF.replace("1", "2") + TWEET + "]}"),
        ("x", '{"meta": {"result_count": 0}, "errors": [{"title": "Partial"}]}'),
        ("x", ONE_OF + HIDDEN + "]}"),
        ("x", ONE_OF + HIDDEN[:-1] + ', "entities": {}}]}'),
        ("x", ONE_OF + HIDDEN[:-1] + ', "entities": {"urls": [{"url": "https://t.co/0000000000"}]}}]}'),
        ("x", ONE_OF + '{"id": "1"}]}'),
        ("facebook", '{"data": [], "error": {"message": "Try later", "code": 2}}'),
        ("facebook", '{"data": [{}]}'),
        ("facebook", OURS),
        ("facebook", OURS.replace("}]}", ', "attachments": {"data": []}}]}')),
        ("facebook", OURS.replace("}]}", ', "attachments": {"data": [{}]}}]}')),
        ("facebook", '{"data": [], "paging": {"next": "https://graph.facebook.com/more"}}'),
        ("notify", '{"notifications": null}'),
        ("notify", '{"notifications": [{"id": "1", "reference": "another"}]}'),
        ("mastodon", '[{"id": "1"}]'),
    ],
)
def test_a_listing_that_is_not_whole_is_not_a_no(
    one: Callable[[str], Beside], name: str, listing: str
) -> None:
    beside = one(name)
    request = beside.request()
    beside.fake.trouble[beside.looking] = listing
    with pytest.raises(OutcomeUnknown):
        beside.network.find(beside.claim(request))


@pytest.mark.parametrize(
    ("name", "listing"),
    [
        ("x", '{"meta": {"result_count": 0}}'),
        ("x", ONE_OF + TWEET + "]}"),
        ("facebook", '{"data": []}'),
        ("facebook", '{"data": [{"id": "1", "message": "Written by hand"}]}'),
        ("notify", '{"notifications": []}'),
        ("mastodon", "[]"),
    ],
)
def test_a_whole_listing_without_it_is_a_no(one: Callable[[str], Beside], name: str, listing: str) -> None:
    beside = one(name)
    request = beside.request()
    beside.fake.trouble[beside.looking] = listing
    assert beside.network.find(beside.claim(request)) == NotFound()


@pytest.mark.parametrize(
    ("name", "asked", "trouble", "said"),
    [
        ("x", "GET /2/users/me", 401, "X said no"),
        ("x", "GET /2/users/1899999999999999999/tweets", 403, "X said no"),
        ("bluesky", "POST /xrpc/com.atproto.server.createSession", 401, "Bluesky said no"),
        (
            "bluesky",
            "POST /xrpc/com.atproto.server.createSession",
            '{"did": "did:plc:a", "accessJwt": "a", "active": false}',
            "deactivated",
        ),
        ("mastodon", "GET /api/v1/accounts/verify_credentials", 401, "Mastodon said no"),
        (
            "mastodon",
            "GET /api/v1/apps/verify_credentials",
            '{"name": "a", "scopes": ["read"]}',
            "write:media, write:statuses",
        ),
        ("facebook", "GET /112233", '{"name": "The Trust", "can_post": false}', "pages_manage_posts"),
        ("facebook", "GET /112233/published_posts", 403, "Facebook said no"),
        ("notify", "GET /v2/template/bbbbbbbb-0000-4000-8000-000000000000", 404, "Notify said no"),
    ],
)
def test_a_network_where_we_may_not_do_what_is_needed_says_so_before_it_is_needed(
    one: Callable[[str], Beside], name: str, asked: str, trouble: str | int, said: str
) -> None:
    beside = one(name)
    beside.fake.trouble[asked] = trouble
    with pytest.raises(NetworkError, match=said):
        beside.network.account()


def test_the_same_bytes_a_second_time_are_noticed_where_the_network_can(each: Beside) -> None:
    request = each.request()
    first = each.network.post(request)
    if each.network.name in {"x", "facebook"}:
        with pytest.raises(AlreadyPosted):
            each.network.post(request)
    if each.network.name == "bluesky":
        assert each.network.post(request) == first
    if each.network.name in {"x", "facebook", "bluesky"}:
        assert len(each.fake.posts()) == 1


def test_bluesky_refuses_another_record_for_the_same_story(one: Callable[[str], Beside]) -> None:
    sky = one("bluesky")
    request = sky.request()
    sky.network.post(request)
    with pytest.raises(AlreadyPosted):
        sky.network.post(request.replace('"en"', '"cy"'))
    assert len(sky.fake.posts()) == 1


def test_no_outcome_ever_holds_a_secret(each: Beside) -> None:
    request = each.request()
    said = [request, repr(each.network)]
    for trouble in ("drop before", 400, 401, 403, 503, "garbage"):
        each.fake.trouble = {each.posting: trouble, each.looking: trouble}
        for ask in (lambda: each.network.post(request), lambda: each.network.find(each.claim(request))):
            try:
                said.append(str(ask()))
            except NetworkError as error:
                said.append(error.reason)
    everything = "\n".join(said)
    for planted in ("planted-", "9999-8888", "sister@", "7700900123"):
        assert planted not in everything
