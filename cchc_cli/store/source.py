"""YAML text to plain dicts, lists and strings, with every fault and every value at its place.

Scalars are read as YAML 1.2 would and stay strings: ``no``, ``12:30`` and ``0123`` are what they look
like, and a date is read by the field that wants one. An empty scalar, ``~`` and ``null`` are None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import yaml

from cchc_cli.domain.finding import Finding, Place
from cchc_cli.store.data import BOM, NULLS, SPARE, Data, Source, Span, spare
from cchc_cli.store.names import LARGEST_FILE, MOST_VALUES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from yaml.events import Event, NodeEvent

DEEPEST_NESTING = 32
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONFLICT_MARKS = ("<<<<<<< ", ">>>>>>> ")


def read_source(file: str, raw: bytes) -> Source:
    """Read the bytes of one file. Faults (E101 to E109) are findings of the source, never raised."""
    if len(raw) > LARGEST_FILE:
        return _faulty(file, "", _TOO_LARGE, (0, 0))
    try:
        text = raw.decode().lstrip(BOM)
    except UnicodeDecodeError as error:
        at = len(raw[: error.start].decode().lstrip(BOM))
        return _faulty(file, raw.decode(errors="replace").lstrip(BOM), _NOT_UTF8, (at, at + 1))
    marks = _conflict_marks(text)
    if marks:
        return Source(file, text, None, tuple(_fault(file, mark, *_CONFLICT) for mark in marks))
    builder = _Builder(file)
    try:
        data = builder.build(text)
    except yaml.YAMLError as error:
        span, message = _explain(error, text)
        last = _fault(file, span, "E102", message, "Sửa chỗ này rồi chạy lại lệnh.")
        return Source(file, text, None, (*builder.findings, last))
    except _Halt as halt:
        return Source(file, text, None, (*builder.findings, halt.finding))
    return Source(file, text, data, tuple(builder.findings))


def events(text: str) -> Iterator[Event]:
    """Yield the parser's events of a text; raises the parser's own error where the syntax ends."""
    following = _LOADER(text).get_event
    while (event := following()) is not None:
        yield event


Fault: TypeAlias = tuple[str, str, str]
_TOO_LARGE: Fault = (
    "E107",
    f"Tệp quá lớn: giới hạn là {LARGEST_FILE // (1024 * 1024)} MB.",
    "Kiểm tra xem đây có đúng là tệp kế hoạch không; nếu đúng thì tách bớt.",
)
_TOO_MANY: Fault = (
    "E107",
    f"Tệp có quá nhiều giá trị: giới hạn là {MOST_VALUES:,}.".replace(",", "."),
    _TOO_LARGE[2],
)
_NOT_UTF8: Fault = (
    "E101",
    "Tệp không phải văn bản UTF-8.",
    "Mở tệp trong trình soạn thảo và lưu lại với bảng mã UTF-8.",
)
_CONFLICT: Fault = (
    "E106",
    "Còn dấu xung đột của git: hai người đã sửa cùng một chỗ.",
    "Giữ những mục đúng của cả hai bên, bỏ ba dòng dấu (<<<<<<<, =======, >>>>>>>), rồi lưu tệp.",
)


def _faulty(file: str, text: str, fault: Fault, span: Span) -> Source:
    return Source(file, text, None, (_fault(file, span, *fault),))


def _fault(file: str, span: Span, code: str, message: str, hint: str) -> Finding:
    return Finding(code, Place(file, span=span), message, hint)


def _conflict_marks(text: str) -> list[Span]:
    """Return the spans of the lines with which git opens a conflict, else of those that close one."""
    if not any(mark in text for mark in _CONFLICT_MARKS):
        return []
    opened, closed = ([found.span() for found in re.finditer(rf"(?<![^\r\n]){mark}[^\r\n]*", text)]
                      for mark in _CONFLICT_MARKS)  # fmt: skip
    return opened or closed


class _Halt(Exception):  # noqa: N818 - leaves the walk with a finding; never leaves this module
    def __init__(self, finding: Finding) -> None:
        self.finding = finding


class _Builder:
    """Turns libyaml's events into plain data: 4 times as fast as its node tree, and sees what trees lose."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self._root: list[Data] = []
        self._holder: dict[str, Data] | list[Data] = self._root
        self._key: str | None = None
        self._above: list[dict[str, Data] | list[Data]] = []
        self._documents = self._values = 0

    def build(self, text: str) -> Data:
        """Return what a text holds, None for one without content; leaves with a finding where going on makes no sense.

        This runs for every word of a plan, so it asks for the commonest kind of event first.
        """
        following, scalar = _LOADER(text).get_event, yaml.ScalarEvent
        while (event := following()) is not None:
            if isinstance(event, scalar):
                self._put(event, None if event.value in NULLS and event.implicit[0] else event.value)
            elif isinstance(event, MAPPING):
                self._open(event, {})
            elif isinstance(event, ENDS):
                self._holder = self._above.pop()
            elif isinstance(event, yaml.SequenceStartEvent):
                self._open(event, [])
            elif isinstance(event, yaml.AliasEvent):
                self._put(event, None)
            elif isinstance(event, yaml.DocumentStartEvent):
                self._document(event)
        return self._root[0] if self._root else None

    def _document(self, event: Event) -> None:
        self._documents += 1
        if self._documents > 1:
            raise _Halt(self._fault(event, "E109", "Tệp có nhiều hơn một văn bản YAML (dòng “---”).",
                                    "Mỗi tệp chỉ giữ một văn bản."))  # fmt: skip

    def _put(self, event: NodeEvent, value: Data) -> None:
        """Put a value where it belongs, or take it for the name of the next one."""
        if event.anchor is not None or getattr(event, "tag", None) is not None:
            self.findings.extend(_decorations(self.file, event))
        self._values += 1
        if self._values > MOST_VALUES:
            raise _Halt(self._fault(event, *_TOO_MANY))
        holder = self._holder
        if type(holder) is list:
            holder.append(value)
        elif self._key is None:
            self._key = self._name(event)
        else:
            holder[self._key] = value  # type: ignore[call-overload]
            self._key = None

    def _open(self, event: NodeEvent, value: dict[str, Data] | list[Data]) -> None:
        self._put(event, value)
        self._above.append(self._holder)
        if len(self._above) > DEEPEST_NESTING:
            raise _Halt(self._fault(event, "E108", f"Dữ liệu lồng nhau quá {DEEPEST_NESTING} tầng.",
                                    "Tệp kế hoạch không cần lồng sâu như vậy; kiểm tra lại tệp."))  # fmt: skip
        self._holder = value

    def _name(self, event: Event) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise _Halt(self._fault(event, "E102", "Tên khóa phải là chữ trên một dòng.",
                                    "Đặt tên khóa trước dấu hai chấm."))  # fmt: skip
        key: str = event.value
        if SPARE in key:
            raise _Halt(self._fault(event, "E102", "Tên khóa chứa ký tự điều khiển.", "Viết lại tên khóa."))
        if key in self._holder and isinstance(self._holder, dict):
            self.findings.append(self._fault(event, "E103", f"Khóa “{key}” được ghi hai lần.",
                                             "Giữ một khóa, bỏ khóa kia."))  # fmt: skip
            return spare(self._holder, key)
        return key

    def _fault(self, event: Event, code: str, message: str, hint: str) -> Finding:
        return _fault(self.file, span_of(event), code, message, hint)


MAPPING = yaml.MappingStartEvent
STARTS = (MAPPING, yaml.SequenceStartEvent)
ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
NODES = (yaml.ScalarEvent, yaml.AliasEvent, *STARTS)
SYNTAX_ERROR = yaml.YAMLError


def _decorations(file: str, event: Event) -> Iterator[Finding]:
    """Report anchors, aliases and tags: a plan file is plain text that people read."""
    place = Place(file, span=span_of(event))
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if anchor is not None:
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        yield Finding("E104", place, f"Không dùng ký hiệu tham chiếu “{sign}{anchor}”.",
                      "Ghi lại nội dung đầy đủ, hoặc đặt giá trị trong dấu nháy.")  # fmt: skip
    if tag is not None:
        written = tag.replace("tag:yaml.org,2002:", "!!")
        yield Finding("E105", place, f"Không dùng thẻ kiểu “{written}”.",
                      "Bỏ thẻ (phần bắt đầu bằng dấu “!”), chỉ giữ giá trị.")  # fmt: skip


def span_of(event: Event) -> Span:
    """Return the characters that an event was read from."""
    return _at(event.start_mark), _at(event.end_mark)


def _at(mark: object) -> int:
    return int(getattr(mark, "index", 0))


_PROBLEMS = (
    ("mapping values are not allowed", "Dấu hai chấm ở đây làm sai cú pháp; nếu là lời văn thì đặt trong dấu nháy."),
    ("could not find expected ':'", "Thiếu dấu hai chấm sau tên khóa."),
    ("did not find expected key", "Thụt lề hoặc dấu câu ở đây không khớp với các dòng trên."),
    ("did not find expected '-'", "Thiếu dấu “-” ở đầu mục, hoặc thụt lề lệch so với các mục trên."),
    ("did not find expected ',' or ']'", "Danh sách trong ngoặc vuông chưa đóng."),
    ("did not find expected ',' or '}'", "Nhóm trong ngoặc nhọn chưa đóng."),
    ("unexpected end of stream", "Dấu nháy mở ra mà không đóng lại."),
    ("cannot start any token", "Không bắt đầu bằng ký tự này được: đặt trong dấu nháy, dùng dấu cách thay Tab."),
    ("found a tab character", "Dùng dấu cách thay cho phím Tab khi thụt lề."),
    ("unknown escape character", "Dấu “\\” trong ngoặc kép không đúng; dùng nháy đơn."),
    ("control characters are not allowed", "Tệp chứa ký tự điều khiển không được phép."),
    ("block sequence entries are not allowed", "Dấu “-” đặt ở đây không đúng chỗ; xuống dòng rồi thụt lề."),
    ("document start", "Dòng này không khớp với các dòng trên: có thể thiếu dấu hai chấm hoặc thụt lề lệch."),
    ("invalid Unicode", "Mã ký tự sau dấu “\\” không có thật; dùng nháy đơn."),
)


_OPENED = ("could not find expected ':'", "',' or ']'", "',' or '}'", "unexpected end of stream")


def _explain(error: yaml.YAMLError, text: str) -> tuple[Span, str]:
    """Return the place of a syntax error and what it means, in Vietnamese."""
    said = f"{getattr(error, 'problem', '')} {getattr(error, 'reason', '')}"
    mark = getattr(error, "problem_mark", None)
    if any(words in said for words in _OPENED):
        # Where the parser gave up is further on, at the worst the end of the file.
        mark = getattr(error, "context_mark", None) or mark
    unreadable = _UNREADABLE.search(text) if mark is None else None
    at = min(unreadable.start() if unreadable else _at(mark), len(text))
    message = next((vietnamese for english, vietnamese in _PROBLEMS if english in said), "")
    return (at, min(at + 1, len(text))), "Sai cú pháp YAML. " + message if message else "Sai cú pháp YAML ở đây."


_UNREADABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Dumper(yaml.SafeDumper):
    """Writes one new entry: dates plain, long texts on one line, line breaks as a block."""

    def ignore_aliases(self, data: object) -> bool:
        """Write a value each time it occurs: plan files have no aliases."""
        del data
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # Left to itself the writer puts these in single quotes, where a reader takes them for line ends.
    style = '"' if any(char in text for char in "\x85\u2028\u2029") else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)

Entry: TypeAlias = "Mapping[str, str | int | dt.date | list[str] | dict[str, int | str]]"


def entry_text(entry: Entry) -> str:
    """Write one entry of a list in block style, beginning with ``- `` and ending with a newline."""
    return yaml.dump([dict(entry)], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9, indent=2)


def list_indent(text: str) -> int | None:
    """Return the column of the dashes of a block list, 0 for a text without content.

    None where a list can't be appended to because it is written in brackets.
    """
    try:
        for event in events(text):
            if isinstance(event, yaml.SequenceStartEvent):
                return None if event.flow_style else int(getattr(event.start_mark, "column", 0))
            if isinstance(event, yaml.ScalarEvent):
                return 0 if not event.value else None
    except yaml.YAMLError:
        return None
    return 0
