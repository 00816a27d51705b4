"""Time, waiting and chance, passed in so that tests can hold them."""

import secrets
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Where the announcer gets its time and its nonces from."""

    def now(self) -> datetime:
        """The wall clock, aware. May be wrong by a little, and may jump."""

    def monotonic(self) -> float:
        """Seconds that only ever go up: for deadlines."""

    def sleep(self, seconds: float) -> None:
        """Wait."""

    def nonce(self) -> str:
        """A name nobody else will think of."""


class SystemClock:
    """The machine's own."""

    def now(self) -> datetime:
        """The wall clock, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """`time.monotonic`; it counts while the machine is busy, and on Linux not while it sleeps."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def nonce(self) -> str:
        """128 bits of chance, hex."""
        return secrets.token_hex(16)
