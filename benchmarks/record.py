"""`docs/benchmarks.md`: words by hand, and between two marks for each measurement its latest table."""

START, END = "<!-- {}: written by ./inv bench -->", "<!-- end of {} -->"


def record(page: str, name: str, table: str, machine: str) -> str:
    r"""Put a table where its measurement's marks are, or at the end of the page when it has none yet.

    >>> print(record("# Figures\n", "feeds", "| a |\n", "2 cores."))
    # Figures
    <BLANKLINE>
    <!-- feeds: written by ./inv bench -->
    | a |
    <BLANKLINE>
    2 cores.
    <!-- end of feeds -->
    <BLANKLINE>
    """
    start, end = START.format(name), END.format(name)
    section = f"{start}\n{table.rstrip()}\n\n{machine}\n{end}"
    before, found, rest = page.partition(start)
    if not found:
        return f"{page.rstrip()}\n\n{section}\n"
    _, closed, after = rest.partition(end)
    # A mark that somebody took away: the words after it are worth more than an old table.
    return f"{before}{section}{after if closed else rest}"
