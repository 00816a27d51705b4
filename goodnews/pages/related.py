"""Stories that go with a story: about the same team, from the same hospital, with the same tags."""

from collections import Counter
from collections.abc import Callable, Sequence

from goodnews.pages.shelves import Kind, labels
from goodnews.rendered import Rendered
from goodnews.story import slugify

WEIGHTS = {Kind.TEAM: 5, Kind.TAG: 3, Kind.HOSPITAL: 2, Kind.CATEGORY: 1}
"""How much it says about two stories that they share one of these."""

NEAREST = 8
"""How many stories of a shelf are looked at, nearest in time first: so that ten thousand stories
take no longer each than a hundred."""


def relate(stories: Sequence[Rendered], most: int = 3) -> Callable[[int], tuple[Rendered, ...]]:
    """Prepare to find related stories.

    Args:
        stories: all public ones, newest first.
        most: how many to give.

    Returns:
        A function that takes a story's place in `stories` and gives its related ones: most shared
        first, then nearest in time, then by key. The same stories give the same answer always.
    """
    marks = [_marks(each) for each in stories]
    shelves: dict[tuple[Kind, str], list[int]] = {}
    for place, mine in enumerate(marks):
        for mark in mine:
            shelves.setdefault(mark, []).append(place)
    seats = {mark: {place: seat for seat, place in enumerate(held)} for mark, held in shelves.items()}

    def related(place: int) -> tuple[Rendered, ...]:
        shared: Counter[int] = Counter()
        lang = stories[place].story.front.lang
        for mark in marks[place]:
            seat = seats[mark][place]
            near = shelves[mark][max(0, seat - NEAREST) : seat + NEAREST + 1]
            shared.update({other: WEIGHTS[mark[0]] for other in near if other != place})
        translation = stories[place].story.front.translation
        best = sorted(
            (other for other in shared if stories[other].story.key != translation),
            key=lambda other: (
                stories[other].story.front.lang != lang,
                -shared[other],
                abs(other - place),
                stories[other].story.key,
            ),
        )
        return tuple(stories[other] for other in best[:most])

    return related


def _marks(each: Rendered) -> tuple[tuple[Kind, str], ...]:
    return tuple({(kind, slugify(name)): None for kind in WEIGHTS for name in labels(each, kind)})
