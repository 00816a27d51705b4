"""The practice server as a process of its own, without its check for duplicates."""

import sys
from pathlib import Path

from goodnews.announce.practice import PracticeServer

with PracticeServer(Path(sys.argv[1]), refuse_duplicates=False) as server:
    sys.stdout.write(f"{server.url}\n")
    sys.stdout.flush()
    sys.stdin.read()
