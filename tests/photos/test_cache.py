"""Sweeping the cache: what is no longer used does not wait there for ever."""

from pathlib import Path

from goodnews.photos import PhotoJob, make_card, prepare_photos, sweep_cache
from tests.photos.card.making import spec
from tests.photos.specimens import jpeg, scene


def test_sweeping_keeps_what_is_used_and_deletes_the_rest(story: Path, cache: Path) -> None:
    paths = [story / "kept.jpg", story / "withdrawn.jpg"]
    for seed, path in enumerate(paths):
        path.write_bytes(jpeg(scene(900, 600, seed)))
    prepared = prepare_photos([PhotoJob(path, "story.md", 1) for path in paths], cache)
    cards = [make_card(spec(each), cache) for each in ("kept", "gone")]
    kept = {rendition.path for rendition in prepared[paths[0]].renditions} | {cards[0].path}
    gone = {rendition.path for rendition in prepared[paths[1]].renditions} | {cards[1].path}
    assert sweep_cache(cache, kept) == len(gone) + 1
    assert all(each.is_file() for each in kept)
    assert not any(each.exists() for each in gone)
    digest = prepared[paths[1]].digest
    assert not any(
        digest in each.name or digest in each.read_text("latin-1") for each in cache.rglob("*.json")
    )
    again = prepare_photos([PhotoJob(paths[0], "story.md", 1)], cache)
    assert again[paths[0]] == prepared[paths[0]]


def test_sweeping_nothing_is_no_trouble(tmp_path: Path) -> None:
    assert sweep_cache(tmp_path / "none", set()) == 0
