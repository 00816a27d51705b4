"""Abbreviations: spelled out where they are first used."""

import re
from collections.abc import Iterator
from string import ascii_uppercase, digits

from goodnews.checks.reading import Reading
from goodnews.checks.rules import Found, rule
from goodnews.checks.vocabulary import words
from goodnews.problems import Severity

_CAPITALS = re.compile(r"[A-Z](?<![\w&/-][A-Z])(?:[A-Z0-9]|&(?=[A-Z])){1,5}(?![\w&]|-\d)")
_CAPITALS_ALONE = bytes(
    ord("A") if chr(code) in ascii_uppercase else ord("9") if chr(code) in f"{digits}&" else ord(" ")
    for code in range(256)
)
"""What makes all capitals one, all that can follow one in an abbreviation another, and the rest spaces."""
_KNOWN = words(
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
    for paragraph in reading.outline.paragraphs:
        for match in _CAPITALS.finditer(paragraph.text):
            letters = match[0]
            if letters in said or letters in _KNOWN or letters in _SHOUTED or letters in names:
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


RULES = (abbreviation,)
