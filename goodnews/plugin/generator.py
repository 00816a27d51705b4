"""The generator: Pelican asks it for the site, and it finds out whether there is anything to do.

Pelican's own generators of articles, pages and static files are given nothing to do (see the
settings): they drop a story they can't read, write drafts, and copy photos as they are, with the place
they were taken. Here a story that can't be read stops the build, and what is not public is never read
further than its front matter.
"""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

from pelican.generators import Generator

import goodnews
from goodnews.drawer import Drawer
from goodnews.looking import Looking
from goodnews.plugin.fingerprints import Memory, shared_digest
from goodnews.plugin.request import BuildReport, BuildRequest
from goodnews.plugin.unchanged import (
    COUNTS,
    Left,
    digest_inputs,
    plain_settings,
    recall,
    remember,
)
from goodnews.plugin.writer import SiteWriter
from goodnews.standing import digest_of, is_settled, look_around
from goodnews.story import Contents

FILES = "files, each with what it was made from, its digest and its stamp"
"""What the rows of the last build's files are, for their drawer."""


class SiteGenerator(Generator):  # type: ignore[misc]  # Pelican ships no types
    """Puts the whole site into the output, unless it is there already."""

    def generate_context(self) -> None:
        """Read and render all content, if anything changed since the last build.

        Raises:
            ContentError: with every problem that stands in the way.
        """
        self.request = self.settings.get("GOODNEWS") or _by_hand(self.path)
        self.shared = shared_digest(Path(self.theme), Path(goodnews.__file__).parent)
        # A look at every file of the output takes as long as planning it, so another hand does that.
        self.looking = self._begun() or Looking(self.output_path, search=self.request.search)
        try:
            self._read_content()
        except BaseException:
            self.looking.give_up()
            raise

    def _read_content(self) -> None:
        self.contents = self.request.contents or Contents(
            self.request.root, self.request.cache, Path(self.path), self.request.clock
        )
        self.inputs = self._look_at_inputs()
        self.left = self._unchanged()
        if not self.left:
            # A build takes half of the program; finding out that there is nothing to do takes little.
            from goodnews.plugin.building import Building  # noqa: PLC0415
            from goodnews.trust import trust_from_settings  # noqa: PLC0415

            trust = trust_from_settings(self.settings, "pelicanconf.py")
            self.building = Building(self.request, trust, self.shared, self.contents, Path(self.theme))

    def generate_output(self, writer: SiteWriter) -> None:
        """Write what has to be written, and tell what was done."""
        if self.left:
            self.request.done(BuildReport(output=Path(self.output_path), **self.left.counts))
            return
        remember(self._record("left.json"), None)
        memory = Memory(Drawer(self._record("files.db"), FILES))
        writer.begin(memory, self.looking.standing)
        try:
            report = self.building.write(writer, memory, self.get_template)
        except BaseException:
            writer.give_up()
            raise
        if self.inputs:
            remember(self._record("left.json"), self._leave(report, writer))
        self.request.done(report)

    def _begun(self) -> Looking | None:
        """A look that was begun already, if it is one at our output."""
        looking, ours = self.request.looking, (self.output_path.rstrip("/"), self.request.search)
        return looking if looking and (looking.output, looking.search) == ours else None

    def _look_at_inputs(self) -> str:
        """Digest all that the site is made from; empty where that can't be told, or nobody asks."""
        if self.request.whole:
            return ""
        looked = self.request.clock()
        theme = look_around(str(Path(self.theme)))
        if not self.contents.settled or not is_settled(theme.stamps.values(), looked):
            return ""
        told = json.dumps(self.request.conversations, sort_keys=True)
        settings = plain_settings(
            {name: value for name, value in self.settings.items() if name != "GOODNEWS"}
        )
        seen = digest_of(self.contents.tree.stamps), digest_of(theme.stamps)
        return digest_inputs(*seen, self.shared, told, settings)

    def _unchanged(self) -> Left | None:
        """What the last build left, if this one would leave the same."""
        left = recall(self._record("left.json"))
        if self.request.sweep or not self.inputs or not left or not left.holds_at(self.request.now):
            return None
        if left.inputs != self.inputs or left.outputs != digest_of(self.looking.standing.stamps):
            return None
        return left

    def _leave(self, report: BuildReport, writer: SiteWriter) -> Left:
        from goodnews.site import next_change  # noqa: PLC0415

        now = self.request.now
        return Left(
            inputs=self.inputs,
            outputs=digest_of(writer.stamps),
            since=now.isoformat(),
            until=next_change(self.building.stories, now).isoformat(),
            counts={name: getattr(report, name) for name in COUNTS},
        )

    def _record(self, kind: str) -> Path:
        """Where something is kept between builds; two outputs have two."""
        place = hashlib.sha256(str(Path(self.output_path).resolve()).encode()).hexdigest()[:12]
        return self.request.cache / "pages" / f"{place}-{kind}"


def _by_hand(path: str) -> BuildRequest:
    """What is asked for when somebody runs `pelican` without our tasks."""
    root = Path(path).resolve().parent
    return BuildRequest(root=root, cache=root / ".cache", now=datetime.now(UTC), done=lambda _report: None)
