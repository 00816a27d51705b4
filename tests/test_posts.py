"""The words of a post, and how each network counts them: X by twitter-text's third configuration."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from goodnews.posts import (
    COUNTERS,
    compose,
    count_graphemes,
    count_mastodon,
    count_sms,
    count_x,
    split_graphemes,
)

ADDRESS = "https://stories.merrowdale.example/stories/2026/a-night/"


def test_the_words_come_first_and_the_link_last() -> None:
    post = compose("Knackered, happy,\n proud:", ADDRESS, "x")
    assert post.text == f"Knackered, happy, proud: {ADDRESS}"
    assert (post.length, post.limit, post.shortened) == (48, 280, False)


def test_long_words_are_cut_at_a_words_end_and_the_link_stays_whole() -> None:
    post = compose("word " * 100, ADDRESS, "x")
    assert post.text.endswith(f"word… {ADDRESS}")
    assert post.shortened
    assert post.length <= 280


def test_one_giant_word_is_cut_between_characters() -> None:
    post = compose("👩‍👩‍👧" * 200, ADDRESS, "x")
    assert post.text == "👩‍👩‍👧" * 127 + f"… {ADDRESS}"
    assert post.length == 280


def test_a_link_longer_than_the_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="link alone"):
        compose("Hello", "https://stories.merrowdale.example/" + "a" * 300, "bluesky")


@given(words=st.text(max_size=700), network=st.sampled_from(sorted(COUNTERS)))
def test_no_words_make_a_post_too_long_or_lose_its_link(words: str, network: str) -> None:
    post = compose(words, ADDRESS, network)
    assert post.length <= post.limit
    assert post.text.endswith(ADDRESS)


@pytest.mark.parametrize(("text", "length"), [("👩‍👩‍👧 é", 3), ("", 0), ("🏴󠁧󠁢󠁷󠁬󠁳󠁿", 1), ("ab\n", 3)])
def test_bluesky_counts_what_a_reader_sees(text: str, length: int) -> None:
    assert count_graphemes(text) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [("a https://stories.merrowdale.example/stories/2026/x/", 25), ("@ward@social.example hi", 8), ("🙂", 1)],
)
def test_mastodon_counts_a_link_as_23_and_a_mention_as_its_name(text: str, length: int) -> None:
    assert count_mastodon(text) == length


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ŵ" * 70, 1),
        ("ŵ" * 71, 2),
        ("a" * 307, 3),
    ],
)
def test_a_long_text_message_is_paid_for_more_than_once(text: str, messages: int) -> None:
    assert count_sms(text) == messages


@given(st.one_of(st.text(), st.text(st.characters(max_codepoint=127)), st.text("a\r\n\u0301")))
def test_a_plain_text_is_split_as_any_other(text: str) -> None:
    pieces = regex.findall(r"\X", text)
    assert split_graphemes(text) == pieces
    assert count_graphemes(text) == len(pieces)


CHARACTERS = {
    "nothing": ("", 0),
    "plain letters": ("Hello", 5),
    "a line's end, however it is written": ("a\r\nb", 3),
    "accented letters": ("Dŵr, tŷ, té", 11),
    "an accent of its own, put on its letter first": ("cafe\u0301", 4),
    "the last light character of the first range": ("\u10ff", 1),
    "the first heavy one": ("\u1100", 2),
    "a thin space": ("\u2009", 1),
    "a joiner, the last of the second range": ("\u200d", 1),
    "a mark of direction, just behind it": ("\u200e", 2),
    "a dash and curly quotes": ("–“it’s”", 7),
    "an ellipsis, just behind them": ("…", 2),
    "a prime": ("\u2032", 1),
    "Chinese": ("日本", 4),
    "a letter of an old alphabet": ("\U00010900", 2),
}
EMOJI = {
    "a face": ("😷", 2),
    "a hand with a colour of skin": ("👋🏽", 2),
    "a family joined of three": ("👩‍👩‍👧", 2),
    "a nurse with a colour of skin": ("🧑🏿‍⚕️", 2),
    "a heart on fire": ("❤️‍🔥", 2),
    "a heart, coloured or not": ("❤️❤", 4),
    "a flag of two letters": ("🇬🇧🇮🇪", 4),
    "the flag of Wales": ("🏴󠁧󠁢󠁷󠁬󠁳󠁿", 2),
    "a keycap": ("7️⃣", 2),
    "a digit alone": ("7", 1),
    "a sign of copyright": ("©", 2),
    "among words": ("Tea 🫖 time", 11),
}
LINKS = {
    "a long address": (ADDRESS, 23),
    "a short one": ("http://a.uk", 23),
    "among words": (f"A {ADDRESS} b", 27),
    "with a port, a query and a place": ("https://a.uk:8080/b?c=d&e=f#g", 23),
    "a full stop behind it stays outside": ("See https://a.uk/b.", 28),
    "brackets around it stay outside": ("(https://a.uk/b)", 25),
    "two": ("https://a.uk https://b.uk", 47),
    "capitals": ("HTTPS://A.UK/B", 23),
    "a bare domain": ("see example.com", 27),
    "a hospital's": ("example.nhs.uk", 23),
    "a hospital's, with www": ("www.merrowdale-hospitals.nhs.uk", 23),
    "a hospital's, with a page": ("example.nhs.uk/a/page?b=c", 23),
    "a bare domain's query without a page stays outside": ("example.com?q=1", 27),
    "a Welsh one": ("stories.merrowdale.cymru", 23),
    "an accented one": ("https://tŷ.cymru/", 23),
    "a domain, then a sentence": ("example.com.Then", 28),
    "Chinese right behind a domain": ("example.com中国", 27),
    "Chinese right before a domain": ("中国example.com", 27),
    "an email address is none": ("stories@merrowdale.nhs.uk", 25),
    "a hashtag is none": ("#example.com", 12),
    "a mention is none": ("@ward7", 6),
    "a number is none": ("36.6 and 1.5", 12),
    "an abbreviation is none": ("e.g. at 7.30am", 14),
}
DOUBTFUL = {
    "perhaps a top-level domain": ("ward.hospital", 24),
    "a space forgotten": ("Thank you.Everybody", 6 + 24),
    "a long word, if it is no domain": ("a.Supercalifragilisticexpialidocious", 36),
    "an address in another alphabet": ("https://日本.jp", 23 + 4 + 3),
}


@pytest.mark.parametrize(
    ("text", "length"),
    [*CHARACTERS.values(), *EMOJI.values(), *LINKS.values()],
    ids=[*CHARACTERS, *EMOJI, *LINKS],
)
def test_x_counts_by_weight(text: str, length: int) -> None:
    assert count_x(text) == length


@pytest.mark.parametrize(("text", "length"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_in_doubt_a_text_counts_as_longer(text: str, length: int) -> None:
    assert count_x(text) == length


@given(st.text(st.characters(exclude_characters="."), max_size=40).map(str.strip))
def test_a_link_behind_any_words_adds_itself(words: str) -> None:
    assert count_x(f"{words} {ADDRESS}") == count_x(words) + 1 + 23
