"""The standing pages of a content folder: about, privacy and the others that are always there."""

from pathlib import Path

from goodnews.problems import ContentError, Problem
from goodnews.site import StaticPage, parse_page
from goodnews.story import decode
from goodnews.trust import Trust


def read_standing_pages(content: Path, root: Path, trust: Trust) -> tuple[StaticPage, ...]:
    """Read `pages/*.md` of a content folder, in order of name.

    Args:
        content: the content folder.
        root: the project's root, which problems name files from.
        trust: whose details their words may ask for.

    Raises:
        ContentError: with the problems of all of them.
    """
    pages: list[StaticPage] = []
    problems: list[Problem] = []
    for path in sorted((content / "pages").glob("*.md")):
        file = path.relative_to(root).as_posix()
        text = decode(path.read_bytes(), file)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        try:
            pages.append(parse_page(text, file, trust))
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    return tuple(pages)
