"""The rules in `docs/checks.md`, written from the rules themselves.

Run `python -m goodnews.checks.rule_docs` to write them again; a test says when that is due.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from goodnews.checks.registry import FAMILIES, Family
from goodnews.checks.rules import Rule
from goodnews.files import write_atomically

PAGE = Path("docs/checks.md")

_RULES = "## The rules\n"
"""Where the part begins that is written."""


def write_rules(page: str) -> str:
    """The page with its rules as they are now, below what a person wrote."""
    contents = "".join(f"- [{family.title}](#{_anchor(family.title)})\n" for family in FAMILIES)
    return f"{page.partition(_RULES)[0]}{_RULES}\n{contents}{''.join(map(_family, FAMILIES))}"


def _family(family: Family) -> str:
    rules = "".join("\n".join(_rule(rule)) for rule in family.rules)
    return f"\n## {family.title}\n\n{family.about}\n{rules}"


def _rule(rule: Rule[Any]) -> Iterator[str]:
    yield f"\n### {rule.code}\n"
    allowed = f"can be allowed {rule.allow}" if rule.allow else "can't be allowed"
    yield f"*{rule.severity}; {allowed}*\n"
    yield f"{rule.summary}\n"
    yield f"**What to do:** {rule.hint}\n"
    if rule.passing and rule.failing:
        yield f"Right:\n\n{_example(rule.passing[0])}\n"
        yield f"Wrong:\n\n{_example(rule.failing[0])}\n"


def _example(example: str) -> str:
    """An example as a writer would type it, each character to be seen."""
    shown = "".join(
        letter if letter.isprintable() or letter == "\n" else f"[U+{ord(letter):04X}]" for letter in example
    )
    language, text = (
        ("markdown", shown.removeprefix("---\n")) if shown.startswith("---\n") else ("yaml", shown)
    )
    return f"````{language}\n{_cut(text)}\n````"


def _cut(text: str) -> str:
    """Long examples make their point early."""
    return text if len(text) <= 300 else f"{text[:300].rsplit(' ', 1)[0]} …"


def _anchor(title: str) -> str:
    return "".join(letter for letter in title.lower().replace(" ", "-") if letter.isalnum() or letter == "-")


if __name__ == "__main__":
    write_atomically(PAGE, write_rules(PAGE.read_text(encoding="utf-8")))
