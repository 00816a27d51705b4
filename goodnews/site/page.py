"""What the public site is made of: pages, other files, and the Trust's standing texts."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from goodnews.markdown import Html


@dataclass(frozen=True)
class Page:
    """One HTML file to be: where it goes, the template that draws it, and what the template may say.

    Attributes:
        path: relative to the output, `stories/2026/a-night/index.html`.
        template: the template's name without its ending, `story`.
        fingerprint: a digest of all that its context is made from; a page with the same fingerprint
            need not be drawn again.
        make: makes the context: everything that the template can see.
    """

    path: str
    template: str
    fingerprint: str
    make: Callable[[], Mapping[str, object]] = field(compare=False, repr=False)

    @property
    def context(self) -> Mapping[str, object]:
        """The context. Two equal ones draw equal bytes."""
        return self.make()


def settled_page(path: str, template: str, context: Mapping[str, object]) -> Page:
    """Make a page whose context is at hand: plain frozen data, so that its `repr` says all there is."""
    return Page(path, template, digest_of(sorted(context.items(), key=lambda item: item[0])), lambda: context)


def digest_of(*parts: object) -> str:
    """Digest plain frozen data.

    >>> digest_of("a", 1) == digest_of("a", 1)
    True
    """
    return digest_lines(repr(parts))


def digest_lines(*lines: str) -> str:
    """Digest texts that hold no line breaks: other digests, whose every letter `repr` would look at.

    >>> digest_lines("a", "1") == digest_lines("a1")
    False
    """
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True)
class StaticPage:
    """A page that is always there, such as the privacy page.

    Attributes:
        slug: its address without slashes, `privacy`.
        title: its heading.
        summary: one sentence, for search engines and under the heading.
        template: which template draws it, `standing` for most.
        lang: `en` or `cy`.
        source: its text as sanitised HTML.
        introduces: the taxonomy of the term that it stands above, `tags`; empty for a page of its own.
        picture: a story's photo that such a text shows, `2026/a-night/desk.jpg`.
    """

    slug: str
    title: str
    summary: str
    template: str
    lang: str
    source: Html
    introduces: str = ""
    picture: str = ""
