"""``cchc schema``: the JSON Schemas of a plan's files, for editors and other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_cli.cli import edge
from cchc_cli.domain.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping


def names(incomplete: str) -> list[tuple[str, str]]:
    """Offer the schemas there are to the shell's completion."""
    from cchc_cli.store.schemas import PATTERNS

    return [(name, pattern) for name, pattern in PATTERNS.items() if name.startswith(incomplete.casefold())]


def schema(
    name: Annotated[str | None, typer.Argument(metavar="TÊN", help="Lược đồ của tệp nào: plan, appendix, progress ...; không ghi thì kê mọi tên.", autocompletion=names, show_default=False)] = None,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="THƯ_MỤC", help="Ghi các lược đồ vào thư mục này; lập mới nếu chưa có.", show_default=False)] = None,
    force: Annotated[bool, typer.Option("--force", help="Ghi đè cả tệp đã có nội dung khác.")] = False,
) -> None:  # fmt: skip
    """Xuất lược đồ JSON Schema của các tệp kế hoạch, để trình soạn thảo gợi ý khi gõ.

    “cchc init” đã đặt sẵn các lược đồ và cài đặt cho VS Code; lệnh này để làm mới hoặc dùng ở nơi khác.

    Ví dụ:
      cchc schema
      cchc schema appendix
      cchc schema -o schemas
    """
    from cchc_cli.store.schemas import PATTERNS

    if name is not None:
        known = _known(name)
        texts = {_file_name(known): _text(known)}
        if output is None:
            edge.out(_text(known).rstrip("\n"))
            return
    elif output is None:
        widest = max(map(len, PATTERNS))
        if edge.is_terminal():
            edge.out("\n".join(f"{each:<{widest}}  {pattern}" for each, pattern in PATTERNS.items()))
            edge.talk("Xem một lược đồ: cchc schema TÊN. Ghi tất cả: cchc schema -o THƯ_MỤC.")
        else:
            edge.out("\n".join(f"{each}\t{pattern}" for each, pattern in PATTERNS.items()))
        return
    else:
        texts = {_file_name(each): _text(each) for each in PATTERNS}
    written = _write(Path(output), texts, force=force)
    for path in written:
        edge.out(edge.visible(str(path)))
    edge.talk(f"Đã ghi {len(written)} lược đồ, {len(texts) - len(written)} lược đồ đã có sẵn như vậy.")


def _file_name(name: str) -> str:
    return f"{name}.schema.json"


def _text(name: str) -> str:
    from cchc_cli.store.schemas import schema_texts

    return schema_texts()[_file_name(name)]


def _known(name: str) -> str:
    """Return the name of a schema as it is spelt here; raise Refused, with the nearest, where there is none."""
    from cchc_cli.domain.text import nearest
    from cchc_cli.store.schemas import PATTERNS

    meant = name.casefold().removesuffix(".json").removesuffix(".schema").removesuffix(".yaml")
    if meant in PATTERNS:
        return meant
    near = nearest(meant[:50], PATTERNS, most=1)
    hint = f"Có phải “{near[0]}”? " if near else ""
    raise Refused(f"Không có lược đồ “{name}”.", f"{hint}Các lược đồ: {', '.join(PATTERNS)}.")


def _write(folder: Path, texts: Mapping[str, str], *, force: bool) -> list[Path]:
    """Write the texts that are not there as they are; raise Refused, having written nothing, where others are."""
    try:
        wanted = {folder / name: text.encode() for name, text in texts.items()}
        held = {path: path.read_bytes() if path.exists() else None for path in wanted}
        others = [path.name for path, content in held.items() if content not in {None, wanted[path]}]
        if others and not force:
            raise Refused(
                f"Trong “{folder}” đã có tệp nội dung khác: {', '.join(others)}.",
                "Chọn thư mục khác, hoặc thêm --force để ghi đè bằng lược đồ của phiên bản này.",
            )
        folder.mkdir(parents=True, exist_ok=True)
        new = [path for path in wanted if held[path] != wanted[path]]
        for path in new:
            path.write_bytes(wanted[path])
    except OSError as error:
        raise Refused(f"Không ghi được vào “{folder}”.", "Kiểm tra thư mục và quyền ghi.") from error
    return new
