"""In which of the site's languages a text is: the small words that no sentence does without tell."""

import re
from types import MappingProxyType

_WELSH = """
    ac ar bod bydd chi ddim ein ei eu fel gan gyda hefyd i'r mae mae'r nid ni o'r oedd ond roedd rydyn sydd
    wedi y ym yn yng yr
"""
_ENGLISH = """
    and are for from had have he her his is it my of our she that the their they this to was we were with you
"""
_SMALL_WORDS = MappingProxyType({"cy": frozenset(_WELSH.split()), "en": frozenset(_ENGLISH.split())})
_WORD = re.compile(r"[^\W\d_]+(?:'r\b)?")
FEWEST = 2
"""Small words that a paragraph has at least; one may be a name, or a greeting."""


def languages_of(text: str) -> frozenset[str]:
    r"""The languages of a text's paragraphs; one that has next to no small words, or of both, says nothing.

    >>> sorted(languages_of("Mae pawb yn hapus.\n\nEverybody was happy with it."))
    ['cy', 'en']
    >>> sorted(languages_of("Bore da, Ward 7!"))
    []
    """
    languages = set[str]()
    for paragraph in re.split(r"\n\s*\n", text.replace("’", "'")):
        words = _WORD.findall(paragraph.lower())
        counts = {lang: sum(word in small for word in words) for lang, small in _SMALL_WORDS.items()}
        for lang, count in counts.items():
            if count >= FEWEST and 2 * count > 3 * (sum(counts.values()) - count):
                languages.add(lang)
    return frozenset(languages)
