"""``cchc template``: templates handed out and checked."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from cchc_cli.cli import edge
from cchc_cli.cli.app import app
from cchc_cli.report.jinja import template_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def template(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Call ``cchc template`` here: exit code, standard output, standard error."""

    def call(*argv: str) -> tuple[int, str, str]:
        code = edge.run(app, ("template", *argv))
        return code, *capsys.readouterr()

    return call


def with_text(text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(template_path("report.docx")) as ours, zipfile.ZipFile(buffer, "w") as theirs:
        for name in ours.namelist():
            content = ours.read(name)
            if name == "word/document.xml":
                added = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()
                content = content.replace(b"<w:body>", added, 1)
            theirs.writestr(name, content)
    return buffer.getvalue()


def test_templates_are_handed_out_into_a_new_folder(
    template: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    folder = tmp_path / "mẫu" / "mới"
    code, out, _ = template("export", str(folder))
    assert code == 0
    assert out.splitlines() == [str(folder / name) for name in ("report.docx", "letter.docx", "README.md")]
    for name in ("report.docx", "letter.docx", "README.md"):
        assert (folder / name).read_bytes() == template_path(name).read_bytes()


def test_nothing_is_handed_out_over_a_file_that_is_there(
    template: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    (tmp_path / "letter.docx").write_bytes(b"cua co quan")
    code, out, err = template("export", str(tmp_path))
    assert (code, out) == (2, "")
    assert err == (f"Lỗi: Đã có tệp {tmp_path / 'letter.docx'}.\nChọn thư mục khác, hoặc chuyển các tệp đó đi trước.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.docx"]
    assert (tmp_path / "letter.docx").read_bytes() == b"cua co quan"


def test_a_file_in_the_place_of_the_folder_is_refused(
    template: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    (tmp_path / "mau").write_bytes(b"")
    code, _, err = template("export", str(tmp_path / "mau"))
    assert code == 2
    assert err == f"Lỗi: Không ghi được vào “{tmp_path / 'mau'}”.\nKiểm tra thư mục và quyền ghi.\n"


def test_a_template_that_was_handed_out_can_be_used(
    template: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    template("export", str(tmp_path))
    for name in ("report.docx", "letter.docx"):
        assert template("check", str(tmp_path / name)) == (0, "Mẫu dùng được.\n", "")


def test_checking_names_what_is_wrong_with_a_template(
    template: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    file = tmp_path / "mau.docx"
    file.write_bytes(with_text("{{ doc.sbject }} {{ data.figures.total }} {{ tieu_de }} {% set x = 1 %}"))
    assert template("check", str(file)) == (
        1,
        "không có tên “doc.sbject” (có phải “subject”?)\n"
        "không có tên “tieu_de”\n"
        "lệnh “set” không dùng được trong mẫu\n",
        "",
    )


def test_checking_what_is_no_word_file_is_refused(
    template: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    file = tmp_path / "mau.doc"
    file.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1"))
    code, out, err = template("check", str(file))
    assert (code, out) == (2, "")
    assert err.startswith("Lỗi: Mẫu là tệp .doc đời cũ hoặc có đặt mật khẩu.\n")
    code, out, err = template("check", str(tmp_path / "khong-co.docx"))
    assert (code, out) == (2, "")
    assert err.startswith("Lỗi: Không đọc được mẫu “")
