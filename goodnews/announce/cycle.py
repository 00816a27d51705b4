"""One run over one network: claim, post once, record; never blindly again.

The order of things is the whole point: `docs/announcing.md` says why, `tests/announce` proves it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from goodnews.announce.clock import Clock
from goodnews.announce.decide import PRACTICE, Policy, Step, decide, freshness, is_expired, is_wanted
from goodnews.announce.entry import Entry, Key, State
from goodnews.announce.ledger import Changes, Ledger, Snapshot
from goodnews.announce.live import NotLive, Site
from goodnews.announce.network import Claimed, Draft, Network
from goodnews.announce.outcome import (
    Absent,
    CannotTell,
    Duplicate,
    Posted,
    PostOutcome,
    Refused,
    Unsure,
)
from goodnews.announce.report import Event, Kind
from goodnews.feeds.announcements import Announcement, Announcements
from goodnews.problems import Trouble


@dataclass(frozen=True, slots=True)
class _Job:
    """One post to be made: its key, the exact bytes, the words, and what is known so far."""

    key: Key
    request: str
    text: str
    before: Entry | None


class Cycle:
    """Announces what is new on one network. Make one for each run."""

    def __init__(self, network: Network, ledger: Ledger, site: Site, clock: Clock, policy: Policy) -> None:
        self._network = network
        self._ledger = ledger
        self._site = site
        self._clock = clock
        self._policy = policy
        self._events: list[Event] = []
        self._notes: dict[Key, Entry] = {}
        self._stopped = False

    def run(self, found: Announcements, *, baseline: bool = False) -> tuple[Event, ...]:
        """Do everything there is to do now. Trouble with the ledger is reported, not raised."""
        try:
            self._run(found, baseline=baseline)
        except Trouble as trouble:
            self._say(Kind.TROUBLE, f"{trouble.what} {trouble.fix}", needs_person=True)
        return tuple(self._events)

    def _run(self, found: Announcements, *, baseline: bool) -> None:
        snapshot = self._ledger.read()
        if baseline or self._network.name not in snapshot.markers:
            started = self._start(snapshot, found.stories, everything=baseline)
            if baseline or started is None:
                return
            snapshot = started
        live = {story.id: story for story in found.stories}
        for story in sorted(found.stories, key=lambda each: (each.published, each.id)):
            snapshot = self._step(snapshot, story)
        gone = {story.id: story.url for story in found.withdrawn}
        for key, entry in sorted(snapshot.of_network(self._network.name).items()):
            if key.story not in live and key.story not in gone:
                snapshot = self._orphan(snapshot, key, entry)
        self._write_notes(snapshot)
        self._report_held(snapshot)

    # --- the first run -----------------------------------------------------------------------------------

    def _start(
        self, snapshot: Snapshot, stories: Sequence[Announcement], *, everything: bool
    ) -> Snapshot | None:
        """Record what is live already as baseline; the practice network keeps its newest story to show."""
        now, name = self._clock.now(), self._network.name
        shown = None if everything or name != PRACTICE else _newest(stories, now)
        entries: dict[Key, Entry | None] = {}
        for story in stories:
            key = Key(name, story.id)
            before = snapshot.entries.get(key)
            if before is not None and not (everything and before.state is State.WAITING):
                continue
            if story is shown:
                entries[key] = Entry(state=State.WAITING, since=now, url=story.url, fresh=now)
            else:
                why = "It was live before this network was used."
                entries[key] = Entry(state=State.BASELINE, since=now, url=story.url, why=why)
        after = self._ledger.swap(snapshot, Changes(entries, {name: now}), f"Begin with {name}")
        if after is None:
            self._say(Kind.NOTE, "Another run is beginning at this moment; this one leaves it to that.")
            return None
        count = len(entries) - (1 if shown else 0)
        stories_are = "1 story is" if count == 1 else f"{count} stories are"
        if shown:
            old = now - shown.published > self._policy.max_age
            aged = " (it is older than a week, but it is the newest there is)" if old else ""
            self._say(
                Kind.BASELINE,
                f"First rehearsal: {stories_are} recorded as already announced; "
                f"the newest, “{shown.title}”, is posted to show how it looks{aged}.",
            )
        else:
            self._say(
                Kind.BASELINE, f"{stories_are} recorded as already announced; nothing is posted for them."
            )
        return after

    # --- one story ---------------------------------------------------------------------------------------

    def _step(self, snapshot: Snapshot, story: Announcement) -> Snapshot:
        key = Key(self._network.name, story.id)
        entry = snapshot.entries.get(key)
        step = decide(story, entry, self._clock.now(), self._policy)
        if step is Step.RECONCILE and entry is not None:
            return self._reconcile(snapshot, key, entry, story)
        if not is_wanted(story, self._network.name):
            return snapshot
        if step is Step.TOO_OLD:
            self._note(key, State.BASELINE, story.url, "It was older than a week when it was first seen.")
        elif step is Step.HOLD and entry is not None:
            self._notes[key] = replace(
                entry,
                state=State.HELD,
                since=self._clock.now(),
                why=f"It waited until it was too old to post. {entry.why}".strip(),
            )
        elif step is Step.ATTEMPT:
            return self._attempt_new(snapshot, story, key, entry)
        return snapshot

    def _attempt_new(
        self, snapshot: Snapshot, story: Announcement, key: Key, entry: Entry | None
    ) -> Snapshot:
        reason = self._reason_to_wait()
        if reason:
            self._wait(key, story, entry, reason)
            return snapshot
        try:
            draft = self._draft(story)
        except NotLive as error:
            self._wait(key, story, entry, str(error))
            self._say(Kind.TROUBLE, f"Not posted: {error}", story.id, needs_person=True)
            return snapshot
        request = self._network.prepare(draft, "")
        if not isinstance(request, str):
            self._stopped = self._stopped or isinstance(request, Unsure) or request.stop
            self._wait(key, story, entry, request.why)
            self._say(Kind.TROUBLE, f"Not posted: {request.why}", story.id, needs_person=True)
            return snapshot
        return self._attempt(snapshot, story, _Job(key, request, draft.words.text, entry))

    def _draft(self, story: Announcement) -> Draft:
        self._site.check_page(story)
        today = self._clock.now().date()
        image = self._site.picture(story.image, today) if self._network.limits.alt else None
        card = self._site.picture(story.card, today)
        return Draft(story, self._network.text(story), image, card)

    def _reason_to_wait(self) -> str:
        hours = self._policy.hours
        if self._stopped:
            return f"{self._network.label} had trouble with another story."
        if self._attempts >= self._network.limits.per_run:
            return f"No more than {self._network.limits.per_run} go out in one run."
        if hours and not hours.allow(self._clock.now()):
            return f"Posts go out from {hours}."
        return ""

    @property
    def _attempts(self) -> int:
        return sum(event.kind is Kind.POSTED for event in self._events)

    # --- the post itself ---------------------------------------------------------------------------------

    def _attempt(self, snapshot: Snapshot, story: Announcement, job: _Job) -> Snapshot:
        """Claim, check the deadline, post once, record."""
        wall, steady = self._clock.now(), self._clock.monotonic()
        before = job.before
        claim = Entry(
            state=State.CLAIMED,
            since=wall,
            url=story.url,
            nonce=self._clock.nonce(),
            until=wall + self._policy.lease,
            first=before.first if before and before.first else wall,
            tries=(before.tries if before else 0) + 1,
            request=job.request,
            text=job.text,
            fresh=before.fresh if before else None,
        )
        after = self._ledger.swap(
            snapshot, Changes({job.key: claim}), f"Claim {job.key.story} on {job.key.network}"
        )
        if after is None:
            self._say(Kind.NOTE, "Another run is posting this story.", story.id)
            return self._ledger.read()
        # Two clocks, because one stands still while a laptop sleeps and the other can be set back.
        late = max(self._clock.monotonic() - steady, (self._clock.now() - wall).total_seconds())
        if late > self._policy.post_by.total_seconds():
            outcome: PostOutcome = Refused("It took too long to claim it; the next run tries again.")
        else:
            outcome = self._network.post(job.request)
        return self._record(after, story, job.key, claim, outcome)

    def _record(
        self, snapshot: Snapshot, story: Announcement, key: Key, claim: Entry, outcome: PostOutcome
    ) -> Snapshot:
        """Write down what came of it."""
        if isinstance(outcome, Duplicate):
            found = self._network.find(_claimed(key, claim))
            known = found if isinstance(found, Posted) else None
            outcome = known or outcome
        now = self._clock.now()
        if isinstance(outcome, Posted):
            entry = _posted(claim, outcome, now)
            self._say(Kind.POSTED, f"Posted “{story.title}”.", story.id, address=outcome.address)
        elif isinstance(outcome, Refused):
            self._stopped = self._stopped or outcome.stop
            entry = _waiting(claim, now, outcome.why)
            self._say(Kind.TROUBLE, f"Not posted: {outcome.why}", story.id, needs_person=True)
        elif not self._network.limits.can_find:
            entry = replace(
                claim, state=State.HELD, since=now, why=f"Nobody can say if it went out. {outcome.why}"
            )
        else:
            self._stopped = True
            entry = replace(claim, why=outcome.why, doubted=isinstance(outcome, Duplicate))
            self._say(
                Kind.TROUBLE,
                f"Perhaps posted: {outcome.why} The first run after {_clock_time(claim.until)} looks for it.",
                story.id,
                needs_person=True,
            )
        after = self._ledger.swap(snapshot, Changes({key: entry}), f"{entry.state.capitalize()}: {key.story}")
        if after is None:
            after = self._ledger.read()
            current = after.entries.get(key)
            if isinstance(outcome, Posted) and not (current and current.id == outcome.id):
                self._say(
                    Kind.TROUBLE,
                    "Posted, but another run took the story over meanwhile: see that it stands there once.",
                    story.id,
                    address=outcome.address,
                    needs_person=True,
                )
        return after

    # --- claims that nobody finished -----------------------------------------------------------------------

    def _reconcile(self, snapshot: Snapshot, key: Key, entry: Entry, story: Announcement | None) -> Snapshot:
        """A claim ran out: look first; only what is certainly not there is posted again, byte for byte."""
        now = self._clock.now()
        found = self._network.find(_claimed(key, entry))
        if isinstance(found, Posted):
            self._say(Kind.FOUND, "Found a post that an earlier run made.", key.story, address=found.address)
            return self._settle(snapshot, key, _posted(entry, found, now))
        if isinstance(found, Unsure):
            self._say(
                Kind.TROUBLE,
                f"Perhaps posted, and can't be looked for: {found.why}",
                key.story,
                needs_person=True,
            )
            return snapshot
        held = self._reason_to_hold(entry, story, found, now)
        if held:
            return self._settle(snapshot, key, replace(entry, state=State.HELD, since=now, why=held))
        if story is None or not is_wanted(story, self._network.name):
            return self._settle(
                snapshot, key, _waiting(entry, now, "It never went out, and is no longer wanted.")
            )
        if self._reason_to_wait():
            return snapshot
        try:
            self._site.check_page(story)
        except NotLive as error:
            self._say(Kind.TROUBLE, f"Not posted: {error}", story.id, needs_person=True)
            return snapshot
        return self._attempt(snapshot, story, _Job(key, entry.request, entry.text, entry))

    def _reason_to_hold(
        self, entry: Entry, story: Announcement | None, found: Absent | CannotTell, now: datetime
    ) -> str:
        if isinstance(found, CannotTell):
            return f"Nobody can say if it went out. {found.why}"
        if entry.doubted:
            return f"{self._network.label} calls it a duplicate, but it can't be found there."
        if entry.tries >= self._policy.tries:
            return f"It was tried {entry.tries} times without a clear answer. {entry.why}".strip()
        if story and now - freshness(story, entry) > self._policy.max_age:
            return "It never went out, and is too old to post now."
        return ""

    def _settle(self, snapshot: Snapshot, key: Key, entry: Entry) -> Snapshot:
        after = self._ledger.swap(snapshot, Changes({key: entry}), f"{entry.state.capitalize()}: {key.story}")
        return self._ledger.read() if after is None else after

    def _orphan(self, snapshot: Snapshot, key: Key, entry: Entry) -> Snapshot:
        """A claim for a story that is no longer on the site still has to be cleared up."""
        if entry.state is State.CLAIMED and is_expired(entry, self._clock.now(), self._policy):
            return self._reconcile(snapshot, key, entry, None)
        return snapshot

    # --- small things --------------------------------------------------------------------------------------

    def _wait(self, key: Key, story: Announcement, entry: Entry | None, why: str) -> None:
        """Remember that it was seen, once, so that it can't grow old without a word."""
        if entry is None:
            self._note(key, State.WAITING, story.url, why)
        self._say(Kind.WAITING, f"“{story.title}” waits. {why}", story.id)

    def _note(self, key: Key, state: State, url: str, why: str) -> None:
        self._notes[key] = Entry(state=state, since=self._clock.now(), url=url, why=why)

    def _write_notes(self, snapshot: Snapshot) -> None:
        """All that can wait until the end of the run, in one commit; if another run was first, so be it."""
        if self._notes:
            after = self._ledger.swap(snapshot, Changes(dict(self._notes)), f"Notes for {self._network.name}")
            if after is None:
                self._say(Kind.NOTE, "Another run is writing at the same time; the next one takes notes.")

    def _report_held(self, snapshot: Snapshot) -> None:
        held = {**snapshot.entries, **self._notes}
        for key, entry in sorted(held.items()):
            if key.network == self._network.name and entry.state is State.HELD:
                self._say(
                    Kind.HELD,
                    f"{key.story} is held. {entry.why} Look there, then say `./inv announce --mark-posted "
                    f"{key.story} {key.network}` or `--release`.",
                    key.story,
                    needs_person=True,
                )

    def _say(
        self, kind: Kind, text: str, story: str = "", *, address: str = "", needs_person: bool = False
    ) -> None:
        self._events.append(Event(self._network.label, kind, text, story, address, needs_person))


def _newest(stories: Sequence[Announcement], now: datetime) -> Announcement | None:
    wanted = [each for each in stories if is_wanted(each, PRACTICE) and each.published <= now]
    return max(wanted, key=lambda each: (each.published, each.id), default=None)


def _claimed(key: Key, entry: Entry) -> Claimed:
    return Claimed(key.story, key.part, entry.url, entry.request, entry.first or entry.since)


def _posted(claim: Entry, posted: Posted, now: datetime) -> Entry:
    return Entry(
        state=State.POSTED,
        since=now,
        url=claim.url,
        first=claim.first,
        tries=claim.tries,
        text=claim.text,
        id=posted.id,
        address=posted.address,
    )


def _waiting(claim: Entry, now: datetime, why: str) -> Entry:
    """Certainly not there: the claim is given back, and the bytes with it, for they may have been wrong."""
    return Entry(state=State.WAITING, since=now, url=claim.url, why=why, fresh=claim.fresh)


def _clock_time(when: datetime | None, margin: timedelta = timedelta(minutes=2)) -> str:
    return f"{when + margin:%H:%M} UTC" if when else "the lease"
