"""A look at the output's thousands of files, which another hand takes while there is something else to do."""

from functools import cached_property, partial

from goodnews.hands import Errand, count_hands
from goodnews.standing import Standing, look_around

SEARCH = "pagefind"
"""Where the search index goes, if one is wanted: it is made as a whole, from the finished pages."""


class Looking:
    """Looks at the output, before anything is written to it.

    Attributes:
        output: its folder.
        search: whether there is to be a search index, which then is nothing that a build may touch.
    """

    def __init__(self, output: str, *, search: bool = False) -> None:
        self.output, self.search = output.rstrip("/"), search
        look = partial(look_around, self.output, spare=(SEARCH,) if search else ())
        self._errand = Errand(look, count_hands())

    @cached_property
    def standing(self) -> Standing:
        """What stands there."""
        return self._errand.answer()

    def give_up(self) -> None:
        """Stop looking: nobody wants to know any more."""
        self._errand.give_up()
