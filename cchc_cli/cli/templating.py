"""``cchc template``: hand out the Word templates, and check those that an agency made its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cchc_cli.cli import edge
from cchc_cli.domain.refusal import Refused

_HANDED_OUT = ("report.docx", "letter.docx", "README.md")


def template() -> None:
    """Chép ra, kiểm tra mẫu Word của báo cáo và công văn.

    Ví dụ:
      cchc template export mau
      cchc template check mau/report.docx
      cchc report quarterly --template mau/report.docx
    """


def export_templates(
    directory: Annotated[str, typer.Argument(metavar="THƯ_MỤC", help="Nơi chép mẫu đến; lập mới nếu chưa có.")],
) -> None:
    """Chép các mẫu có sẵn ra một thư mục, để cơ quan sửa bằng Word.

    Không ghi đè tệp đã có.

    Ví dụ:
      cchc template export mau
      cchc report quarterly --template mau/report.docx
    """
    from cchc_cli.report.jinja import template_path

    folder = Path(directory)
    targets = [(folder / name, template_path(name).read_bytes()) for name in _HANDED_OUT]
    there = [str(path) for path, _ in targets if path.exists()]
    if there:
        raise Refused(f"Đã có tệp {', '.join(there)}.", "Chọn thư mục khác, hoặc chuyển các tệp đó đi trước.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in targets:
            with path.open("xb") as file:
                file.write(content)
    except OSError as error:
        raise Refused(f"Không ghi được vào “{directory}”.", "Kiểm tra thư mục và quyền ghi.") from error
    for path, _ in targets:
        edge.out(str(path))
    edge.talk("Sửa mẫu bằng Word, rồi lập văn bản với --template TỆP; README.md kê các tên dùng được trong mẫu.")


def check_template(
    file: Annotated[str, typer.Argument(metavar="TỆP", help="Mẫu Word (.docx).")],
) -> None:
    """Kiểm tra một mẫu Word: tên nào không có, lệnh nào không đọc được.

    Kết thúc bằng mã 1 khi mẫu chưa dùng được.

    Ví dụ:
      cchc template check mau/report.docx
      cchc template check mau/letter.docx
    """
    from cchc_cli.report.word import template_faults

    try:
        content = Path(file).read_bytes()
    except OSError as error:
        raise Refused(f"Không đọc được mẫu “{file}”.", "Kiểm tra đường dẫn và quyền đọc.") from error
    faults = template_faults(content)
    if not faults:
        edge.out("Mẫu dùng được.")
        return
    for fault in faults:
        edge.out(edge.visible(fault))
    raise typer.Exit(edge.FOUND)
