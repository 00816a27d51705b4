"""ExifTool, the outside reader that proves what is in a file: started once, asked often."""

import json
import subprocess
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Self


class ExifTool:
    """One process that waits for orders (`-stay_open`), each of them what a command line would be."""

    def __init__(self, program: str) -> None:
        self._process = subprocess.Popen(
            [program, "-stay_open", "True", "-@", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def run(self, *arguments: str | Path) -> str:
        """What it prints of such a command line."""
        orders, answers = self._process.stdin, self._process.stdout
        assert orders
        assert answers
        # What it says of itself when it is ready is not said by a quiet one.
        told = ("-echo3", "{done}", *arguments, "-execute")
        orders.write("".join(f"{argument}\n" for argument in told).encode())
        orders.flush()
        lines: list[bytes] = []
        too_long = Timer(120, self._process.kill)
        too_long.daemon = True
        too_long.start()
        while (line := answers.readline()) != b"{done}\n":
            assert line, f"ExifTool ended, or took too long, over {arguments}."
            lines.append(line)
        too_long.cancel()
        return b"".join(line for line in lines if line != b"{ready}\n").decode()

    def write(self, *fields: str, to: Path, options: tuple[str, ...] = ()) -> None:
        """Write fields, `-Group:Name=words` each, into a file."""
        answer = self.run("-m", *options, "-overwrite_original", *fields, to)
        assert "1 image files updated" in answer, answer

    def tags(self, *files: Path) -> list[dict[str, object]]:
        """Everything it finds, unknown and repeated tags included, embedded documents too."""
        answer = self.run("-q", "-q", "-j", "-G1", "-a", "-u", "-ee", *files)
        found: list[dict[str, object]] = json.loads(answer)
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(b"-stay_open\nFalse\n", timeout=60)
