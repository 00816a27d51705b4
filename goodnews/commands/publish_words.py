"""What a publish says, a calm line each."""

from goodnews.announce.report import AnnounceReport
from goodnews.commands.publish_context import PublishContext, read_file
from goodnews.publish import Delivery
from goodnews.publish.settings import DirectorySettings
from goodnews.publish.wait import WaitResult


def delivery_line(delivery: Delivery) -> str:
    """What the delivery did, in a sentence."""
    if delivery.unchanged:
        return f"Delivered: {delivery.where} shows this site already, so no file was changed."
    return (
        f"Delivered to {delivery.where}: {plural(delivery.added, 'new file')}, "
        f"{delivery.changed} changed, {delivery.removed} removed."
    )


def live_line(context: PublishContext, live: WaitResult) -> str:
    """Where it is live, and since when."""
    if context.served:
        return "Live on this machine: served it here, and it answers with the new build."
    return f"Live at {context.config.site_url} after {live.seconds:.0f} s."


def where_to_look(context: PublishContext, report: AnnounceReport | None) -> str:
    """The last line: where to see it all."""
    name = context.target.path if isinstance(context.target, DirectorySettings) else ""
    site = f"{name}/index.html" if context.served else context.config.url()
    items = (read_file(context.output, "feed.xml") or b"").count(b"<item>")
    feed = f"{name}/feed.xml" if context.served else context.config.url("feed.xml")
    posts = f", {plural(report.posted, 'new post')}" if report else ""
    look = f" in {report.look}" if report and report.look else ""
    return f"Look: the site at {site}, its feed of {plural(items, 'item')} at {feed}{posts}{look}."


def plural(number: int, noun: str) -> str:
    """A number with its noun.

    >>> plural(1, "story"), plural(1200, "story")
    ('1 story', '1,200 stories')
    """
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else many}"
