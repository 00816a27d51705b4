"""What every network has to do, asked of each beside its strict stand-in."""

import json
from collections.abc import Callable

import pytest

from goodnews.announce.network import AlreadyPosted, NetworkError, NotFound, OutcomeUnknown, Posted, Rejected
from tests.announce.fakes import facebook
from tests.announce.fakes.server import No
from tests.announce.networks.conftest import STORY, FakedNetwork


def test_it_posts_the_story_once(faked: FakedNetwork) -> None:
    assert faked.network.post(faked.request()).id
    assert len(faked.fake.posts()) == 1


def test_the_words_are_counted_and_within_the_limit(faked: FakedNetwork) -> None:
    words = faked.network.compose(STORY)
    assert words.text.startswith("A night on “Ward 7” – tea & all 🫖")
    assert 0 < words.length <= words.limit


def test_it_says_who_we_are_and_posts_nothing(faked: FakedNetwork) -> None:
    who, rights = faked.network.account().split("; ")
    assert who
    assert rights
    assert faked.fake.posts() == []


def test_it_finds_what_it_posted_and_nothing_that_it_never_posted(faked: FakedNetwork) -> None:
    request = faked.request()
    if not faked.network.can_find:
        with pytest.raises(OutcomeUnknown):
            faked.network.find(faked.claim(request))
        return
    assert faked.network.find(faked.claim(request)) == NotFound()
    posted = faked.network.post(request)
    assert faked.network.find(faked.claim(request)) == posted


def test_it_takes_back_what_it_posted_and_twice_is_no_error(faked: FakedNetwork) -> None:
    posted = faked.network.post(faked.request())
    can_delete = faked.network.can_delete
    for _ in range(2):
        if can_delete:
            faked.network.delete(posted.id)
        else:
            with pytest.raises(Rejected):
                faked.network.delete(posted.id)
    assert len(faked.fake.posts()) == (0 if can_delete else 1)


@pytest.mark.parametrize("trouble", ["drop before", "drop after", "after 503", 500, 502, 503, 504, 408, 302])
def test_after_an_answer_that_proves_nothing_one_has_to_look(faked: FakedNetwork, trouble: str | int) -> None:
    request = faked.request()
    faked.fake.trouble[faked.posting] = trouble
    with pytest.raises(OutcomeUnknown):
        faked.network.post(request)
    is_posted = trouble in {"drop after", "after 503"}
    assert len(faked.fake.posts()) == is_posted
    if faked.network.can_find:
        assert isinstance(faked.network.find(faked.claim(request)), Posted if is_posted else NotFound)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 413, 422, 429])
def test_a_definite_no_is_a_no(faked: FakedNetwork, status: int) -> None:
    request = faked.request()
    faked.fake.trouble[faked.posting] = status
    with pytest.raises(Rejected) as caught:
        faked.network.post(request)
    stops = status in {401, 402, 404, 429} or (faked.network.name, status) == ("notify", 403)
    assert caught.value.stops_run == stops
    assert faked.fake.posts() == []


def test_an_answer_that_cannot_be_read_is_not_believed(faked: FakedNetwork) -> None:
    request = faked.request()
    faked.fake.trouble[faked.posting] = "garbage"
    if faked.network.name == "webhook":
        # A webhook's answer has nothing in it to be read: its status says it all.
        assert faked.network.post(request)
        return
    with pytest.raises(OutcomeUnknown):
        faked.network.post(request)


def test_a_server_that_is_not_there_has_received_nothing(faked: FakedNetwork) -> None:
    request = faked.request()
    faked.fake.__exit__(None, None, None)
    try:
        with pytest.raises(Rejected) as caught:
            faked.network.post(request)
    finally:
        faked.fake.__enter__()
    assert caught.value.stops_run


NO_LISTING = ["{}", '{"errors": [{"message": "Over capacity"}]}', "[]", "null", '""', '{"data": {}}']


@pytest.mark.parametrize("trouble", ["drop before", 503, 429, 401, "garbage", *NO_LISTING])
def test_not_being_able_to_look_proves_nothing(faked: FakedNetwork, trouble: str | int) -> None:
    """A status of 200 over something that is no listing is not "not there" either."""
    if not faked.looking or (faked.network.name, trouble) == ("mastodon", "[]"):
        return
    request = faked.request()
    faked.network.post(request)
    faked.fake.trouble[faked.looking] = trouble
    with pytest.raises(NetworkError):
        faked.network.find(faked.claim(request))


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
    faked_by_name: Callable[[str], FakedNetwork], name: str, listing: str
) -> None:
    with pytest.raises(OutcomeUnknown):
        look_for_nothing(faked_by_name(name), listing)


def look_for_nothing(faked: FakedNetwork, listing: str) -> Posted | NotFound:
    """Look for what was never posted, where this is what the network lists."""
    faked.fake.trouble[faked.looking] = listing
    return faked.network.find(faked.claim(faked.request()))


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
def test_a_whole_listing_without_it_is_a_no(
    faked_by_name: Callable[[str], FakedNetwork], name: str, listing: str
) -> None:
    assert look_for_nothing(faked_by_name(name), listing) == NotFound()


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
    faked_by_name: Callable[[str], FakedNetwork], name: str, asked: str, trouble: str | int, said: str
) -> None:
    faked = faked_by_name(name)
    faked.fake.trouble[asked] = trouble
    with pytest.raises(NetworkError, match=said):
        faked.network.account()


def test_a_second_post_of_the_same_story_is_noticed_where_the_network_can(faked: FakedNetwork) -> None:
    request = faked.request()
    first = faked.network.post(request)
    if faked.network.name in {"x", "facebook"}:
        with pytest.raises(AlreadyPosted):
            faked.network.post(request)
    if faked.network.name == "bluesky":
        assert faked.network.post(request) == first
        with pytest.raises(AlreadyPosted):
            faked.network.post(request.replace('"en"', '"cy"'))
    if faked.network.name in {"x", "facebook", "bluesky"}:
        assert len(faked.fake.posts()) == 1


@pytest.mark.parametrize(
    ("refusal", "meaning", "stops"),
    [
        (facebook.error(100, "Invalid parameter"), Rejected, False),
        (facebook.error(190, "The session has expired", 401), Rejected, True),
        (facebook.error(368, "Temporarily blocked"), Rejected, True),
        (facebook.error(2, "Try again later"), OutcomeUnknown, True),
        (facebook.error(100, "Odd", is_transient=True), OutcomeUnknown, True),
    ],
)
def test_what_facebooks_own_codes_mean_for_a_post(
    faked_by_name: Callable[[str], FakedNetwork], refusal: No, meaning: type[NetworkError], stops: bool
) -> None:
    faked = faked_by_name("facebook")
    faked.fake.refuse_with = refusal
    with pytest.raises(meaning) as caught:
        faked.network.post(faked.request())
    assert caught.value.stops_run == stops


def test_mastodon_is_waited_for_until_it_has_taken_in_the_photo(
    faked_by_name: Callable[[str], FakedNetwork],
) -> None:
    faked = faked_by_name("mastodon")
    faked.fake.slow_media = True
    assert json.loads(faked.request())["media_ids"] == ["100"]
    faked.fake.trouble["GET /api/v1/media/101"] = '{"id": "101"}'
    with pytest.raises(OutcomeUnknown, match="still working on the photo"):
        faked.request()


def test_blueskys_card_describes_the_photo_in_its_text(faked_by_name: Callable[[str], FakedNetwork]) -> None:
    card = json.loads(faked_by_name("bluesky").request())["record"]["embed"]["external"]
    assert card["description"] == f"{STORY.summary} Picture: Two nurses, backs to us"


def test_no_outcome_ever_holds_a_secret(faked: FakedNetwork) -> None:
    request = faked.request()
    said = [request, repr(faked.network)]
    for trouble in ("drop before", 400, 401, 403, 503, "garbage"):
        faked.fake.trouble = {faked.posting: trouble, faked.looking: trouble}
        for ask in (lambda: faked.network.post(request), lambda: faked.network.find(faked.claim(request))):
            try:
                said.append(str(ask()))
            except NetworkError as error:
                said.append(error.reason)
    everything = "\n".join(said)
    for planted in ("planted-", "9999-8888", "sister@", "7700900123"):
        assert planted not in everything
