"""Related stories: shared team first, then tags, hospital, category; always the same answer."""

from hypothesis import given
from hypothesis import strategies as st

from goodnews.site.related import WEIGHTS, relate
from goodnews.story import Story, slugify
from goodnews.taxonomies import Taxonomy, terms_of

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


@given(st.lists(st.sampled_from(POOL), unique_by=lambda each: each.key), st.integers(1, 5))
def test_it_is_what_is_shared_then_how_near_then_the_key(stories: list, most: int) -> None:
    def marks(story: Story) -> dict[tuple[Taxonomy, str], int]:
        return {
            (taxonomy, slugify(name)): weight
            for taxonomy, weight in WEIGHTS.items()
            for name in terms_of(story, taxonomy)
        }

    for place, story in enumerate(stories):
        ranks = []
        for other, rival in enumerate(stories):
            both = marks(story).keys() & marks(rival).keys()
            foreign = rival.meta.lang != story.meta.lang
            if other != place and both:
                much = sum(marks(story)[mark] for mark in both)
                ranks.append((foreign, -much, abs(other - place), rival.key, other))
        assert relate(stories, most)(place) == tuple(rank[-1] for rank in sorted(ranks)[:most])


def test_its_own_language_comes_first() -> None:
    story = _story("2026/one", category="People")
    welsh = _story("2026/dau", team="Ward 7", lang="cy")
    english = _story("2026/two", category="People")
    assert relate([story, welsh, english])(0) == (2, 1)
