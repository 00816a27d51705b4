"""What is wrong with a photo, said before it is known which line of which story names it."""

from goodnews.problems import Problem, Severity


class PhotoError(Exception):
    """A photo that can't be used, and why."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        self.problem = Problem("", 1, Severity.ERROR, code, message, hint)
        super().__init__(message)


def warning(code: str, message: str, hint: str) -> Problem:
    """Something about a photo that a person should look at."""
    return Problem("", 1, Severity.WARNING, code, message, hint)


def at(problem: Problem, file: str, line: int) -> Problem:
    """Say where: the story's file, and the line that names the photo."""
    return problem._replace(file=file, line=max(line, 1))
