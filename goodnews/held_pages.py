"""A static page with an error, or a text above a term's stories, stands as it last did; all else goes out.

Only publishing does this, as with stories (`held.py`): nobody's page holds up a take-down.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from goodnews.checks import STATEMENT, missing_headings
from goodnews.content import Content
from goodnews.history import older_texts
from goodnews.pages import PAGE_FOLDERS, load_page
from goodnews.problems import ContentError, Problem
from goodnews.site.static_pages import StaticPage
from goodnews.story import decode

Version = tuple[str, str]
"""One version of a story or a page: its key or its file, and its digest."""


def hold_up_broken_pages(
    content: Content, unfit: Mapping[Version, Problem]
) -> tuple[Content, tuple[Problem, ...]]:
    """Hold up each page with an error: it stands as it last did in git, or is left out.

    Gives the content without these errors, and for each page that is held up its first one, under a code
    that is a title to show it by.

    `unfit` says of versions that passed every check why they can't be published all the same. CommandError
    when the history of a page is not here, and can't be fetched.
    """
    pages = {page.file: page for page in content.pages}
    errors = [problem for problem in content.problems if problem.is_error and _is_about_a_page(problem)]
    errors += [unfit[version] for version in map(version_of_page, content.pages) if version in unfit]
    held: dict[str, Problem] = {}
    for error in sorted(errors):
        file = error.file
        if file in held:
            continue
        pages.pop(file, None)
        consequence = "It was left out: git has no earlier version of it that passes today."
        if older := next(_older(file, content, unfit), None):
            commit, day, pages[file] = older
            consequence = f"The words of {day} (commit {commit[:8]}) are still live."
        held[file] = error._replace(code=f"{file} is held up", hint=f"{error.hint} {consequence}")
    problems = tuple(problem for problem in content.problems if problem.file not in held)
    in_order = tuple(sorted(pages.values(), key=_place))
    return replace(content, pages=in_order, problems=problems), tuple(held.values())


def version_of_page(page: StaticPage) -> Version:
    """What tells it from all others."""
    return page.file, hashlib.sha256(page.text.encode()).hexdigest()


def _is_about_a_page(problem: Problem) -> bool:
    return problem.file.startswith(tuple(f"content/{folder}/" for folder in PAGE_FOLDERS))


def _older(
    file: str, content: Content, unfit: Mapping[Version, Problem]
) -> Iterator[tuple[str, str, StaticPage]]:
    """The versions of a page in git that pass today, newest first: the commit, its day, and the page."""
    for commit, day, data in older_texts(content.root, file):
        text = decode(data, file)
        if isinstance(text, Problem) or (file == STATEMENT and missing_headings(text)):
            continue
        try:
            page = load_page(text, file, content.config)
        except ContentError:
            continue
        if version_of_page(page) not in unfit:
            yield commit, day, page


def _place(page: StaticPage) -> tuple[int, str]:
    """Where a page stands among all, as they are read."""
    return PAGE_FOLDERS.index(page.file.split("/")[1]), page.file
