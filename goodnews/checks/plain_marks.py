"""Emphasis, links and pictures as most people write them, known without a parser.

A word between two stars, a link in a line of words: what a parser makes of those is known beforehand. Only
what can't be taken in two ways counts, each mark within its line and none within another.
"""

import re

# No space but the ordinary one, no control character, and nothing that Markdown gives a meaning to.
LETTER = r"[^\\`*_\[\]<>|~\x00-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
"""A pattern for a character that is no mark, wherever in a line it stands."""
_ALNUM = r"(?:[^\W\d_]|[0-9])"
# Signs with a word on one side, and on the other a space or the like, can't be both a beginning and an end.
_WITHIN = rf"(?={_ALNUM}){LETTER}++(?<={_ALNUM})"
_STRESSED = (
    rf"(?<![^\s(\"'“‘])(?:\*{_WITHIN}\*|_{_WITHIN}_|\*\*{_WITHIN}\*\*|__{_WITHIN}__)"
    r"(?=[\s.,;:!?)\"'”’…]|$)"
)
# Addresses that every parser leaves as they are: small letters in the host, nothing to encode.
_HOST = r"https?://[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,3}"
_PATH = r"/(?!/)[A-Za-z0-9/._~?=#+-]*+"
_LINK = rf"(?<!!)\[{LETTER}*+\]\((?:{_HOST}(?:{_PATH})?|{_PATH})\)"
_PICTURE = rf"!\[{LETTER}*+\]\([A-Za-z0-9][A-Za-z0-9._-]*+\)"
MARK = rf"(?:{_STRESSED}|{_LINK}|{_PICTURE})"
"""A pattern for a mark that is taken apart here."""

READ = re.compile(
    r"(?P<picture>!?)\[(?P<words>[^\]]*)\]\((?P<href>[^)]*)\)"
    r"|(?P<sign>\*\*?|__?)(?P<stressed>[^*_]+)(?P=sign)"
)
"""Takes the marks of a text apart in which there are none but those that match `MARK`."""
