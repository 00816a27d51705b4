"""Mails that were saved as files become drafts here."""

import os
from pathlib import Path

import pytest

from goodnews.commands import take_in as take_in_module
from goodnews.commands.take_in import TakeInReport, clean_photos, take_in_files
from goodnews.config import PUBLIC, load_config
from goodnews.importers.mail.message import MailAttachment, MailRefused
from goodnews.problems import CommandError
from tests.importers.mail.letters import WORDS, letter, posted
from tests.importers.mail.outlook_file import outlook_file
from tests.photos.specimens import PLANT, corners, encoded, phone_heic, phone_jpeg, scene
from tests.site.conftest import NOW, Site

pytestmark = pytest.mark.usefixtures("in_this_process")
SECRET = {"MAIL_SECRET": "a-secret"}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "project")


def saved(site: Site, name: str, data: bytes) -> Path:
    path = site.root.parent / name
    path.write_bytes(data)
    return path


def take_in(site: Site, *files: Path, secret: dict[str, str] | None = None) -> TakeInReport:
    return take_in_files(site.root, load_config(site.root, PUBLIC), files, NOW, secret or {})


def test_a_saved_mail_is_a_draft_with_clean_photos_and_without_its_sender(site: Site) -> None:
    mail = saved(site, "jo.eml", posted(letter(WORDS, ("Jo Bloggs.HEIC", phone_heic()))))
    report = take_in(site, mail)
    assert report.code == 0
    assert "jo.eml is content/stories/2026/tea-at-4am now. Left out: a signature." in report.as_text()
    folder = site.root / "content/stories/2026/tea-at-4am"
    assert sorted(path.name for path in folder.iterdir()) == ["photo-1.jpg", "story.md"]
    everything = b"".join(path.read_bytes() for path in folder.iterdir())
    assert not any(secret in everything for secret in (b"Bloggs", b"jo.bloggs", PLANT.encode()))


def test_one_that_outlook_saved_is_one_too(site: Site) -> None:
    data = outlook_file(
        {0x001A: "IPM.Note", 0x0037: "Tea", 0x1000: "We had tea.\r\n"},
        {0x3701: phone_jpeg(), 0x3705: 1, 0x370E: "image/jpeg"},
    )
    assert take_in(site, saved(site, "tea.MSG", data)).code == 0
    assert (site.root / "content/stories/2026/tea/photo-1.jpg").exists()


def test_with_the_secret_a_mail_is_known_again(site: Site) -> None:
    mail = saved(site, "tea.eml", posted(letter()))
    take_in(site, mail, secret=SECRET)
    assert "tea.eml was taken in before: 2026/tea-at-4am." in take_in(site, mail, secret=SECRET).as_text()
    assert len(list((site.root / "content/stories/2026").iterdir())) == 1


def test_what_is_no_file_is_not_opened_to_know_a_mail_again(site: Site) -> None:
    folder = site.root / "content/stories/2026"
    for name, make in (("pipe", os.mkfifo), ("folder", os.mkdir)):
        (folder / name).mkdir(parents=True)
        make(folder / name / "story.md")
    assert take_in(site, saved(site, "tea.eml", posted(letter())), secret=SECRET).code == 0


def test_what_can_t_be_taken_in_is_named_and_stops_no_other(site: Site) -> None:
    empty = saved(site, "empty.eml", posted(letter("")))
    report = take_in(site, empty, saved(site, "tea.eml", posted(letter())))
    assert report.code == 1
    assert report.waiting == (
        "empty.eml could not be taken in. It is empty: there are no words in it and no photo.",
    )
    assert len(report.taken) == 1


def test_a_mail_that_the_program_stumbles_over_is_named_and_stops_no_other(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_arguments: object) -> None:
        raise RecursionError("what the mail says")

    monkeypatch.setattr(take_in_module, "clean_photos", stumble)
    report = take_in(site, saved(site, "tea.eml", posted(letter())))
    assert report.waiting == (
        "tea.eml could not be taken in. This program stumbles over it (RecursionError).",
    )


def test_a_file_that_is_not_there_is_said(site: Site) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        take_in(site, site.root / "nowhere.eml")
    with pytest.raises(CommandError, match="No mail is named"):
        take_in(site)


def test_of_what_hangs_on_a_mail_photos_come_along_and_the_rest_is_named_by_its_kind() -> None:
    photo = phone_jpeg()
    photos, left_out = clean_photos(
        [
            MailAttachment("image/jpeg", photo),
            MailAttachment("image/jpeg", photo, "1@phone"),
            MailAttachment("application/octet-stream", phone_heic()),
            MailAttachment("image/png", encoded(corners(120, 60), "PNG")),
            MailAttachment("image/png", encoded(corners(900, 240), "PNG")),
            MailAttachment("image/jpeg", photo[:200]),
            MailAttachment("image/png", b"\x89PNG\r\n\x1a\n"),
            MailAttachment("application/pdf", b"%PDF"),
            MailAttachment("application/zip", b"PK"),
            MailAttachment("video/mp4", b"film"),
        ]
    )
    assert [photo.name for photo in photos] == ["photo-1.jpg", "photo-2.jpg"]
    assert not any("photo-" in words or ".png" in words for words in left_out)
    assert [words.partition(" (")[0] for words in left_out] == [
        "a small picture, as in a signature",
        "a small picture, as in a signature",
        "a photo",
        "a photo",
        "a document: nothing opens it here, so copy what you need out of it",
        "a file that is no photo",
        "a film: it needs captions or a transcript",
    ]


def test_a_picture_of_a_quoted_mail_does_not_come_along(site: Site) -> None:
    mail = letter()
    mail.add_alternative(
        '<p>We had tea.</p><img src="cid:tea"><blockquote>Peter <img src="cid:peter"></blockquote>', "html"
    )
    html = mail.get_payload(1)
    html.add_related(phone_jpeg(scene(500, 400, 5)), "image", "jpeg", cid="<tea>")
    html.add_related(phone_jpeg(scene(500, 400, 6)), "image", "jpeg", cid="<peter>")
    report = take_in(site, saved(site, "tea.eml", posted(mail)))
    assert "Left out: a picture in a quoted mail or a signature" in report.as_text()
    folder = site.root / "content/stories/2026/tea-at-4am"
    assert sorted(path.name for path in folder.iterdir()) == ["photo-1.jpg", "story.md"]


def test_a_photo_that_is_called_text_is_a_photo_and_none_of_it_is_read_as_words(site: Site) -> None:
    mail = letter()
    mail.add_attachment(phone_jpeg(), "text", "plain")
    del next(iter(mail.iter_attachments()))["Content-Disposition"]
    take_in(site, saved(site, "tea.eml", posted(mail)))
    folder = site.root / "content/stories/2026/tea-at-4am"
    assert sorted(path.name for path in folder.iterdir()) == ["photo-1.jpg", "story.md"]
    assert PLANT not in (folder / "story.md").read_text(encoding="utf-8")


def test_of_a_mail_with_too_many_photos_no_more_are_opened_than_a_story_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    tidy = take_in_module.tidy_photo
    monkeypatch.setattr(
        take_in_module, "tidy_photo", lambda data, name: opened.append(name) or tidy(data, name)
    )
    photos = [MailAttachment("image/png", encoded(corners(240 + number, 240), "PNG")) for number in range(60)]
    with pytest.raises(MailRefused, match="ask for the best ones"):
        clean_photos([*photos, *photos])
    assert len(opened) == 13
