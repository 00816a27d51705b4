"""What CI does again and again: a fresh checkout with `.cache` restored; and what unchanged photos cost.

Nobody else is measured: Hugo and stock Pelican keep nothing between two machines but photos.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.ours import check_out, count_work, make_ours
from benchmarks.pictures import photograph_file
from benchmarks.report import Table
from benchmarks.timing import ratio, seconds, take_turns

STORIES = (1_000,)
RUNS = 5
PHOTOS = 200
MEGABYTES = 5
WORK = ("files read", "texts parsed", "pictures decoded", "cards drawn")

_STORY = """\
---
title: "A photo, {number}"
summary: A picture of something good.
date: 2017-03-{day:02} 09:00
category: People
{photos}---
The light was like this all day, in picture {number}.
"""
_PHOTO = """\
photos:
  - file: photo.jpg
    alt: A corridor seen from its far end
    shows: nobody
"""


def run(stories: Sequence[int] = STORIES, runs: int = RUNS, echo: Callable[[str], None] = print) -> Table:
    """Build with nothing changed, with photos and without; then as CI does, from a fresh checkout."""
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for size in stories:
            rows.extend(_measure(Path(folder, str(size)), size, runs, echo))
    return Table(
        f"A fresh checkout, and {PHOTOS} photos of {MEGABYTES} MB, median of {runs}",
        ("stories", "what", "seconds", "× nothing changed", *WORK, "target"),
        tuple(rows),
    )


def add_photos(project: Path, count: int, megabytes: float) -> None:
    """Add stories with a photo each: a few pictures, made as many files as it takes by a comment in each.

    Of 0 megabytes, none: so one sees what the same stories take without.
    """
    pictures = [photograph_file(seed) for seed in range(min(count, 4))]
    for number in range(count):
        folder = project / "content" / "stories" / "2017" / f"photo-{number}"
        folder.mkdir(parents=True)
        picture = pictures[number % len(pictures)]
        padding = max(0, int(megabytes * 1e6) - len(picture))
        if megabytes:
            (folder / "photo.jpg").write_bytes(with_comments(picture, f"{number} ", padding))
        text = _STORY.format(number=number, day=number % 28 + 1, photos=_PHOTO if megabytes else "")
        (folder / "story.md").write_text(text, encoding="utf-8")


def with_comments(jpeg: bytes, words: str, size: int) -> bytes:
    """A JPEG with about so many bytes of comments put in, which start with these words."""
    comments = b""
    while len(comments) <= size:
        text = words.encode().ljust(min(65_000, max(size - len(comments), len(words))), b".")
        comments += b"\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text
    return jpeg[:2] + comments + jpeg[2:]


def _measure(folder: Path, size: int, runs: int, echo: Callable[[str], None]) -> list[tuple[str, ...]]:
    echo(f"Writing {size:,} stories, {PHOTOS} photos, and building them for the first time")
    texts, photos = make_ours(folder / "texts", size), make_ours(folder / "photos", size)
    add_photos(texts.folder, PHOTOS, 0)
    add_photos(photos.folder, PHOTOS, MEGABYTES)
    for builder in (texts, photos):
        builder.build()
        builder.build()
    costs = take_turns({"texts": texts.build, "photos": photos.build}, runs, echo)
    share = (seconds(costs["photos"]) - seconds(costs["texts"])) * 1000
    fresh = []
    for number in range(runs):
        fresh.append(check_out(photos, folder / f"checkout-{number}").build())
        echo(f"{size:,} stories, a fresh checkout: {fresh[-1].seconds:.2f} s")
    work = count_work(check_out(photos, folder / "counted"))
    same = count_work(photos)
    rows: Sequence[tuple[str, str, str, Mapping[str, int] | None, str]] = (
        (f"nothing changed, with {PHOTOS} photos", f"{seconds(costs['photos']):.2f}", "1.00", same, "0 read"),
        ("of that, the photos", f"{share:.0f} ms", "", None, "≤ 50 ms"),
        (
            "a fresh checkout, `.cache` restored",
            f"{seconds(fresh):.2f}",
            f"{ratio(fresh, costs['photos']):.2f}",
            work,
            "each file read once; 0 parsed, decoded, drawn",
        ),
    )
    return [
        (
            f"{size:,}",
            message,
            spent,
            times,
            *(f"{done[name]:,}" if done is not None else "" for name in WORK),
            target,
        )
        for message, spent, times, done, target in rows
    ]
