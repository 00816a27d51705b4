"""Stories that go with a story: about the same team, from the same hospital, with the same tags."""

from collections.abc import Callable, Sequence

from goodnews.pages.page import digest_of
from goodnews.pages.shelves import Kind, labels
from goodnews.rendered import Rendered
from goodnews.story import slugify

WEIGHTS = {Kind.TEAM: 5, Kind.TAG: 3, Kind.HOSPITAL: 2, Kind.CATEGORY: 1}
"""How much it says about two stories that they share one of these."""

NEAREST = 8
"""How many stories of a shelf are looked at, nearest in time first: so that ten thousand stories
take no longer each than a hundred."""


Related = Callable[[int], tuple[int, ...]]
"""Gives the places of the stories that go with the story at a place, the closest first."""


def relate(stories: Sequence[Rendered], most: int = 3) -> Related:
    """Prepare to find related stories.

    Args:
        stories: all public ones, newest first.
        most: how many to give.

    Returns:
        A function that takes a story's place in `stories` and gives those of its related ones: most
        shared first, then nearest in time, then by key. The same stories give the same answer always.
    """
    marks = [_marks(each) for each in stories]
    shelves: dict[tuple[Kind, str], list[int]] = {}
    for place, mine in enumerate(marks):
        for mark in mine:
            shelves.setdefault(mark, []).append(place)
    seats = {mark: {place: seat for seat, place in enumerate(held)} for mark, held in shelves.items()}
    # One number says how near two stories are: no distance in time outweighs anything that they share,
    # and nothing that they share outweighs the language.
    a_share = len(stories)
    a_language = a_share * max(WEIGHTS.values()) * max(map(len, marks), default=1)
    langs = [each.story.front.lang for each in stories]
    keys = [each.story.key for each in stories]

    def related(place: int) -> tuple[int, ...]:
        near: dict[int, int] = {}
        for mark in marks[place]:
            held, seat = shelves[mark], seats[mark][place]
            weight = WEIGHTS[mark[0]] * a_share
            for other in held[max(0, seat - NEAREST) : seat + NEAREST + 1]:
                near[other] = near.get(other, 0) + weight
        translation, lang = stories[place].story.front.translation, langs[place]
        scores = {
            other: score - abs(other - place) - (langs[other] != lang) * a_language
            for other, score in near.items()
            if other != place and keys[other] != translation
        }
        enough = sorted(scores.values(), reverse=True)[:most]
        best = [other for other, score in scores.items() if enough and score >= enough[-1]]
        best.sort(key=lambda other: (-scores[other], keys[other]))
        return tuple(best[:most])

    return related


def what_relates(stories: Sequence[Rendered]) -> str:
    """Digest all that `relate` looks at: with the same digest it gives the same answers."""
    fronts = ((each.story.key, each.story.front) for each in stories)
    seen = [
        (key, front.lang, front.translation, front.category, front.tags, front.team, front.hospital)
        for key, front in fronts
    ]
    return digest_of(WEIGHTS, NEAREST, seen)


def _marks(each: Rendered) -> tuple[tuple[Kind, str], ...]:
    return tuple({(kind, slugify(name)): None for kind in WEIGHTS for name in labels(each, kind)})
