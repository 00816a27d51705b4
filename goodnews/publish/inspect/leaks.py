"""No trace of a story that is not public: not its title, not its words, not its address."""

import gzip
import html
import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from goodnews.markdown import typeset
from goodnews.problems import Problem, Severity
from goodnews.publish.inspect.site import BuiltSite
from goodnews.story import Story, Visibility

_RUN = re.compile(r"[^\W_](?:[\w,] ?)+")
_TEXTS = (".html", ".xml", ".json", ".ics", ".txt", ".js", ".vtt")
STRETCH = 6
"""Words. A quotation of twice as many holds at least one whole stretch."""

SHORTEST = 28
"""Letters. Six short words, like "at the end of the day", may be anybody's."""

MOST_STRETCHES = 12
"""Of one story that are looked for, evenly spread."""


def fingerprints(story: Story, now: datetime, public: str) -> tuple[str, ...]:
    """Pieces of a hidden story that nothing public should hold.

    Only pieces that no public text has too: two stories may thank in the same words.

    Args:
        story: a story that is not public.
        now: the moment, aware.
        public: everything that is meant to be read, one long text.
    """
    meta = story.meta
    pieces = [meta.title, meta.summary, *(note.alt for note in meta.photos)]
    pieces += [note.caption for note in meta.photos if note.caption]
    pieces += shingles(f"{meta.summary}\n{story.body}")
    if story.visibility(now) is not Visibility.WITHDRAWN:  # its address says that it was removed
        pieces.append(f"/{story.address}")
    return tuple(
        dict.fromkeys(
            piece
            for piece in pieces
            if len(piece) > 7 and piece not in public and typeset(piece) not in public
        )
    )


def shingles(text: str) -> list[str]:
    """Runs of words without punctuation, which come out the same in Markdown, HTML and JSON.

    >>> shingles("It rained *all* night. The porters carried sandbags to the north entrance twice.")
    ['The porters carried sandbags to the']
    """
    found = []
    for run in _RUN.findall(text):
        words = run.split()
        cuts = (" ".join(words[at : at + STRETCH]) for at in range(0, len(words) - STRETCH + 1, STRETCH))
        found += [cut for cut in cuts if len(cut) >= SHORTEST]
    every = max(1, -(-len(found) // MOST_STRETCHES))
    return found[::every]


def inspect_leaks(
    site: BuiltSite, stories: Sequence[Story], standing: str, now: datetime
) -> Iterator[Problem]:
    """Look through every text of the site, the search index too, for stories that are not public.

    Args:
        site: the built site.
        stories: all of them.
        standing: the text of the standing pages and settings.
        now: the moment the site was built for, aware.
    """
    hidden = [story for story in stories if story.visibility(now) is not Visibility.PUBLIC]
    if not hidden:
        return
    public = "\n".join([standing, *(_all_words(story) for story in stories if story not in hidden)])
    wanted = [
        (form, story)
        for story in hidden
        for piece in fingerprints(story, now, public)
        for form in _forms(piece)
    ]
    for path in site.paths:
        text = _text_of(site, path)
        for piece, story in wanted if text else ():
            if piece in text:
                yield _problem(path, text[: text.index(piece)].count(b"\n") + 1, story, now)


def _problem(path: str, line: int, story: Story, now: datetime) -> Problem:
    why = {
        Visibility.DRAFT: "a draft",
        Visibility.EMBARGOED: "not to be seen yet",
        Visibility.WITHDRAWN: "withdrawn",
    }[story.visibility(now)]
    return Problem(
        f"output/{path}",
        line,
        Severity.ERROR,
        "trace",
        f"Something of {story.key} is in this file, and that story is {why}.",
        "Run the clean task and publish again. If it stays, another story or page quotes it: take that out.",
    )


def _all_words(story: Story) -> str:
    return f"{story.meta!r}\n{story.meta.title}\n{story.meta.summary}\n{story.body}\n/{story.address}"


def _forms(piece: str) -> tuple[bytes, ...]:
    """A piece as written and as pages set it; each as text, as HTML and as JSON write it."""
    forms = [
        form
        for words in (piece, typeset(piece))
        for form in (words, html.escape(words), html.escape(words, quote=False), json.dumps(words)[1:-1])
    ]
    return tuple(dict.fromkeys(form.encode() for form in forms))


def _text_of(site: BuiltSite, path: str) -> bytes:
    if path.endswith(_TEXTS):
        return site.read(path)
    if path.startswith("pagefind/") and path.endswith((".pf_fragment", ".pf_meta")):
        try:
            return gzip.decompress(site.read(path))
        except (OSError, EOFError):
            return b""
    return b""
