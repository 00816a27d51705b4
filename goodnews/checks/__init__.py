"""The checks: nothing goes out that can't be taken back, in words an editor understands."""

from goodnews.checks.addresses import static_file
from goodnews.checks.library import own_links
from goodnews.checks.registry import BY_CODE, COLLECTION_RULES, FAMILIES, STORY_RULES
from goodnews.checks.rules import CollectionContext, Found, OwnLink, Rule
from goodnews.checks.run import check_page, check_story, check_together, check_unread, judge
from goodnews.checks.settings import STATEMENT, check_settings, missing_headings

__all__ = [
    "BY_CODE",
    "COLLECTION_RULES",
    "FAMILIES",
    "STATEMENT",
    "STORY_RULES",
    "CollectionContext",
    "Found",
    "OwnLink",
    "Rule",
    "check_page",
    "check_settings",
    "check_story",
    "check_together",
    "check_unread",
    "judge",
    "missing_headings",
    "own_links",
    "static_file",
]
