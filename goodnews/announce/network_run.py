"""What the parts of one run over one network share."""

from dataclasses import dataclass, field
from datetime import datetime

from goodnews.announce.clock import Clock
from goodnews.announce.ledger import Changes, Ledger, Snapshot
from goodnews.announce.live_site import Site
from goodnews.announce.network import Network
from goodnews.announce.policy import Policy
from goodnews.announce.record import Record, RecordKey, State
from goodnews.announce.report import Event, EventKind


@dataclass(slots=True)
class NetworkRun:
    """One run over one network.

    Attributes:
        network: the one.
        ledger: where it is recorded.
        site: the live site.
        clock: the time.
        policy: the bounds.
        events: what happened so far.
        notes: records that can wait until the end of the run.
        attempts: stories that were posted, or may have been.
        stopped: the network is in trouble; nothing more is tried in this run.
    """

    network: Network
    ledger: Ledger
    site: Site
    clock: Clock
    policy: Policy
    events: list[Event] = field(default_factory=list)
    notes: dict[RecordKey, Record] = field(default_factory=dict)
    attempts: int = 0
    stopped: bool = False

    def say(
        self, kind: EventKind, text: str, story: str = "", *, address: str = "", needs_person: bool = False
    ) -> None:
        """Tell people."""
        self.events.append(Event(self.network.label, kind, text, story, address, needs_person))

    def key(self, story: str, part: str = "") -> RecordKey:
        """A story's key on this network."""
        return RecordKey(self.network.name, story, part)

    def reason_to_wait(self) -> str:
        """Why nothing more may be posted now; empty when it may."""
        if self.stopped:
            return f"{self.network.label} had trouble with another story."
        return reason_to_wait(self.network, self.policy, self.clock.now(), self.attempts)

    def note(self, key: RecordKey, state: State, url: str, why: str) -> None:
        """Something to write down at the end."""
        self.notes[key] = Record(state=state, updated_at=self.clock.now(), story_url=url, reason=why)

    def settle(self, snapshot: Snapshot, key: RecordKey, entry: Record) -> Snapshot:
        """Write one entry; when another run was first, its word stands."""
        message = f"{entry.state.capitalize()}: {key.story} on {key.network}"
        after = self.ledger.compare_and_swap(snapshot, Changes({key: entry}), message)
        return self.ledger.read() if after is None else after

    def write_notes(self, snapshot: Snapshot) -> None:
        """Everything that could wait, in one commit; if another run was first, the next one writes it."""
        if self.notes:
            changes = Changes(dict(self.notes))
            if self.ledger.compare_and_swap(snapshot, changes, f"Notes for {self.network.name}") is None:
                self.say(EventKind.NOTE, "Another run was writing at the same time.")


def reason_to_wait(network: Network, policy: Policy, now: datetime, attempts: int) -> str:
    """Why a network takes no more posts in this run; empty when it does."""
    if attempts >= network.capabilities.per_run:
        return f"No more than {network.capabilities.per_run} go out in one run."
    if policy.hours and not policy.hours.allow(now):
        return f"Posts go out from {policy.hours}."
    return ""
