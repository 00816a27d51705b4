"""Putting a stranger's words into Markdown, as words."""

_SPECIAL = frozenset("\\`*_{}[]()<>#+!|~&@")


def escape_markdown(text: str) -> str:
    """Words on one line that are no link, no mention of a person and no HTML.

    >>> escape_markdown("**Hello** @everyone")
    '&#42;&#42;Hello&#42;&#42; &#64;everyone'
    """
    one_line = " ".join(text.split())
    quoted = "".join(f"&#{ord(each)};" if each in _SPECIAL else each for each in one_line)
    return quoted.replace("://", "&#58;//")


def code_span(text: str) -> str:
    """The same between backticks: a file's name, an address.

    >>> code_span("a`b.jpg")
    '`a%60b.jpg`'
    """
    return f"`{' '.join(text.replace('`', '%60').split())}`"
