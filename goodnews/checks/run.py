"""Running every rule: on one story, on all stories together, and on what today's date decides."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

from goodnews.checks import identities
from goodnews.checks.context import StoryContext
from goodnews.checks.folder import NO_TEXTS, inspect_photos, read_context
from goodnews.checks.placeholders import template_words
from goodnews.checks.registry import BY_CODE, COLLECTION_RULES, STORY_RULES
from goodnews.checks.rules import CollectionContext, Rule
from goodnews.checks.taxonomy import far_off
from goodnews.config import SiteConfig
from goodnews.markdown.body import Html
from goodnews.problems import Problem, Severity
from goodnews.story import LONDON, Allow, Story, StoryFolder, UnreadStory, Visibility
from goodnews.story.front_matter import LineNumbers
from goodnews.story.model import FrontMatter

_ON_A_PAGE = "Take it out. What the public may ring, write to or visit can stand on a page in content/pages."
_LASTING = tuple(rule for rule in STORY_RULES if not rule.date_dependent)
_DATE_DEPENDENT = tuple(rule for rule in STORY_RULES if rule.date_dependent)
_SUPPOSES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "photo-not-listed": frozenset({"photos"}),
        "photo-unused": frozenset({"photos", "audio", "video", "live"}),
        "consent-form-name": frozenset({"team"}),
        "story-category": frozenset({"category"}),
        "post-length": frozenset({"announce"}),
        **dict.fromkeys(("date-form", "time-form", "reading-age", "spelling"), frozenset({"lang"})),
    }
)
"""The fields without which a rule would say what is not so."""

_FEWEST_WORDS = 3
"""A reason of one word is no reason."""


def check_story(
    story: Story,
    names: tuple[str, ...],
    config: SiteConfig,
    photo_cache: Path | None = None,
    texts: Mapping[str, Html] = NO_TEXTS,
) -> tuple[Problem, ...]:
    """Run every rule that looks at one story and not at the date: the same story has the same problems.

    `names` are what lies in its folder, `texts` its texts as far as they are rendered. Photos that the
    `photo_cache` (of `prepare_photos`) knows are not decoded again.
    """
    if story.meta.withdrawn:
        return ()
    context = read_context(story, names, config, date.min, texts)
    return _found(_LASTING, context, photo_cache)


def check_unread(
    unread: UnreadStory, names: tuple[str, ...], config: SiteConfig, photo_cache: Path | None = None
) -> tuple[Problem, ...]:
    """Add to what stands in a story's way what the same rules say of all that could be read of it."""
    story = unread.story
    if story is None or story.meta.withdrawn:
        return unread.problems
    allowed = {entry.rule for entry in story.meta.allow}
    asked = [rule for rule in _LASTING if not (rule.allow and rule.code in allowed)]
    rules = [rule for rule in asked if unread.fields.isdisjoint(_SUPPOSES.get(rule.code, ()))]
    context = read_context(story, names, config, date.min)
    found = _found(rules, context, photo_cache, {problem.line for problem in unread.problems})
    return (*unread.problems, *(map(_of_a_draft, found) if story.meta.draft else found))


def _found(
    rules: Iterable[Rule[StoryContext]],
    context: StoryContext,
    photo_cache: Path | None,
    unread_lines: Collection[int] = (),
) -> tuple[Problem, ...]:
    problems = set(inspect_photos(context.story, photo_cache))
    for rule in rules:
        problems.update(rule.check(context))
    # Of words that are still the template's, or only half of what somebody wrote, there is no more to say.
    unwritten = {problem.line for problem in problems if problem.code == template_words.code}
    unwritten.update(unread_lines)
    return tuple(
        sorted(problem for problem in problems if problem.line not in unwritten or _matters(problem))
    )


def _matters(problem: Problem) -> bool:
    """Whether it is said even of a line that is still the template's."""
    if problem.code == template_words.code:
        return True
    return problem.is_error and (problem.code not in BY_CODE or BY_CODE[problem.code].guards)


def check_page(text: str, file: str, config: SiteConfig) -> list[Problem]:
    """Run the rules about identifiers on a static page, or on what a tag or a team says above its stories.

    A page gives telephones and addresses for the public to use: it is held to what no story may allow itself.
    An introduction is held to all of them, and can allow itself none: such a page is the place for these.
    """
    meta = FrontMatter.model_construct(
        title="", summary="", date=datetime.min.replace(tzinfo=LONDON), category=""
    )
    # Its lines above the text are a paragraph like any other.
    page = Story("", file, file, meta, text, body_line=1, lines=LineNumbers(), digest="")
    context = StoryContext(page, config, date.min)
    is_page = file.startswith("content/pages/")
    rules = [
        rule for rule in identities.RULES if rule.severity is Severity.ERROR and not (is_page and rule.allow)
    ]
    return [
        problem._replace(hint=_ON_A_PAGE) if rule.allow else problem
        for rule in rules
        for problem in rule.check(context)
    ]


def check_together(
    context: CollectionContext, problems_by_story: Mapping[str, Sequence[Problem]]
) -> list[Problem]:
    """Add what shows today, or only among all stories, to what was found in each; then honour `allow:`."""
    among: dict[str, list[Problem]] = {}
    for problem in (problem for rule in COLLECTION_RULES for problem in rule.check(context)):
        among.setdefault(problem.file, []).append(problem)
    stories, config, now = context.stories, context.config, context.now
    today = now.astimezone(LONDON).date()
    problems: list[Problem] = []
    for story in stories.stories:
        date_dependent = _check_today(story, stories.folders[story.key], config, today)
        problems += judge(
            story, [*problems_by_story[story.key], *date_dependent, *among.get(story.file, ())], now
        )
    return problems


def _check_today(story: Story, folder: StoryFolder, config: SiteConfig, today: date) -> list[Problem]:
    # Only consent and what was live can be in time one day and too late the next; and a year can be far away.
    meta = story.meta
    if meta.withdrawn or not (meta.photos or meta.live or any(far_off(story, today))):
        return []
    context = StoryContext(story, config, today, folder.names)
    return [problem for rule in _DATE_DEPENDENT for problem in rule.check(context)]


def judge(story: Story, problems: Sequence[Problem], now: datetime) -> list[Problem]:
    """Honour `allow:`, and let a draft be unfinished in all that harms nobody."""
    if not problems and not story.meta.allow:
        return []
    allowed = _allow(story, problems)
    if story.visibility(now) is not Visibility.DRAFT:
        return allowed
    return list(map(_of_a_draft, allowed))


def _of_a_draft(problem: Problem) -> Problem:
    """A draft may leave for later what harms nobody; a photo that is not there yet shows nobody."""
    code = problem.code
    can_wait = code == "photo-missing" or (code in BY_CODE and not BY_CODE[code].guards)
    return problem._replace(severity=Severity.WARNING) if problem.is_error and can_wait else problem


def _allow(story: Story, problems: Sequence[Problem]) -> list[Problem]:
    """Take out the problems a story allows, and add those of its `allow:` lines.

    A line that allows what was not found is spoken of too: it would hide the next one.
    """
    granted: set[str] = set()
    added: list[Problem] = []
    codes = {problem.code for problem in problems}
    for number, entry in enumerate(story.meta.allow):
        if fault := _fault(entry, codes):
            severity, code, message, hint = fault
            line = story.lines("allow", number)
            added.append(Problem(story.file, line, severity, code, message, hint))
        else:
            granted.add(entry.rule)
    return [problem for problem in problems if problem.code not in granted] + added


def _fault(entry: Allow, codes: Collection[str]) -> tuple[Severity, str, str, str] | None:
    known = BY_CODE.get(entry.rule)
    if known is None:
        close = get_close_matches(entry.rule, BY_CODE, n=1)
        hint = f"Did you mean {close[0]}?" if close else "The rules are listed in docs/checks.md."
        return Severity.ERROR, "allow-unknown", f"There is no rule “{entry.rule}”.", hint
    if not known.allow:
        message = f"“{entry.rule}” can't be allowed, whatever the reason."
        return Severity.ERROR, "allow-never", message, "Take this line out and follow the rule."
    if len(entry.reason.split()) < _FEWEST_WORDS:
        message = f"“{entry.reason}” does not say why “{entry.rule}” is right to allow."
        return Severity.ERROR, "allow-reason", message, "Give the reason in a sentence."
    if entry.rule not in codes and not known.needs_eyes:
        message = f"“{entry.rule}” is allowed, and there is nothing to allow."
        return Severity.ADVICE, "allow-unused", message, "Take this line out."
    return None
