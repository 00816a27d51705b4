"""`./inv due`: is there anything to publish or to announce? The clock asks, and mostly hears no."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from goodnews.announce.git_branch import real_branch
from goodnews.announce.ledger import Unreachable, read_snapshot
from goodnews.announce.policy import Policy, parse_posting_hours
from goodnews.announce.preview import pending_posts
from goodnews.commands.workflow import write_outputs
from goodnews.config import SiteConfig
from goodnews.feeds.announce_manifest import AnnounceManifest, ManifestError
from goodnews.file_types import BEACON
from goodnews.git import RepositoryNotTrusted
from goodnews.loaded import BATCH, load_batch
from goodnews.parallel import in_batches
from goodnews.problems import CommandError, has_errors
from goodnews.publish.manifest import Fetch, fetch
from goodnews.story import LONDON, Story, StoryCollection, Visibility, key_in, read_stories

LOST_TICKS = timedelta(hours=2)
"""How long after a live story starts or ends we still look: GitHub may drop several ticks in a row."""


@dataclass(frozen=True)
class PublishDecision:
    """Reasons to publish, and to announce what is live already, in words."""

    to_publish: tuple[str, ...] = ()
    to_announce: tuple[str, ...] = ()

    @property
    def outputs(self) -> dict[str, str]:
        """The answers as the workflow reads them; whatever is published is announced afterwards."""
        announce = self.to_publish or self.to_announce
        return {"due": "yes" if self.to_publish else "no", "announce": "yes" if announce else "no"}

    def as_text(self) -> str:
        """For a person who reads the log."""
        reasons = self.to_publish + self.to_announce
        return "\n".join(reasons) if reasons else "Nothing is due: what is live is up to date."


def run_due(
    root: Path,
    config: SiteConfig,
    now: datetime,
    environ: Mapping[str, str],
    get: Fetch = fetch,
) -> PublishDecision:
    """Compare the stories with the live site and the ledger, and tell GitHub when it is GitHub that asks.

    Whoever pushed or pressed the button (`GITHUB_EVENT_NAME`) wants a publish, so then the answer is yes.
    CommandError when the answer can't be handed over, or `ANNOUNCE_HOURS` is not two times.
    """
    event = environ.get("GITHUB_EVENT_NAME", "schedule")
    if event != "schedule":
        due = PublishDecision((f"Somebody asked for it ({event}).",))
    else:
        stories = read_stories(root / "content", root)
        live = live_manifest(config.site_url, get)
        announcements = to_announce(root, live, now, environ) if live else ()
        due = PublishDecision(pending_changes(stories, live, root, config, now), announcements)
    write_outputs(due.outputs, environ)
    return due


def to_announce(
    root: Path, live: AnnounceManifest, now: datetime, environ: Mapping[str, str]
) -> tuple[str, ...]:
    """Reasons to run the announcer; also when the record can't be read, since then it says why."""
    policy = Policy(hours=parse_posting_hours(environ.get("ANNOUNCE_HOURS", "")))
    try:
        branch = real_branch(root, environ)
    except RepositoryNotTrusted:
        raise
    except CommandError:
        return ()  # Nowhere to keep a record, so nothing was ever announced.
    try:
        tip = branch.tip()
        ledger = read_snapshot(branch, tip)
    except Unreachable as error:
        return (f"The record of what was announced can't be read: {error}",)
    if live.ledger and not tip:
        return ("The record of what was announced is gone.",)
    return pending_posts(live, ledger, now, policy)


def live_manifest(site_url: str, get: Fetch) -> AnnounceManifest | None:
    """What the live site says it holds; None when it does not answer in a way we understand."""
    try:
        return AnnounceManifest.from_json(get(f"{site_url.rstrip('/')}/{BEACON}") or b"")
    except ManifestError:
        return None


def pending_changes(
    collection: StoryCollection,
    live: AnnounceManifest | None,
    root: Path,
    config: SiteConfig,
    now: datetime,
) -> tuple[str, ...]:
    """Reasons to publish, none when the live site shows all that it should at `now`.

    A story with an error is held up, and no reason to publish every quarter of an hour: its writer was told.
    """
    if live is None:
        return ("The live site does not say what it holds, so it gets a new build.",)
    stories = collection.stories
    public = {story.identity: story for story in stories if story.visibility(now) is Visibility.PUBLIC}
    withdrawn = {story.identity for story in stories if story.visibility(now) is Visibility.WITHDRAWN}
    unread = {key_in(problem.file) for problem in collection.problems}
    shown, taken_back = {entry.id for entry in live.stories}, {entry.id for entry in live.withdrawn}
    folders = [collection.folders[public[name].key] for name in sorted(public.keys() - shown)]
    new = (load_batch(batch, root, config) for batch in in_batches(folders, BATCH))
    sound = [
        known.story for batch in new for known in batch if known.story and not has_errors(known.problems)
    ]
    reasons = [f"“{story.meta.title}” is out now." for story in sound]
    reasons += [f"{name} has to leave the site." for name in sorted(shown - public.keys() - unread)]
    if withdrawn - taken_back:
        reasons.append("A story was taken back, and its page has to say so.")
    reasons += [
        f"“{story.meta.title}” starts or ends." for story in public.values() if _just_turned(story, now)
    ]
    if live.until and live.until < now.astimezone(LONDON).date():
        reasons.append("Something may be shown no longer: a consent or the time for captions has ended.")
    return tuple(reasons)


def _just_turned(story: Story, now: datetime) -> bool:
    """Whether its page has to change by the clock: before, on its day, during and after look different."""
    live, event = story.meta.live, story.meta.event
    moments: list[datetime | None] = [live.starts, live.ends] if live else []
    if live:
        moments.append(datetime.combine(live.starts.astimezone(LONDON), time(), LONDON))
    moments += [event.starts, event.ends] if event else []
    return any(moment is not None and now - LOST_TICKS <= moment <= now for moment in moments)
