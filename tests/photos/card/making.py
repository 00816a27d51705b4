"""Cards to be made, and the photos on them."""

from pathlib import Path

from goodnews.photos import CardSpec
from tests.photos.specimens import jpeg, scene

TITLE = "Coming off shift: a night on Ward 7"


def spec(title: str = TITLE, **changes: object) -> CardSpec:
    card = CardSpec(title, "People", "Show them ours", "#005f6b", None, None)
    return card._replace(**changes)  # type: ignore[arg-type]


def photo_in(story: Path, data: bytes | None = None, name: str = "ward.jpg") -> Path:
    path = story / name
    path.write_bytes(jpeg(scene(1600, 1200)) if data is None else data)
    return path
