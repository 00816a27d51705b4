"""What a person has to decide after moving in: a list to work through, in Markdown."""

import re
from collections.abc import Iterator, Mapping, Sequence

from goodnews.importers.draft_text import shorten
from goodnews.importers.wordpress.drafts import Draft
from goodnews.terminal import plural

_STORY = re.compile(r"`content/stories/(.+)/story\.md`")
_TICKED = re.compile(r"- \[[xX]\] (.+)")
_REASON = " – "


def write_report(
    moved: Sequence[Draft], already: Sequence[Draft], left_out: Mapping[str, int], before: str = ""
) -> str:
    """Give the list: story by story, photos that need consent first, then what did not come along.

    Of drafts that could not be `moved` the text is empty; of posts that were `already` here the folder was
    there. What is ticked in the list of a run `before` stays ticked.
    """
    drafts = [draft for draft in moved if draft.text]
    photos = [photo for draft in (*drafts, *already) for photo in draft.photos]
    present = sum(photo.source is not None for photo in photos)
    lines = [
        "# Moved from WordPress: what to do now",
        "",
        f"{plural(len(drafts), 'story')} moved, all of them drafts, none of them announced.",
        f"{plural(present, 'photo')} found, {len(photos) - present} missing.",
    ]
    if already:
        lines.append(f"{plural(len(already), 'story')} had been moved before, and kept their words.")
    if photos:
        lines += [
            "",
            "## Photos: who said yes?",
            "",
            "A picture that was on the old site is not one that may be on this one: people leave,",
            "and forms run out. Look at each. Find the form of everyone who can be recognised, or delete the",
            "photo before you commit: what is once in git stays in its history.",
        ]
    ticked = set(_ticked(before))
    listed = [draft for draft in (*drafts, *already) if draft.photos or draft.notes]
    if listed:
        lines += ["", "## Story by story"]
    for draft in listed:
        lines += ["", f"### {_safe(draft.title)}", "", f"`content/stories/{draft.key}/story.md`", ""]
        for item in _items(draft):
            done = "x" if (draft.key, item.split(_REASON)[0]) in ticked else " "
            lines.append(f"- [{done}] {item}")
    refused = [draft for draft in moved if not draft.text]
    if refused or left_out:
        lines += ["", "## Not moved", ""]
        lines += [
            f"- {_safe(shorten(draft.title)) or 'A post without a title'}: {_safe(' '.join(draft.notes))}"
            for draft in refused
        ]
        lines += [f"- {count} × {_safe(message)}" for message, count in sorted(left_out.items())]
    lines += [
        "",
        "## When a story is ready",
        "",
        "Take out the line `draft: yes`, run `./inv check`, and send it in as any other story.",
    ]
    return "\n".join(lines) + "\n"


def _items(draft: Draft) -> Iterator[str]:
    for photo in draft.photos:
        where = "" if photo.source else f"{_REASON}not found, it was at {_safe(photo.url)}"
        words = "" if photo.alt else f"{_REASON}needs words for those who can't see it"
        yield f"`{photo.name}`{where}{words}"
    yield from map(_safe, draft.notes)


def _ticked(report: str) -> Iterator[tuple[str, str]]:
    """What is ticked in a list, each with its story."""
    key = ""
    for line in report.splitlines():
        if story := _STORY.fullmatch(line.strip()):
            key = story[1]
        elif ticked := _TICKED.fullmatch(line.strip()):
            yield key, ticked[1].split(_REASON)[0]


def _safe(text: str) -> str:
    """Old text as text: it must not become Markdown or HTML of ours."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|!" else sign for sign in " ".join(text.split()))
