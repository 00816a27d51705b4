"""The cache: rows of bytes by kind and key, in one small database.

What is kept here can always be made again. So a file that is missing, torn, foreign or of another version
counts as empty, and a disk that takes nothing is no reason to stop.
"""

import hashlib
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from zlib import crc32

from goodnews.files import is_utf_8
from goodnews.git import Git, GitError
from goodnews.problems import CommandError
from goodnews.programs import ProgramMissing

PACKAGE = Path(__file__).parent
LOCK_FILE = "requirements.txt"
MADE_AGAIN = ("output", ".cache")
"""What a build makes again. The published site and the rehearsal's ledger it does not."""
MADE_HERE = (*MADE_AGAIN, "public", ".public-releases", ".practice")
_BUSY_TIMEOUT = 10.0
"""Seconds to wait while another run writes its rows."""
_TABLES = (
    "version (name TEXT PRIMARY KEY)",
    "entries (kind TEXT, key TEXT, value BLOB, checksum INTEGER, PRIMARY KEY (kind, key))",
)


class SqliteCache:
    """One file of rows. Two runs may use it at once: each row is right by itself, whoever wrote it.

    Args:
        file: the database.
        version: of all that makes rows; those of another one are forgotten.
    """

    def __init__(self, file: Path, version: str) -> None:
        self._file, self._version = file, version
        self._read: dict[str, dict[str, bytes]] = {}

    def entries(self, kind: str) -> Mapping[str, bytes]:
        """Every row of a kind that is as it was written, by its key."""
        if kind not in self._read:
            self._read[kind] = self._select(kind)
        return self._read[kind]

    def replace(self, kind: str, entries: Mapping[str, bytes]) -> None:
        """Keep these rows of a kind, and no others; only what differs is written."""
        before = self.entries(kind)
        del self._read[kind]
        changed = [
            (kind, key, value) for key, value in entries.items() if before.get(key) != value and is_utf_8(key)
        ]
        gone = [(kind, key) for key in before if key not in entries]
        if not changed and not gone:
            return
        with suppress(OSError, sqlite3.Error):
            self._remove_unusable()
            with closing(self._connect()) as database, database:
                # Rows can be made again, so nobody waits until the disk has them.
                database.execute("PRAGMA synchronous = OFF")
                # What was taken back must not wait in a cache: SQLite would leave its bytes where they were.
                database.execute("PRAGMA secure_delete = ON")
                # Of a new file: a story's row then has room in one page, which is read and written at once.
                database.execute("PRAGMA page_size = 16384")
                for table in _TABLES:
                    database.execute(f"CREATE TABLE IF NOT EXISTS {table}")
                database.execute("INSERT OR IGNORE INTO version VALUES (?)", (self._version,))
                rows = ((kind, key, value, _checksum(key, value)) for kind, key, value in changed)
                database.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)
                database.executemany("DELETE FROM entries WHERE kind = ? AND key = ?", gone)

    def _select(self, kind: str) -> dict[str, bytes]:
        if not self._file.is_file():
            return {}
        try:
            with closing(self._connect()) as database:
                if not self._is_ours(database):
                    return {}
                rows = database.execute("SELECT key, value, checksum FROM entries WHERE kind = ?", (kind,))
                return {key: value for key, value, checksum in rows if _checksum(key, value) == checksum}
        except (sqlite3.Error, TypeError, AttributeError):
            return {}

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file, timeout=_BUSY_TIMEOUT)

    def _is_ours(self, database: sqlite3.Connection) -> bool:
        return database.execute("SELECT name FROM version").fetchall() == [(self._version,)]

    def _remove_unusable(self) -> None:
        """Remove a file that can't be used, and what SQLite left beside it."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        if self._file.exists():
            try:
                with closing(self._connect()) as database:
                    usable = self._is_ours(database)
            except sqlite3.DatabaseError:
                usable = False
            if not usable:
                self._file.unlink(missing_ok=True)
        if not self._file.exists():
            self._file.with_name(f"{self._file.name}-journal").unlink(missing_ok=True)


@cache
def code_version() -> str:
    """A digest of this package and of the lock file beside it: the version of all that makes rows."""
    digest = hashlib.sha256()
    files = [path for path in sorted(PACKAGE.rglob("*")) if path.suffix in {".py", ".toml", ".md"}]
    for file in (*files, PACKAGE.parent / LOCK_FILE):
        if file.is_file():
            digest.update(f"{file.relative_to(PACKAGE.parent).as_posix()}\n".encode() + file.read_bytes())
    return digest.hexdigest()


def open_cache(root: Path) -> SqliteCache:
    """The project's cache; one that came with the checkout is refused, for somebody else wrote it."""
    refuse_committed_caches(root)
    return SqliteCache(root / ".cache" / "goodnews.db", code_version())


def refuse_committed_caches(root: Path) -> None:
    """Stop when git tracks anything in a folder that only this machine may write.

    A cache is believed, because this machine wrote it. One that a stranger commits could put anything on the
    site: a rendition that is no rendition, a text that was never sanitised. In whatever letters: `Output` is
    `output` on the disks of Windows and macOS. CommandError naming the folder.
    """
    try:
        names = Git(root).text("ls-files", "-z", "--", *(f":(icase){name}" for name in MADE_HERE))
    except (GitError, ProgramMissing):
        return  # not a checkout, or no git here: then nothing came with one
    if names:
        name = names.partition("\0")[0]
        raise CommandError(
            f"“{name}” is in git, and it must not be: only this machine may write there.",
            f"Find out who added it. Then take it out: git rm -r --cached {name.partition('/')[0]}",
        )


def _checksum(key: str, value: bytes) -> int:
    """A sum that an altered row would not have."""
    return crc32(value, crc32(key.encode()))
