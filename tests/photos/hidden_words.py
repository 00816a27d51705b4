"""The words that a photo says beside what it shows."""

from pathlib import Path

from goodnews.photos import read_metadata


def hidden_words(path: Path) -> tuple[str, ...]:
    """Each once."""
    return tuple(dict.fromkeys(entry.text for entry in read_metadata(path) if entry.text))
