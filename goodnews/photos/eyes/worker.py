"""Looking into photos, in a process of its own: what the libraries take goes back when it ends.

It is given paths, a line each, and answers each with a `Sighting`, or `null` for a photo that can't be read.
What libraries print is heard by nobody.
"""

import json
import os
import sys
from pathlib import Path

from PIL import Image

from goodnews.photos.eyes.codes import find_codes
from goodnews.photos.eyes.effort import MOST_DECODING, decoding_effort, most_columns
from goodnews.photos.eyes.faces import find_faces
from goodnews.photos.eyes.look import load
from goodnews.photos.eyes.sighting import Sighting
from goodnews.photos.eyes.words import find_words
from goodnews.photos.formats import PhotoError
from goodnews.photos.load import quiet_pillow


def look_at_photo(path: Path) -> Sighting:
    """Everything that may be seen in a photo, as far as its share of a core's time goes.

    PhotoError when it can't be used.
    """
    effort = decoding_effort(path)
    if effort > MOST_DECODING:
        return Sighting(is_too_heavy=True)
    return look_at(load(path), most_columns(effort))


def look_at(image: Image.Image, columns: int = most_columns(0)) -> Sighting:
    """Everything that may be seen in an RGB picture, in which so many columns of print are read."""
    words, unread = find_words(image, columns)
    return Sighting(find_faces(image), words, find_codes(image), unread)


def main() -> None:
    """Answer each line of the standard input."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    quiet_pillow()
    for line in sys.stdin:
        try:
            answer = look_at_photo(Path(json.loads(line))).encode()
        except PhotoError:
            answer = b"null"
        answers.write(answer + b"\n")


if __name__ == "__main__":
    main()
