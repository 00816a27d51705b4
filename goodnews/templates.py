"""How the templates are read: everything escaped, and a name that means nothing is an error."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from jinja2 import Environment, StrictUndefined
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.ext import Extension

from goodnews.cache import SqliteCache


class Memoize:
    """Draws a part of a page where it is first met, and from then on gives what was drawn.

    For templates, as a filter: `{{ parts.card | memoize(card, words) }}` is `{{ parts.card(card, words) }}`.
    What is in the brackets has to be all that the part is drawn from; `frame` and `words` are the same
    things on every page of a language. A story's card stands on ten pages, and the foot on all of them.
    """

    def __init__(self) -> None:
        self._drawn: dict[tuple[Hashable, ...], str] = {}

    def __call__(self, part: Callable[..., str], *values: Hashable) -> str:
        """Give what a macro draws of these values."""
        drawn = self._drawn.get((part, *values))
        if drawn is None:
            drawn = self._drawn[part, *values] = part(*values)
        return drawn


class Filters(Extension):
    """Gives each environment, and so each build, a `memoize` of its own."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.filters["memoize"] = Memoize()


class CompiledTemplates(BytecodeCache):
    """Keeps compiled templates from one build to the next, in rows of the cache.

    Jinja runs what it finds there: never for a cache that may have come with the checkout.
    """

    def __init__(self, cache: SqliteCache) -> None:
        self._cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what a template was compiled to; Jinja sees whether its text is what it was."""
        if code := self._cache.entries("template").get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        rows = self._cache.entries("template")
        self._cache.replace("template", {**rows, bucket.key: bucket.bytecode_to_string()})


JINJA: Mapping[str, Any] = {
    "autoescape": True,
    # A build reads each template once. Otherwise Jinja asks the file system on every page.
    "auto_reload": False,
    "extensions": [Filters],
    "trim_blocks": True,
    "lstrip_blocks": True,
    "undefined": StrictUndefined,
}
"""For Pelican's `JINJA_ENVIRONMENT`; the plugin sees to it, so that no settings file can leave it out."""
