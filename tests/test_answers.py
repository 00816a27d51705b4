"""What the answers that are remembered depend on."""

from pathlib import Path

import goodnews
from goodnews.answers import depended_on


def test_every_module_of_the_checks_counts_and_every_text_that_a_story_starts_from() -> None:
    package = Path(goodnews.__file__).parent
    names = {file.relative_to(package).as_posix() for file in depended_on(package)}
    assert {"checks/runner.py", "checks/identifiers/phones.py", "story/model.py", "trust.py"} <= names
    assert {"story/templates/story.md", "story/templates/thanks.md"} <= names
    assert not any(name.endswith(".pyc") for name in names)
