"""What the ledger still waits for, as far as it can be told without credentials: the clock asks this."""

from collections.abc import Iterator
from datetime import datetime

from goodnews.announce.ledger import LedgerSnapshot
from goodnews.announce.policy import PRACTICE, Action, Policy, is_expired, is_wanted, next_action
from goodnews.announce.record import Record, RecordKey, State
from goodnews.feeds.announce_manifest import AnnounceManifest, Announcement

TO_DO = frozenset({Action.ANNOUNCE, Action.RECONCILE, Action.HOLD})
"""Not `TOO_OLD`: that can wait until something else is announced."""


def pending_posts(
    live: AnnounceManifest, ledger: LedgerSnapshot, now: datetime, policy: Policy
) -> tuple[str, ...]:
    """Reasons to run the announcer now, none when it would find nothing to do.

    Networks are those that the ledger knows; one that is new begins with the next publish.

    Args:
        live: what the live site says it holds.
        ledger: the record.
        now: aware.
        policy: with the hours in which posts may go out.
    """
    networks = sorted(ledger.markers.keys() - {PRACTICE})
    return tuple(reason for name in networks for reason in _reasons(name, live, ledger, now, policy))


def _reasons(
    network: str, live: AnnounceManifest, ledger: LedgerSnapshot, now: datetime, policy: Policy
) -> Iterator[str]:
    shut = policy.hours is not None and not policy.hours.allow(now)
    for story in live.stories:
        record = ledger.records.get(RecordKey(network, story.id))
        if _is_pending(story, record, network, now, policy, shut=shut):
            yield f"“{story.title}” waits for {network}."
    for gone in live.withdrawn:
        for record in ledger.of_story(network, gone.id).values():
            if record.state is State.POSTED or _is_unclear(record, now, policy):
                yield f"{gone.id} has to leave {network}."
                break


def _is_pending(
    story: Announcement, record: Record | None, network: str, now: datetime, policy: Policy, *, shut: bool
) -> bool:
    action = next_action(story, record, now, policy)
    if action is Action.ANNOUNCE and (shut or not is_wanted(story, network)):
        return False
    return action in TO_DO


def _is_unclear(record: Record, now: datetime, policy: Policy) -> bool:
    return record.state is State.CLAIMED and is_expired(record, now, policy)
