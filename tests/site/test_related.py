"""Related stories: shared team first, then tags, hospital, category; always the same answer."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from goodnews.rendered import RenderedStory
from goodnews.site.related import related_stories
from goodnews.taxonomies import Taxonomy, group_by_term

from .making import make_story


def _related(stories: Sequence[RenderedStory]) -> list[list[str]]:
    """The names of those related to each story."""
    related = related_stories(stories, {kind: group_by_term(stories, kind) for kind in Taxonomy})
    return [[other.story.key.removeprefix("2026/") for other in others] for others in related]


POOL = [
    make_story(f"2026/story-{number}", team=f"Ward {number % 3}", tags=f"[tag {number % 4}]", lang=lang)
    for number, lang in enumerate(["en", "en", "cy", "en", "en", "en", "cy", "en", "en"])
]


def test_a_shared_team_says_more_than_shared_tags() -> None:
    story = make_story("2026/one", team="Ward 7", tags="[nights]", category="People")
    tagged = make_story("2026/tagged", team="Ward 1", tags="[nights]", category="Teams")
    teamed = make_story("2026/teamed", team="ward 7", category="Teams")
    stranger = make_story("2026/stranger", category="Teams")
    assert _related([story, tagged, stranger, teamed])[0] == ["teamed", "tagged"]


def test_its_own_translation_is_linked_elsewhere_and_not_related() -> None:
    story = make_story("2026/one", team="Ward 7", translation="2026/un")
    welsh = make_story("2026/un", team="Ward 7", lang="cy")
    assert _related([story, welsh])[0] == []


@given(st.lists(st.sampled_from(POOL), unique_by=lambda rendered: rendered.story.key))
def test_never_itself_never_twice_never_more_than_three_and_always_the_same(stories: list) -> None:
    related = _related(stories)
    for rendered, names in zip(stories, related, strict=True):
        assert rendered.story.key.removeprefix("2026/") not in names
        assert len(names) == len(set(names)) <= 3
    assert related == _related(stories)


def test_its_own_language_comes_first() -> None:
    story = make_story("2026/one", category="People")
    welsh = make_story("2026/dau", team="Ward 7", lang="cy")
    english = make_story("2026/two", category="People")
    assert _related([story, welsh, english])[0] == ["two", "dau"]


def test_of_those_that_share_as_much_the_nearest_in_time_come_first() -> None:
    stories = [make_story(f"2026/{name}", team="Ward 7") for name in ("far", "near", "this", "next", "last")]
    assert _related(stories)[2] == ["near", "next", "far"]
