"""Who is vouched for: by the mailbox's own server, and by nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.importers.mail.message import read_mail
from goodnews.importers.mail.senders import is_from_us, parse_results
from tests.mail_server import AUTHSERV

from .letters import letter, posted

DOMAINS = ["merrowdale.example"]


def vouched(results: str, sender: str = "Jo <jo@merrowdale.example>") -> bool:
    return is_from_us(read_mail(posted(letter(sender=sender, results=results))), AUTHSERV, DOMAINS)


@pytest.mark.parametrize(
    "results",
    [
        "dmarc=pass header.from=merrowdale.example",
        "spf=fail smtp.mailfrom=x.example; dmarc=pass (p=reject dis=none) header.from=Merrowdale.EXAMPLE",
        "dkim=pass header.d=merrowdale.example header.s=k1",
        "dkim=pass header.i=@merrowdale.example",
        "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=bounces@merrowdale.example",
        "auth=pass (cram-md5) smtp.auth=jo@merrowdale.example",
    ],
)
def test_what_counts(results: str) -> None:
    assert vouched(f"{AUTHSERV}; {results}")
    assert vouched(f"{AUTHSERV} 1; {results}")


@pytest.mark.parametrize(
    "results",
    [
        "none",
        "dmarc=none header.from=merrowdale.example",
        "dmarc=fail header.from=merrowdale.example; dkim=pass header.d=merrowdale.example",
        "dmarc=pass header.from=merrowdale.example; dmarc=fail header.from=merrowdale.example",
        "dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=x@evil.example",
        "dkim=pass header.d=merrowdale.example.evil.example",
        'spf=pass smtp.mailfrom="@merrowdale.example"@evil.example',
        "spf=pass smtp.helo=merrowdale.example",
        "x-dmarc=pass header.from=merrowdale.example",
        "(dmarc=pass header.from=merrowdale.example)",
        "spf=pass (a \\) ; dmarc=pass header.from=merrowdale.example) smtp.mailfrom=x@evil.example",
    ],
)
def test_what_does_not(results: str) -> None:
    assert not vouched(f"{AUTHSERV}; {results}")


def test_a_domain_that_is_not_listed_does_not_count_even_below_one_that_is() -> None:
    for domain in ("ward.merrowdale.example", "evilmerrowdale.example", "tarn.example"):
        assert not vouched(f"{AUTHSERV}; dmarc=pass header.from={domain}", f"Jo <jo@{domain}>")


@pytest.mark.parametrize(
    "sender",
    [
        "jo@merrowdale.example <x@evil.example>",
        "<jo@merrowdale.example>x@evil.example",
        '"jo@merrowdale.example" <x@evil.example>',
        "jo@merrowdale.example, x@evil.example",
        "=?utf-8?q?jo=40merrowdale=2Eexample?= <x@evil.example>",
        "jo@merrowdale.example.",
    ],
)
def test_a_sender_that_can_be_read_in_two_ways_is_nobody_of_ours(sender: str) -> None:
    mail = posted(letter(results=f"{AUTHSERV}; dmarc=pass"))
    name, _, rest = mail.partition(b"From: ")
    mail = name + b"From: " + sender.encode() + b"\r\n" + rest.partition(b"\r\n")[2]
    assert not is_from_us(read_mail(mail), AUTHSERV, DOMAINS)


def test_another_server_s_word_does_not_count() -> None:
    for server in ("", "mx", f"{AUTHSERV}.evil.example", f"evil.{AUTHSERV}", "mx.evil.example"):
        assert not vouched(f"{server}; dmarc=pass header.from=merrowdale.example")


@given(st.text())
def test_any_header_is_read(header: str) -> None:
    name, results = parse_results(header)
    assert isinstance(name, str)
    assert all(isinstance(result, dict) for result in results)


@given(st.text(alphabet=st.characters(exclude_characters='"\\', exclude_categories=["C"])))
def test_nothing_in_quotes_ends_anything(words: str) -> None:
    _, results = parse_results(f'{AUTHSERV}; spf=pass smtp.mailfrom="{words}"@evil.example')
    assert len(results) == 1
    assert set(results[0]) == {"spf", "smtp.mailfrom"}
