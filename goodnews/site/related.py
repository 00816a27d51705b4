"""Stories that go with a story: about the same team, from the same hospital, with the same tags."""

from collections.abc import Iterator, Mapping, Sequence

from goodnews.rendered import RenderedStory
from goodnews.taxonomies import Taxonomy, Term

WEIGHTS = {Taxonomy.TEAM: 5, Taxonomy.TAG: 3, Taxonomy.HOSPITAL: 2, Taxonomy.CATEGORY: 1}
"""How much it says about two stories that they share one of these."""

ANOTHER_LANGUAGE = 1_000
"""Nothing that two stories share outweighs this."""

NEAREST = 8
"""How many stories of a term are looked at, nearest in time first: so that ten thousand stories
take no longer each than a hundred."""

MOST = 3


def related_stories(
    stories: Sequence[RenderedStory], terms: Mapping[Taxonomy, Sequence[Term[RenderedStory]]]
) -> Iterator[list[RenderedStory]]:
    """Give for each story those that go with it, of all public ones, newest first, and their terms.

    Those that share most come first, then the nearest in time, then by key.
    """
    keys = [rendered.story.key for rendered in stories]
    index_of = {key: index for index, key in enumerate(keys)}
    # Of each story: the members of each of its terms, its seat among them, and what sharing it weighs.
    stands: list[list[tuple[list[int], int, int]]] = [[] for _ in stories]
    for taxonomy, weight in WEIGHTS.items():
        for term in terms[taxonomy]:
            members = [index_of[member.story.key] for member in term.members]
            for seat, index in enumerate(members):
                stands[index].append((members, seat, weight))
    langs = [rendered.story.meta.lang for rendered in stories]
    are_several = len(set(langs)) > 1
    for index, rendered in enumerate(stories):
        shared: dict[int, int] = {}
        so_far = shared.get
        for members, seat, weight in stands[index]:
            for other in members[max(0, seat - NEAREST) : seat + NEAREST + 1]:
                shared[other] = so_far(other, 0) + weight
        for not_meant in (index, index_of.get(rendered.story.meta.translation or "", index)):
            shared.pop(not_meant, None)
        if are_several:
            for other in shared:
                if langs[other] != langs[index]:
                    shared[other] -= ANOTHER_LANGUAGE
        # Most share too little to come into question, and only the others need be put in order.
        least = min(sorted(shared.values(), reverse=True)[:MOST], default=0)
        best = [other for other, much in shared.items() if much >= least]
        best.sort(key=lambda other: (-shared[other], abs(other - index), keys[other]))
        yield [stories[other] for other in best[:MOST]]
