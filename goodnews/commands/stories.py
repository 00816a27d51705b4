"""The stories that people name: by a folder, by its last part, or by the path of a file in it."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches
from pathlib import Path

from goodnews.history import STORIES
from goodnews.problems import CommandError
from goodnews.story import key_in

_HINT = "Name it by its folder, like 2026/night-on-ward-7."


def typed_key(name: str) -> str:
    r"""The key that somebody means, however much of the path is typed with it.

    >>> typed_key("content\\stories\\2026\\a-night\\story.md"), typed_key("a-night")
    ('2026/a-night', 'a-night')
    """
    path = name.strip().replace("\\", "/").removeprefix("./").strip("/").removesuffix("/story.md")
    return key_in(path.rpartition(f"{STORIES}/")[2].removeprefix("stories/"))


def no_such_story(name: str, keys: Collection[str] = ()) -> CommandError:
    """What is said of a story that there isn't; it names the nearest of those that there are."""
    # All stories of a year are alike in their beginnings.
    by_name = {key.split("/")[1]: key for key in keys}
    close = get_close_matches(typed_key(name).rpartition("/")[2], by_name, n=1, cutoff=0.5)
    hint = f"Did you mean {by_name[close[0]]}?" if close else _HINT
    return CommandError(f"There is no story “{name}”.", hint)


def story_folder(root: Path, name: str) -> Path:
    """The folder of the story that somebody names, unless it is a link to somebody else's."""
    stories = root / STORIES
    folder = stories / typed_key(name)
    if ".." in folder.parts or folder.parent.parent != stories or not is_own_folder(folder):
        raise no_such_story(name, sorted(f"{path.parent.name}/{path.name}" for path in stories.glob("*/*")))
    return folder


def is_own_folder(folder: Path) -> bool:
    """Whether a story's folder is this project's, and no link to one of somebody else's."""
    return folder.is_dir() and not folder.is_symlink() and not folder.parent.is_symlink()


def choose_keys(keys: Collection[str], names: Sequence[str]) -> set[str]:
    """The stories that somebody names, by their folder or its last part; an error names the nearest."""
    chosen: set[str] = set()
    for name in names:
        typed = typed_key(name)
        matches = {key for key in keys if typed in (key, key.split("/")[1])}
        if not matches:
            raise no_such_story(name, keys)
        chosen |= matches
    return chosen
