"""`docs/checks.md`, written from the rules themselves.

Run `python -m goodnews.checks.rule_docs` to write it again; a test says when that is due.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from goodnews.checks.registry import FAMILIES, Family
from goodnews.checks.rules import Rule
from goodnews.files import write_atomically

PAGE = "docs/checks.md"

_PREFACE = """\
# The checks

`./inv check` reads every story and says what stands in the way of publishing it, and what is worth a
second look. `./inv publish` runs the same rules first; an error holds its story up, and nothing else.

This page is written from the rules themselves (`python -m goodnews.checks.rule_docs`).

| kind | what it means |
| --- | --- |
| **error** | nothing is published until it is fixed |
| **warning** | look again; most often there is something to change |
| **advice** | a thought, and no more |

A **draft** may be unfinished: only the rules about people and about safety stay errors there. A
withdrawn story is not checked, because nothing of it is published.

## When a rule does not fit

Some rules can be wrong about a story. Then say so in its front matter, with the reason:

```yaml
allow:
  - rule: identifier-phone
    reason: It is the help line of the charity, printed on its posters.
```

The reason has to be a sentence. A line that allows what was not found is spoken of, so that it does not
hide the next one. What can never be allowed says so below; consent is never a matter of exceptions.

## Formats

| `--format` | for whom |
| --- | --- |
| `text` | people: by story, what there is to fix first, and a count in words |
| `github` | annotations beside the lines of a pull request, errors first |
| `markdown` | a job summary: what to fix, the exact posts, the photos with their consent |
| `json` | other programs: a list of objects, sorted |

Each object has `file` (a path from the project's root), `line` (from 1), `severity` (`error`, `warning`
or `advice`), `code` (a rule's name), `what` (is wrong) and `fix` (what to do). The exit code is 1 when
there is an error, and 0 otherwise.

Some problems come before the rules, because nothing else can be said until they are mended: `story-file`
(the file can't be read), `story-fields` (a field is missing, unknown or wrong), `story-folder` (a folder
is in the wrong place), `story-identity` (two stories claim to be the same), `site-settings` (a setting
is missing or wrong). `photo-…` problems that are not below are about the photo's file itself: missing,
broken, too small, not a photo. `allow-…` problems are about an `allow:` line.

What came of a story is kept in `.cache/` by the content of its folder, the settings and the rules, so that
an unchanged story is not checked twice. It can be deleted at any time.

"""


def write_book() -> str:
    """The whole page."""
    contents = "".join(f"- [{family.title}](#{_anchor(family.title)})\n" for family in FAMILIES)
    return _PREFACE + "## The rules\n\n" + contents + "".join(map(_family, FAMILIES))


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
    write_atomically(Path(PAGE), write_book())
