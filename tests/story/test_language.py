"""In which language a text is."""

from pathlib import Path

import pytest

from goodnews.story import Story, read_stories
from goodnews.story.language import languages_of

ROOT = Path(__file__).resolve().parents[2]
STORIES = read_stories(ROOT / "content", ROOT).stories


@pytest.mark.parametrize("story", STORIES, ids=lambda story: str(story.key))
def test_a_sample_story_is_in_the_language_that_it_says(story: Story) -> None:
    assert languages_of(story.body) == {story.meta.lang}


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Mae’r te yn barod, ac mae pawb yn hapus.", {"cy"}),
        ("The tea is ready, and everybody is happy.", {"en"}),
        ("Mae'r te yn barod.\n\nThe tea is ready.", {"cy", "en"}),
        ("We learnt to say “mae'n braf” at the desk, and it was fun.", {"en"}),
        ("We all said it to her.\n\nDiolch yn fawr!", {"en"}),
        ("Bore da!", set()),
        ("", set()),
    ],
)
def test_a_few_words_of_another_language_make_no_other_text(text: str, languages: set[str]) -> None:
    assert languages_of(text) == languages
