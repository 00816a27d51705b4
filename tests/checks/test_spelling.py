"""Spelling: the whole of codespell's list is known, and a quick look at a story's words says enough."""

import re
from importlib.resources import files

import pytest

from goodnews.checks.spelling import _FINE_IN_BRITAIN, _slips


def test_every_row_of_the_list_is_known() -> None:
    rows = (files("codespell_lib") / "data" / "dictionary.txt").read_text(encoding="utf-8")
    meant = {slip.lower(): better for slip, better in re.findall(r"^(.*?)->(.*)$", rows, re.MULTILINE)}
    assert _slips().meant == {slip: meant[slip] for slip in meant if slip not in _FINE_IN_BRITAIN}


@pytest.mark.parametrize("words", ["the kettle sings", "we recieved it", "a favorite colour", "check", ""])
def test_a_story_is_read_again_when_any_word_may_be_wrong(words: str) -> None:
    vocabulary = frozenset(words.split())
    assert _slips().any_in(vocabulary) is any(_slips().better(word) is not None for word in vocabulary)
