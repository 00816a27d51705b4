"""The Trust's own list of people to tell, kept outside git; in the ledger there are only hashes."""

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass

import phonenumbers

from goodnews.problems import CommandError

SHORTEST_KEY = 16
_EMAIL = re.compile(r"[^@\s<>,;\"']+@[^@\s<>,;\"']+\.[^@\s<>,;\"']+")


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person to tell: `kind` is `email` or `text`."""

    kind: str
    address: str


def read_recipients(text: str, where: str) -> tuple[Recipient, ...]:
    """Read a list: one e-mail address or UK mobile number a line (or between commas), `#` for remarks.

    Twice the same person, however written, is once.

    Raises:
        CommandError: a line is neither. The line's number is said, and never what stands there.

    >>> read_recipients("Sister@Merrowdale.example, 07700 900123 # bleep", "the list")[1].address
    '+447700900123'
    """
    people: dict[Recipient, None] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for piece in line.partition("#")[0].split(","):
            if piece.strip():
                people[_read_one(piece.strip(), f"line {number} of {where}")] = None
    return tuple(people)


def _read_one(piece: str, place: str) -> Recipient:
    if _EMAIL.fullmatch(piece):
        return Recipient("email", piece.lower())
    try:
        number = phonenumbers.parse(piece, "GB")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise CommandError(
            f"There is neither an e-mail address nor a telephone number in {place}.",
            "Write one of them on each line. Nothing was sent.",
        )
    return Recipient("text", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def without(everybody: Sequence[Recipient], opted_out: Sequence[Recipient]) -> tuple[Recipient, ...]:
    """Everybody who has not asked to be left out."""
    gone = frozenset(opted_out)
    return tuple(person for person in everybody if person not in gone)


def check_key(key: str) -> bytes:
    """The key for hashing recipients.

    Raises:
        CommandError: it is so short that the hashes of telephone numbers could be turned back.
    """
    if len(key) < SHORTEST_KEY:
        raise CommandError(
            "NOTIFY_HASH_KEY is missing or shorter than 16 characters.",
            "Set it once to a long random text, and never change it: it keeps people's numbers out of the "
            "record, and tells who has had a message already.",
        )
    return key.encode()


def hash_recipient(key: bytes, story: str, recipient: Recipient) -> str:
    """A name for one recipient of one story that leads back to nobody, and differs from story to story."""
    digest_input = f"{story}\n{recipient.kind}\n{recipient.address}".encode()
    return hmac.new(key, digest_input, hashlib.sha256).hexdigest()[:40]


def key_fingerprint(key: bytes) -> str:
    """What the ledger remembers of the key, to notice when it was changed."""
    return hmac.new(key, b"the key for recipients", hashlib.sha256).hexdigest()[:16]
