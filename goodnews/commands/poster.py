"""`./inv poster`: a team's poster as one file, to print or to send to the ward."""

import base64
import re
import tempfile
from datetime import datetime
from pathlib import Path

from goodnews.commands.build import build_site
from goodnews.config import PUBLIC, load_config
from goodnews.file_types import content_type
from goodnews.files import write_atomically
from goodnews.problems import CommandError
from goodnews.story import Visibility, read_stories, slugify
from goodnews.taxonomies import name_order
from goodnews.terminal import Progress, in_silence

FOLDER = "posters"
"""Where posters go; git takes no notice of it."""

_ADDRESS = re.compile(r'(?<=href=")[^"]+\.css(?=")|(?<=src=")[^"]+(?=")|(?<=url\()[^)"]+\.woff2(?=\))')


def make_poster(root: Path, team: str, now: datetime, progress: Progress = in_silence) -> Path:
    """Write the poster of a team, as the public site has it; all that it shows is inside the one file.

    The same stories give the same bytes. A team is named as its stories do, or by its slug. CommandError when
    no story that the public can see has this team. ContentError when something has to be fixed first.
    """
    stories = read_stories(root / "content", root).stories
    public = [story for story in stories if story.visibility(now) is Visibility.PUBLIC]
    names = {slugify(name): name for name in (story.meta.team for story in public) if name}
    if (slug := slugify(team)) not in names:
        known = ", ".join(sorted(names.values(), key=name_order))
        raise CommandError(f"No story has the team “{team}”.", f"Choose from: {known}." if known else "")
    config = load_config(root, PUBLIC)
    with tempfile.TemporaryDirectory(prefix="poster-") as folder:
        site = Path(folder)
        build_site(root, PUBLIC, now, output=site, leave_out=True, progress=progress)
        page = site / "teams" / slug / "poster" / "index.html"
        if not page.is_file():
            raise CommandError(f"Every story of “{team}” has an error.", "Run ./inv check.")
        html = _with_all_inside(page.read_text(encoding="utf-8"), site, config.base)
    path = root / FOLDER / f"{slug}.html"
    write_atomically(path, html.encode())
    return path


def _with_all_inside(text: str, site: Path, base: str) -> str:
    """Put the files that a page names into it; a stylesheet with the fonts that it names."""

    def embed(match: re.Match[str]) -> str:
        address = match[0].removeprefix(base) if match[0].startswith(base) else f"theme/{match[0]}"
        data = (site / address).read_bytes()
        if address.endswith(".css"):
            data = _with_all_inside(data.decode(), site, base).encode()
        kind = (content_type(address) or "").partition(";")[0]
        return f"data:{kind};base64,{base64.b64encode(data).decode()}"

    return _ADDRESS.sub(embed, text)
