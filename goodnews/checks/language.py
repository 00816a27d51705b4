"""Plain English and spelling: advice, never a gate. The NHS content guide warns against scores as gates too."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, pairwise
from string import ascii_uppercase, digits
from types import MappingProxyType

from goodnews.checks.reading import Reading
from goodnews.checks.rules import Found, rule
from goodnews.checks.sentences import reading_age, sentences, surely_ends, syllables_in
from goodnews.checks.vocabulary import words
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


_CAPITALS = re.compile(r"[A-Z](?<![\w&/-][A-Z])(?:[A-Z0-9]|&(?=[A-Z])){1,5}(?![\w&]|-\d)")
_CAPITALS_ALONE = bytes(
    ord("A") if chr(code) in ascii_uppercase else ord("9") if chr(code) in f"{digits}&" else ord(" ")
    for code in range(256)
)
"""What makes all capitals one, all that can follow one in an abbreviation another, and the rest spaces."""
_KNOWN_LETTERS = words(
    """
    NHS UK A&E GP GPS TV OK BBC PC DNA IT ID PE QR US USA EU VIP CD DVD PDF MP MPS DIY BBQ AM PM NATO UNESCO
    Q&A FA X BMW IKEA AA RNLI RSPB RSPCA RAF BA BSC PHD MA OBE MBE CBE LED USB GCSE HQ CEO WI ITV FM DJ HIV
    MOT NI II III IV VI XI WW1 WW2 WWI WWII COVID AED 3D 4D
    """
)
_SHOUTED = words(
    """
    NOT AND WOW YES NO SO ALL VERY THANK THANKS YOU LOVE WE ARE IS IT HUGE BIG EVER EVERY NEVER NOW OUR THE
    ONE BEST MORE FREE OPEN WELL DONE HELLO GO ON OFF STOP STAR PLEASE MUM DAD IN OUT UP EXIT PUSH PULL NEW
    ANY ME HERE LIVE
    """
)


@rule(
    "abbreviation",
    Severity.ADVICE,
    explains="An abbreviation is spelled out where it is first used.",
    remedy="Write the words, with the letters in brackets behind them if they come again.",
    good=("---\nThe intensive care unit (ICU) is calm. The ICU is calm. Thank the NHS.",),
    bad=("---\nThe ICU is calm, says the MDT.",),
)
def abbreviation(reading: Reading) -> Iterator[Found]:
    """Each once; letters that everybody knows are left alone."""
    if not _could_be_abbreviated(reading.aloud):
        return
    names = " ".join((reading.trust.name, reading.trust.short_name, *reading.trust.hospitals))
    said: set[str] = set()
    for paragraph in reading.prose.paragraphs:
        for match in _CAPITALS.finditer(paragraph.text):
            letters = match[0]
            if letters in said or letters in _KNOWN_LETTERS or letters in _SHOUTED or letters in names:
                continue
            said.add(letters)
            spelled = re.search(
                rf"\({letters}s?\)|\b{letters}s? \([A-Za-z]|\*\[{letters}\]:", reading.story.body
            )
            if not spelled and not any(letter.isdigit() for letter in letters):
                line = paragraph.line + paragraph.text.count("\n", 0, match.start())
                yield Found(line, f"“{letters}” is not explained.")


def _could_be_abbreviated(text: str) -> bool:
    """Whether there is a capital with another, a digit or an & behind it: sooner said than with a pattern."""
    signs = text.encode(errors="replace").translate(_CAPITALS_ALONE)
    return b"AA" in signs or b"A9" in signs


_NAMES_OF_THINGS = {"file name", "words stored inside a photo", "tag", "by", "team", "hospital"}
_WORD = re.compile(r"(?<![\w@/.#’'-])[A-Za-z][a-z]{2,}(?![\w@/’'-])")
_FINE_IN_BRITAIN = words(
    """
    practice license program meter story check tire curb draft mom inquiry disk inquire tons fount ore hist
    wan fro ro te ba ans som bu alls sinc ect gae wit ot ned lief hart doub creat
    """
)


@rule(
    "spelling",
    Severity.ADVICE,
    explains="Words are spelled as in British English.",
    remedy="Look at the word again.",
    allow="when it is spelled so on purpose, as in a name or a child's letter",
    good=("---\nThe colour of the programme is grey.",),
    bad=("---\nWe recieved it.", "---\nOur favorite color.", "title: Thnak you"),
)
def spelling(reading: Reading) -> Iterator[Found]:
    """A word with a capital inside a sentence is a name."""
    if reading.story.front.lang != "en":
        return
    slips, said = _slips(), set[str]()
    if not slips.any_in(reading.vocabulary):
        return
    for passage in reading.passages:
        if passage.kind in _NAMES_OF_THINGS:
            continue
        for match in _WORD.finditer(passage.text):
            word = match[0]
            better = slips.better(word.lower())
            if better and word.lower() not in said and not _is_name(word, passage.text, match.start()):
                said.add(word.lower())
                line = passage.line_at(match.start())
                yield Found(line, f"“{word}” may be misspelled.", f"Did you mean {better}?")


def _is_name(word: str, text: str, at: int) -> bool:
    """Whether it has a capital that no start of a sentence explains."""
    while at and text[at - 1].isspace():
        at -= 1
    return word[0].isupper() and at > 0 and text[at - 1] not in '.!?:“"\n>#*-'


@dataclass(frozen=True, slots=True)
class _Slips:
    """Misspellings as codespell lists them, and its British-to-American list backwards.

    There are 60,000, and a story has one or two: what each means is only looked into when it is asked for.
    """

    meant: Mapping[str, str]
    british: Mapping[str, str]

    def any_in(self, vocabulary: frozenset[str]) -> bool:
        """Whether there is anything to look for."""
        if self.meant.keys().isdisjoint(vocabulary) and self.british.keys().isdisjoint(vocabulary):
            return False
        return any(map(self.better, vocabulary))

    def better(self, word: str) -> str | None:
        """What should have been written instead of a word in small letters."""
        meant = self.meant.get(word)
        # What follows a last comma is the reason why a correction is uncertain; those are left out.
        if meant is None or ("," in meant and not meant.rstrip().endswith(",")):
            return self.british.get(word)
        return " or ".join(choice.strip() for choice in meant.split(",")[:3] if choice.strip())


@cache
def _slips() -> _Slips:
    data = files("codespell_lib") / "data"
    british: dict[str, str] = {}
    for row in (data / "dictionary_en-GB_to_en-US.txt").read_text(encoding="utf-8").splitlines():
        ours, _, theirs = row.partition("->")
        for word in theirs.split(","):
            if word.strip().isalpha():
                british.setdefault(word.strip().lower(), ours)
    rows = (data / "dictionary.txt").read_text(encoding="utf-8").split("\n")
    # One by one: 60,000 tuples at a time would have the collector look through them again and again.
    pairs = (row.partition("->") for row in rows)
    meant = {slip.lower(): better for slip, arrow, better in pairs if arrow}
    for word in _FINE_IN_BRITAIN:
        meant.pop(word, None)
        british.pop(word, None)
    return _Slips(meant, british)


RULES = (long_sentences, long_paragraphs, age_to_read, jargon, abbreviation, spelling)
