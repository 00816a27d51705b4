"""The check as a job summary: what would be posted, who can be seen in the photos, what there is to fix."""

from collections.abc import Iterator, Sequence

from goodnews.checks.announcing import previews
from goodnews.jobs.quoting import as_code, as_words
from goodnews.problems import Problem, Severity, summary
from goodnews.story import PhotoNote, Story, show_day
from goodnews.trust import Trust

MOST_STORIES = 20
"""GitHub cuts a summary off at a megabyte, and nobody reads that far: only so many are shown whole."""

_HEADINGS = {Severity.ERROR: "To fix", Severity.WARNING: "To think about", Severity.ADVICE: "Advice"}


def report(problems: Sequence[Problem], stories: Sequence[Story], trust: Trust) -> str:
    """Write the check's results in Markdown for the page GitHub shows after a run.

    Args:
        problems: all that was found.
        stories: those checked; the ones with problems, or else the newest, are shown whole.
        trust: the Trust's settings.
    """
    touched = {problem.file for problem in problems}
    shown = [story for story in stories if story.file in touched] or list(stories)
    lines = ["## The check", "", f"**{summary(problems)}**", "", *findings(problems)]
    for story in shown[:MOST_STORIES]:
        lines += [
            f"## {as_words(story.front.title)}",
            "",
            *posts(story, trust),
            *photos(story.front.photos),
        ]
    if len(shown) > MOST_STORIES:
        lines += [f"And {len(shown) - MOST_STORIES} more stories.", ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def findings(problems: Sequence[Problem]) -> Iterator[str]:
    """What there is to fix and to think about, a table for each severity."""
    for severity, heading in _HEADINGS.items():
        found = sorted(problem for problem in problems if problem.severity is severity)
        if found:
            yield from (
                f"### {heading}",
                "",
                "| where | what | what to do | rule |",
                "| --- | --- | --- | --- |",
            )
            yield from (_row(problem) for problem in found)
            yield ""


def _row(problem: Problem) -> str:
    where = f"{as_code(problem.file)} line {problem.line}"
    cells = (where, as_words(problem.what), as_words(problem.fix), as_code(problem.code))
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def posts(story: Story, trust: Trust) -> Iterator[str]:
    """The exact words of a story's posts, network by network, counted."""
    found = previews(story, trust)
    if not found:
        yield from ("It is not announced.", "")
        return
    yield from ("| network | the exact post | length |", "| --- | --- | --- |")
    for each in found:
        post = each.post
        cut = ", cut off" if post.shortened else ""
        text = as_words(post.text).replace("|", "&#124;")
        yield f"| {each.network} | {text} | {post.length} of {post.limit}{cut} |"
    yield ""


def photos(notes: Sequence[PhotoNote]) -> Iterator[str]:
    """Who can be seen in each photo, and who said yes."""
    if not notes:
        yield from ("It has no photo.", "")
        return
    yield from ("| photo | alt text | shows | consent | posted |", "| --- | --- | --- | --- | --- |")
    for photo in notes:
        cells = (as_code(photo.file), as_words(photo.alt), photo.shows.value, _consent(photo), _posted(photo))
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
    yield ""


def _consent(photo: PhotoNote) -> str:
    consent = photo.consent
    if consent is None:
        return "**none**" if photo.shows.needs_consent else "not needed"
    ends = f", until {show_day(consent.ends)}" if consent.ends else ""
    guardian = f", guardian {as_words(consent.guardian)}" if consent.guardian else ""
    return f"{as_words(consent.form)} for {' and '.join(consent.covers)}{ends}{guardian}"


def _posted(photo: PhotoNote) -> str:
    return "may be" if photo.may_be_shared() else "never"
