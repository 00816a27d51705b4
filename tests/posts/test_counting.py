import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from goodnews.posts import count_graphemes, count_mastodon, count_sms, split_graphemes


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
