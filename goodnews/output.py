"""The output: what each of its files was made from, and only those written that would come out otherwise.

A file's bytes follow from what all files share (templates, code, libraries) and from what is its own. When
both are what they were, and the file is still the one that was written, making it again would change nothing.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from goodnews.cache import SqliteCache
from goodnews.files import link_file, patiently, replace_file, scan, stamp_of, write_atomically
from goodnews.parallel import can_fork, in_batches, parallel_map
from goodnews.problems import CommandError
from goodnews.terminal import Progress, in_silence

CHUNK = 40
"""Files that a process makes at a time."""
SHA256 = 64
"""Letters of a digest."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the site to be.

    Attributes:
        path: where it goes below the output, with forward slashes.
        fingerprint: a digest of all that its bytes are made from, but for the templates and the code.
        render: makes the bytes.
        copy_of: a file with the same bytes, whatever the code; the fingerprint is their SHA-256, where it is
            known. A new file becomes a hard link to it, where that can be done.
    """

    path: str
    fingerprint: str
    render: Callable[[], bytes] = field(compare=False, repr=False)
    copy_of: str = ""

    @classmethod
    def from_bytes(cls, path: str, data: bytes) -> "Artifact":
        """A file whose bytes are at hand."""
        return cls(path, hashlib.sha256(data).hexdigest(), partial(bytes, data))


class ManifestEntry(NamedTuple):
    """A file of the last build: what it was made with and from, a digest of its bytes, and its stamp."""

    version: str
    fingerprint: str
    digest: str
    stamp: str


class Manifest:
    """What the last build of an output wrote, kept in the cache."""

    def __init__(self, cache: SqliteCache, name: str) -> None:
        self._cache, self._kind = cache, f"output {name}"
        rows = cache.entries(self._kind)
        self._before = {path: entry for path, row in rows.items() if (entry := _entry(row))}
        self.entries: dict[str, ManifestEntry] = {}

    def stale_reason(self, artifact: Artifact, version: str, file: str, stamp: str | None) -> str | None:
        """Why a file has to be made again; None when it can stay, and then it is an entry of this build too.

        Args:
            artifact: what it would be.
            version: what it would be made with.
            file: where it is.
            stamp: what the file system says of it; None when no plain file is there.
        """
        before = self._before.get(artifact.path)
        if before is None:
            return "new, or made by another version of the program"
        if before.version != version:
            return "a template, the code or a library changed"
        if before.fingerprint != artifact.fingerprint:
            return "what it shows changed"
        if stamp is None:
            return "its file is gone"
        if stamp != before.stamp:
            if _digest(file) != before.digest:
                return "its file was changed by somebody else"
            before = before._replace(stamp=stamp)
        self.entries[artifact.path] = before
        return None

    def save(self) -> None:
        """Keep what is known of this build's files, and of no others."""
        rows = {path: "\n".join(entry).encode() for path, entry in self.entries.items()}
        self._cache.replace(self._kind, rows)


class Output:
    """The folder that the site is written to.

    Args:
        root: the folder.
        cache: where its manifest is kept between builds.
        version: a digest of what all files are made with; see `Artifact.fingerprint`.
        skip: folders at its top that somebody else writes.

    Attributes:
        changed: the paths whose bytes were not there before.
        reasons: for every file that was made again, why.

    Raises:
        CommandError: the folder is a link: whatever is behind it is not ours to remove.
    """

    def __init__(self, root: Path, cache: SqliteCache, version: str, skip: tuple[str, ...] = ()) -> None:
        if root.is_symlink():
            raise CommandError(
                f"{root.name} is a link to another folder.", "Remove it, or choose another output."
            )
        self.root = root
        self.changed: list[str] = []
        self.reasons: dict[str, str] = {}
        self._version = version
        self._manifest = Manifest(cache, root.name)
        self._snapshot = scan(root, skip=skip)
        self._paths: set[str] = set()

    def write(
        self,
        artifacts: Iterable[Artifact],
        together: Iterable[Artifact] = (),
        progress: Progress = in_silence,
    ) -> None:
        """Write the files that are stale: each at once or not at all, and never through a link.

        Args:
            artifacts: the files.
            together: more files, which have work in common, so that one worker makes them all.
            progress: how long work is shown.

        Raises:
            CommandError: a file to copy is not what it was when it was made.
            ValueError: a path leads out of the output, or two files want the same one.
        """
        self._remove_links()
        first = [artifact for artifact in together if self._is_stale(artifact)]
        stale = [artifact for artifact in artifacts if self._is_stale(artifact)]
        chunks = [first, *in_batches(stale, CHUNK)]
        # Most of what renders pages can't be pickled, so it is shared only where processes are copied.
        can_share = can_fork() and len(first) + len(stale) > CHUNK
        with progress("Pages and feeds", len(chunks)) as on_done:
            for written in parallel_map(self._write_chunk, chunks, 1, on_done, None if can_share else 1):
                for path, entry, is_changed in written:
                    self._manifest.entries[path] = entry
                    if is_changed:
                        self.changed.append(path)

    def prune(self) -> tuple[str, ...]:
        """Remove every file that was there, and that nobody wrote during this build; give their names."""
        gone = []
        for path in sorted(self._snapshot.stamps.keys() - self._paths):
            # What a plugin of Pelican's has just written is there on purpose.
            if stamp_of(f"{self.root}/{path}") == self._snapshot.stamps[path]:
                patiently(partial(Path(f"{self.root}/{path}").unlink, missing_ok=True))
                gone.append(path)
        self._snapshot.remove_empty_folders(self._paths)
        return tuple(gone)

    def save(self) -> None:
        """Keep what the files were made from for the next build."""
        self._manifest.save()

    def digest(self, below: str = "") -> str:
        """A digest of all that was written below a folder: the same bytes give the same digest."""
        entries = self._manifest.entries
        paths = sorted(path for path in entries if path.startswith(below))
        lines = (f"{path} {entries[path].digest}" for path in paths)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def _remove_links(self) -> None:
        """Remove what is there and is neither file nor folder, before anything is written through it."""
        for path in [path for path, stamp in self._snapshot.stamps.items() if stamp is None]:
            Path(f"{self.root}/{path}").unlink(missing_ok=True)
            del self._snapshot.stamps[path]

    def _is_stale(self, artifact: Artifact) -> bool:
        path = artifact.path
        if path.startswith("/") or ".." in path.split("/"):
            raise ValueError(f"{path} is not below the output")
        if path in self._paths:
            raise ValueError(f"two files want to be {path}")
        self._paths.add(path)
        version, stamp = self._version_of(artifact), self._snapshot.stamps.get(path)
        reason = self._manifest.stale_reason(artifact, version, f"{self.root}/{path}", stamp)
        if reason:
            self.reasons[path] = reason
        return reason is not None

    def _version_of(self, artifact: Artifact) -> str:
        return "" if artifact.copy_of else self._version

    def _write_chunk(self, chunk: Sequence[Artifact]) -> list[tuple[str, ManifestEntry, bool]]:
        written: list[tuple[str, ManifestEntry, bool]] = []
        for part in in_batches(chunk, CHUNK):
            # All are made before any is written: a processor is quick at what it has just done.
            made = [None if artifact.copy_of else artifact.render() for artifact in part]
            written += map(self._write, part, made)
        return written

    def _write(self, artifact: Artifact, made: bytes | None) -> tuple[str, ManifestEntry, bool]:
        """Write a file; gives its entry, and whether its bytes were not there before."""
        file = f"{self.root}/{artifact.path}"
        is_new = artifact.path not in self._snapshot.stamps
        if is_new and artifact.copy_of and link_file(artifact.copy_of, file):
            digest, is_changed = _digest(file) or "", True
        else:
            data = artifact.render() if made is None else made
            digest, is_changed = hashlib.sha256(data).hexdigest(), True
            if is_new:
                replace_file(file, data)
            else:
                is_changed = write_atomically(file, data)
        if artifact.copy_of and len(artifact.fingerprint) == SHA256 and digest != artifact.fingerprint:
            Path(file).unlink()
            raise CommandError(
                f"Somebody else has changed {Path(artifact.copy_of).name} in the cache.",
                "Run `./inv clean`, then this again.",
            )
        about = self._version_of(artifact), artifact.fingerprint, digest, stamp_of(file) or ""
        return artifact.path, ManifestEntry(*about), is_changed


def _entry(row: bytes) -> ManifestEntry | None:
    """What a row says of a file; None if it is not what we write."""
    try:
        version, fingerprint, digest, stamp = row.decode().split("\n")
    except ValueError:
        return None
    return ManifestEntry(version, fingerprint, digest, stamp)


def _digest(file: str) -> str | None:
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 - one of thousands, and no path object is at hand
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return None
