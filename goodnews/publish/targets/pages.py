"""The `pages` target: GitHub Pages, which a workflow of the repository delivers to, and no other machine."""

from pathlib import Path

from goodnews.problems import CommandError
from goodnews.publish.targets.target import Delivery


class PagesTarget:
    """Delivered by GitHub's own action, from what `./inv publish --only build` staged."""

    def deliver(self, site: Path, build: str) -> Delivery:  # noqa: ARG002 - as every target's
        """Say who delivers.

        Raises:
            CommandError: always.
        """
        raise CommandError(
            "GitHub Pages takes the site from the workflow Publish only, so nothing was delivered.",
            "Push to the main branch, and watch it there. To try everything here, run `./inv rehearse`.",
        )
