"""What a person has to decide after moving in: a list to work through, in Markdown."""

from collections.abc import Mapping, Sequence

from goodnews.importers.wordpress.drafts import Draft


def write_report(moved: Sequence[Draft], already: Sequence[Draft], left_out: Mapping[str, int]) -> str:
    """Give the list: photos that need consent first, then what did not come along.

    Args:
        moved: drafts that were written, and posts that could not be (their text is empty).
        already: posts whose folder was there before; they were left as they are.
        left_out: what the export held besides published posts, counted.
    """
    drafts = [each for each in moved if each.text]
    photos = [(each, photo) for each in drafts for photo in each.photos]
    found = sum(photo.source is not None for _, photo in photos)
    lines = [
        "# Moved from WordPress: what to do now",
        "",
        f"{_count(len(drafts), 'story', 'stories')} moved, all of them drafts, none of them announced.",
        f"{_count(found, 'photo', 'photos')} found, {len(photos) - found} missing.",
    ]
    if already:
        lines.append(
            f"{_count(len(already), 'story', 'stories')} had been moved before and stayed as they are."
        )
    lines += [*_consents(drafts), *_troubles(moved)]
    if left_out:
        lines += ["", "## Not moved", ""]
        lines += [f"- {count} × {_safe(what)}" for what, count in sorted(left_out.items())]
    lines += [
        "",
        "## When a story is ready",
        "",
        "Take out the line `draft: yes`, run `./inv check`, and send it in as any other story.",
    ]
    return "\n".join(lines) + "\n"


def _consents(drafts: Sequence[Draft]) -> list[str]:
    waiting = [each for each in drafts if each.photos]
    if not waiting:
        return []
    lines = [
        "",
        "## Photos: who said yes?",
        "",
        "A picture that was on the old site is not one that may be on this one: people leave, forms run out.",
        "Look at each. Find the form of everyone who can be recognised, or delete the photo before you",
        "commit: what is once in git stays in its history.",
    ]
    for each in waiting:
        lines += ["", f"### {_safe(each.title)}", "", f"`content/stories/{each.key}/story.md`", ""]
        for photo in each.photos:
            where = "" if photo.source else f" – not found, it was at {_safe(photo.url)}"
            words = "" if photo.alt else " – needs words for those who can't see it"
            lines.append(f"- [ ] `{photo.name}`{where}{words}")
    return lines


def _troubles(moved: Sequence[Draft]) -> list[str]:
    noted = [each for each in moved if each.notes]
    if not noted:
        return []
    lines = ["", "## Worth a look"]
    for each in noted:
        where = f" (`content/stories/{each.key}/`)" if each.text else ""
        lines += ["", f"- {_safe(each.title) or 'A post without a title'}{where}"]
        lines += [f"  - {_safe(note)}" for note in each.notes]
    return lines


def _safe(text: str) -> str:
    """Old text as text: it must not become Markdown or HTML of ours."""
    return "".join(f"\\{each}" if each in "\\`*_[]<>#|!" else each for each in " ".join(text.split()))


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
