"""`./inv clean`: what was made here is removed."""

from pathlib import Path

from goodnews.cache import MADE_AGAIN, MADE_HERE
from goodnews.files import disk_in_words, remove_tree


def clean(root: Path, *, everything: bool = False) -> tuple[str, ...]:
    """Remove what a build makes again, with `everything` all that was made here; give what was removed."""
    removed: list[str] = []
    for name in MADE_HERE if everything else MADE_AGAIN:
        path = root / name
        with disk_in_words(f"{name} can't be removed"):
            if path.is_symlink() or path.is_file():
                path.unlink()
            elif path.is_dir():
                remove_tree(path)
            else:
                continue
        removed.append(name)
    return tuple(removed)
