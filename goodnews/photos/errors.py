"""What is wrong with a photo, said before it is known which line of which story names it."""

from goodnews.problems import Problem, Severity


class PhotoError(Exception):
    """A photo that can't be used, and why."""

    def __init__(self, code: str, what: str, fix: str) -> None:
        self.problem = Problem("", 1, Severity.ERROR, code, what, fix)
        super().__init__(what)


def warning(code: str, what: str, fix: str) -> Problem:
    """Something about a photo that a person should look at."""
    return Problem("", 1, Severity.WARNING, code, what, fix)


def at(problem: Problem, file: str, line: int) -> Problem:
    """Say where: the story's file, and the line that names the photo."""
    return problem._replace(file=file, line=max(line, 1))
