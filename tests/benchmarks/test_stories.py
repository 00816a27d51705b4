"""Made-up stories to measure with."""

from pathlib import Path

from benchmarks.stories import NOW, corpus, middle_story
from goodnews.story import Visibility, read_stories


def test_the_same_number_gives_the_same_words() -> None:
    assert list(corpus(5)) == list(corpus(5))
    assert len(dict(corpus(50))) == 50


def test_every_story_is_a_valid_public_text_of_about_350_words(tmp_path: Path) -> None:
    for key, text in corpus(30):
        path = tmp_path / "content" / "stories" / key / "story.md"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    stories = read_stories(tmp_path / "content", tmp_path).raise_for_problems()
    assert len(stories) == 30
    for story in stories:
        assert story.visibility(NOW) is Visibility.PUBLIC
        assert 330 < len(story.body.split()) < 480


def test_the_story_that_is_edited_has_as_many_before_it_as_after() -> None:
    assert middle_story(11) == "2026/story-5"
