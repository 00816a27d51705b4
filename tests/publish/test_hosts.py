"""The examples in docs/ are served by the real servers, and every answer is looked at."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from goodnews.file_types import content_type
from goodnews.http_server import FolderHandler, LocalServer
from goodnews.publish.files import list_files
from goodnews.publish.headers import ALWAYS, headers_for
from goodnews.publish.stage import stage_site
from tests.apart import free_port, running
from tests.programs import needs
from tests.publish.conftest import a_site, write_site

DOCS = Path(__file__).parents[2] / "docs"
MORE = {
    "theme/site-d56e0e4dffd3.css": "body{color:#111}" * 40,
    "theme/feed.css": "rss{display:block}" * 40,
    "tags/tea/feed.xml": "<rss>" + "tea " * 200 + "</rss>",
    "feed-1.json": '{"items": []}' + " " * 400,
    "events.ics": "BEGIN:VCALENDAR\r\n" * 40,
    "photos/3fa2c19b0d12e4f7-960.avif": "a photo",
    "files/3fa2c19b0d12.mp3": "a recording",
    "pagefind/pagefind.js": "export {};" * 60,
    "pagefind/fragment/en_e07d81e.pf_fragment": "an index",
    "edit/index.html": "<!doctype html><title>The editor</title>",
    "edit/editor.js": "export {};" * 60,
    "edit/assets/webp_enc-BpZvKflB.wasm": "wasm",
    "robots.txt": "User-agent: *\n",
    "news/old.aspx/index.html": "<!doctype html><title>Moved</title>",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A staged site behind a link, as `public/` is."""
    base = tmp_path_factory.mktemp("host")
    base.chmod(0o755)
    write_site(base / "output", {**a_site(1), **MORE})
    stage_site(base / "output", base / "stage")
    (base / "stage/.secret").write_text("secret")
    (base / "public").symlink_to("stage")
    return base


def nginx_for(folder: Path, port: int) -> str:
    """docs/nginx.conf for this machine: the port, the folder and the certificate differ, nothing else."""
    text = (DOCS / "nginx.conf").read_text(encoding="utf-8")
    text = text[: text.rindex("server {")]
    text = re.sub(r"listen 443[^;]*;", f"listen 127.0.0.1:{port};", text)
    text = re.sub(r"\n *ssl_certificate[^\n]*", "", text)
    text = text.replace("/srv/stories/public", str(folder / "public"))
    parts = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{part}_temp_path {folder}/{part};" for part in parts)
    user = "user root;" if os.geteuid() == 0 else ""
    return (
        f"daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr; {user}"
        f"events {{ worker_connections 1024; }} http {{ access_log off; {places}\n{text}\n}}"
    )


def nginx(folder: Path, port: int) -> Iterator[str]:
    """nginx with docs/nginx.conf: only the lines marked "yours", the port and the certificate differ."""
    config = folder / "nginx.conf"
    config.write_text(nginx_for(folder, port), encoding="utf-8")
    words = [needs("nginx"), "-p", str(folder), "-c", str(config)]
    with running(words, port, folder / "nginx.log", {}):
        yield f"http://127.0.0.1:{port}"


def caddy(folder: Path, port: int) -> Iterator[str]:
    """Caddy with docs/Caddyfile: only the lines marked "yours" differ."""
    text = (DOCS / "Caddyfile").read_text(encoding="utf-8")
    text = text.replace("stories.merrowdale.example {", f"http://127.0.0.1:{port} {{\n\tbind 127.0.0.1", 1)
    text = text.replace("/srv/stories/public", str(folder / "public"))
    config = folder / "Caddyfile"
    config.write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text)
    words = [needs("caddy"), "run", "--config", str(config), "--adapter", "caddyfile"]
    with running(words, port, folder / "caddy.log", {"HOME": str(folder), "XDG_DATA_HOME": str(folder)}):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module", params=["loopback", "nginx", "caddy"])
def host(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if request.param == "loopback":
        headers = staticmethod(headers_for)
        with LocalServer(FolderHandler, folder=folder / "public", headers_for=headers) as site:
            yield site.url
    else:
        yield from {"nginx": nginx, "caddy": caddy}[request.param](folder, free_port())


def paths(folder: Path) -> list[str]:
    hidden = (".br", ".gz", ".secret", "_headers")
    return [path for path in list_files(folder / "stage") if not path.endswith(hidden)]


def address(path: str) -> str:
    return "/" + re.sub(r"(^|/)index\.html$", r"\1", path)


def test_every_file_has_its_type_and_its_headers(host: str, folder: Path) -> None:
    for path in paths(folder):
        answer = requests.get(host + address(path), timeout=5)
        assert answer.status_code == 200, path
        told = answer.headers["Content-Type"].lower().replace("; charset=utf-8", "")
        assert told == (content_type(path) or "").replace("; charset=utf-8", ""), path
        for name, value in headers_for(path).items():
            assert answer.headers.get(name) == value, (path, name)


def test_text_comes_compressed_to_who_can_read_it_and_is_the_same_text(host: str, folder: Path) -> None:
    kinds = set()
    for path in ("index.html", "feed.xml", "theme/site-d56e0e4dffd3.css"):
        answer = requests.get(host + address(path), headers={"Accept-Encoding": "br, gzip"}, timeout=5)
        kinds.add(answer.headers.get("Content-Encoding"))
        assert answer.content == (folder / "stage" / path).read_bytes()
    assert kinds <= {"br", "gzip", None}


def test_a_feed_reader_that_has_it_gets_304(host: str) -> None:
    first = requests.get(f"{host}/tags/tea/feed.xml", timeout=5)
    for ask, have in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        again = requests.get(f"{host}/tags/tea/feed.xml", headers={ask: first.headers[have]}, timeout=5)
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "nowhere", ["/nowhere/", "/_headers", "/.secret", "/photos/", "/..%2f..%2fetc/passwd"]
)
def test_what_is_not_for_readers_is_the_sites_own_404(host: str, nowhere: str) -> None:
    answer = requests.get(host + nowhere, timeout=5)
    assert answer.status_code in {400, 404}
    assert "Nothing here" in answer.text or answer.status_code == 400
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    "nowhere", ["/nowhere/", "/photos/0123456789abcdef-960.avif", "/tags/none/feed.xml", "/feed-9.json"]
)
def test_an_answer_about_nothing_is_as_safe_as_any_and_nobody_keeps_it(host: str, nowhere: str) -> None:
    answer = requests.get(host + nowhere, timeout=5)
    assert (answer.status_code, answer.headers["Content-Type"].lower()) == (404, "text/html; charset=utf-8")
    for name, value in ALWAYS.items():
        assert answer.headers.get(name) == value, name
    assert "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/about", "/news/old.aspx"])
def test_a_forgotten_slash_is_forgiven(address: str, host: str) -> None:
    answer = requests.get(host + address, timeout=5)
    assert (answer.status_code, answer.url) == (200, f"{host}{address}/")
    assert answer.headers["Content-Type"].lower() == "text/html; charset=utf-8"


def test_a_switch_to_another_release_is_seen_at_once(host: str, folder: Path) -> None:
    other = folder / "other"
    if not other.exists():
        write_site(other, a_site(2))
    for release, story in (("other", "story-2"), ("stage", "story-1")):
        (folder / "beside").symlink_to(release)
        (folder / "beside").replace(folder / "public")
        assert story in requests.get(f"{host}/", timeout=5).text
