"""Rows kept between runs in one small database: a run reads them at once, and writes only what changed.

What is kept here can always be made again. So a file that is missing, torn, foreign or of other code counts
as empty, and a disk that takes nothing is no reason to stop.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from zlib import crc32

_PATIENCE = 10.0
"""Seconds to wait while another run writes its rows."""
_TABLES = ("recipe (name TEXT PRIMARY KEY)", "kept (key TEXT PRIMARY KEY, value BLOB, sum INTEGER)")


class Drawer:
    """One file of rows: bytes by key.

    Two runs may use one drawer at once: each row is right by itself, whoever wrote it.

    Args:
        file: the database.
        recipe: names all that the rows were made with; those of another recipe are forgotten.
    """

    def __init__(self, file: Path, recipe: str) -> None:
        self._file, self._recipe = file, recipe

    def read(self) -> dict[str, bytes]:
        """Every row that is as it was written."""
        if not self._file.is_file():
            return {}
        try:
            with closing(self._open()) as rows:
                if not self._is_ours(rows):
                    return {}
                found = rows.execute("SELECT key, value, sum FROM kept")
                return {key: value for key, value, known in found if _sum(key, value) == known}
        except (sqlite3.Error, TypeError, AttributeError):
            return {}

    def update(self, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
        """Make the drawer hold `after`, where it held `before`: what `read` gave."""
        changed = [(key, value) for key, value in after.items() if before.get(key) != value]
        gone = [(key,) for key in before if key not in after]
        if not changed and not gone:
            return
        with suppress(OSError, sqlite3.Error):
            self._make_room()
            with closing(self._open()) as rows, rows:
                # Rows can be made again, so nobody waits until the disk has them.
                rows.execute("PRAGMA synchronous = OFF")
                # What was taken back must not wait in a cache: SQLite would leave its bytes where they were.
                rows.execute("PRAGMA secure_delete = ON")
                # Of a new file: a story's row then has room in one page, which is read and written at once.
                rows.execute("PRAGMA page_size = 16384")
                for table in _TABLES:
                    rows.execute(f"CREATE TABLE IF NOT EXISTS {table}")
                rows.execute("INSERT OR IGNORE INTO recipe VALUES (?)", (self._recipe,))
                told = ((key, value, _sum(key, value)) for key, value in changed)
                rows.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", told)
                rows.executemany("DELETE FROM kept WHERE key = ?", gone)

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file, timeout=_PATIENCE)

    def _is_ours(self, rows: sqlite3.Connection) -> bool:
        return rows.execute("SELECT name FROM recipe").fetchall() == [(self._recipe,)]

    def _make_room(self) -> None:
        """Remove a file that can't be used, and what SQLite left beside it."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        if self._file.exists():
            try:
                with closing(self._open()) as rows:
                    usable = self._is_ours(rows)
            except sqlite3.DatabaseError:
                usable = False
            if not usable:
                self._file.unlink(missing_ok=True)
        if not self._file.exists():
            self._file.with_name(f"{self._file.name}-journal").unlink(missing_ok=True)


def _sum(key: str, value: bytes) -> int:
    """A sum that an altered row would not have."""
    return crc32(value, crc32(key.encode()))
