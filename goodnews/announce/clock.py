"""Time, waiting and chance, passed in so that tests can hold them."""

import secrets
import time
from datetime import UTC, datetime


class Clock:
    """Where the announcer gets its time and its nonces from: the machine's own."""

    def now(self) -> datetime:
        """The wall clock, UTC. May be wrong by a little, and may jump."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """For deadlines; it counts while the machine is busy, and on Linux not while it sleeps."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def nonce(self) -> str:
        """A name nobody else will think of: 128 bits of chance, hex."""
        return secrets.token_hex(16)
