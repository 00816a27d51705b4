"""Stories that go with a story: about the same team, from the same hospital, with the same tags."""

from collections.abc import Callable, Mapping, Sequence

from goodnews.rendered import RenderedStory
from goodnews.taxonomies import Taxonomy, Term

WEIGHTS = {Taxonomy.TEAM: 5, Taxonomy.TAG: 3, Taxonomy.HOSPITAL: 2, Taxonomy.CATEGORY: 1}
"""How much it says about two stories that they share one of these."""

NEAREST = 8
"""How many stories of a term are looked at, nearest in time first: so that ten thousand stories
take no longer each than a hundred."""


Related = Callable[[int], tuple[int, ...]]
"""Gives the places of the stories that go with the story at a place, the closest first."""


def relate(
    stories: Sequence[RenderedStory],
    terms: Mapping[Taxonomy, Sequence[Term[RenderedStory]]],
    most: int = 3,
) -> Related:
    """Prepare to find related stories, of all public ones, newest first, and their terms; `most` for each.

    The function takes a story's place in `stories` and gives those of its related ones: most shared first,
    then nearest in time, then by key. The same stories give the same answer always.
    """
    fronts = [rendered.story.meta for rendered in stories]
    keys = [rendered.story.key for rendered in stories]
    index_of = {key: index for index, key in enumerate(keys)}
    # Of each story: the members of each of its terms, its seat among them, and what sharing it weighs.
    stands: list[list[tuple[list[int], int, int]]] = [[] for _ in stories]
    for taxonomy, weight in WEIGHTS.items():
        for term in terms[taxonomy]:
            members = [index_of[member.story.key] for member in term.members]
            for seat, index in enumerate(members):
                stands[index].append((members, seat, weight))
    # Nothing that two stories share outweighs the language.
    a_language = max(WEIGHTS.values()) * max(map(len, stands), default=1)
    several = len({meta.lang for meta in fronts}) > 1

    def related(index: int) -> tuple[int, ...]:
        shared: dict[int, int] = {}
        so_far = shared.get
        for members, seat, weight in stands[index]:
            for other in members[max(0, seat - NEAREST) : seat + NEAREST + 1]:
                shared[other] = so_far(other, 0) + weight
        mine = fronts[index]
        for not_meant in (index, index_of.get(mine.translation or "", index)):
            shared.pop(not_meant, None)
        if several:
            for other in shared:
                if fronts[other].lang != mine.lang:
                    shared[other] -= a_language
        # Most share too little to come into question, and only the others need be put in order.
        least = min(sorted(shared.values(), reverse=True)[:most], default=0)
        best = [other for other, much in shared.items() if much >= least]
        best.sort(key=lambda other: (-shared[other], abs(other - index), keys[other]))
        return tuple(best[:most])

    return related
