"""What the clock asks of the ledger: does anything wait that the announcer could do now?"""

from datetime import UTC, datetime, timedelta

import pytest

from goodnews.announce.ledger import LedgerSnapshot
from goodnews.announce.policy import Policy, parse_posting_hours
from goodnews.announce.preview import pending_posts
from goodnews.announce.record import Record, RecordKey, State
from goodnews.feeds.announce_manifest import AnnounceManifest, Announcement, WithdrawnStory

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NIGHT = "2026/night"


def live(published: datetime = NOW, *, announce: bool | tuple[str, ...] = True) -> AnnounceManifest:
    story = Announcement(
        id=NIGHT,
        title="A night",
        summary="S",
        url="https://a.example/n/",
        published=published,
        announce=announce,
    )
    site = "https://a.example"
    return AnnounceManifest(site=site, feed=f"{site}/feed.xml", build="build", stories=(story,), withdrawn=())


def ledger(record: Record | None = None, recipient: str = "") -> LedgerSnapshot:
    records = {RecordKey("x", NIGHT, recipient): record} if record else {}
    return LedgerSnapshot(tip="tip", records=records, markers={"x": NOW, "practice": NOW})


def record(state: State) -> Record:
    return Record(state=state, updated_at=NOW)


def claim(lease: datetime) -> Record:
    return Record(state=State.CLAIMED, updated_at=NOW, first_claimed_at=NOW, lease_expires_at=lease)


@pytest.mark.parametrize(
    ("entry", "waits"),
    [
        (None, True),
        (record(State.WAITING), True),
        (claim(NOW + timedelta(minutes=5)), False),
        (claim(NOW - timedelta(minutes=5)), True),
        (record(State.POSTED), False),
        (record(State.BASELINE), False),
        (record(State.HELD), False),
        (record(State.DELETED), False),
    ],
)
def test_a_live_story_waits_until_it_is_settled(entry: Record | None, waits: bool) -> None:
    reasons = pending_posts(live(), ledger(entry), NOW, Policy())
    assert reasons == (("“A night” waits for x.",) if waits else ())


@pytest.mark.parametrize(
    ("announce", "waits"), [(True, True), (False, False), (("x",), True), (("bluesky",), False)]
)
def test_it_waits_only_where_it_is_wanted(announce: bool | tuple[str, ...], waits: bool) -> None:
    assert bool(pending_posts(live(announce=announce), ledger(), NOW, Policy())) is waits


def test_outside_the_hours_nothing_waits_but_what_is_unclear() -> None:
    policy = Policy(hours=parse_posting_hours("14:00-21:00"))
    assert pending_posts(live(), ledger(), NOW, policy) == ()
    assert pending_posts(live(), ledger(), NOW + timedelta(hours=2), policy) != ()
    unclear = claim(NOW - timedelta(hours=1))
    assert pending_posts(live(), ledger(unclear), NOW, policy) != ()


def test_what_is_too_old_to_post_waits_for_nobody() -> None:
    old = NOW - timedelta(days=8)
    assert pending_posts(live(old), ledger(), NOW, Policy()) == ()
    waiting = ledger(record(State.WAITING))
    assert pending_posts(live(old), waiting, NOW, Policy()) != (), "a person must hear"
    assert pending_posts(live(old, announce=False), waiting, NOW, Policy()) == (), "nobody wants it"


@pytest.mark.parametrize(
    ("state", "recipient", "waits"),
    [
        (State.POSTED, "", True),
        (State.POSTED, "0123456789abcdef", True),
        (State.DELETED, "", False),
        (State.UNRECALLABLE, "", False),
    ],
)
def test_a_withdrawn_story_waits_until_its_posts_are_gone(state: State, recipient: str, waits: bool) -> None:
    gone = WithdrawnStory(id=NIGHT, url="https://a.example/n/")
    manifest = live().model_copy(update={"stories": (), "withdrawn": (gone,)})
    reasons = pending_posts(manifest, ledger(record(state), recipient), NOW, Policy())
    assert reasons == (("2026/night has to leave x.",) if waits else ())
