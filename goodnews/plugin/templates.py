"""How the templates are read: everything escaped, and a name that means nothing is an error."""

from collections.abc import Callable, Hashable, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension


class Once:
    """Draws a part of a page where it is first met, and from then on gives what was drawn.

    For templates, as `once`: `{% call once("top", words) %}…{% endcall %}`, or for a macro, as a filter,
    `{{ parts.card | once(card, words) }}`. The key has to name all that the part is drawn from; `frame` and
    `words` are the same on every page of a language. A story's card stands on ten pages, and the foot on
    all of them.
    """

    def __init__(self) -> None:
        self._drawn: dict[tuple[Hashable, ...], str] = {}

    def __call__(self, *key: Hashable, caller: Callable[[], str]) -> str:
        """Give the part of this key. `caller` draws it; Jinja passes it."""
        if key not in self._drawn:
            self._drawn[key] = caller()
        return self._drawn[key]

    def part(self, macro: Callable[..., str], *values: Hashable) -> str:
        """Give what a macro draws of these values."""
        # A filter, because Jinja finds out anew at each call of anything else how it wants to be called.
        drawn = self._drawn.get((macro, *values))
        if drawn is None:
            drawn = self._drawn[macro, *values] = macro(*values)
        return drawn


class Sharing(Extension):
    """Gives an environment its own `once`: what one build draws is no other's."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        once = Once()
        environment.globals["once"] = once
        environment.filters["once"] = once.part


JINJA: Mapping[str, object] = {
    "autoescape": True,
    # A build reads each template once. Otherwise Jinja asks the file system on every page.
    "auto_reload": False,
    "extensions": [Sharing],
    "trim_blocks": True,
    "lstrip_blocks": True,
    "undefined": StrictUndefined,
}
"""For Pelican's `JINJA_ENVIRONMENT`; the plugin sees to it, so that no settings file can leave it out."""


def theme_environment(theme: Path) -> Environment:
    """Read the templates of a theme without Pelican: for tests and for the gallery."""
    return Environment(
        loader=FileSystemLoader(theme / "templates", encoding="utf-8"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=[Sharing],
    )
