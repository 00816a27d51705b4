"""A page to be, and what is around every page: the mark, the navigation, the foot."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from goodnews.site.links import Link


@dataclass(frozen=True)
class Page:
    """One HTML file to be.

    Attributes:
        path: relative to the output, `stories/2026/a-night/index.html`.
        template: the name of the template that draws it, without its ending: `story`.
        fingerprint: a digest of all that its context is made from; a page with the same fingerprint
            need not be drawn again.
        context: makes all that the template can see. Two equal ones draw equal bytes.
    """

    path: str
    template: str
    fingerprint: str
    context: Callable[[], Mapping[str, object]] = field(compare=False, repr=False)


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


@dataclass(frozen=True, eq=False)
class Layout:
    """What is around every page of one language.

    `short` is what people call the `trust`, `paper` the ground of a page by day and by night, for the
    browser's own frame. Without a `logo` a speech bubble holds the `initials`; `face` is the font of
    headings, `touch` the icon on a phone's first screen. `files` are the links of `nav` by the file that each
    leads to, `others` front pages, each with its language.
    """

    site: str
    trust: str
    short: str
    postal: str | None
    email: str
    phone: str | None
    paper: tuple[str, str]
    home: str
    logo: str | None
    logo_dark: str | None
    initials: str
    stylesheet: str
    face: str | None
    icon: str
    touch: str
    share: str
    nav: tuple[Link, ...]
    files: Mapping[str, str]
    teams: str
    small: tuple[Link, ...]
    accounts: tuple[Link, ...]
    others: tuple[Link, ...]
    x_handle: str | None
