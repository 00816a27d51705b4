"""Every rule there is, family by family."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from goodnews.checks import (
    aliases,
    announcing,
    captions,
    consent,
    dates,
    eyes,
    identities,
    language,
    layout,
    library,
    links,
    originals,
    photos,
    placeholders,
    settings,
    spelling,
    style,
    taxonomy,
    unsafe_text,
)
from goodnews.checks.context import StoryContext
from goodnews.checks.rules import CollectionContext, Rule


class Family(NamedTuple):
    """Rules that belong together, and why they are there."""

    title: str
    about: str
    rules: tuple[Rule[Any], ...]


_STORY_FAMILIES = (
    Family(
        "Consent",
        "Nobody's face goes out without a yes that is on record and still holds. None of these "
        "can be allowed away.",
        consent.RULES,
    ),
    Family(
        "Identifiers",
        "Numbers, addresses and dates that point at one person, wherever in a story they stand: text, title, "
        "alt text, captions, credits, tags, transcripts, the names of files and the words stored inside "
        "photos. What is found is never repeated whole.",
        identities.RULES,
    ),
    Family(
        "Originals",
        "The site shows none of what a phone writes into a photo. The photo beside the story still says it, "
        "to everybody who can read the repository.",
        originals.RULES,
    ),
    Family("Photos", "There, used, and described for those who can't see them.", photos.RULES),
    Family(
        "What may be seen in a photo",
        "Advice of programs that miss a lot, where that extra is installed (docs/photos.md). Words that they "
        "can read are held to the rules about identifiers, too.",
        eyes.RULES,
    ),
    Family(
        "Words",
        "Titles, headings, links and dates as the NHS content guide has them.",
        (*style.RULES, *layout.RULES, *dates.RULES, *placeholders.RULES),
    ),
    Family(
        "Plain English",
        "Advice only. A score is no judge of a story; it is a nudge to read a sentence again.",
        (*language.RULES, *spelling.RULES),
    ),
    Family("Links", "Safe, whole, and to somewhere.", links.RULES),
    Family("Video, sound and live", "Captions or a transcript: it is the law.", captions.RULES),
    Family("Posts", "The exact words, counted as each network counts them.", announcing.RULES),
    Family(
        "Where a story belongs",
        "The Trust's own categories, hospitals and teams, and a year that can be meant.",
        taxonomy.RULES,
    ),
    Family("What should not be there", "Hidden characters, look-alike letters, code.", unsafe_text.RULES),
)
_TOGETHER = Family(
    "Stories together",
    "What only shows when all stories are looked at.",
    (*aliases.RULES, *library.RULES),
)
_SITE = Family("The site itself", "Its settings, and the statement the law asks for.", settings.RULES)

FAMILIES = (*_STORY_FAMILIES, _TOGETHER, _SITE)
STORY_RULES: tuple[Rule[StoryContext], ...] = tuple(
    rule for family in _STORY_FAMILIES for rule in family.rules
)
COLLECTION_RULES: tuple[Rule[CollectionContext], ...] = _TOGETHER.rules
BY_CODE: Mapping[str, Rule[Any]] = MappingProxyType(
    {rule.code: rule for family in (*_STORY_FAMILIES, _TOGETHER) for rule in family.rules}
)
