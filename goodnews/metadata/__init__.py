"""What files say beside what they show: the words of every descriptive field, and what each tells about.

Descriptive is what ExifTool's documentation of tag names calls so: everything a person or a program can write
as text, whatever its name is. So fields are read by their shape, and only what they tell is known by name.
"""

from goodnews.metadata.exif import read_exif
from goodnews.metadata.fields import Field, Tells, decode_text, field, is_mostly_text, text_runs
from goodnews.metadata.iptc import read_iptc, read_photoshop
from goodnews.metadata.xmp import read_xmp

__all__ = [
    "Field",
    "Tells",
    "decode_text",
    "field",
    "is_mostly_text",
    "read_exif",
    "read_iptc",
    "read_photoshop",
    "read_xmp",
    "text_runs",
]
