"""Who sent a mail: whether it is from whom it says, and her name and address taken out of what it says.

They belong in the mailbox alone. What vouches for a sender is the mailbox's own server (RFC 8601).
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import chain
from unicodedata import normalize

from goodnews.importers.mail.message import Mail, Sender

NAME_WAS_HERE = "(A name was here.)"
ADDRESS_WAS_HERE = "(An address was here.)"
"""What stands in their place; the check asks about both."""

_TEAMS = """
    accident birth clinic comms communications department desk emergency fundraising hospital hospitals icu
    kitchen library maternity news nhs office outpatients paediatrics pharmacy porters radiology reception
    research services stories surgery team the theatre theatres trust unit volunteer volunteers
    """
_WORDS = """
    April August Bell Best Black Brown Day Faith Field Fisher Ford Frost Grace Green Hall Hill Holly Hope
    Ivy Joy June King Lake Lane Light Long Love Mark Marsh May Miles Moon Page Park Penny Poppy Price Rich
    Robin Rose Ruby Snow Stone Street Summer Walker Ward Wells West White Will Wood Young
    """
_TEAM_WORDS, _WORDS_TOO = frozenset(_TEAMS.split()), frozenset(_WORDS.split())
"""Names that are words as well are left where they stand alone."""
_CAPITAL = r"(?-i:(?=[^\W\d_a-z]))"
_SPELLED = {"-": "[-\u2010\u2011 ]?", "'": "['’]?", "’": "['’]?"}


def _accented() -> Mapping[str, str]:
    """Each plain letter, with all that are the same but for their accents."""
    letters: dict[str, str] = defaultdict(str)
    for letter in map(chr, chain(range(0xC0, 0x250), range(0x1E00, 0x1F00))):
        plain = normalize("NFD", letter)[0]
        letters[plain] += letter if plain != letter else ""
    return letters


_ACCENTED = _accented()


def is_from_us(mail: Mail, server: str, domains: Collection[str]) -> bool:
    """Whether the mailbox's own server vouches that a mail is from one of these domains.

    Only the topmost `Authentication-Results` counts, as that server put it there last, and only under the
    server's own name. Others came with the mail, and anybody can write one.

    `server` is the name that the server signs its results with (its authserv-id).
    """
    domain = mail.sender.domain
    if not domain or not mail.results or domain not in {listed.lower() for listed in domains}:
        return False
    name, results = parse_results(mail.results[0])
    if name.lower() != server.lower():
        return False
    verdicts = [result for result in results if result.get("dmarc")]
    if verdicts:
        return all(
            result["dmarc"] == "pass" and result.get("header.from", domain) == domain for result in verdicts
        )
    return any(_vouches(result, domain) for result in results)


def _vouches(result: dict[str, str], domain: str) -> bool:
    """Whether one way of looking says yes, about the domain that the mail shows."""
    if result.get("dkim") == "pass":
        signed = result.get("header.d") or result.get("header.i", "")
        return signed.rpartition("@")[2] == domain
    if result.get("spf") == "pass":
        return result.get("smtp.mailfrom", "").rpartition("@")[2] == domain
    return result.get("auth") == "pass" and result.get("smtp.auth", "").rpartition("@")[2] == domain


def parse_results(header: str) -> tuple[str, list[dict[str, str]]]:
    """Read an `Authentication-Results` header: the server's name, and each way's words, in small letters.

    What stands in quotes or brackets is a stranger's and ends nothing.

    >>> parse_results('mx.trust.example 1; spf=pass (a; dmarc=pass) smtp.mailfrom="a; dmarc=pass"@b.example')
    ('mx.trust.example', [{'spf': 'pass', 'smtp.mailfrom': 'a; dmarc=pass@b.example'}])
    """
    (first, *_), *others = _statements(header)
    pairs = [[word.partition("=") for word in statement if "=" in word] for statement in others]
    results = [{name.lower(): value.lower() for name, _, value in reversed(words)} for words in pairs]
    return first, [dict(reversed(result.items())) for result in results if result]


def _statements(header: str) -> list[list[str]]:
    """What stands between semicolons, word by word, without comments and quotes."""
    statements, words, depth, quoted, escaped = list[list[str]](), [""], 0, False, False
    for letter in header:
        if escaped:
            escaped = False
        elif letter == "\\" and (quoted or depth):
            escaped = True
            continue
        elif letter == '"' and not depth:
            quoted = not quoted
            continue
        elif not quoted and letter in "()":
            depth = max(0, depth + (1 if letter == "(" else -1))
            continue
        elif not quoted and not depth and letter == ";":
            statements.append(words)
            words = [""]
            continue
        elif not quoted and not depth and letter.isspace():
            words.append("")
            continue
        if not depth:
            words[-1] += letter
    statements.append(words)
    return [[word for word in statement if word] or [""] for statement in statements]


def without_sender(text: str, sender: Sender) -> str:
    """A text that neither names its sender nor says where to write to her.

    >>> without_sender("Jo Bloggs made tea.", Sender("Bloggs, Jo (Ward 7)", "jo.bloggs@merrowdale.example"))
    '(A name was here.) made tea.'
    """
    local, at, domain = sender.address.partition("@")
    if at:
        # A link may have it with a %40, or have what stands before the @ alone.
        rest = rf"(?:@|%40){re.escape(domain)}"
        whole = rf"{re.escape(local)}{f'(?:{rest})?' if '.' in local else rest}"
        text = re.sub(rf"(?<![\w.])<?(?:mailto:)?{whole}\b>?", ADDRESS_WAS_HERE, text, flags=re.IGNORECASE)
    names = _names(sender)
    if not names:
        return text
    telling = [name for name in names if name.capitalize() not in _WORDS_TOO]
    if len(names) > 1:
        first, last = _pattern(names[0]), _pattern(names[-1])
        whole = rf"\b(?:{first}(?:\s+[\w’'-]+){{0,2}}?\s+{last}|{last},\s*{first})\b"
        text = re.sub(f"{'' if telling else _CAPITAL}{whole}", NAME_WAS_HERE, text, flags=re.IGNORECASE)
    if telling:
        alone = rf"\b(?:{'|'.join(map(_pattern, telling))})\b(?!\.\w)"
        text = re.sub(f"{_CAPITAL}{alone}", NAME_WAS_HERE, text, flags=re.IGNORECASE)
        # Below a letter written in haste: "thanks, jo x".
        signed = rf"^((?:[\w’']+[ ,!.]+){{0,3}}){alone}(?=[ ,.!x*_]*$)"
        text = re.sub(signed, rf"\1{NAME_WAS_HERE}", text, flags=re.IGNORECASE | re.MULTILINE)
    return re.sub(rf"\n+{re.escape(NAME_WAS_HERE)}[\s,.x*_]*$", "\n", text)


def _pattern(name: str) -> str:
    """A name as people write it: with any hyphen, apostrophe and accent, or without."""
    return "".join(_SPELLED.get(letter) or _any_accent(normalize("NFD", letter)[0]) for letter in name)


def _any_accent(letter: str) -> str:
    return f"[{letter}{_ACCENTED[letter]}]" if letter in _ACCENTED else re.escape(letter)


def _names(sender: Sender) -> list[str]:
    """The names of a person; none of a team's mailbox."""
    shown = re.sub(r"\([^)]*\)|\[[^\]]*\]|\"|(?<!\w)'|'(?!\w)", " ", sender.name.partition("@")[0])
    last, comma, first = shown.partition(",")
    words = re.findall(r"[^\W\d_][\w’'-]+", f"{first} {last}" if comma else shown)
    if not words and "." in sender.address.partition("@")[0]:
        words = [part.capitalize() for part in re.findall(r"[a-z]{2,}", sender.address.partition("@")[0])]
    titles = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sister", "nurse", "rev"}
    names = [word for word in words if word.lower() not in titles]
    a_team = {name.lower() for name in names} & _TEAM_WORDS or names[:1] == ["Ward"]
    if a_team or re.search(r"\d", shown):
        return []
    return names
