import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.posts import COUNTERS, compose

LINK = "https://stories.merrowdale.example/stories/2026/night-on-ward-7/"


def test_the_words_come_first_and_the_link_last() -> None:
    post = compose("Knackered, happy,\n proud:", LINK, "x")
    assert post.text == f"Knackered, happy, proud: {LINK}"
    assert (post.length, post.limit, post.shortened) == (48, 280, False)


def test_long_words_are_cut_at_a_words_end_and_the_link_stays_whole() -> None:
    post = compose("word " * 100, LINK, "x")
    assert post.text.endswith(f"word… {LINK}")
    assert post.shortened
    assert post.length <= 280


def test_one_giant_word_is_cut_between_characters() -> None:
    post = compose("👩‍👩‍👧" * 200, LINK, "x")
    assert post.text == "👩‍👩‍👧" * 127 + f"… {LINK}"
    assert post.length == 280


def test_a_link_longer_than_the_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="link alone"):
        compose("Hello", "https://stories.merrowdale.example/" + "a" * 300, "bluesky")


@given(words=st.text(max_size=700), network=st.sampled_from(sorted(COUNTERS)))
def test_no_words_make_a_post_too_long_or_lose_its_link(words: str, network: str) -> None:
    post = compose(words, LINK, network)
    assert post.length <= post.limit
    assert post.text.endswith(LINK)
