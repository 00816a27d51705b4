"""What originals still say, and what the check makes of it."""

from dataclasses import replace

import pytest
from PIL import Image

from goodnews.checks.context import StoryContext
from goodnews.checks.folder import read_context
from goodnews.checks.identities import RULES as IDENTITIES
from goodnews.checks.originals import original_hidden_data, original_names_person
from goodnews.config import SiteConfig
from goodnews.metadata import Field, field
from tests.audio import specimens as sounds
from tests.checks.conftest import TODAY, Read, Stories, Write
from tests.photos import specimens
from tests.photos.exiftool import ExifTool

PHOTO = "photos: [{file: ward.jpg, alt: The ward clock, shows: nobody}]"


@pytest.fixture
def saying(context: Read) -> Read:
    """A story whose folder holds a file that says this."""

    def read(*fields: Field) -> StoryContext:
        return replace(context(PHOTO), originals={"ward.jpg": fields})

    return read


@pytest.mark.parametrize(
    "fields",
    [
        [field("PersonInImage", "Sam")],
        [field("RegionName", "Sam")],
        [field("RegionPersonDisplayName", "Sam Bloggs")],
        [field("Artist", "Jo Bloggs")],
        [field("OwnerName", "Jo Bloggs")],
        [field("By-line", "Jo Bloggs")],
        [field("ImageDescription", "Mrs Bloggs, bed 4")],
        [field("Headline", "With Mr Ap Rhys at the window")],
    ],
)
def test_a_person_s_name_is_an_error(fields: list[Field], saying: Read) -> None:
    (problem,) = original_names_person.check(saying(*fields))
    assert problem.is_error
    assert problem.message == (
        f"“ward.jpg” seems to hold a person's name in its hidden data ({fields[0].name})."
    )


@pytest.mark.parametrize(
    "fields",
    [
        [],
        [field("Artist", "")],
        [field("Artist", "Communications team")],
        [field("Copyright", "Merrowdale Hospitals NHS Trust")],
        [field("ImageDescription", "The clock on Ward 7")],
        [field("Software", "Master Photo 4")],
    ],
)
def test_what_is_no_person_is_none(fields: list[Field], saying: Read) -> None:
    assert original_names_person.check(saying(*fields)) == []


def test_where_and_by_which_phone(saying: Read) -> None:
    (problem,) = original_hidden_data.check(saying(field("GPSLatitude"), field("SerialNumber", "0042")))
    assert problem.message == "“ward.jpg” still says where it was taken and by which phone or camera."
    assert not problem.is_error


@pytest.mark.parametrize("name", ["ward.jpg", "talk.mp3", "talk.m4a", "forgotten.heic"])
def test_every_file_of_the_folder_is_looked_into(
    name: str, write: Write, library: Stories, config: SiteConfig
) -> None:
    made = {
        "ward.jpg": specimens.phone_jpeg,
        "talk.mp3": lambda: sounds.id3v2() + sounds.mp3_sound(),
        "talk.m4a": sounds.m4a,
        "forgotten.heic": specimens.phone_heic,
    }
    folder = write(PHOTO)
    (folder / name).write_bytes(made[name]())
    found = library()
    story = found.stories[0]
    read = read_context(story, (*found.folders[story.key].names, name), config, TODAY)
    assert read.originals[name]
    assert original_names_person.check(read) or original_hidden_data.check(read)


def test_an_identifier_in_a_recording_is_an_error(saying: Read) -> None:
    problems = [
        problem for rule in IDENTITIES for problem in rule.check(saying(field("TIT2", "999 000 0018")))
    ]
    assert [problem.code for problem in problems] == ["identifier-nhs-number"]


def test_a_number_that_exiftool_wrote_is_an_error_in_every_sort_of_field(
    write: Write, library: Stories, config: SiteConfig, exiftool: ExifTool
) -> None:
    folder = write(PHOTO)
    for name in ("EXIF:Artist", "EXIF:UserComment", "XMP:Headline", "IPTC:Keywords", "XMP-mwg-rs:RegionName"):
        Image.new("RGB", (64, 64)).save(folder / "ward.jpg")
        exiftool.write(f"-{name}=999 000 0018", to=folder / "ward.jpg")
        found = library()
        story = found.stories[0]
        read = read_context(story, found.folders[story.key].names, config, TODAY)
        codes = {problem.code for rule in IDENTITIES for problem in rule.check(read)}
        assert codes == {"identifier-nhs-number"}, name


@pytest.mark.parametrize(
    "place", ["+51.5072-000.1276/", "+51.50-000.12+012.0/", "+54.9700-002.1000+010.000CRSWGS_84/"]
)
def test_a_place_as_phones_write_it_is_no_telephone_number(place: str, saying: Read) -> None:
    context = saying(field("©xyz", place))
    assert not [passage for passage in context.passages if place in passage.text]


def test_the_file_is_named_and_what_takes_it_off(saying: Read) -> None:
    (problem,) = (
        found for rule in IDENTITIES for found in rule.check(saying(field("Headline", "999 000 0018")))
    )
    assert problem.message == (
        "The hidden data of “ward.jpg” seems to hold an NHS number (“999…”). ./inv tidy takes it off."
    )
