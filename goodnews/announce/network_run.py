"""What the parts of one run over one network share."""

from dataclasses import dataclass, field

from goodnews.announce.ledger import Ledger, LedgerChanges, LedgerSnapshot
from goodnews.announce.live_site import LiveSite
from goodnews.announce.network import Claim, Network, NetworkError, NotFound, Posted
from goodnews.announce.policy import Clock, Policy
from goodnews.announce.record import Record, RecordKey, State
from goodnews.announce.report import AnnounceEvent, EventKind

POSTS_PER_RUN = 3


@dataclass(slots=True)
class NetworkRun:
    """One run over one network.

    Attributes:
        snapshot: the ledger as this run last saw it.
        deferred: records that can wait until the end of the run.
        posts: stories that were posted, or may have been.
        stopped: the network is in trouble; nothing more is tried in this run.
    """

    network: Network
    ledger: Ledger
    site: LiveSite
    clock: Clock
    policy: Policy
    snapshot: LedgerSnapshot
    events: list[AnnounceEvent] = field(default_factory=list)
    deferred: dict[RecordKey, Record] = field(default_factory=dict)
    posts: int = 0
    stopped: bool = False

    def say(self, text: str, story: str = "", *, url: str = "", kind: EventKind = EventKind.NOTE) -> None:
        """Tell people."""
        self.events.append(AnnounceEvent(self.network.label, kind, text, story, url))

    def trouble(self, text: str, story: str = "", *, url: str = "") -> None:
        """Tell people what one of them has to look after."""
        self.say(text, story, url=url, kind=EventKind.NEEDS_PERSON)

    def key(self, story: str, recipient: str = "") -> RecordKey:
        """A story's key on this network."""
        return RecordKey(self.network.name, story, recipient)

    def reason_to_wait(self) -> str:
        """Why nothing more may be posted now; empty when it may."""
        hours = self.policy.hours
        if self.stopped:
            return f"{self.network.label} had trouble with another story."
        if self.posts >= POSTS_PER_RUN:
            return f"No more than {POSTS_PER_RUN} go out in one run."
        if hours and not hours.allow(self.clock.now()):
            return f"Posts go out from {hours}."
        return ""

    def find(self, key: RecordKey, claim: Record) -> Record | NotFound | None:
        """What became of a claim whose lease is over: its new record, or that it posted nothing.

        None, and said, when it can't be looked for now.
        """
        now = self.clock.now()
        if not self.network.can_find:
            return claim.as_unknown(claim.reason, now)
        try:
            outcome = self.network.find(claim_of(key, claim))
        except NetworkError as error:
            self.stopped = True
            self.trouble(f"{key.story} is perhaps posted, and can't be looked for: {error.reason}", key.story)
            return None
        return claim.as_posted(outcome.id, outcome.url, now) if isinstance(outcome, Posted) else outcome

    def defer(self, key: RecordKey, state: State, story_url: str, reason: str) -> None:
        """Something to write down at the end."""
        now = self.clock.now()
        self.deferred[key] = Record(state=state, updated_at=now, story_url=story_url, reason=reason)

    def change(self, changes: LedgerChanges, message: str) -> bool:
        """Write to the ledger; False when another run was first, whose word stands."""
        after = self.ledger.compare_and_swap(self.snapshot, changes, message)
        self.snapshot = self.ledger.read() if after is None else after
        return after is not None

    def save(self, key: RecordKey, record: Record) -> None:
        """Write one record."""
        message = f"{record.state.capitalize()}: {key.story} on {key.network}"
        self.change(LedgerChanges({key: record}), message)

    def write_deferred(self) -> None:
        """Everything that could wait, in one commit; if another run was first, the next one writes it."""
        changes, message = LedgerChanges(self.deferred), f"Notes for {self.network.name}"
        if self.deferred and not self.change(changes, message):
            self.say("Another run was writing at the same time.")


def claim_of(key: RecordKey, record: Record) -> Claim:
    """What a network needs for looking."""
    first = record.first_claimed_at or record.updated_at
    return Claim(key.story, key.recipient, record.story_url, record.request, first)
