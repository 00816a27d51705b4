"""Made-up photos for the tests: scenes, and files as phones write them, with secrets planted in each."""

import io
import random
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pillow_heif
from PIL import Image, ImageDraw, ImageFilter, PngImagePlugin, TiffImagePlugin

from tests.audio.specimens import box

PLANT = "PLANTED"
"""Every secret starts with it, so one search finds them all."""

# What the crop took away, and the embedded thumbnail still shows.
CROPPED_AWAY = (255, 0, 255)


def scene(width: int, height: int, seed: int = 1) -> Image.Image:
    """Something like a photograph: soft light, hard edges, fine texture, all from a seed."""
    return _drawn_scene(width, height, seed).copy()


@cache
def _drawn_scene(width: int, height: int, seed: int) -> Image.Image:
    chance = random.Random(seed)
    picture = Image.new("RGB", (width, height))
    for octave in range(2, 8):
        size = (2**octave, max(2, 2**octave * height // width))
        grain = Image.frombytes("RGB", size, chance.randbytes(size[0] * size[1] * 3))
        grain = grain.resize((width, height), Image.Resampling.BICUBIC)
        picture = grain if octave == 2 else Image.blend(picture, grain, 0.28)
    draw = ImageDraw.Draw(picture)
    for _ in range(24):
        left, top = chance.randrange(width), chance.randrange(height)
        colour = tuple(chance.randrange(256) for _ in range(3))
        far = (left + chance.randrange(8, width // 4), top + chance.randrange(8, height // 3))
        draw.ellipse((left, top, *far), fill=colour, outline="white", width=max(1, width // 400))
    return picture.filter(ImageFilter.GaussianBlur(0.6))


CORNERS = ((220, 30, 30), (30, 170, 30), (30, 30, 220), (230, 220, 40))
"""Red, green, blue, yellow: top left, top right, bottom left, bottom right of `corners`."""


def corners(width: int = 240, height: int = 160) -> Image.Image:
    """Four colours, so that any turn or mirroring shows."""
    picture = Image.new("RGB", (width, height), CORNERS[0])
    picture.paste(CORNERS[1], (width // 2, 0, width, height // 2))
    picture.paste(CORNERS[2], (0, height // 2, width // 2, height))
    picture.paste(CORNERS[3], (width // 2, height // 2, width, height))
    return picture


def near(one: tuple[int, ...], other: tuple[int, ...], tolerance: int = 15) -> bool:
    """Whether two colours are about the same."""
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def jpeg(picture: Image.Image, **options: object) -> bytes:
    """A plain JPEG."""
    return encoded(picture, "JPEG", **{"quality": 92, **options})


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    """A file of any kind that Pillow writes."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1, thumbnail: bytes | None = None) -> bytes:
    """An EXIF block as a phone writes it: camera, owner, place, maker notes, comments, a thumbnail."""
    made = Image.Exif()
    made.endian = ">"
    made.update(
        {
            0x010E: f"{PLANT} description",
            0x010F: "Lamplight",
            0x0112: orientation,
            0x013B: f"{PLANT} artist",
            0x9C9B: f"{PLANT} title\0".encode("utf-16-le"),
            0x8769: {
                0x9003: "2026:11:20 07:45:00",
                0x927C: f"{PLANT} maker note".encode() * 3,
                0x9286: b"ASCII\0\0\0" + f"{PLANT} user comment".encode(),
                0xA430: f"{PLANT} camera owner",
                0xA431: f"{PLANT} serial",
            },
            0x8825: {
                1: "N",
                2: (51.0, 30.0, 12.34),
                3: "W",
                4: (0.0, 7.0, 39.12),
                0x1C: b"ASCII\0\0\0" + f"{PLANT} gps area".encode(),
            },
        }
    )
    body = made.tobytes()
    if thumbnail is None:
        return body
    # EXIF 2.32, 4.6: the first directory ends with where the next one is, which says where the thumbnail is.
    tiff = bytearray(body[6:] + bytes(len(body) % 2))
    struct.pack_into(">I", tiff, 10 + 12 * struct.unpack_from(">H", tiff, 8)[0], len(tiff))
    entries = ((0x0103, 3, 6 << 16), (0x0201, 4, len(tiff) + 42), (0x0202, 4, len(thumbnail)))
    tiff += struct.pack(">H", 3) + b"".join(
        struct.pack(">HHII", tag, kind, 1, value) for tag, kind, value in entries
    )
    return b"Exif\0\0" + bytes(tiff) + bytes(4) + thumbnail


def xmp(orientation: int | None = None) -> bytes:
    """An XMP packet with a face's name in it, as photo libraries write."""
    turn = f' tiff:Orientation="{orientation}"' if orientation else ""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        f' photoshop:City="{PLANT} town"{turn}><dc:creator><rdf:Seq><rdf:li>{PLANT} person</rdf:li>'
        "</rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    ).encode()


def _iptc() -> bytes:
    """A Photoshop block with an IPTC-IIM caption (record 2, dataset 120) and by-line (80)."""
    iptc = b""
    for dataset, text in ((120, f"{PLANT} caption"), (80, f"{PLANT} by-line")):
        iptc += struct.pack(">BBBH", 0x1C, 2, dataset, len(text)) + text.encode()
    return b"Photoshop 3.0\08BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc + bytes(len(iptc) % 2)


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def film() -> bytes:
    """A film's first box and some data: what phones append to a motion photo."""
    return box(b"ftyp", b"mp42\0\0\0\0mp42isom") + box(b"mdat", f"{PLANT} film of the bay".encode() * 20)


def phone_jpeg(
    picture: Image.Image | None = None, *, orientation: int = 1, thumbnail: bytes | None = None
) -> bytes:
    """A JPEG with all a phone can put beside the pixels.

    EXIF with place, maker notes and thumbnail; XMP and its extension; IPTC; a comment; FlashPix and
    vendor segments; a second image by MPF with its own EXIF (a gain map); a film at the end.
    """
    picture = picture or scene(640, 480)
    plain = jpeg(picture)
    second = jpeg(Image.new("RGB", (64, 48), CROPPED_AWAY))
    second = second[:2] + _segment(0xE1, exif()) + _segment(0xFE, f"{PLANT} gain map".encode()) + second[2:]
    tail = b"".join(
        (
            _segment(0xE1, exif(orientation, thumbnail or jpeg(Image.new("RGB", (160, 120), CROPPED_AWAY)))),
            _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp()),
            _segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + f"{PLANT} extended xmp".encode()),
            _segment(0xED, _iptc()),
            _segment(0xE4, f"{PLANT} vendor".encode()),
            # JUMBF in APP11 (ISO/IEC 19566-5), as provenance manifests come.
            _segment(0xEB, b"JP\0\x01\0\0\0\x01" + box(b"jumb", box(b"free", f"{PLANT} maker".encode()))),
            _segment(0xFE, f"{PLANT} comment".encode()),
        )
    )
    # CIPA DC-007: offsets of further images are counted from the MPF segment's own TIFF header.
    mpf_size = 2 + 2 + 4 + 82
    head = plain[:2] + tail
    header_at = len(head) + 8
    first_size = len(head) + mpf_size + len(plain) - 2
    head += _segment(0xE2, b"MPF\0" + _mpf(first_size, len(second), first_size - header_at))
    whole = head + plain[2:]
    assert len(whole) == first_size
    return whole + second + film()


def _mpf(first_size: int, second_size: int, second_at: int) -> bytes:
    images = struct.pack(">IIIHH", 0x20030000, first_size, 0, 0, 0)
    images += struct.pack(">IIIHH", 0, second_size, second_at, 0, 0)
    entries = struct.pack(">HHI4s", 0xB000, 7, 4, b"0100")
    entries += struct.pack(">HHII", 0xB001, 4, 1, 2)
    entries += struct.pack(">HHII", 0xB002, 7, len(images), 8 + 2 + 36 + 4)
    return b"MM\0*\0\0\0\x08" + struct.pack(">H", 3) + entries + bytes(4) + images


def phone_mpo() -> bytes:
    """A JPEG with a second, full-size view, as stereo and some portrait modes write."""
    main, other = scene(480, 360), Image.new("RGB", (480, 360), CROPPED_AWAY)
    return encoded(main, "MPO", save_all=True, append_images=[other], exif=exif(), quality=92)


def phone_png() -> bytes:
    """A PNG with text chunks of all three sorts, eXIf, a date, XMP, and bytes after its end."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", f"{PLANT} text")
    notes.add_text("Description", f"{PLANT} compressed text", zip=True)
    notes.add_itxt("XML:com.adobe.xmp", xmp().decode(), "en", "")
    notes.add(b"tIME", struct.pack(">HBBBBB", 2026, 11, 20, 7, 45, 0))
    plain = encoded(scene(320, 240), "PNG", pnginfo=notes, exif=exif()[6:], dpi=(300, 300))
    return plain + f"{PLANT} after the end".encode()


def phone_webp() -> bytes:
    """A WebP with EXIF and XMP."""
    return encoded(scene(320, 240), "WEBP", exif=exif(), xmp=xmp(), quality=90)


def phone_avif() -> bytes:
    """An AVIF with EXIF and XMP."""
    return encoded(scene(320, 240), "AVIF", exif=exif(), xmp=xmp(), quality=80, speed=10)


def phone_tiff() -> bytes:
    """A TIFF with description, artist, XMP, IPTC and a second page."""
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[270], tags[315], tags[33432] = f"{PLANT} description", f"{PLANT} artist", f"{PLANT} copyright"
    tags[700], tags[34377] = xmp(), _iptc()
    return encoded(scene(320, 240), "TIFF", tiffinfo=tags)


def phone_gif() -> bytes:
    """A GIF with a comment."""
    return encoded(scene(160, 120), "GIF", comment=f"{PLANT} comment".encode())


def phone_heic(picture: Image.Image | None = None, *, orientation: int = 1, **options: object) -> bytes:
    """A HEIC as phones shoot it: EXIF, XMP, a thumbnail, a second image, and a film in an `mpvd` box."""
    picture = picture or scene(320, 240)
    file = pillow_heif.HeifFile()
    file.add_from_pillow(picture)
    file.add_from_pillow(Image.new("RGB", (128, 96), CROPPED_AWAY))
    file[1].info["exif"] = exif()
    out = io.BytesIO()
    settings = {"exif": exif(orientation), "xmp": xmp(), "primary_index": 0, "quality": 90, **options}
    file.save(out, enc_params={"preset": "ultrafast"}, **settings)
    return out.getvalue() + box(b"mpvd", film())


@dataclass(frozen=True)
class Specimen:
    """A file with secrets in it, by the name it would be handed in under."""

    name: str
    make: Callable[[], bytes]


SPECIMENS = (
    Specimen("ward.jpg", cache(phone_jpeg)),
    Specimen("stereo.jpg", cache(phone_mpo)),
    Specimen("screen.png", cache(phone_png)),
    Specimen("web.webp", cache(phone_webp)),
    Specimen("modern.avif", cache(phone_avif)),
    Specimen("scan.tif", cache(phone_tiff)),
    Specimen("old.gif", cache(phone_gif)),
    Specimen("iphone.heic", cache(phone_heic)),
)


def planted(data: bytes) -> bool:
    """Whether a secret can be found in a file, in plain bytes, UTF-16, or a compressed PNG chunk."""
    sought = (PLANT.encode(), PLANT.encode("utf-16-le"), PLANT.encode("utf-16-be"))
    return any(each in data for each in sought) or zlib.compress(PLANT.encode())[2:9] in data
