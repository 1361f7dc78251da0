"""Write results where they are wanted: standard output or a file, as rows or as JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_cli.cli import edge
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

_FORMULA_SIGNS = ("=", "+", "-", "@")


def deliver(text: str, file: str | None, *, spreadsheet: bool = False) -> None:
    """Print a result, or write it to the file asked for; for Excel a file begins with a BOM.

    Raises Refused rather than replace a file that is there already.
    """
    if file is None:
        edge.out(text)
        return
    path = Path(file)
    try:
        with path.open("x", encoding="utf-8-sig" if spreadsheet else "utf-8", newline="") as stream:
            stream.write(text + "\n")
    except FileExistsError as error:
        raise Refused(f"Tệp “{file}” đã có.", "Chọn tên khác, hoặc xóa tệp cũ trước.") from error
    except OSError as error:
        raise Refused(f"Không ghi được tệp “{file}”.", "Kiểm tra thư mục và quyền ghi.") from error
    edge.talk(f"Đã ghi {file}.")


def deliver_document(content: bytes, file: str | None, name: str, *, force: bool) -> Path:
    """Write a document to the file asked for, else under its own name in the working directory.

    A file there already is replaced only when it was made by this program and not changed since, or
    with ``force``. Raises Refused otherwise, and where the file can't be written.
    """
    from cchc_cli.report.fingerprint import is_unchanged, sign
    from cchc_cli.store.lock import put

    path = Path(file) if file else Path(name)
    if path.is_dir():
        path /= name
    if not path.parent.exists():
        raise Refused(f"Chưa có thư mục “{path.parent}”.", "Tạo thư mục trước, hoặc chọn nơi khác bằng -o.")
    try:
        if path.exists() and not force and not is_unchanged(path.read_bytes()):
            raise Refused(
                f"Tệp “{path}” đã có và không phải bản chương trình lập, hoặc đã được sửa.",
                "Chọn tên khác bằng -o, hoặc thêm --force để ghi đè.",
            )
        put(path, sign(content))
    except OSError as error:
        raise Refused(
            f"Không ghi được tệp “{path}”.", "Đóng tệp nếu đang mở trong chương trình khác; kiểm tra quyền ghi."
        ) from error
    return path


def deliver_folder(files: Sequence[tuple[str, bytes]], output: str, *, foreign: str, force: bool) -> list[str]:
    """Write files into a folder, made where it is missing, and return their paths: all of them or none.

    ``foreign`` says in words what may lie there that is not written over. Raises Refused where the folder can't
    be made, and before anything is written where a file is not as the program made it.
    """
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise Refused(f"“{output}” là tệp, không phải thư mục.", "Chọn thư mục khác bằng -o.") from error
    except OSError as error:
        raise Refused(f"Không lập được thư mục “{output}”.", "Kiểm tra đường dẫn và quyền ghi.") from error
    changed = [] if force else [name for name, _ in files if not _may_replace(folder / name)]
    if changed:
        raise Refused(
            f"Trong “{output}” có {foreign}: {', '.join(changed)}.",
            "Chọn thư mục khác bằng -o, hoặc thêm --force để ghi đè.",
        )
    return [str(deliver_document(content, str(folder / name), name, force=force)) for name, content in files]


def _may_replace(path: Path) -> bool:
    from cchc_cli.report.fingerprint import is_unchanged

    try:
        return not path.exists() or is_unchanged(path.read_bytes())
    except OSError:
        return False


def as_json(data: object) -> str:
    """Write data as JSON, in ASCII where standard output can't take Vietnamese letters."""
    import json

    return json.dumps(data, ensure_ascii=ascii_only(), indent=2)


def ascii_only() -> bool:
    """Whether standard output has an encoding without all Vietnamese letters."""
    return "utf" not in (getattr(sys.stdout, "encoding", None) or "").casefold()


def as_tsv(rows: Sequence[Sequence[str]]) -> str:
    """Write rows as tab-separated lines, a record a line."""
    return "\n".join("\t".join(map(edge.visible, row)) for row in rows)


def as_csv(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table for spreadsheets; a cell that would be a formula is written as text."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return buffer.getvalue().rstrip("\n")


def _cell(cell: str) -> str:
    shown = edge.visible(cell)
    return f"'{shown}" if shown.startswith(_FORMULA_SIGNS) else shown


def as_markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table for a merge request."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(_markdown_cell, line)) + " |" for line in lines)


def _markdown_cell(cell: str) -> str:
    escaped = edge.visible(cell).replace("\\", "\\\\").replace("|", "\\|").replace("`", "\\`")
    escaped = escaped.replace("<", "&lt;").replace("[", "\\[").replace("*", "\\*").replace("_", "\\_")
    # A forge makes names and numbers of these, and calls people.
    return escaped.replace("#", "&#35;").replace("@", "&#64;")
