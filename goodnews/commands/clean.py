"""`./inv clean`: remove what a build can make again."""

from pathlib import Path

from goodnews.files import disk_in_words, remove_tree

MADE = ("output", ".cache")
"""What `clean` removes. The published site and the rehearsal's ledger are not made again, so they stay."""
ALL = (*MADE, "public", ".public-releases", ".practice")


def clean(root: Path, *, everything: bool = False) -> tuple[str, ...]:
    """Remove the output and the caches, and with `everything` the rehearsal too; give what was removed.

    Raises:
        CommandError: the disk refuses.
    """
    removed: list[str] = []
    for name in ALL if everything else MADE:
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
