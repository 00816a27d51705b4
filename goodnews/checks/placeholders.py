"""Stories that are not finished: words that a template or an import left, and that nobody replaced."""

import re
from collections.abc import Iterator
from functools import cache

from goodnews.checks.context import StoryContext
from goodnews.checks.rules import Found, rule
from goodnews.problems import Severity
from goodnews.story.templates import FORM_FOLDER, all_templates

LONG_ENOUGH = 12
"""Characters; a shorter line of a template (`People`) may well be what a story says, too."""

_LEFT_BY_IMPORT = re.compile(
    r"\((?:A photo was here(?:: [^)\n]*|\.)|An? (?:name|address) was here\.|(?<=^\()There was no text\.)\)",
    re.MULTILINE,
)
_GOOD_WORDS = frozenset(
    {
        "What is your day like?",
        "What made you smile this week?",
        "A patient on our ward",
        "A grateful family",
    }
)
"""Words of a template that may well be what a story says."""
_TEAMS = frozenset({"Your team", "Eich tîm"})
_SPEAKERS = frozenset({"Q:", "A:"})


@rule(
    "template-words",
    Severity.ERROR,
    summary="Nothing of the template that `./inv new` gives is left in a story.",
    hint="Put your own words in its place, or take the line out.",
    passing=(
        "by: The porters",
        "---\nThe lift has a new motor.",
        'thanks: {from: "A grateful family", to: "Our ward"}',
        'interview: {with: "A porter"}\n---\nQ: What is your day like?\n\nA: Long, and good.',
    ),
    failing=(
        "by: Your role, Your team",
        "summary: One sentence that says what happened and why it is good.",
        "---\nOne or two sentences. Let the picture talk.",
        "tags: [one, two]",
        "live: {starts: 2026-12-01 12:00, ends: 2026-12-01 13:00, watch: https://live.example/your-stream}",
    ),
)
def template_words(context: StoryContext) -> Iterator[Found]:
    """A story is sent from a phone between two other things; a line is soon overlooked."""
    story, meta = context.story, context.story.meta
    template = all_templates()
    beginnings = _beginnings()
    passages: list[tuple[int, str | None]] = [
        (story.lines("summary"), meta.summary),
        (story.lines("by"), meta.by),
        (story.lines("team"), meta.team if meta.team in _TEAMS else None),
    ]
    if story.key.rpartition("/")[2] == FORM_FOLDER:
        hint = (
            "Give it a few words of its own. On GitHub, edit story.md and change the folder in its name, "
            "above the text."
        )
        yield Found(1, f"The story's folder is still called “{FORM_FOLDER}”.", hint)
    if meta.tags == ("one", "two"):
        yield Found(story.lines("tags"), "[one, two] is still the template's text.")
    for part in ("alt", "caption", "credit"):
        passages += [(line, getattr(note, part)) for line, note in context.photos(part)]
    for name in ("interview", "quote", "thanks", "video", "audio", "event", "live"):
        if part := getattr(meta, name):
            passages += [
                (story.lines(name, field.removesuffix("_")), value)
                for field, value in part
                if isinstance(value, str)
            ]
    passages += [
        (number, line) for number, line in enumerate(story.body.split("\n"), story.body_line) if line
    ]
    for line, text in passages:
        stripped = text.strip() if text else ""
        if stripped[:2] in _SPEAKERS:
            stripped = stripped[2:].lstrip()
        if stripped in _GOOD_WORDS:
            continue
        if stripped in _TEAMS or (stripped[:LONG_ENOUGH] in beginnings and stripped in template):
            yield Found(line, f"“{stripped}” is still the template's text.")


@cache
def _beginnings() -> frozenset[str]:
    """Every piece of the templates that is just long enough: a line that starts with none is not in them."""
    template = all_templates()
    return frozenset(template[at : at + LONG_ENOUGH] for at in range(len(template) - LONG_ENOUGH + 1))


@rule(
    "import-words",
    Severity.ERROR,
    summary="Nothing that `./inv import-wordpress` or `./inv take-in` wrote in place of something is left.",
    hint="Place the photo there, as in `![](ward.jpg)`, once it is under photos:. For a name, write a role. "
    "Or take the words out.",
    passing=("---\nA photo was here once (it fell off the wall).",),
    failing=(
        "---\nIt is open.\n\n(A photo was here: ward.jpg)",
        "---\n- Tea (A photo was here.)",
        "---\n(There was no text.)",
        "---\nThe kettle is from (A name was here.).",
        'title: "(A name was here.) had tea"',
    ),
)
def import_words(context: StoryContext) -> Iterator[Found]:
    """Readers would wonder what was there."""
    story = context.story
    for field in ("title", "summary"):
        if match := _LEFT_BY_IMPORT.search(getattr(story.meta, field)):
            yield Found(story.lines(field), f"“{match[0]}” is still what the import wrote.")
    for match in _LEFT_BY_IMPORT.finditer(story.body):
        line = story.body_line + story.body.count("\n", 0, match.start())
        yield Found(line, f"“{match[0]}” is still what the import wrote.")


RULES = (template_words, import_words)
