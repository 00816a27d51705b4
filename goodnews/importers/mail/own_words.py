"""A writer's own words: no greeting, no signature, no quoted mail, no "Sent from my iPhone"."""

import re
from collections.abc import Callable
from itertools import pairwise

from goodnews.importers.mail.senders import ADDRESS_WAS_HERE, NAME_WAS_HERE

QUOTED_MAIL = "a quoted mail"
_SIGNATURE_LINES = 25
_SIGNATURE_WIDTH = 120
_NAME_WIDTH = 60
"""Characters of what may stand below a goodbye, and below a name by itself."""
_DISCLAIMER_PARAGRAPHS = 6
_LONGEST_LEAD, _LEAD_LINES = 300, 4
"""Characters, and lines, of what a mail program writes above a quoted mail."""
_SURELY_WHOLE = 60
"""Characters: no mail program wraps a shorter line."""

_QUOTED_FROM_HERE = re.compile(
    r"^(?:On\b.{4,200}\bwrote:|Ar\b.{4,200}\bysgrifennodd\b.{0,100}:"
    r"|-{2,}\s?(?:Original Message|Forwarded message|Neges wreiddiol)\s?-{2,}|Begin forwarded message:)\s*$",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|écrit|escribió|escreveu|scritto|napisał\w*|ysgrifennodd)\b", re.IGNORECASE
)
_HEADER_LINE = re.compile(
    r"^\*{0,2}(?:From|Sent|To|Cc|Date|Subject|Oddi wrth|Anfonwyd|At|Pwnc):\*{0,2}\s", re.IGNORECASE
)
_LABEL = re.compile(r"^\*{0,2}[^\W\d_][\w ]{0,20}:\*{0,2}\s+\S")
"""The same in any language: three of them, the first with an address."""
_MACHINE = re.compile(
    r"^(?:Sent from (?:my|Outlook|Samsung|Yahoo|Mail|the)\b.{0,60}|Sent via\b.{0,60}|Get Outlook for\b.{0,90}"
    r"|Anfonwyd o(?:’m|'m| fy)\b.{0,60}|\[image:? ?.{0,80}\]|\[External\].{0,80}"
    r"|[*=_~-]{10,})$",
    re.IGNORECASE,
)
_BANNER = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        "e-?mail|message|sender",
        "outside|external",
        "caution|warning|originated|click|links?|attachments?|don.t often get",
    )
)
"""What a mail server writes above what comes from elsewhere."""
_GREETING = re.compile(
    r"^(?:hi|hiya|hello|hey|dear|good (?:morning|afternoon|evening)|annwyl|helo|shwmae|s['’]?mae|bore da|"
    r"prynhawn da)\b[^.?\n]{0,50}[,!:.]?$",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"^(?:(?:with |very )?(?:kind(?:est)?|best|warm(?:est)?|many|all)?\s?(?:the best|regards|wishes|thanks)"
    r"|thank(?:s| you)(?: (?:so|very) much| again| all)?|cheers|best"
    r"|(?:with )?(?:(?:lots of|much|all my) )?love"
    r"|with (?:many |our |my )?(?:thanks|gratitude)"
    r"|yours(?: (?:sincerely|faithfully|truly|ever|gratefully))?|kr|br|bw|rgds|thx"
    r"|diolch(?: yn fawr)?|cofion(?: gorau| cynnes)?|hwyl)"
    r"(?: (?:and|,) (?:(?:many )?thanks|best wishes|kind regards))?\s?[,.!x ]*"
    rf"(?:{re.escape(NAME_WAS_HERE)}[,.!x ]*)?$",
    re.IGNORECASE,
)
_NAME = re.compile(rf"^{re.escape(NAME_WAS_HERE)}(?:[\s*_]*\([^()]{{1,20}}\))?[\s,.x*_]*$")
"""By itself, or with a title or pronouns behind it."""
_CONTACT = re.compile(rf"\+?\d[\d ()-]{{7,16}}\d|\S+@\S+|{re.escape(ADDRESS_WAS_HERE)}")
_LINK_TARGET = re.compile(r"\]\([^()\s]*\)")
_CONTACT_LABEL = re.compile(
    r"\b(?:tel|telephone|phone|mob|mobile|direct|ext|bleep|fax|e-?mail|ffôn|symudol|e-?bost|[temfw])\b",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"\b(?:intended (?:solely |only )?(?:for|recipient)|confidential|legally privileged|received (?:this|it) "
    r"(?:e-?mail|message) in error|this (?:e-?mail|message) (?:and any|may contain|is )|yn gyfrinachol)",
    re.IGNORECASE,
)


def own_words(text: str, prompts: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """A text without what is not the writer's story, and what that was.

    The sender's name and address are taken out of it already (`without_sender`); `prompts` are the questions
    of a letter that this site begins.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    left_out: list[str] = []
    for name, cut in _CUTS:
        shorter = cut(lines)
        if name and sum(map(bool, shorter)) < sum(map(bool, lines)):
            left_out.append(name)
        lines = shorter
    answer = _first_answer(lines, prompts)
    if len(answer) < len(lines) and prompts:
        left_out.append("who was there, and who wrote it: that is in the mail")
    return "\n".join(answer).strip("\n"), tuple(left_out)


def without_quoted(lines: list[str]) -> list[str]:
    """Without the mails that are quoted; what was written between their lines stays, behind the rest."""
    starts = (number for number in range(len(lines)) if _quotes_from_here(lines[number : number + 6]))
    start = next(starts, len(lines))
    own = [
        line
        for line, after in pairwise([*lines[:start], ""])
        if not _is_quoted(line) and not _leads_to_quoted(line, after)
    ]
    while own and re.fullmatch(r"[_-]{5,}|", _words(own[-1])):
        own.pop()
    without_end = _without_contacts(_without_signature(_without_machine_lines(own)))
    has_ended = sum(map(bool, without_end)) < sum(map(bool, own))
    return own if has_ended else [*own, *_answers_in_between(lines[start + 1 :])]


def _answers_in_between(lines: list[str]) -> list[str]:
    """What was written between the lines of a quoted mail, or below it, where each line of it has its `>`.

    A line right behind a long quoted one may be the rest of it, which a mail program wrapped.
    """
    first = next((number for number, line in enumerate(lines[:_LEAD_LINES]) if _is_quoted(line)), len(lines))
    answers, is_answer = [""], False
    for before, line in pairwise(lines[first:]):
        if _is_quoted(line):
            is_answer = False
        elif not before.strip():
            is_answer = True
        elif _is_quoted(before):
            is_answer = len(before) < _SURELY_WHOLE
        answers.append(line if is_answer else "")
    end = next((at for at in range(len(answers)) if _quotes_from_here(answers[at : at + 6])), len(answers))
    return answers[:end]


def _words(line: str) -> str:
    """A line without the mark that HTML's lines end with."""
    return line.strip().removesuffix("<br>").strip()


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _leads_to_quoted(line: str, after: str) -> bool:
    """Whether a line says who wrote the quoted one below it, in whatever language."""
    return _is_quoted(after) and _words(line).endswith(":") and re.search(r"\d", line) is not None


def _quotes_from_here(lines: list[str]) -> bool:
    """Whether a quoted mail begins with these lines: with a mail program's words, or with its headers."""
    first, *others = map(_words, lines)
    if _QUOTED_FROM_HERE.match(first) or _names_a_writer(first):
        return True
    if first[:3] in {"On ", "Ar "} or re.search(r"\d|@", first):  # mail programs wrap such a line
        for count in (1, 2):
            words = " ".join([first, *others[:count]])
            if all(others[:count]) and (_QUOTED_FROM_HERE.match(words) or _names_a_writer(words)):
                return True
    headers = [bool(_HEADER_LINE.match(line)) for line in (first, *others)]
    labels = [bool(_LABEL.match(line)) for line in (first, *others)]
    return (headers[0] and sum(headers) >= 3) or ("@" in first and all(labels[:3]) and len(labels) > 2)


def _names_a_writer(words: str) -> bool:
    """Whether it leads to a quoted mail, `Mary Jones <m@x.example> wrote:`, in one of a few languages."""
    has_address = "@" in words or ADDRESS_WAS_HERE in words
    return has_address and words.endswith(":") and len(words) < _LONGEST_LEAD and bool(_WROTE.search(words))


def _without_machine_lines(lines: list[str]) -> list[str]:
    return [line for line in lines if not _MACHINE.match(_words(line))]


def _without_banner(lines: list[str]) -> list[str]:
    """Without the first paragraph, where a mail server wrote it."""
    banner, *others = re.split(r"\n[ \t]*\n", "\n".join(lines).strip("\n"))
    is_banner = all(part.search(banner) for part in _BANNER)
    return "\n\n".join(others).split("\n") if others and is_banner else lines


def _without_disclaimer(lines: list[str]) -> list[str]:
    """Without whole paragraphs at the end that speak of recipients and confidence."""
    paragraphs = re.split(r"\n[ \t]*\n", "\n".join(lines))
    count = len(paragraphs)
    numbers = range(max(1, count - _DISCLAIMER_PARAGRAPHS), count)
    end = next((number for number in numbers if _DISCLAIMER.search(paragraphs[number])), count)
    return "\n\n".join(paragraphs[:end]).split("\n")


def _without_signature(lines: list[str]) -> list[str]:
    """From a line of two hyphens, or from a goodbye or a name with only short lines below it."""
    for number, line in enumerate(lines):
        if number and _words(line) in {"--", "__", "—"}:
            return lines[:number]
    last = [number for number, line in enumerate(lines) if line.strip()][-_SIGNATURE_LINES:]
    for number in last:
        words = _words(lines[number]).strip("|*_ ")
        # People in Wales say it twice: "Cofion cynnes / Kind regards".
        is_goodbye = all(map(_SIGN_OFF.match, re.split(r"\s*[/|]\s*", words)))
        if not is_goodbye and not (_NAME.match(words) and any(lines[:number])):
            continue
        width = _SIGNATURE_WIDTH if is_goodbye else _NAME_WIDTH
        if all(_fits_below(lines[after], width) for after in last if after > number):
            return lines[:number]
    return lines


def _fits_below(line: str, width: int) -> bool:
    """Whether a line may stand below a goodbye: short, in parts with bars, or with a number or an address."""
    return len(_LINK_TARGET.sub("]", line)) < width or " | " in line or bool(_CONTACT.search(line))


def _without_contacts(lines: list[str]) -> list[str]:
    """Without the last paragraphs of short lines, one of which is nothing but a number or an address."""
    paragraphs = re.split(r"\n[ \t]*\n", "\n".join(lines))
    while len(paragraphs) > 1:
        last = paragraphs[-1].split("\n")
        if any(len(line) > _NAME_WIDTH for line in last) or not any(map(_is_contact, last)):
            break
        paragraphs.pop()
    return "\n\n".join(paragraphs).split("\n")


def _is_contact(line: str) -> bool:
    rest = _CONTACT.sub("", _words(line))
    return rest != _words(line) and re.search(r"\w", _CONTACT_LABEL.sub("", rest)) is None


def _without_greeting(lines: list[str]) -> list[str]:
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is not None and any(lines[first + 1 :]) and _GREETING.match(_words(lines[first])):
        return lines[first + 1 :]
    return lines


_CUTS: tuple[tuple[str, Callable[[list[str]], list[str]]], ...] = (
    (QUOTED_MAIL, without_quoted),
    ("", _without_machine_lines),
    ("a mail server's warning", _without_banner),
    ("a disclaimer", _without_disclaimer),
    ("a signature", _without_signature),
    ("telephone numbers or addresses at its end", _without_contacts),
    ("", _without_greeting),
)


def _first_answer(lines: list[str], prompts: tuple[str, ...]) -> list[str]:
    """What stands below the first question of our letter, up to the second: the rest is about people."""
    found = {
        words: number for number, line in enumerate(lines) if (words := _words(line).strip("*_")) in prompts
    }
    if len(found) < 2:
        return [line for line in lines if _words(line) not in prompts]
    after_first = [number for words, number in found.items() if words != prompts[0]]
    start = found.get(prompts[0], -1) + 1
    end = min((number for number in after_first if number >= start), default=len(lines))
    return [*lines[: max(start - 1, 0)], *lines[start:end]]
