"""The second half of `./inv publish`: stage, deliver, wait until readers get it, announce."""

from collections.abc import Iterable
from pathlib import Path

from goodnews.announce.policy import Clock
from goodnews.announce.report import AnnounceReport
from goodnews.commands.announce import run_announce
from goodnews.commands.publish_context import PublishContext, build_name, served_here, try_read
from goodnews.config import SiteConfig
from goodnews.feeds.websub import PUSHED, notify_hub
from goodnews.problems import CommandError
from goodnews.publish.manifest import fetch, wait_until_live
from goodnews.publish.stage import stage_site
from goodnews.publish.targets import DirectorySettings, RsyncSettings, deliver
from goodnews.publish.targets.transport import Delivery
from goodnews.terminal import Say, plural

STAGED = Path(".cache", "site")
"""What is delivered, under the project's root."""

COMPRESSED = (DirectorySettings, RsyncSettings)
"""Targets where nginx or Caddy serve what we compressed; the other hosts compress by themselves."""

REHEARSAL_LIMIT = 10.0
"""Seconds to wait for our own server."""


def deliver_and_announce(
    context: PublishContext, say: Say, clock: Clock | None = None, *, announce: bool = True
) -> int:
    """Deliver the built site, wait until readers get it, then announce; gives the exit code."""
    build_id = stage(context)
    delivery = deliver(context.target, context.root, context.environ, context.root / STAGED, build_id)
    say(_delivery_line(delivery))
    for note in delivery.notes:
        say(note)
    with served_here(context) as base:
        _wait_until_live(context, build_id, say, base)
        if delivery.changes and not context.served:
            _tell_hub(context.config, (path for path in PUSHED if (context.output / path).is_file()), say)
        report = None
        if announce:
            report = run_announce(
                context.root, context.config.site_url, context.environ, fetch_base=base, clock=clock
            )
    for line in report.lines if report else ():
        say(line)
    say(_where_to_look(context, report))
    return report.exit_code if report else 0


def stage(context: PublishContext) -> str:
    """Put the files that are delivered into a folder of their own; gives the name of the build."""
    build_id = build_name(context.output)
    stage_site(context.output, context.root / STAGED, compress=isinstance(context.target, COMPRESSED))
    return build_id


def wait_for_readers(context: PublishContext, build_id: str, say: Say) -> None:
    """Wait until readers get a build that somebody else delivered, and tell the hub."""
    if not build_id:
        raise CommandError("BUILD does not say what to wait for.", "Hand on the output `build` of the build.")
    _wait_until_live(context, build_id, say)
    there = (path for path in PUSHED if fetch(context.config.url(path)) is not None)
    _tell_hub(context.config, there, say)


def _tell_hub(config: SiteConfig, feeds: Iterable[str], say: Say) -> None:
    """Tell the hub of feeds; a hub in trouble never stops a publish."""
    if not config.hub:
        return
    try:
        notify_hub(config.hub, [config.url(path) for path in feeds])
    except CommandError as trouble:
        say(f"{trouble.message} {trouble.hint}")


def _delivery_line(delivery: Delivery) -> str:
    changes = delivery.changes
    if not changes:
        return f"Delivered: {delivery.where} shows this site already, so no file was changed."
    return (
        f"Delivered to {delivery.where}: {plural(len(changes.added), 'new file')}, "
        f"{len(changes.changed)} changed, {len(changes.removed)} removed."
    )


def _wait_until_live(context: PublishContext, build_id: str, say: Say, base: str = "") -> None:
    if base:
        # On this machine nothing stands between: an answer that is not new now never will be.
        wait_until_live(base, build_id, limit=REHEARSAL_LIMIT)
        say("Live on this machine: served it here, and it answers with the new build.")
    else:
        site = context.config.site_url
        seconds = wait_until_live(site, build_id, limit=context.target.wait_minutes * 60)
        say(f"Live at {site} after {seconds:.0f} s.")


def _where_to_look(context: PublishContext, report: AnnounceReport | None) -> str:
    name = context.target.path if isinstance(context.target, DirectorySettings) else ""
    # Opened from its folder a page finds no stylesheet and no photo: their addresses begin with /.
    site = "./inv serve shows the site" if context.served else f"the site is at {context.config.url()}"
    items = (try_read(context.output, "feed.xml") or b"").count(b"<item>")
    feed = f"{name}/feed.xml" if context.served else context.config.url("feed.xml")
    posts = f", {plural(report.posted, 'new post')}" if report else ""
    look = f" in {report.look}" if report and report.look else ""
    return f"Look: {site}; its feed of {plural(items, 'item')} is {feed}{posts}{look}."
