"""A virtual git remote: one branch, replies that get lost, pushes that land late."""

from collections.abc import Mapping

from goodnews.announce.ledger import Unreachable
from tests.announce.simulator.world import VirtualClock, World


class Remote:
    """What is on the server."""

    def __init__(self) -> None:
        self.tip: str | None = None
        self.commits: dict[str, dict[str, bytes]] = {}
        self.parents: dict[str, str] = {}

    def move(self, expected: str | None, commit: str) -> bool:
        """The server's own compare-and-swap."""
        if self.tip != expected:
            return False
        self.tip = commit
        return True


class VirtualBranch:
    """One runner's way to the remote."""

    def __init__(self, world: World, remote: Remote, clock: VirtualClock) -> None:
        self._world = world
        self._remote = remote
        self._clock = clock

    def tip(self) -> str | None:
        self._clock.stumble("tip")
        self._pass("tip")
        if self._world.faults.choose("tip", ("unreachable",)):
            raise Unreachable("the remote hung up")
        return self._remote.tip

    def files(self, tip: str) -> Mapping[str, bytes]:
        self._pass("files")
        return self._remote.commits[tip]

    def commit(self, parent: str | None, changes: Mapping[str, bytes | None], message: str) -> str:
        files = dict(self._remote.commits[parent]) if parent else {}
        for path, data in changes.items():
            if data is None:
                files.pop(path, None)
            else:
                files[path] = data
        name = f"{len(self._remote.commits):05d}"
        self._remote.commits[name] = files
        if parent:
            self._remote.parents[name] = parent
        return name

    def push(self, expected: str | None, commit: str) -> str:
        self._clock.stumble("before push")
        fault = self._world.faults.choose("push", ("lost before", "lost after", "lands late"))
        self._pass("push")
        if fault == "lost before":
            return "the connection was reset"
        if fault == "lands late":
            late = self._world.now + self._world.faults.number("push late", 1, 50)
            self._world.at(late, lambda: self._remote.move(expected, commit))
            return "the connection timed out"
        moved = self._remote.move(expected, commit)
        if fault == "lost after":
            return "the connection was reset"
        self._clock.stumble("after push")
        return "" if moved else "stale info"

    def contains(self, commit: str, tip: str) -> bool:
        while tip != commit and tip in self._remote.parents:
            tip = self._remote.parents[tip]
        return tip == commit

    def _pass(self, where: str) -> None:
        self._world.wait(self._world.faults.number(where, 0.05, 2))
