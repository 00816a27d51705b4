"""Finding an old picture in a copy of the uploads folder."""

from pathlib import Path

import pytest

from goodnews.importers.wordpress.uploads import find_uploads

BASE = "https://www.merrowdale.example/wp-content/uploads"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("2019/05/Ward.jpg", "2019/05/Ward-300x200.jpg", "2020/01/tea.JPG", "2021/02/tea.JPG"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return tmp_path


@pytest.mark.parametrize(
    ("url", "attached", "expected"),
    [
        (f"{BASE}/2019/05/Ward.jpg", "", "2019/05/Ward.jpg"),
        (f"{BASE}/2019/05/Ward-300x200.jpg", "", "2019/05/Ward.jpg"),
        (f"{BASE}/2019/05/Ward-scaled.jpg?w=1", "", "2019/05/Ward.jpg"),
        (f"{BASE}/2019/05/ward-1024x683.jpg", "", "2019/05/Ward.jpg"),
        ("", "2019/05/ward-scaled.jpg", "2019/05/Ward.jpg"),
        ("https://cdn.example/elsewhere/ward.jpg", "", "2019/05/Ward.jpg"),
        (f"{BASE}/2020/01/tea.jpg", "", "2020/01/tea.JPG"),
        (f"{BASE}/1999/01/tea.jpg", "", None),
        (f"{BASE}/2019/05/gone.jpg", "", None),
        ("http://[broken/ward.png", "", None),
        ("", "", None),
    ],
)
def test_the_original_is_found_and_never_another_picture(
    folder: Path, url: str, attached: str, expected: str | None
) -> None:
    found = find_uploads(folder).find(url, attached)
    assert found == (folder / expected if expected else None)


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path.parent / "secret.jpg"
    secret.write_bytes(b"private")
    (folder / "2019/05/secret.jpg").symlink_to(secret)
    assert find_uploads(folder).find(f"{BASE}/2019/05/secret.jpg") is None


def test_without_a_folder_nothing_is_found() -> None:
    assert find_uploads(None).find(f"{BASE}/2019/05/ward.jpg") is None
