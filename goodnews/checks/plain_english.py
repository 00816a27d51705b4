"""Plain English: advice, never a gate. The NHS content guide warns against scores as gates too."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain, pairwise
from types import MappingProxyType

from goodnews.checks.reading import Reading
from goodnews.checks.rules import Found, rule
from goodnews.checks.sentences import reading_age, sentences, surely_ends, syllables_in
from goodnews.problems import Severity

LONGEST_SENTENCE = 20
MOST_SENTENCES = 3
OLDEST_READER = 13
FEWEST_WORDS = 80
"""Below this a reading age says nothing."""

_LONG = "We went " + "and went " * 10 + "home."

PLAIN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "accordingly": "so",
        "a number of": "some",
        "at this moment in time": "now",
        "best practice": "what works well",
        "blue-sky thinking": "new ideas",
        "commence": "start",
        "commenced": "started",
        "co-produced": "made together",
        "deep dive": "close look",
        "deliverables": "what will be done",
        "de-escalate": "calm",
        "discharged home": "went home",
        "disseminate": "share",
        "endeavour": "try",
        "facilitate": "help",
        "facilitated": "helped",
        "footfall": "visitors",
        "frontline delivery": "care",
        "going forward": "from now on",
        "granular": "detailed",
        "holistic": "whole",
        "impactful": "strong",
        "in order to": "to",
        "in respect of": "about",
        "in the event that": "if",
        "inpatient": "patient staying in hospital",
        "key stakeholders": "the people it matters to",
        "learnings": "what we learned",
        "leverage": "use",
        "low-hanging fruit": "easy wins",
        "mobilised": "got moving",
        "multidisciplinary": "of many professions",
        "outcomes": "results",
        "pathway": "care, or steps",
        "patient experience": "what it was like for patients",
        "post-operatively": "after the operation",
        "prior to": "before",
        "proactively": "early",
        "robust": "strong",
        "rolled out": "started everywhere",
        "service users": "patients, or people",
        "service user": "patient, or person",
        "signposted": "shown the way",
        "stakeholders": "the people it matters to",
        "step change": "big improvement",
        "streamline": "make simpler",
        "synergy": "working together",
        "touch base": "talk",
        "transformation journey": "changes",
        "utilise": "use",
        "utilised": "used",
        "utilising": "using",
        "via": "through, or by",
        "whilst": "while",
        "wraparound": "all-round",
        "ambulate": "walk",
        "ambulatory": "walk-in, or able to walk",
        "nil by mouth": "nothing to eat or drink",
        "haematology": "blood tests and blood diseases",
        "nephrology": "kidney care",
        "oncology": "cancer care",
        "phlebotomist": "person who takes blood",
        "phlebotomy": "blood tests",
        "bed blocking": "waiting to leave hospital",
        "bed blocker": "patient waiting to leave hospital",
        "elective": "planned",
        "comorbidities": "other conditions",
        "triaged": "seen first by a nurse",
    }
)
"""What the writer put, and what people say."""

_JARGON = re.compile(
    r"(?<![\w-])(?ai:" + "|".join(sorted(map(re.escape, PLAIN_WORDS), key=len, reverse=True)) + r")(?![\w-])"
)
_TELLING = frozenset(max(re.findall("[a-z]+", phrase), key=len) for phrase in PLAIN_WORDS)
"""The longest word of each: where none of them is, nothing has to be looked for."""


@rule(
    "long-sentences",
    Severity.ADVICE,
    explains=f"Sentences have at most {LONGEST_SENTENCE} words.",
    remedy="Make two sentences of it.",
    good=("---\nThe kettle goes on at six. We drink up.",),
    bad=("---\n" + _LONG,),
)
def long_sentences(reading: Reading) -> Iterator[Found]:
    """One finding a story, at its longest sentence: a list of them all would not be read."""
    long = [
        (len(words), paragraph.line, each)
        for paragraph in reading.paragraphs
        if max(map(len, paragraph.words), default=0) > LONGEST_SENTENCE
        for each, words in zip(paragraph.sentences, paragraph.words, strict=True)
        if len(words) > LONGEST_SENTENCE
    ]
    if long:
        number, line, text = max(long, key=lambda item: item[0])
        start = " ".join(text.split()[:5])
        others = f" {len(long) - 1} more are over {LONGEST_SENTENCE}." if len(long) > 1 else ""
        yield Found(line, f"The sentence that starts “{start}” has {number} words.{others}")


@rule(
    "long-paragraphs",
    Severity.ADVICE,
    explains=f"Paragraphs have at most {MOST_SENTENCES} sentences.",
    remedy="Start a new paragraph where the thought turns.",
    good=("---\nOne. Two. Three.\n\nFour.",),
    bad=("---\nIt is one. It is two. It is three. It is four. It is five.",),
)
def long_paragraphs(reading: Reading) -> Iterator[Found]:
    """The guide says three; one more is let pass, because people talk like that."""
    long = [
        (len(paragraph.sentences), paragraph.line)
        for paragraph in reading.paragraphs
        if len(paragraph.sentences) > MOST_SENTENCES + 1
    ]
    if long:
        number, line = max(long, key=lambda item: item[0])
        others = f" {len(long) - 1} more are long too." if len(long) > 1 else ""
        yield Found(line, f"This paragraph has {number} sentences.{others}")


@rule(
    "reading-age",
    Severity.ADVICE,
    explains="A story can be read with ease at the age of 9 to 11, which suits everybody in a hurry.",
    remedy="Shorter sentences and everyday words help most.",
    good=("---\n" + "The kettle goes on at six. " * 20,),
    bad=(
        "---\n" + "Interdepartmental collaboration facilitated considerable improvements in organisational "
        "responsiveness throughout the transformation programme, notwithstanding unprecedented operational "
        "complexities. " * 5,
    ),
)
def age_to_read(reading: Reading) -> Iterator[Found]:
    """Flesch–Kincaid, rough as it is, and only as a nudge."""
    paragraphs = reading.paragraphs
    words = list(chain.from_iterable(chain.from_iterable(paragraph.words for paragraph in paragraphs)))
    if reading.story.front.lang != "en" or len(words) < FEWEST_WORDS:
        return
    # A sentence that has no end, a line of a list perhaps, goes on in the next paragraph.
    texts = [paragraph.text for paragraph in paragraphs]
    going_on = sum(not surely_ends(text, following) for text, following in pairwise(texts))
    fewest = sum(len(paragraph.sentences) for paragraph in paragraphs) - going_on
    spoken = syllables_in(words)
    if reading_age(len(words), spoken, fewest) <= OLDEST_READER:
        return
    age = reading_age(len(words), spoken, len(sentences(reading.aloud)))
    if age > OLDEST_READER:
        yield Found(reading.story.body_line, f"This reads like a text for people of {min(round(age), 25)}.")


@rule(
    "jargon",
    Severity.ADVICE,
    explains="Everyday words are used where there are some.",
    remedy="Use the everyday word.",
    good=("---\nWe use it to help people.",),
    bad=("---\nWe utilise it going forward.", "summary: Key stakeholders commence a deep dive."),
)
def jargon(reading: Reading) -> Iterator[Found]:
    """Each word once."""
    if reading.story.front.lang != "en" or reading.vocabulary.isdisjoint(_TELLING):
        return
    said: set[str] = set()
    for passage in reading.passages:
        if passage.kind in {"title", "summary", "caption", "text"}:
            for match in _JARGON.finditer(passage.text):
                word = match[0].lower()
                if word not in said:
                    said.add(word)
                    line = passage.line_at(match.start())
                    yield Found(
                        line, f"“{match[0]}” is a word of the office.", f"People say: {PLAIN_WORDS[word]}."
                    )


RULES = (long_sentences, long_paragraphs, age_to_read, jargon)
