"""What the parts of one run over one network share."""

from dataclasses import dataclass, field

from goodnews.announce.ledger import Ledger, LedgerChanges, LedgerSnapshot
from goodnews.announce.live_site import LiveSite
from goodnews.announce.network import Claim, Network, NetworkError, NotFound, Posted
from goodnews.announce.policy import Clock, Policy, reason_to_wait
from goodnews.announce.record import Record, RecordKey, State
from goodnews.announce.report import AnnounceEvent, EventKind


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
    snapshot: LedgerSnapshot = field(default_factory=LedgerSnapshot)
    events: list[AnnounceEvent] = field(default_factory=list)
    deferred: dict[RecordKey, Record] = field(default_factory=dict)
    posts: int = 0
    stopped: bool = False

    def say(self, kind: EventKind, text: str, story: str = "", *, url: str = "") -> None:
        """Tell people."""
        event = AnnounceEvent(self.network.label, kind, text, story, url, kind is EventKind.TROUBLE)
        self.events.append(event)

    def trouble(self, text: str, story: str = "", *, url: str = "") -> None:
        """Tell people what one of them has to look after."""
        self.say(EventKind.TROUBLE, text, story, url=url)

    def key(self, story: str, recipient: str = "") -> RecordKey:
        """A story's key on this network."""
        return RecordKey(self.network.name, story, recipient)

    def reason_to_wait(self) -> str:
        """Why nothing more may be posted now; empty when it may."""
        if self.stopped:
            return f"{self.network.label} had trouble with another story."
        return reason_to_wait(self.network.capabilities, self.policy, self.clock.now(), self.posts)

    def find(self, key: RecordKey, claim: Record) -> Posted | NotFound | None:
        """Look for what a claim may have posted; None, and said, when it can't be looked for now."""
        try:
            return self.network.find(claim_of(key, claim))
        except NetworkError as error:
            self.stopped = True
            self.trouble(f"{key.story} is perhaps posted, and can't be looked for: {error.reason}", key.story)
            return None

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
        if self.deferred:
            changes, message = LedgerChanges(dict(self.deferred)), f"Notes for {self.network.name}"
            if self.ledger.compare_and_swap(self.snapshot, changes, message) is None:
                self.say(EventKind.NOTE, "Another run was writing at the same time.")


def claim_of(key: RecordKey, record: Record) -> Claim:
    """What a network needs for looking."""
    first = record.first_claimed_at or record.updated_at
    return Claim(key.story, key.recipient, record.story_url, record.request, first)
