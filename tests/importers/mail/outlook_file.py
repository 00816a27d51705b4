"""A mail as Outlook saves it: properties ([MS-OXMSG]) in a compound file ([MS-CFB])."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STRING, BINARY, NUMBER = 0x001F, 0x0102, 0x0003


@dataclass
class Entry:
    """A stream or a storage, and where it is in the tree."""

    name: str
    kind: int
    data: bytes = b""
    child: int = FREE
    right: int = FREE
    start: int = END


def outlook_file(
    properties: Mapping[int, str | bytes | int], *attachments: Mapping[int, str | bytes | int]
) -> bytes:
    """A `.msg` with these properties, by their numbers, and attachments with theirs."""
    header = struct.pack("<8x4I8x", 0, len(attachments), 0, len(attachments))
    entries = [Entry("Root Entry", 5)]
    children = _properties(entries, header, properties)
    for number, attachment in enumerate(attachments):
        storage = Entry(f"__attach_version1.0_#{number:08X}", 1)
        entries.append(storage)
        children.append(len(entries) - 1)
        storage.child = _linked(entries, _properties(entries, bytes(8), attachment))
    entries[0].child = _linked(entries, children)
    return _compound(entries)


def _properties(
    entries: list[Entry], header: bytes, properties: Mapping[int, str | bytes | int]
) -> list[int]:
    rows, made = [header], []
    for number, value in properties.items():
        if isinstance(value, int):
            rows.append(struct.pack("<HHIq", NUMBER, number, 6, value))
            continue
        kind, data = (STRING, value.encode("utf-16-le")) if isinstance(value, str) else (BINARY, value)
        rows.append(struct.pack("<HHIII", kind, number, 6, len(data) + 2 * (kind == STRING), 0))
        entries.append(Entry(f"__substg1.0_{number:04X}{kind:04X}", 2, data))
        made.append(len(entries) - 1)
    entries.append(Entry("__properties_version1.0", 2, b"".join(rows)))
    return [*made, len(entries) - 1]


def _linked(entries: list[Entry], children: list[int]) -> int:
    """Link siblings to a tree that leans to one side, in the order that the format asks for."""
    ordered = sorted(children, key=lambda at: (len(entries[at].name), entries[at].name.upper()))
    for before, after in pairwise(ordered):
        entries[before].right = after
    return ordered[0]


def _compound(entries: list[Entry]) -> bytes:
    sectors: list[bytes] = []
    chains: list[int] = []

    def store(data: bytes) -> int:
        first, count = len(sectors), -(-len(data) // SECTOR)
        for at in range(count):
            sectors.append(data[at * SECTOR : (at + 1) * SECTOR].ljust(SECTOR, b"\0"))
            chains.append(first + at + 1 if at + 1 < count else END)
        return first if count else END

    mini, mini_chains = b"", list[int]()
    for entry in entries:
        if entry.kind == 2 and len(entry.data) >= CUTOFF:
            entry.start = store(entry.data)
        elif entry.data:
            entry.start, count = len(mini_chains), -(-len(entry.data) // MINI)
            mini += entry.data.ljust(count * MINI, b"\0")
            mini_chains += [*range(entry.start + 1, entry.start + count), END]
    entries[0].data, entries[0].start = mini, store(mini)
    table = b"".join(struct.pack("<I", link) for link in mini_chains)
    mini_fat = store(table + b"\xff" * (-len(table) % SECTOR))
    mini_fat_count = -(-len(table) // SECTOR)
    directory = store(b"".join(_row(entry) for entry in entries))
    fat_count = 1
    while fat_count * SECTOR // 4 < len(sectors) + fat_count:
        fat_count += 1
    fat_at = [len(sectors) + number for number in range(fat_count)]
    links = [*chains, *[FAT_SECTOR] * fat_count]
    fat = b"".join(struct.pack("<I", link) for link in links).ljust(fat_count * SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, fat_count, directory, 0, CUTOFF, mini_fat, mini_fat_count, END, 0)
    head += b"".join(struct.pack("<I", at) for at in fat_at).ljust(109 * 4, b"\xff")
    return head + b"".join(sectors) + fat


def _row(entry: Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    row = name.ljust(64, b"\0") + struct.pack("<HBB", len(name), entry.kind, 1)
    row += struct.pack("<III", FREE, entry.right, entry.child) + bytes(36)
    return row + struct.pack("<IQ", entry.start, len(entry.data))
