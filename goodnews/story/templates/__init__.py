"""The texts that `./inv new` starts a story with, one a kind."""

from functools import cache
from importlib.resources import files

KINDS = ("story", "interview", "picture", "live", "invitation", "video", "audio", "quote", "thanks")
"""Each is a file beside this one; a writer learns no other fields than the ones in it."""


def template_text(kind: str) -> str:
    """Give the template of a kind, with `{title}` and `{date}` to fill in."""
    return files(__name__).joinpath(f"{kind}.md").read_text(encoding="utf-8")


@cache
def all_templates() -> str:
    """Give every template's text, one after the other: to find in a story what nobody replaced."""
    return "\n".join(template_text(kind) for kind in KINDS)
