"""One nginx with docs/nginx.conf, asked as fast as it answers, on this machine (needs nginx and wrk).

For each kind of file: as the example serves it, and as nginx would without the compressed copies that
publishing makes, compressing anew for every reader.
"""

import os
import random
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.table import Table
from goodnews.problems import Trouble
from goodnews.publish import stage_site

EXAMPLE = Path(__file__).parents[1] / "docs" / "nginx.conf"
SECONDS = 5
READERS = 64
WORDS = (
    "ward",
    "night",
    "tea",
    "porter",
    "garden",
    "kitchen",
    "morning",
    "nurse",
    "thank",
    "lantern",
    "toast",
)
COMPRESSING = "gzip on; gzip_comp_level 6; gzip_types text/css application/xml; gzip_static off;"


def run() -> Table:
    """Measure, and give requests a second, megabytes a second, and the ratio within this run."""
    wrk, nginx = (_program(name) for name in ("wrk", "nginx"))
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        base.chmod(0o755)
        files = _write_site(base / "output")
        stage_site(base / "output", base / "public")
        rows = {}
        for way, extra in (("as docs/nginx.conf", ""), ("compressing each time", COMPRESSING)):
            with _serving(nginx, base, extra) as url:
                rows[way] = {name: _measure(wrk, f"{url}{path}") for name, path in files.items()}
    ours, other = rows.values()
    cells = tuple(
        (
            name,
            f"{ours[name][0]:,.0f}",
            f"{ours[name][1]:.0f}",
            f"{other[name][0]:,.0f}",
            f"{ours[name][0] / other[name][0]:.1f}×",
        )
        for name in files
    )
    columns = ("what", "requests/s", "MB/s", "requests/s, compressing each time", "ratio")
    return Table("One nginx worker on loopback", columns, cells)


def nginx_for(folder: Path, port: int, extra: str = "") -> str:
    """docs/nginx.conf for this machine: the port, the folder and the certificate differ, nothing else.

    Args:
        folder: holds `public`, and gets nginx's own temporary files.
        port: on loopback.
        extra: directives to put into the server, in place of those it has of the same name.
    """
    text = EXAMPLE.read_text(encoding="utf-8")
    text = text[: text.rindex("server {")]
    text = re.sub(r"listen 443[^;]*;", f"listen 127.0.0.1:{port};", text)
    text = re.sub(r"\n *ssl_certificate[^\n]*", "", text)
    text = text.replace("/srv/stories/public", str(folder / "public"))
    for name in re.findall(r"(\w+) [^;]*;", extra):
        text = re.sub(rf"\n *{name} [^\n]*;", "", text)
    text = text.replace("server_tokens off;", f"server_tokens off; {extra}")
    places = "".join(
        f"{each}_temp_path {folder}/{each};" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.name == "posix" and os.geteuid() == 0 else ""
    return (
        f"daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr; {user}"
        f"events {{ worker_connections 1024; }} http {{ access_log off; "
        f"keepalive_requests 1000000; {places}\n{text}\n}}"
    )


def _write_site(output: Path) -> dict[str, str]:
    """A story of 11 kB, a photo of 60 kB and a feed of 73 kB, as the samples have them."""
    chance = random.Random(7)

    def words(size: int) -> bytes:
        text = " ".join(f"{chance.choice(WORDS)}{chance.randrange(400)}" for _ in range(size // 7))
        return f"<p>{text}</p>".encode()[:size]

    files = {
        "stories/2026/a-night/index.html": words(11_500),
        "photos/3fa2c19b0d12e4f7-960.avif": chance.randbytes(60_000),
        "feed.xml": words(73_000),
    }
    for path, data in files.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(data)
    story, photo, feed = files
    return {"story": f"/{story.removesuffix('index.html')}", "photo": f"/{photo}", "feed": f"/{feed}"}


@contextmanager
def _serving(nginx: str, base: Path, extra: str) -> Iterator[str]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    (base / "nginx.conf").write_text(nginx_for(base, port, extra), encoding="utf-8")
    words = [nginx, "-p", str(base), "-c", str(base / "nginx.conf")]
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as caller:
                if caller.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _measure(wrk: str, url: str) -> tuple[float, float]:
    """Requests a second and megabytes a second, of answers that are all 200."""
    words = [wrk, "-t1", f"-c{READERS}", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip", url]
    out = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out:
        raise Trouble(f"Some answers for {url} were not 200.", "Look at docs/nginx.conf.")
    rate = re.search(r"Requests/sec:\s*([\d.]+)", out)
    flow = re.search(r"Transfer/sec:\s*([\d.]+)([KMG])B", out)
    if not rate or not flow:
        raise Trouble("wrk gave no figures.", "Run it by hand.")
    return float(rate[1]), float(flow[1]) * {"K": 0.001, "M": 1.0, "G": 1000.0}[flow[2]]


def _program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if not found:
        raise Trouble(f"{name} is not installed.", f"On Debian and Ubuntu: apt-get install {name}")
    return found
