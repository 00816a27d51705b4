"""Pictures to look into, drawn here: faces, words and codes planted in rooms, and rooms without any."""

import random
from pathlib import Path
from typing import Any, NamedTuple

import font_source_sans_pro
import pillow_heif
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONT = Path(font_source_sans_pro.__file__).parent / "files" / "SourceSansPro-It.ttf"
SIZE = (1600, 1200)
SKINS = ((241, 205, 178), (214, 160, 122), (150, 99, 68), (96, 62, 44))
HAIRS = ((40, 28, 22), (120, 80, 40), (200, 190, 180), (20, 20, 24))


class Sight(NamedTuple):
    """A picture, and what is planted in it: `face`, `number`, `code` or nothing."""

    picture: Image.Image
    planted: str


def room(seed: int) -> Image.Image:
    """A room without anybody: walls, a window, cupboards, a lamp, and the noise of a sensor."""
    dice = random.Random(seed)
    tint = dice.randrange(170, 225)
    picture = Image.new("RGB", SIZE, (tint, tint - 6, tint - dice.randrange(10, 30)))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 900, 1600, 1200), fill=(tint - 60, tint - 70, tint - 80))
    for number in range(4):
        left = 80 + number * 390 + dice.randrange(60)
        fill = tuple(dice.randrange(60, 220) for _ in range(3))
        pen.rectangle((left, dice.randrange(420, 700), left + dice.randrange(150, 330), 980), fill=fill)
        pen.ellipse((left + 60, 120, left + 130, 190), fill=(250, 244, 214))
    noise = Image.effect_noise(SIZE, 18).convert("RGB")
    return Image.blend(picture.filter(ImageFilter.GaussianBlur(1.2)), noise, 0.05)


def face(height: int, skin: tuple[int, int, int], hair: tuple[int, int, int]) -> Image.Image:
    """A drawn person's head and shoulders on a clear ground, the head so many pixels high."""
    person = Image.new("RGBA", (640, 760), (*skin, 0))
    pen = ImageDraw.Draw(person)

    def tone(by: float) -> tuple[int, int, int, int]:
        red, green, blue = (min(255, round(part * by)) for part in skin)
        return red, green, blue, 255

    pen.rounded_rectangle((40, 590, 600, 900), 130, fill=(44, 84, 140, 255))
    pen.polygon((250, 470, 390, 470, 420, 640, 320, 690, 220, 640), fill=tone(0.74))
    pen.ellipse((150, 20, 490, 440), fill=(*hair, 255))
    pen.ellipse((166, 240, 200, 330), fill=tone(0.85))
    pen.ellipse((440, 240, 474, 330), fill=tone(0.8))
    pen.ellipse((184, 70, 456, 420), fill=tone(1))
    pen.ellipse((212, 280, 428, 530), fill=tone(1))
    pen.polygon((186, 280, 454, 280, 424, 430, 216, 430), fill=tone(1))
    soft = Image.new("RGBA", person.size, (0, 0, 0, 0))
    brush = ImageDraw.Draw(soft)
    dark = (*tone(0.55)[:3], 150)
    for left in (212, 338):
        brush.ellipse((left, 232, left + 90, 300), fill=dark)
    brush.polygon((306, 260, 288, 380, 352, 380, 334, 260), fill=(*tone(0.7)[:3], 90))
    brush.ellipse((284, 362, 356, 398), fill=(*tone(0.6)[:3], 140))
    brush.ellipse((270, 476, 370, 510), fill=(*tone(0.6)[:3], 120))
    brush.ellipse((420, 150, 500, 520), fill=(*tone(0.5)[:3], 120))
    brush.ellipse((210, 330, 270, 400), fill=(200, 90, 80, 50))
    person.alpha_composite(soft.filter(ImageFilter.GaussianBlur(12)))
    pen = ImageDraw.Draw(person)
    pen.chord((176, 30, 464, 260), 180, 360, fill=(*hair, 255))
    for left in (222, 348):
        pen.arc((left - 8, 214, left + 78, 262), 205, 335, fill=(*hair, 255), width=11)
        pen.ellipse((left + 4, 252, left + 66, 286), fill=(236, 232, 228, 255))
        pen.ellipse((left + 19, 250, left + 53, 286), fill=(62, 44, 32, 255))
        pen.ellipse((left + 28, 258, left + 44, 278), fill=(10, 8, 8, 255))
        pen.arc((left, 248, left + 70, 292), 190, 350, fill=(40, 26, 22, 255), width=6)
    for left in (292, 330):
        pen.ellipse((left, 372, left + 18, 386), fill=tone(0.35))
    pen.chord((266, 410, 374, 470), 0, 180, fill=(178, 84, 80, 255))
    pen.chord((266, 424, 374, 454), 180, 360, fill=(150, 62, 62, 255))
    pen.line((268, 439, 372, 439), fill=(80, 28, 30, 255), width=5)
    person = person.filter(ImageFilter.GaussianBlur(3))
    scale = height / 510
    return person.resize((round(640 * scale), round(760 * scale)), Image.Resampling.LANCZOS)


FACES, NUMBERS, CODES, NOTHING = 12, 12, 12, 12
"""How many pictures there are of each kind."""

_NUMBERS = (
    "NHS No. 999 000 0018",
    "NHS 999 000 0026",
    "NHS number: 9990000034",
    "DOB 12/03/1941",
    "Mrs Rees d.o.b. 4.7.1938",
    "Hosp no. K448812",
)
"""What is written on whiteboards. None of it is anybody's: no patient's number begins with 999."""
_SMALL_PRINT = ("ward", "visit", "wash hands", "please", "thank", "rota", "Monday", "12.30", "menu", "fish")


def draw_sights() -> list[Sight]:
    """All pictures; the same each time."""
    sights = [
        Sight(with_face(seed, height=70 + seed * 15, tilt=seed % 3 * 6 - 6), "face") for seed in range(FACES)
    ]
    sights += [
        Sight(with_words(100 + seed, _NUMBERS[seed % len(_NUMBERS)], size=26 + seed * 3), "number")
        for seed in range(NUMBERS)
    ]
    sights += [Sight(with_wristband(200 + seed, tilt=seed * 5 - 25), "code") for seed in range(CODES)]
    return sights + [Sight(room(300 + seed), "") for seed in range(NOTHING)]


def with_face(seed: int, *, height: int, tilt: float) -> Image.Image:
    """A room in which somebody looks at us."""
    picture = room(seed)
    person = face(height, SKINS[seed % len(SKINS)], HAIRS[seed // 2 % len(HAIRS)])
    _lay(picture, person.rotate(tilt, Image.Resampling.BICUBIC, expand=True), seed)
    return picture


def with_words(seed: int, text: str, *, size: int) -> Image.Image:
    """A room with a whiteboard, on which something is written by hand, tilted as a photo tilts it."""
    board = Image.new("RGBA", (1000, 320), (246, 246, 242, 255))
    pen = ImageDraw.Draw(board)
    pen.rectangle((0, 0, 999, 319), outline=(120, 120, 124), width=10)
    font = ImageFont.truetype(str(FONT), size)
    for number, line in enumerate((f"Bed {seed % 9 + 1}", text, "Home Thursday")):
        pen.text((60, 30 + number * 90), line, font=font, fill=(24, 40, 120, 255))
    picture = room(seed)
    _lay(picture, board.rotate(seed % 5 * 3 - 6, Image.Resampling.BICUBIC, expand=True), seed)
    return picture


def noticeboard(heading: str) -> Image.Image:
    """A wall full of small print, in which one line is larger than the rest."""
    dice = random.Random(3)
    picture = Image.new("RGB", SIZE, (235, 232, 225))
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONT), 16)
    for left in range(20, SIZE[0] - 250, 262):
        for top in range(100, SIZE[1] - 30, 26):
            line = " ".join(dice.sample(_SMALL_PRINT, 5))
            pen.text((left, top), line, font=font, fill=(30, 30, 60))
    pen.text((60, 20), heading, font=ImageFont.truetype(str(FONT), 44), fill=(24, 40, 120))
    return picture


def write_heavy_photos(folder: Path) -> dict[str, Path]:
    """Photos that are a lot of work, by what they are: to decode, or to read."""
    pillow_heif.register_heif_opener()
    wall = noticeboard("NHS 999 000 0018")
    phone = noisy(room(5).resize((4032, 3024)))
    photos: dict[str, tuple[Image.Image, str, dict[str, Any]]] = {
        "a wall of small print": (wall.resize((4032, 3024)), "wall.jpg", {}),
        "a noisy photo of 12 megapixels": (phone, "phone.jpg", {}),
        "the same as HEIC": (phone, "phone.heic", {"quality": 63, "enc_params": {"preset": "ultrafast"}}),
        "79 megapixels, progressive": (phone.resize((10240, 7680)), "camera.jpg", {"progressive": True}),
    }
    paths = {}
    for name, (picture, file, settings) in photos.items():
        path = folder / file
        picture.save(path, **settings)
        paths[f"{name}, {path.stat().st_size / 1_000_000:.1f} MB"] = path
    return paths


def noisy(picture: Image.Image) -> Image.Image:
    """The same, taken in a dark room."""
    return Image.blend(picture, Image.effect_noise(picture.size, 60).convert("RGB"), 0.2)


def with_wristband(seed: int, *, tilt: float) -> Image.Image:
    """A room with a wristband in it, which has a number as Code 128."""
    number = f"99900{seed:05d}"
    code = zxingcpp.create_barcode(number, zxingcpp.BarcodeFormat.Code128)
    bars = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=3)).convert("RGBA").resize((420, 90))
    band = Image.new("RGBA", (760, 130), (252, 252, 250, 255))
    band.paste(bars, (170, 20))
    picture = room(seed)
    _lay(picture, band.rotate(tilt, Image.Resampling.BICUBIC, expand=True), seed)
    return picture


def _lay(picture: Image.Image, thing: Image.Image, seed: int) -> None:
    """Put a thing into a picture, anywhere."""
    dice = random.Random(seed)
    room_left = picture.width - thing.width, picture.height - thing.height
    picture.paste(thing, (dice.randrange(max(1, room_left[0])), dice.randrange(max(1, room_left[1]))), thing)
