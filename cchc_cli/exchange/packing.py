"""A workbook as bytes that depend on its content alone: no clock in them, and the values of its formulas."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from openpyxl import Workbook

_OLDEST = (1980, 1, 1, 0, 0, 0)
_DATES = re.compile(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_FORMULA = re.compile(
    r'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v ?/>|(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v></v>'
)


def package(book: Workbook, *, stored: dt.date, values: Mapping[str, Mapping[str, int]] | None = None) -> bytes:
    """Return the bytes of a workbook that says it was made on ``stored``.

    ``values`` are what its formulas come to, by sheet and cell: the library writes formulas without them, and
    programs that don't calculate would show nothing.
    """
    whole = io.BytesIO()
    book.save(whole)
    paths = {f"xl/worksheets/sheet{at}.xml": name for at, name in enumerate(book.sheetnames, start=1)}
    made = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                day = f"{stored.isoformat()}T00:00:00Z"
                content = _DATES.sub(rf"\g<1>{day}\g<2>", content.decode()).encode()
            known = (values or {}).get(paths.get(name, ""))
            if known:
                content = _with_values(content.decode(), known).encode()
            info = zipfile.ZipInfo(name, _OLDEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return made.getvalue()


def _with_values(sheet: str, known: Mapping[str, int]) -> str:
    def filled(found: re.Match[str]) -> str:
        head, cell = found[1] or found[3], found[2] or found[4]
        return f"{head}<v>{known[cell]}</v>" if cell in known else found[0]

    return _FORMULA.sub(filled, sheet)
