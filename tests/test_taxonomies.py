"""Each story is once under a term, whatever its spelling."""

from goodnews.taxonomies import Taxonomy, group_by_term
from tests.site.making import make_story


def test_two_spellings_share_a_term_under_the_first_name() -> None:
    stories = [make_story("2026/new", team="Ward 7"), make_story("2026/old", team="WARD 7")]
    (term,) = group_by_term(stories, Taxonomy.TEAM)
    assert (term.name, term.address) == ("Ward 7", "teams/ward-7/")
    assert len(term.members) == 2


def test_a_story_tagged_twice_with_one_word_is_there_once() -> None:
    (term,) = group_by_term([make_story(tags="[Tea, tea]")], Taxonomy.TAG)
    assert (term.name, len(term.members)) == ("Tea", 1)


def test_years_are_newest_first_and_by_london_time() -> None:
    stories = [make_story("2026/a", date="2026-01-01 00:00"), make_story("2025/b", date="2025-07-01 00:30")]
    assert [term.name for term in group_by_term(stories, Taxonomy.YEAR)] == ["2026", "2025"]


def test_terms_are_in_order_of_their_names_and_numbers() -> None:
    teams = ("Ward 12", "ward 4", "Theatre", "Ward 7", "4th floor")
    stories = [make_story(f"2026/{number}", team=team) for number, team in enumerate(teams)]
    names = [term.name for term in group_by_term(stories, Taxonomy.TEAM)]
    assert names == ["4th floor", "Theatre", "ward 4", "Ward 7", "Ward 12"]
