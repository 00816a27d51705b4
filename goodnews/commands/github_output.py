"""What a step hands on to the next ones of its workflow, where it is GitHub that runs it."""

from collections.abc import Mapping
from pathlib import Path

from goodnews.problems import CommandError


def write_outputs(outputs: Mapping[str, str], environ: Mapping[str, str]) -> None:
    """Write a step's outputs, each on one line, into the file that `GITHUB_OUTPUT` names; elsewhere nothing.

    Raises:
        CommandError: it can't be written.
    """
    output = environ.get("GITHUB_OUTPUT")
    if not output:
        return
    try:
        with Path(output).open("a", encoding="utf-8") as file:
            file.writelines(f"{name}={value}\n" for name, value in outputs.items())
    except OSError as error:
        message = f"What comes next can't be told through {output} ({error.strerror})."
        raise CommandError(message, "Check GITHUB_OUTPUT.") from None
