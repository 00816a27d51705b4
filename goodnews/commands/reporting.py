"""The check as a job summary, for the editor who has to say yes.

What there is to fix; then each story as readers and networks would get it, and who can be seen in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from goodnews.checks.announcing import previews
from goodnews.config import SiteConfig
from goodnews.problems import HEADINGS, Problem, printable, summary
from goodnews.story import PhotoNote, Story, Visibility, show_day, show_time

MOST_STORIES = 20
"""GitHub cuts a summary off at a megabyte, and nobody reads that far: only so many are shown whole."""

_SPECIAL = frozenset("\\`*_{}[]()<>#+!|~&@")


def report(problems: Sequence[Problem], stories: Sequence[Story], config: SiteConfig, now: datetime) -> str:
    """The check's results in Markdown for the page GitHub shows after a run.

    Stories with problems come first, and `MOST_STORIES` of them are shown whole.
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
    for severity, heading in HEADINGS.items():
        rows = sorted(problem for problem in problems if problem.severity is severity)
        if rows:
            yield from (f"### {heading}", "")
            yield from _table(("where", "what", "what to do", "rule"), map(_row, rows))


def _row(problem: Problem) -> tuple[str, ...]:
    where = f"{code_span(problem.file)} line {problem.line}"
    return where, escape_markdown(problem.message), escape_markdown(problem.hint), code_span(problem.code)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for cells in (columns, ["---"] * len(columns), *rows):
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
    yield ""


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
        return iter(("It is not announced.", ""))
    rows = (
        (
            shown.network,
            escape_markdown(shown.post.text),
            f"{shown.post.length} of {shown.post.limit}{', cut off' if shown.post.shortened else ''}",
        )
        for shown in posts
    )
    return _table(("network", "the exact post", "length"), rows)


def _photos(notes: Sequence[PhotoNote]) -> Iterator[str]:
    """Who can be seen in each photo, and who said yes."""
    if not notes:
        return iter(("It has no photo.", ""))
    rows = (
        (
            code_span(photo.file),
            escape_markdown(photo.alt),
            photo.shows.value,
            _consent(photo),
            "may be" if photo.may_be_shared() else "never",
        )
        for photo in notes
    )
    return _table(("photo", "alt text", "shows", "consent", "posted"), rows)


def _consent(photo: PhotoNote) -> str:
    consent = photo.consent
    if consent is None:
        return "**none**" if photo.shows.needs_consent else "not needed"
    ends = f", until {show_day(consent.ends)}" if consent.ends else ""
    guardian = f", guardian {escape_markdown(consent.guardian)}" if consent.guardian else ""
    return f"{escape_markdown(consent.form)} for {' and '.join(consent.covers)}{ends}{guardian}"


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
