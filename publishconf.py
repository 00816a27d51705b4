"""What is public, on top of pelicanconf.py: `./inv publish` builds with this file."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *

# The address the public uses. The environment can say another one, for a trial somewhere else.
SITEURL = os.environ.get("SITEURL") or "https://stories.merrowdale.example"

# Where the site is delivered: see docs/running.md for `branch`, `rsync` and `rclone`.
TARGET = {"kind": "directory", "path": "public"}
