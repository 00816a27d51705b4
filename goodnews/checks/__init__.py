"""The checks: nothing goes out that can't be taken back, in words an editor understands."""

from goodnews.checks.catalogue import BY_CODE, FAMILIES, LIBRARY_RULES, STORY_RULES
from goodnews.checks.rules import Found, Rule
from goodnews.checks.runner import check_stories

__all__ = ["BY_CODE", "FAMILIES", "LIBRARY_RULES", "STORY_RULES", "Found", "Rule", "check_stories"]
