"""Announce a site: every network in turn, none stopped by another."""

from collections.abc import Sequence

from goodnews.announce.clock import Clock
from goodnews.announce.ledger import Ledger
from goodnews.announce.live_site import Site
from goodnews.announce.network import Network
from goodnews.announce.policy import Policy
from goodnews.announce.record import RecordKey
from goodnews.announce.report import AnnounceReport, Event, EventKind
from goodnews.announce.run import run_network
from goodnews.feeds.announcements import Announcements


def announce_site(
    site: Site,
    networks: Sequence[Network],
    ledger: Ledger,
    clock: Clock,
    policy: Policy,
    *,
    baseline: bool = False,
) -> AnnounceReport:
    """Announce what is new on the live site.

    Raises:
        Trouble: the live site or the ledger can't be read; nothing was posted then.
    """
    found = site.announcements()
    ledger.read()
    found, events = _usable(found)
    for network in networks:
        try:
            events += run_network(network, ledger, site, clock, policy, found, baseline=baseline)
        except Exception as error:  # noqa: BLE001 - whatever breaks here, the other networks get their turn
            kind = type(error).__name__
            what = f"Something unexpected happened ({kind}). The next run looks what became of it."
            events.append(Event(network.label, EventKind.TROUBLE, what, needs_person=True))
    return AnnounceReport(tuple(events))


def _usable(found: Announcements) -> tuple[Announcements, list[Event]]:
    """Leave out stories whose identity can't be a file of the ledger, and say so."""
    good, events = [], []
    for story in found.stories:
        try:
            RecordKey("any", story.id)
        except ValueError:
            what = f"“{story.title}” has an identity that can't be recorded, so it is not announced."
            events.append(Event("", EventKind.TROUBLE, what, story.id, needs_person=True))
        else:
            good.append(story)
    kept = Announcements(found.site, found.feed, found.build, tuple(good), found.withdrawn)
    return kept, events
