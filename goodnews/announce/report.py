"""What an announcing run did, for people and for the exit code."""

from dataclasses import dataclass
from enum import StrEnum


class EventKind(StrEnum):
    """What happened to a story on a network."""

    POSTED = "posted"
    FOUND = "found"
    BASELINE = "baseline"
    WAITING = "waiting"
    HELD = "held"
    DELETED = "deleted"
    KEPT = "kept"
    TROUBLE = "trouble"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class AnnounceEvent:
    """One thing that happened.

    Attributes:
        network: the network's label; empty when it concerns all.
        kind: what.
        text: a sentence or two for people, without secrets.
        story: the story's identity, if it concerns one.
        url: where to look.
        needs_person: whether the run ends with exit code 1 because of it.
    """

    network: str
    kind: EventKind
    text: str
    story: str = ""
    url: str = ""
    needs_person: bool = False


@dataclass(frozen=True, slots=True)
class AnnounceReport:
    """A whole run.

    Attributes:
        events: in the order they happened.
        rehearsal: whether only the practice network was used.
        look: where the practice network's page is.
    """

    events: tuple[AnnounceEvent, ...] = ()
    rehearsal: bool = False
    look: str = ""

    @property
    def posted(self) -> int:
        """Posts made in this run."""
        return sum(event.kind is EventKind.POSTED for event in self.events)

    @property
    def exit_code(self) -> int:
        """0, or 1 when something needs a person."""
        return int(any(event.needs_person for event in self.events))

    @property
    def lines(self) -> tuple[str, ...]:
        """What to print, a line each, calm."""
        found = [_line(event) for event in self.events]
        if not self.posted and not any(event.needs_person for event in self.events):
            found.append("Nothing new to announce.")
        if self.rehearsal:
            found.append(
                "No network has credentials here, so the posts went to the practice network on this machine. "
                f"See them in {self.look}"
            )
        return tuple(found)


def _line(event: AnnounceEvent) -> str:
    mark = "Needs a person: " if event.needs_person else ""
    name = f"{event.network}: " if event.network else ""
    where = f" {event.url}" if event.url else ""
    return f"{mark}{name}{event.text}{where}"
