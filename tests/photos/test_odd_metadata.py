"""A number in odd corners and odd encodings: whatever ExifTool reads is read, and nothing of it stays."""

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from goodnews.photos import read_metadata, tidy_photo
from tests.photos.exiftool import ExifTool
from tests.photos.specimens import encoded, png_chunk

NUMBER = "999 000 0018"
ORDERS = {"<": "little", ">": "big"}
WORDS = f"Bed 4, {NUMBER}"
TEXT = WORDS.encode()
PICTURE = Image.linear_gradient("L").resize((96, 64)).convert("RGB")
XMP_NAME = b"http://ns.adobe.com/xap/1.0/\0"
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:p="http://ns.adobe.com/photoshop/1.0/">'
    f"<p:Headline>{WORDS}</p:Headline></rdf:Description></rdf:RDF></x:xmpmeta>"
)
IPTC = b"\x1c\x02\x78" + struct.pack(">H", len(TEXT)) + TEXT


def tiff(order: str, tag: int, kind: int, value: bytes) -> bytes:
    """EXIF with one entry, in the directory of the camera."""
    start = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    first = struct.pack(f"{order}HHHIII", 1, 0x8769, 4, 1, 26, 0)
    return start + first + struct.pack(f"{order}HHHIII", 1, tag, kind, len(value), 44, 0) + value


def jpeg(*segments: tuple[int, bytes], end: bytes = b"") -> bytes:
    data = encoded(PICTURE, "JPEG")
    parts = (bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body for marker, body in segments)
    return data[:2] + b"".join(parts) + data[2:] + end


def png(kind: bytes, body: bytes, end: bytes = b"") -> bytes:
    data = encoded(PICTURE, "PNG")
    return data[:33] + png_chunk(kind, body) + data[33:] + end


def webp(kind: bytes, body: bytes) -> bytes:
    head = struct.pack("<I", 95)[:3] + struct.pack("<I", 63)[:3]
    chunks = b"VP8X" + struct.pack("<I", 10) + bytes([12, 0, 0, 0]) + head + encoded(PICTURE, "WEBP")[12:]
    chunks += kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def gif(label: int, body: bytes) -> bytes:
    return encoded(PICTURE, "GIF")[:-1] + bytes([0x21, label]) + body + b"\0;"


def resource(number: int, body: bytes) -> bytes:
    """One of Photoshop's."""
    return b"8BIM" + struct.pack(">HHI", number, 0, len(body)) + body + bytes(len(body) % 2)


def profile(name: bytes, words: bytes, data: bytes) -> bytes:
    """EXIF, IPTC or XMP in hexadecimal, packed, as some programs put it into a PNG."""
    text = b"\n%s\n%8d\n%s\n" % (words, len(data), data.hex().encode())
    return b"Raw profile type " + name + b"\0\0" + zlib.compress(text)


def comment(alphabet: bytes, encoding: str, order: str, words: str = WORDS) -> bytes:
    return jpeg((0xE1, b"Exif\0\0" + tiff(order, 0x9286, 7, alphabet + words.encode(encoding))))


EXIF = tiff("<", 0x9286, 7, b"ASCII\0\0\0" + TEXT)
LONG = b"\x1c\x02\x78\x80\x04" + struct.pack(">I", 70_000) + b"a " * 34_990 + TEXT.ljust(20)
SPLIT = resource(0x0404, LONG)
MORE = XMP.replace("Bed 4", "a b " * 17_000).encode()
MORE_HEADS = [
    b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 32 + struct.pack(">II", len(MORE), start)
    for start in (0, 60_000)
]

CORNERS = {
    **{
        f"comment-{alphabet.strip(bytes(1)).decode() or 'none'}-{encoding}-{ORDERS[order]}.jpg": comment(
            alphabet, encoding, order
        )
        for alphabet in (
            b"ASCII\0\0\0",
            b"ascii\0\0\0",
            b"UNICODE\0",
            b"Unicode\0",
            b"JIS\0\0\0\0\0",
            bytes(8),
        )
        for encoding in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le")
        for order in ORDERS
    },
    **{
        f"japanese-{encoding}.jpg": comment(b"JIS\0\0\0\0\0", encoding, ">", f"八番 {NUMBER}")
        for encoding in ("iso2022_jp", "euc_jp", "shift_jis")
    },
    **{
        f"xmp-{encoding}.jpg": jpeg((0xE1, XMP_NAME + XMP.encode(encoding)))
        for encoding in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32-be", "utf-8-sig")
    },
    "exif-misspelt.jpg": jpeg((0xE1, b"EXIF\0\0" + EXIF)),
    "exif-twice.jpg": jpeg((0xE1, b"Exif\0\0" + tiff("<", 0x9286, 7, b"x")), (0xE1, b"Exif\0\0" + EXIF)),
    "extended-xmp.jpg": jpeg(
        (0xE1, XMP_NAME + XMP.replace(WORDS, "A").encode()),
        (0xE1, MORE_HEADS[1] + MORE[60_000:]),
        (0xE1, MORE_HEADS[0] + MORE[:60_000]),
    ),
    "photoshop-split.jpg": jpeg(
        (0xED, b"Photoshop 3.0\0" + SPLIT[:50_000]), (0xED, b"Photoshop 3.0\0" + SPLIT[50_000:])
    ),
    "photoshop-caption.jpg": jpeg((0xED, b"Photoshop 3.0\0" + resource(0x03F0, bytes([len(TEXT)]) + TEXT))),
    "photoshop-utf-16.jpg": jpeg((0xED, b"Photoshop 3.0\0" + resource(0x043B, WORDS.encode("utf-16-be")))),
    "picture-info.jpg": jpeg((0xEC, b"[picture info]\r\nType=" + TEXT + b"\r\n")),
    "any-segment.jpg": jpeg((0xE5, b"RMETA\0" + TEXT)),
    "behind.jpg": jpeg(end=TEXT),
    "second.jpg": jpeg(end=jpeg((0xFE, TEXT))),
    "packed.png": png(b"zTXt", b"Comment\0\0" + zlib.compress(TEXT)),
    "international.png": png(b"iTXt", b"Comment\0\1\0cy\0Sylw\0" + zlib.compress(TEXT)),
    "xmp-packed.png": png(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP.encode())),
    "profile.png": png(
        b"zTXt", profile(b"iptc", b"IPTC profile", b"Photoshop 3.0\0" + resource(0x0404, IPTC))
    ),
    "profile-8bim.png": png(b"zTXt", profile(b"8bim", b"8bim", resource(0x0404, IPTC))),
    "profile-app1.png": png(b"zTXt", profile(b"APP1", b"generic profile", b"Exif\0\0" + EXIF)),
    "exif-packed.png": png(b"zxIf", b"\0" + struct.pack(">I", len(EXIF)) + zlib.compress(EXIF)),
    "palette-name.png": png(b"sPLT", TEXT + b"\0\x08"),
    "behind-the-end.png": png(b"tEXt", b"A\0b", end=png_chunk(b"tEXt", b"Comment\0" + TEXT)),
    "exif.webp": webp(b"EXIF", b"Exif\0\0" + EXIF),
    "xmp.webp": webp(b"XMP ", XMP.encode()),
    "xmp-utf-16.webp": webp(b"XMP ", XMP.encode("utf-16")),
    "info.webp": webp(b"LIST", b"INFOICMT" + struct.pack("<I", len(TEXT) + 1) + TEXT + b"\0"),
    "comment.gif": gif(0xFE, bytes([len(TEXT)]) + TEXT),
    "comment-in-two.gif": gif(0xFE, bytes([10]) + TEXT[:10] + bytes([len(TEXT) - 10]) + TEXT[10:]),
    "text.gif": gif(0x01, b"\x0c" + bytes(12) + bytes([len(TEXT)]) + TEXT),
    "xmp.gif": gif(0xFF, b"\x0bXMP DataXMP" + XMP.encode() + b"\1" + bytes(range(255, -1, -1))),
    "any-block.gif": gif(0xFF, b"\x0bNETSCAPE2.0" + bytes([len(TEXT)]) + TEXT),
}


@pytest.mark.parametrize("name", CORNERS)
def test_it_is_read_in_every_corner(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(CORNERS[name])
    assert NUMBER in str(read_metadata(tmp_path / name))


def test_exiftool_sees_more_than_half_of_them_and_none_of_any_once_it_is_tidy(
    tmp_path: Path, exiftool: ExifTool
) -> None:
    files, tidied = [], []
    for name, data in CORNERS.items():
        files.append(tmp_path / name)
        files[-1].write_bytes(data)
        new, tidy = tidy_photo(data, name)
        assert not any(WORDS.encode(encoding) in tidy for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
        tidied.append(tmp_path / f"tidy-{name}-{new}")
        tidied[-1].write_bytes(tidy)
    assert sum(NUMBER in str(tags) for tags in exiftool.tags(*files)) > len(files) / 2
    assert not [tags["SourceFile"] for tags in exiftool.tags(*tidied) if NUMBER in str(tags)]
