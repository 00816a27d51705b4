"""A whole site, as ExifTool reads it: pictures, cards, icons and recordings say nothing else."""

from tests.browser.conftest import Sites
from tests.photos.exiftool import ExifTool
from tests.photos.test_privacy import metadata

WORDS = {"", ".html", ".xml", ".json", ".css", ".js", ".txt", ".ics", ".vtt", ".xsl", ".webmanifest"}
FONTS_AND_SEARCH = {".woff2", ".pf_meta", ".pf_index", ".pf_fragment", ".pagefind", ".wasm"}
STRUCTURE = {"SVG:ViewBox", "SVG:Xmlns", "Composite:Duration"}


def test_exiftool_finds_nothing_in_any_output(sites: Sites, exiftool: ExifTool) -> None:
    files = [
        path
        for folder in sites.folders.values()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in WORDS | FONTS_AND_SEARCH
    ]
    assert {path.suffix for path in files} >= {".jpg", ".avif", ".png", ".svg", ".mp3"}
    for tags in exiftool.tags(*files):
        left = {tag for tag in metadata(tags) if not tag.startswith("MPEG:")}
        assert left <= STRUCTURE, tags["SourceFile"]
