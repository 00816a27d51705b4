"""Whether a mail is from whom it says: what the mailbox's own server found out (RFC 8601)."""

from collections.abc import Collection

from goodnews.importers.mail.message import Mail


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
