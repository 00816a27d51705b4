"""The sender's name and address, taken out of what a mail says: they belong in the mailbox alone."""

import re

from goodnews.importers.mail.message import Sender

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
    """A name as people write it: with any hyphen or none, with a straight apostrophe or a curly one."""
    return "".join(_SPELLED.get(letter, re.escape(letter)) for letter in name)


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
