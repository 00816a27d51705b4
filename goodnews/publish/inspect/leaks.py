"""No trace of a story that is not public: not its title, not its words, not its address."""

import gzip
import html
import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache

from goodnews.i18n import LANGUAGES, messages_for
from goodnews.markdown.typography import typeset
from goodnews.problems import Problem
from goodnews.publish.inspect.site import BuiltSite, problem
from goodnews.story import Story, Visibility

_RUN = re.compile(r"[^\W_](?:[\w,] ?)+")
_WORD = re.compile(r"[^\W\d]+")
_TEXTS = (".html", ".xml", ".json", ".ics", ".txt", ".js", ".vtt")
STRETCH = 6
"""Words. A quotation of twice as many holds at least one whole stretch."""

SHORTEST = 28
"""Letters. Six short words, like "at the end of the day", may be anybody's."""

MOST_STRETCHES = 12
"""Of one story that are looked for, evenly spread."""

_WHY = {
    Visibility.DRAFT: "a draft",
    Visibility.EMBARGOED: "not to be seen yet",
    Visibility.WITHDRAWN: "withdrawn",
}
_HINT = "Run the clean task and publish again. If it stays, another story or page quotes it: take that out."


def fingerprints(story: Story, now: datetime, public: str) -> tuple[str, ...]:
    """Pieces of a hidden story that nothing public should hold.

    Only pieces that are not in `public`, all that is meant to be read as one long text: two stories may thank
    in the same words.
    """
    meta = story.meta
    pieces = [meta.title, meta.summary, *(note.alt for note in meta.photos)]
    pieces += [note.caption for note in meta.photos if note.caption]
    pieces += shingles(f"{meta.summary}\n{story.body}")
    if story.visibility(now) is not Visibility.WITHDRAWN:  # its address says that it was removed
        pieces.append(f"/{story.address}")
    telling = (
        piece
        for piece in pieces
        if len(piece) > 7
        and piece not in public
        and typeset(piece) not in public
        and not _says_the_site(piece)
    )
    return tuple(dict.fromkeys(telling))


def _says_the_site(piece: str) -> bool:
    """Whether a few words are all of those that pages have by themselves, like “All stories, by year”."""
    words = _WORD.findall(piece.casefold())
    return len(words) < STRETCH and not piece.startswith("/") and _own_words().issuperset(words)


@cache
def _own_words() -> frozenset[str]:
    texts = "\n".join(text for lang in LANGUAGES for text in messages_for(lang).texts.values())
    return frozenset(_WORD.findall(texts.casefold()))


def shingles(text: str) -> list[str]:
    """Runs of words without punctuation, which come out the same in Markdown, HTML and JSON.

    >>> shingles("It rained *all* night. The porters carried sandbags to the north entrance twice.")
    ['The porters carried sandbags to the']
    """
    pieces: list[str] = []
    for run in _RUN.findall(text):
        words = run.split()
        cuts = (" ".join(words[at : at + STRETCH]) for at in range(0, len(words) - STRETCH + 1, STRETCH))
        pieces += [cut for cut in cuts if len(cut) >= SHORTEST]
    every = max(1, -(-len(pieces) // MOST_STRETCHES))
    return pieces[::every]


def inspect_leaks(
    site: BuiltSite, stories: Sequence[Story], standing: str, now: datetime
) -> Iterator[Problem]:
    """Look through every text of the site, the search index too, for stories that are not public.

    `standing` is the text of the static pages and settings.
    """
    hidden = [story for story in stories if story.visibility(now) is not Visibility.PUBLIC]
    if not hidden:
        return
    public = "\n".join([standing, *(_all_words(story) for story in stories if story not in hidden)])
    forms = [
        (form, story)
        for story in hidden
        for piece in fingerprints(story, now, public)
        for form in _forms(piece)
    ]
    for path in site.paths:
        text = _text_of(site, path)
        for piece, story in forms if text else ():
            if piece in text:
                why, line = _WHY[story.visibility(now)], text[: text.index(piece)].count(b"\n") + 1
                message = f"Something of {story.key} is in this file, and that story is {why}."
                yield problem(path, "trace", message, _HINT, line=line)


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
