"""Plain English: advice, never a gate. The NHS content guide warns against scores as gates."""

import re
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from goodnews.checks.context import StoryContext
from goodnews.checks.rules import Found, rule
from goodnews.checks.text import age_to_read, sentences, without_addresses, words, words_in
from goodnews.problems import Severity

LONGEST_SENTENCE = 20
SHORT = 5 * LONGEST_SENTENCE
"""Letters. A sentence of no more is read at a glance, however many words it has."""

MOST_SENTENCES = 4
"""In a paragraph. The NHS content guide says three; one more is let pass, because people talk like that."""

OLDEST_READER = 13
FEWEST_WORDS = 80
"""Below this a reading age says nothing."""

HARD = 1.5
"""How far over its limit a passage is when it is worth a word; less than that is how people write."""

VERY_HARD = 2.5
"""The same in a text that a child can read: one long sentence among short ones is no trouble."""

MOST_PASSAGES = 3
"""A longer list would not be read."""

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
        "key stakeholders": "the people it matters to",
        "learnings": "what we learned",
        "leverage": "use",
        "low-hanging fruit": "easy wins",
        "mobilised": "got moving",
        "multidisciplinary": "of many professions",
        "outcomes": "results",
        "pathway": "care, or steps",
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
        "whilst": "while",
        "wraparound": "all-round",
        "ambulate": "walk",
        "nil by mouth": "nothing to eat or drink",
        "bed blocking": "waiting to leave hospital",
        "bed blocker": "patient waiting to leave hospital",
        "comorbidities": "other conditions",
        "triaged": "seen first by a nurse",
    }
)
"""What the writer put, and what people say. The names of departments (oncology) are names, and stay."""

_JARGON = re.compile(
    r"(?<![\w-])(?ai:" + "|".join(sorted(map(re.escape, PLAIN_WORDS), key=len, reverse=True)) + r")(?![\w-])"
)
_LONGEST_WORDS = frozenset(max(re.findall("[a-z]+", phrase), key=len) for phrase in PLAIN_WORDS)
_CAPITALS = re.compile(r"[A-Z](?<![\w&/-][A-Z])(?:[A-Z0-9]|&(?=[A-Z])){1,5}(?![\w&]|-\d)")
_KNOWN_LETTERS = words(
    """
    NHS UK GB A&E GP GPS TV OK BBC PC DNA IT ID PE QR US USA EU UN VIP CD DVD PDF MP MPS MS DIY BBQ AM PM GMT
    BST NATO UNESCO UNICEF WHO NICE Q&A FAQ FAQS RSVP FA FC AFC RFC UEFA FIFA X BMW IKEA AA RAC RNLI RSPB
    RSPCA NSPCC YMCA RAF HM HMS HRH BA BSC MSC PHD MA MD OBE MBE CBE DBE KBE BEM KC LED LCD USB GCSE GCSES
    NVQ BTEC HQ CEO WI ITV FM DJ HIV AIDS TB HPV MMR MRSA IVF CPR BMI MOT NI II III IV VI VII VIII XI WW1 WW2
    WWI WWII VE VJ COVID AED 3D 4D GOV CV HR URL URLS SMS PIN PPE CCTV STEM LGBT LGBTQ ADHD AGM PS DVLA HMRC
    DWP HGV SUV VAT UV RNA B&B B&Q M&S R&B R&D MRI CT ECG EEG ENT CQC GMC NMC RCN RCM NHSE UNISON ASAP AOB
    TBC PTO SOS
    """
)
_SHOUTED = words(
    """
    NOT AND WOW YES NO SO ALL VERY THANK THANKS YOU LOVE WE ARE IS IT HUGE BIG EVER EVERY NEVER NOW OUR THE
    ONE BEST MORE FREE OPEN WELL DONE HELLO GO ON OFF STOP STAR PLEASE MUM DAD IN OUT UP EXIT PUSH PULL NEW
    ANY ME HERE LIVE
    """
)


class _Paragraph(NamedTuple):
    """A paragraph: the line it starts on, and its sentences."""

    line: int
    sentences: list[str]


class _Passage(NamedTuple):
    """A piece of a text that is hard to read: how much so, on which line, and why."""

    weight: float
    line: int
    why: str


@rule(
    "reading-age",
    Severity.ADVICE,
    summary=f"A story can be read with ease in a hurry: sentences of about {LONGEST_SENTENCE} words, short "
    "paragraphs, everyday words, and letters that stand for something spelled out where they are first used.",
    hint="Shorter sentences and everyday words help most.",
    passing=(
        "---\n" + "The kettle goes on at six.\n\n" * 20,
        "---\nThe intensive care unit (ICU) is calm. The ICU is calm. Thank the NHS.",
    ),
    failing=(
        "---\nWe utilise it going forward.",
        "summary: Key stakeholders commence a deep dive.",
        "---\nThe ICU is calm, says the MDT.",
        "---\nWe went " + "and went " * 14 + "home.",
        "---\n" + "Interdepartmental collaboration facilitated considerable improvements in organisational "
        "responsiveness throughout the transformation programme, notwithstanding unprecedented operational "
        "complexities. " * 5,
    ),
)
def reading_age(context: StoryContext) -> Iterator[Found]:
    """One line a story: its reading age, and where to begin."""
    if context.story.meta.lang != "en":
        return
    written = context.outline.paragraphs
    paragraphs = [_Paragraph(paragraph.line, sentences(paragraph.text)) for paragraph in written]
    spoken = words_in("\n".join([paragraph.text for paragraph in written]))
    enough, count = len(spoken) >= FEWEST_WORDS, sum([len(paragraph.sentences) for paragraph in paragraphs])
    age = min(max(round(age_to_read(spoken, count)), 5), 25) if enough else 0
    hard = chain(_hard_sentences(paragraphs), _words_of_the_office(context), _unexplained_letters(context))
    worst = nlargest(MOST_PASSAGES, hard, key=lambda passage: passage.weight)
    is_easy = age <= OLDEST_READER
    if is_easy:
        worst = [passage for passage in worst if passage.weight >= (VERY_HARD if enough else HARD)]
        if not worst:
            return
    message = "Some of this is hard to read." if is_easy else f"This reads like a text for people of {age}."
    where = [f"line {passage.line}, {passage.why}" for passage in worst]
    hint = f"Start with {'; '.join(where)}." if where else ""
    yield Found(worst[0].line if worst else context.story.body_line, message, hint)


def _hard_sentences(paragraphs: Sequence[_Paragraph]) -> Iterator[_Passage]:
    for paragraph in paragraphs:
        for sentence in paragraph.sentences:
            spoken = len(words_in(sentence)) if len(sentence) > SHORT else 0
            if spoken > LONGEST_SENTENCE:
                start = " ".join(sentence.split()[:5])
                why = f"the sentence “{start} …” has {spoken} words"
                yield _Passage(spoken / LONGEST_SENTENCE, paragraph.line, why)
        count = len(paragraph.sentences)
        if count > MOST_SENTENCES:
            yield _Passage(count / MOST_SENTENCES, paragraph.line, f"the paragraph has {count} sentences")


def _words_of_the_office(context: StoryContext) -> Iterator[_Passage]:
    if context.vocabulary.isdisjoint(_LONGEST_WORDS):
        return
    said: set[str] = set()
    for passage in context.passages:
        if passage.kind in {"title", "summary", "caption", "text"}:
            for match in _JARGON.finditer(without_addresses(passage.text)):
                word = match[0].lower()
                if word not in said:
                    said.add(word)
                    yield _Passage(
                        VERY_HARD,
                        passage.line_at(match.start()),
                        f"for “{match[0]}” people say: {PLAIN_WORDS[word]}",
                    )


def _unexplained_letters(context: StoryContext) -> Iterator[_Passage]:
    names = " ".join((context.config.name, context.config.short_name, *context.config.hospitals))
    said = set[str]()
    for paragraph in context.outline.paragraphs:
        for match in _CAPITALS.finditer(without_addresses(paragraph.text)):
            letters = match[0]
            if letters in said or letters in _KNOWN_LETTERS or letters in _SHOUTED or letters in names:
                continue
            said.add(letters)
            spelled = re.search(
                rf"\({letters}s?\)|\b{letters}s?(?: \([A-Za-z]|, (?:the|an?|our|which|or) )|\*\[{letters}\]:",
                context.story.body,
            )
            if not spelled and letters.isalpha():
                yield _Passage(VERY_HARD, paragraph.line_at(match.start()), f"“{letters}” is not explained")


RULES = (reading_age,)
