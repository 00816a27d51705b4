"""Where the browser tests' tools are."""

from pathlib import Path

from tests.programs import needs, needs_file

MODULES = Path(__file__).with_name("node_modules")
HOW = "with Node.js: npm ci --prefix tests/browser"


def find_axe() -> str:
    file = MODULES / "axe-core/axe.min.js"
    return needs_file(file, "axe-core, the accessibility rules", HOW).read_text(encoding="utf-8")


def find_html_checker() -> tuple[str, str]:
    file = MODULES / "vnu-jar/build/dist/vnu.jar"
    return needs("java"), str(needs_file(file, "vnu-jar, the HTML checker", HOW))
