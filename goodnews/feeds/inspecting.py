"""Checking finished feeds: the last look before they are delivered."""

from collections.abc import Callable, Iterable

from goodnews.problems import Problem

from .reading import NotAFeed, read_feed
from .rules import Finding, Surroundings, feed_rules, item_rules


def check_feed(
    data: bytes,
    path: str,
    *,
    site: str,
    size_of: Callable[[str], int | None],
    folder: str = "output",
    good_texts: set[bytes] | None = None,
) -> tuple[Problem, ...]:
    """Hold one feed to the rules; nothing when readers and their users will be happy with it.

    Args:
        data: the bytes of an RSS 2.0 or JSON Feed file.
        path: where it stands on the site, `tags/nursing/feed.xml`.
        site: the site's address, without a slash at its end.
        size_of: the size in bytes of a file of the site by its path; None when there is none.
        folder: what problems put before `path`.
        good_texts: give the same set with every feed of a site, and a text that many of them tell is
            judged once. It is added to.
    """
    file = f"{folder}/{path}"
    try:
        feed = read_feed(data)
    except NotAFeed as error:
        return _problems(file, [Finding("feed-form", str(error), "Build the site again.")])
    known = good_texts if good_texts is not None else set[bytes]()
    where = Surroundings(site, f"{site}/{path}", size_of, known)
    findings = [*feed_rules(feed, where)]
    for item in feed.items:
        findings += item_rules(item, where)
    return _problems(file, findings)


def _problems(file: str, findings: Iterable[Finding]) -> tuple[Problem, ...]:
    return tuple(Problem(file, 1, each.severity, each.code, each.what, each.fix) for each in findings)
