"""Looking a photo over without making renditions of it: for `check`."""

import hashlib
from pathlib import Path

from goodnews.photos.cache import PhotoCache
from goodnews.photos.developing import develop, upright_size
from goodnews.photos.findings import Finding, RefusedError
from goodnews.photos.focus import parse_focus
from goodnews.photos.kinds import kind_of
from goodnews.photos.opening import animation, open_photo
from goodnews.photos.preparing import PhotoJob
from goodnews.photos.reading import link, outside, read_photo
from goodnews.photos.recipe import Recipe
from goodnews.problems import Problem

LEAD_WIDTH = 960
"""A lead photo narrower than this looks soft across a page."""

_PROOF_WIDTH = 160


def inspect_photo(job: PhotoJob, story_folder: Path, cache: Path | None = None) -> tuple[Problem, ...]:
    """Everything wrong with one photo, in the words of the person who added it.

    It is decoded to its end at a small size, which finds a truncated file. With the `cache` of
    `prepare_photos`, a photo that was prepared before is not decoded again.
    """
    findings: list[Finding] = []
    try:
        parse_focus(job.focus)
    except RefusedError as refused:
        findings.append(refused.finding)
    try:
        findings += _look(job, story_folder, cache)
    except RefusedError as refused:
        findings.append(refused.finding)
    return tuple(each.at(job.file, job.line) for each in findings)


def _look(job: PhotoJob, story_folder: Path, cache: Path | None) -> list[Finding]:
    """Hold the file to its folder, read it, and try to decode it."""
    name = job.path.name
    if story_folder.is_symlink():
        raise link(name)
    if job.path.parent != story_folder or name in ("", ".", ".."):
        raise outside(name)
    data = read_photo(job.path)
    kind_of(data, name)
    known = None
    if cache is not None:
        known = PhotoCache(cache, Recipe().identity).find(hashlib.sha256(data).hexdigest())
    if known is not None:
        width = known.photo.width
        findings = list(known.findings)
    else:
        image, kind = open_photo(data, name)
        width, _ = upright_size(image)
        findings = list(animation(image, name, kind))
        develop(data, name, lambda _wide, _high: _PROOF_WIDTH)
    if job.leads and width < LEAD_WIDTH:
        findings.append(
            Finding.warning(
                "photo-small-lead",
                f"{name} leads the story and is only {width} pixels wide, so it will look soft.",
                f"Use one at least {LEAD_WIDTH} pixels wide, straight from the phone or camera.",
            )
        )
    return findings
