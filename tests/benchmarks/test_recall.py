"""The identifier rules on sentences that were written before they were, a part of them kept from tuning."""

import pytest

from benchmarks.recall import CLEAN, HELD_OUT, KINDS, LOOKED_AT, TUNED, missed, read_sentences


@pytest.mark.parametrize("voices", [TUNED, HELD_OUT, LOOKED_AT])
def test_nine_in_ten_of_each_kind_are_found_and_one_clean_sentence_in_a_hundred_at_most(
    voices: tuple[str, ...],
) -> None:
    every = [sentence.kind for sentence in read_sentences(voices)]
    wrong = [sentence.kind for sentence in missed(read_sentences(voices))]
    shares = {kind: wrong.count(kind) / every.count(kind) for kind in KINDS}
    assert max(shares.values()) <= 0.1, shares
    assert wrong.count(CLEAN) / every.count(CLEAN) <= 0.01


def test_each_kind_has_enough_sentences_and_none_stands_twice() -> None:
    sentences = read_sentences((*TUNED, *HELD_OUT, *LOOKED_AT))
    assert len(set(sentences)) == len(sentences)
    kinds = [sentence.kind for sentence in sentences]
    assert min(kinds.count(kind) for kind in KINDS) >= 25
    assert kinds.count(CLEAN) >= 300
