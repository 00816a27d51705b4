"""The checks: nothing goes out that can't be taken back, in words an editor understands."""

from goodnews.checks.asking import Lasting, ask_each
from goodnews.checks.catalogue import BY_CODE, FAMILIES, LIBRARY_RULES, STORY_RULES
from goodnews.checks.rules import Found, Rule
from goodnews.checks.runner import check_stories, conclude
from goodnews.checks.settings import check_settings

__all__ = [
    "BY_CODE",
    "FAMILIES",
    "LIBRARY_RULES",
    "STORY_RULES",
    "Found",
    "Lasting",
    "Rule",
    "ask_each",
    "check_settings",
    "check_stories",
    "conclude",
]
