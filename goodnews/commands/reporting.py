"""The check as a job summary, for the editor who has to say yes.

What there is to fix; then each story as readers and networks would get it, and who can be seen in it.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from goodnews.checks.announcing import previews
from goodnews.config import SiteConfig
from goodnews.problems import Problem, Severity, printable, summary
from goodnews.story import PhotoNote, Story, Visibility, show_day, show_time

MOST_STORIES = 20
"""GitHub cuts a summary off at a megabyte, and nobody reads that far: only so many are shown whole."""

_SPECIAL = frozenset("\\`*_{}[]()<>#+!|~&@")
_HEADINGS = {Severity.ERROR: "To fix", Severity.WARNING: "To think about", Severity.ADVICE: "Advice"}


def report(problems: Sequence[Problem], stories: Sequence[Story], config: SiteConfig, now: datetime) -> str:
    """Write the check's results in Markdown for the page GitHub shows after a run.

    Args:
        problems: all that was found.
        stories: those checked; the ones with problems come first, and so many of them are shown whole.
        config: the Trust's settings.
        now: the moment, aware.
    """
    touched = {problem.file for problem in problems}
    lines = ["## The check", "", f"**{summary(problems)}**", "", *problem_tables(problems)]
    lines += [] if stories else ["No story can be shown yet.", ""]
    for story in sorted(stories, key=lambda story: story.file not in touched)[:MOST_STORIES]:
        lines += [*_story(story, now), *_posts(story, config, now), *_photos(story.meta.photos)]
    if len(stories) > MOST_STORIES:
        lines += [f"And {len(stories) - MOST_STORIES} more stories.", ""]
    return printable("\n".join(lines).rstrip("\n") + "\n")


def problem_tables(problems: Sequence[Problem]) -> Iterator[str]:
    """What there is to fix and to think about, a table for each severity."""
    for severity, heading in _HEADINGS.items():
        rows = sorted(problem for problem in problems if problem.severity is severity)
        if rows:
            yield from (
                f"### {heading}",
                "",
                "| where | what | what to do | rule |",
                "| --- | --- | --- | --- |",
            )
            yield from (_row(problem) for problem in rows)
            yield ""


def _row(problem: Problem) -> str:
    where = f"{code_span(problem.file)} line {problem.line}"
    cells = (where, escape_markdown(problem.message), escape_markdown(problem.hint), code_span(problem.code))
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _story(story: Story, now: datetime) -> Iterator[str]:
    meta = story.meta
    yield from (f"## {escape_markdown(meta.title)}", "", f"**{escape_markdown(meta.summary)}**", "")
    if who := " · ".join(escape_markdown(part) for part in (meta.by, meta.team, meta.hospital) if part):
        yield from (who, "")
    words = len(story.body.split())
    yield from (
        f"{escape_markdown(meta.category)} · {story.shape} · {words} words",
        "",
        _when(story, now),
        "",
    )


def _when(story: Story, now: datetime) -> str:
    date = story.meta.date
    return {
        Visibility.PUBLIC: "Public as soon as it is merged.",
        Visibility.EMBARGOED: f"Public on {show_day(date)} at {show_time(date)}, not before. "
        "In a public repository it can be read as soon as it is sent in.",
        Visibility.DRAFT: "A draft: nothing of it is published until the line `draft: yes` is taken out.",
        Visibility.WITHDRAWN: "Taken back: its page will say that it has been removed.",
    }[story.visibility(now)]


def _posts(story: Story, config: SiteConfig, now: datetime) -> Iterator[str]:
    """The exact words of a story's posts, network by network, counted."""
    never = story.visibility(now) in {Visibility.DRAFT, Visibility.WITHDRAWN}
    posts = () if never else previews(story, config)
    if not posts:
        yield from ("It is not announced.", "")
        return
    yield from ("| network | the exact post | length |", "| --- | --- | --- |")
    for shown in posts:
        post = shown.post
        cut = ", cut off" if post.shortened else ""
        text = escape_markdown(post.text).replace("|", "&#124;")
        yield f"| {shown.network} | {text} | {post.length} of {post.limit}{cut} |"
    yield ""


def _photos(notes: Sequence[PhotoNote]) -> Iterator[str]:
    """Who can be seen in each photo, and who said yes."""
    if not notes:
        yield from ("It has no photo.", "")
        return
    yield from ("| photo | alt text | shows | consent | posted |", "| --- | --- | --- | --- | --- |")
    for photo in notes:
        cells = (
            code_span(photo.file),
            escape_markdown(photo.alt),
            photo.shows.value,
            _consent(photo),
            _posted(photo),
        )
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
    yield ""


def _consent(photo: PhotoNote) -> str:
    consent = photo.consent
    if consent is None:
        return "**none**" if photo.shows.needs_consent else "not needed"
    ends = f", until {show_day(consent.ends)}" if consent.ends else ""
    guardian = f", guardian {escape_markdown(consent.guardian)}" if consent.guardian else ""
    return f"{escape_markdown(consent.form)} for {' and '.join(consent.covers)}{ends}{guardian}"


def _posted(photo: PhotoNote) -> str:
    return "may be" if photo.may_be_shared() else "never"


def escape_markdown(text: str) -> str:
    """Words on one line that are no link, no mention of a person and no HTML.

    >>> escape_markdown("**Hello** @everyone")
    '&#42;&#42;Hello&#42;&#42; &#64;everyone'
    """
    one_line = " ".join(text.split())
    quoted = "".join(f"&#{ord(sign)};" if sign in _SPECIAL else sign for sign in one_line)
    return quoted.replace("://", "&#58;//")


def code_span(text: str) -> str:
    """The same between backticks: a file's name, an address.

    >>> code_span("a`b.jpg")
    '`a%60b.jpg`'
    """
    return f"`{' '.join(text.replace('`', '%60').split())}`"
