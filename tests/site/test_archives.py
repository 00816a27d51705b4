"""A long list is cut into pages that hold all of it."""

from hypothesis import given
from hypothesis import strategies as st

from goodnews.site.archives import paginate


@given(st.lists(st.integers()), st.integers(1, 9))
def test_slices_hold_everything_once_in_order(items: list[int], size: int) -> None:
    parts = list(paginate(items, size, "tags/tea/"))
    assert [item for part in parts for item in part.items] == items
    assert [part.number for part in parts] == list(range(1, parts[0].total + 1))
    assert all(len(part.items) == size for part in parts[:-1])
