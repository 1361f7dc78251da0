"""``cchc merge-driver``: called by git to merge three versions of a plan's file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cchc_cli.cli import edge
from cchc_cli.domain.refusal import Refused


def merge_driver(
    base: Annotated[str, typer.Argument(metavar="GỐC", help="Bản gốc chung (%O của git).", show_default=False)],
    ours: Annotated[
        str,
        typer.Argument(metavar="BÊN_TA", help="Bản của nhánh đang đứng (%A); kết quả ghi vào đây.", show_default=False),
    ],
    theirs: Annotated[
        str, typer.Argument(metavar="BÊN_KIA", help="Bản của nhánh được hợp nhất (%B).", show_default=False)
    ],
    path: Annotated[
        str, typer.Argument(metavar="ĐƯỜNG_DẪN", help="Đường dẫn của tệp trong kho git (%P).", show_default=False)
    ],
) -> None:
    """Hợp nhất ba bản của một tệp kế hoạch; git tự gọi lệnh này sau khi chạy “cchc init --git”.

    Sự kiện và số liệu được gộp theo mã, xếp theo ngày; tệp kế hoạch được hợp nhất theo từng ô.
    Chỗ nào hai bên cùng sửa khác nhau thì để dấu xung đột của git và kết thúc với mã 1.

    Ví dụ:
      cchc init --git
      cchc merge-driver %O %A %B %P
    """
    from cchc_cli.review.merge import merge
    from cchc_cli.store.lock import put

    versions = [_read(name) for name in (base, ours, theirs)]
    merged = merge(path, *versions)
    if merged.content != versions[1]:
        try:
            put(Path(ours), merged.content)
        except OSError as error:
            raise Refused(f"Không ghi được tệp “{ours}”.", "Kiểm tra quyền ghi và chỗ trống trên đĩa.") from error
    if merged.conflicts:
        edge.talk(
            f"{edge.visible(path)}: còn {merged.conflicts} chỗ hai bên cùng sửa khác nhau. "
            "Tìm dấu <<<<<<< trong tệp, giữ lại nội dung đúng, bỏ các dòng dấu rồi lưu."
        )
        raise typer.Exit(edge.FOUND)


def _read(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise Refused(
            f"Không đọc được tệp “{name}”.", "Lệnh này do git gọi; cài đặt cho git bằng cchc init --git."
        ) from error
