"""How the templates are read: everything escaped, and a name that means nothing is an error."""

from collections.abc import Callable, Hashable, Mapping, MutableMapping
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from markupsafe import Markup, escape

# The one step of `escape` that looks at the text; written in C where that is installed.
from markupsafe import _escape_inner as spelled  # type: ignore[attr-defined]


class Once:
    """Draws a part of a page where it is first met, and from then on gives what was drawn.

    For templates, as a filter: `{{ parts.card | once(card, words) }}` is `{{ parts.card(card, words) }}`.
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


def safe(value: object) -> str:
    """Escape a value that is about to become part of a page.

    The characters are those of `markupsafe.escape`, which also marks its answer as escaped. A page of
    seventy values need not be told that of each.

    >>> safe("<b>"), safe(Markup("<b>")), safe(3)
    ('&lt;b&gt;', Markup('<b>'), Markup('3'))
    """
    if type(value) is str:
        return spelled(value)
    return value if type(value) is Markup else escape(value)


class Compiler(CodeGenerator):
    """Compiles `{{ value }}` to our own way of escaping it."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.safe(")


class Sheet(Template):
    """A template that gathers what every template may use when it is read, not for every page."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's name
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Make it of compiled code, as Jinja does."""
        return super().from_code(environment, code, dict(globals), uptodate)


class Compiled(BytecodeCache):
    """Keeps compiled templates for the next build of this process: `serve` makes one after the other.

    In memory alone: code that is read from a file would be run, whoever wrote the file.
    """

    MOST = 100
    """So many are kept, and then none."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what a template was compiled to, if its text is what it was."""
        checksum, code = self._kept.get(bucket.key, (None, None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        if len(self._kept) >= self.MOST:
            self.clear()
        if bucket.code:
            self._kept[bucket.key] = bucket.checksum, bucket.code

    def clear(self) -> None:
        """Keep nothing."""
        self._kept.clear()


class Drawing(Extension):
    """Draws pages at less expense: what one build drew once is at hand, and in no other build."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.filters["once"] = Once()
        environment.extend(safe=safe)
        environment.code_generator_class = Compiler
        environment.template_class = Sheet


JINJA: Mapping[str, Any] = {
    "autoescape": True,
    # A build reads each template once. Otherwise Jinja asks the file system on every page.
    "auto_reload": False,
    # Like a function's `lru_cache`: the same text gives the same code, whoever asks.
    "bytecode_cache": Compiled(),
    "extensions": [Drawing],
    "trim_blocks": True,
    "lstrip_blocks": True,
    "undefined": StrictUndefined,
}
"""For Pelican's `JINJA_ENVIRONMENT`; the plugin sees to it, so that no settings file can leave it out."""


def theme_environment(theme: Path) -> Environment:
    """Read the templates of a theme without Pelican: for tests and for the gallery."""
    loader = FileSystemLoader(theme / "templates", encoding="utf-8")
    return Environment(loader=loader, **JINJA)  # noqa: S701 - JINJA says that everything is escaped
