"""What the public site is made of: pages, other files, and the Trust's standing texts."""

from collections.abc import Mapping
from dataclasses import dataclass

from goodnews.markup import Body


@dataclass(frozen=True)
class Page:
    """One HTML file to be: where it goes, the template that draws it, and what the template may say.

    Attributes:
        path: relative to the output, `stories/2026/a-night/index.html`.
        template: the template's name without its ending, `story`.
        context: everything of this page's own. Two equal contexts draw equal bytes.
    """

    path: str
    template: str
    context: Mapping[str, object]


@dataclass(frozen=True)
class Asset:
    """One file that is not HTML: its path relative to the output, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True)
class StandingPage:
    """A page that is always there, such as the privacy page.

    Attributes:
        slug: its address without slashes, `privacy`.
        title: its heading.
        summary: one sentence, for search engines and under the heading.
        template: which template draws it, `standing` for most.
        lang: `en` or `cy`.
        source: its text as sanitised HTML.
    """

    slug: str
    title: str
    summary: str
    template: str
    lang: str
    source: Body
