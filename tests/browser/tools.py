"""Where the browser tests' tools are, and in plain words how to get the ones that are not here."""

import shutil
from pathlib import Path

HERE = Path(__file__).parent


class MissingTool(Exception):
    """What is missing, and how to get it."""


def find_axe() -> str:
    return _node_file("axe-core/axe.min.js", "The accessibility rules (axe-core)").read_text(encoding="utf-8")


def find_html_checker() -> tuple[str, str]:
    java = shutil.which("java")
    if not java:
        raise MissingTool(
            "Java is not here, and the HTML checker needs it. "
            "On Debian: apt-get install default-jre-headless."
        )
    return java, str(_node_file("vnu-jar/build/dist/vnu.jar", "The HTML checker (vnu-jar)"))


def _node_file(name: str, what: str) -> Path:
    file = HERE / "node_modules" / name
    if not file.exists():
        raise MissingTool(f"{what} is not here. With Node.js installed: npm ci --prefix tests/browser")
    return file
