"""Related stories: shared team first, then tags, hospital, category; always the same answer."""

from hypothesis import given
from hypothesis import strategies as st

from goodnews.site.related import relate
from goodnews.story import Story

from .making import make_story


def _story(key: str, **fields: str) -> Story:
    return make_story(key, **fields).story


POOL = [
    _story(f"2026/story-{number}", team=f"Ward {number % 3}", tags=f"[tag {number % 4}]", lang=lang)
    for number, lang in enumerate(["en", "en", "cy", "en", "en", "en", "cy", "en", "en"])
]


def test_a_shared_team_says_more_than_shared_tags() -> None:
    story = _story("2026/one", team="Ward 7", tags="[nights]", category="People")
    tagged = _story("2026/tagged", team="Ward 1", tags="[nights]", category="Teams")
    teamed = _story("2026/teamed", team="ward 7", category="Teams")
    stranger = _story("2026/stranger", category="Teams")
    assert relate([story, tagged, stranger, teamed])(0) == (3, 1)


def test_its_own_translation_is_linked_elsewhere_and_not_related() -> None:
    story = _story("2026/one", team="Ward 7", translation="2026/un")
    welsh = _story("2026/un", team="Ward 7", lang="cy")
    assert relate([story, welsh])(0) == ()


@given(st.lists(st.sampled_from(POOL), unique_by=lambda each: each.key))
def test_never_itself_never_twice_never_more_than_three_and_always_the_same(stories: list) -> None:
    for place in range(len(stories)):
        found = relate(stories)(place)
        assert place not in found
        assert len(found) == len(set(found)) <= 3
        assert found == relate(stories)(place)


def test_its_own_language_comes_first() -> None:
    story = _story("2026/one", category="People")
    welsh = _story("2026/dau", team="Ward 7", lang="cy")
    english = _story("2026/two", category="People")
    assert relate([story, welsh, english])(0) == (2, 1)


def test_of_those_that_share_as_much_the_nearest_in_time_come_first() -> None:
    stories = [_story(f"2026/{name}", team="Ward 7") for name in ("far", "near", "this", "next", "last")]
    assert relate(stories, 4)(2) == (1, 3, 0, 4)
