"""The form of each file of a plan, as pydantic models: what explains a fault, and gives the JSON Schema.

Scalars come as the strings they were written as (see ``source``). ``build`` reads valid data without
these models; they are asked only what is wrong where it noted trouble, and for the schema.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from cchc_cli.domain.periods import read_period
from cchc_cli.domain.reporting.statistics import FIGURES
from cchc_cli.domain.target import Target, read_number, read_target
from cchc_cli.domain.text import nfc
from cchc_cli.domain.vocabulary import TASK_FIELDS, Status, read_date
from cchc_cli.store.build_baseline import read_field, read_print
from cchc_cli.store.build_reports import is_heading, repeated
from cchc_cli.store.names import is_id, read_year
from cchc_cli.store.take import shown


def _reader(read: Any, wrong: str) -> BeforeValidator:
    """Make a validator of a reader that returns None for what it can't read."""

    def validate(value: object) -> object:
        if value is None or not isinstance(value, str):
            return value
        taken = read(value)
        if taken is None:
            raise ValueError(wrong.format(shown(value)))
        return taken

    return BeforeValidator(validate)


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank", "blank")
    return value


Words: TypeAlias = Annotated[
    str, AfterValidator(_not_blank), WithJsonSchema({"type": "string", "pattern": r"\S"})
]  # fmt: skip
Id: TypeAlias = Annotated[
    str,
    _reader(lambda text: nfc(text) if is_id(nfc(text)) else None,
            "“{}” không dùng làm mã được: chỉ dùng chữ, số và dấu . - _, tối đa 64 ký tự"),
]  # fmt: skip
Day: TypeAlias = Annotated[
    dt.date,
    _reader(read_date, "“{}” không phải là một ngày có thật; viết như 2020-03-14 hoặc 14/3/2020"),
    WithJsonSchema({"type": "string", "examples": ["2020-03-14", "14/3/2020"]}),
]
Number: TypeAlias = Annotated[
    Decimal,
    _reader(read_number, "“{}” không phải là số; viết như 35 hoặc 97,2"),
    WithJsonSchema({"type": ["number", "string"]}),
]
Year: TypeAlias = Annotated[int, _reader(read_year, "“{}” không phải là năm; viết bốn chữ số như 2020")]
Flag: TypeAlias = Annotated[bool, _reader({"true": True, "false": False}.get, "“{}”: chỉ viết true hoặc false")]
PeriodText: TypeAlias = Annotated[
    str,
    _reader(
        lambda text: text if read_period(text) else None,
        "“{}” không phải là kỳ; viết như 2020-06, 2020-Q1, 2020-H1 hoặc 2020",
    ),
]
TargetText: TypeAlias = Annotated[
    Target,
    _reader(read_target, "“{}” không phải là chỉ tiêu; viết như >= 95 % hoặc < 1,3 %"),
    WithJsonSchema({"type": "string", "examples": [">= 95 %", "< 1,3 %"]}),
]
HeadingText: TypeAlias = Annotated[
    str,
    _reader(lambda text: nfc(text) if is_heading(nfc(text)) else None,
            "“{}” không phải là số của một mục trong báo cáo; viết như V, I.2 hoặc II.1.b"),
]  # fmt: skip
Texts: TypeAlias = Annotated[list[Words], BeforeValidator(_listed)]
Print: TypeAlias = Annotated[
    str, _reader(read_print, "“{}” không phải là dấu nội dung; tệp này do “cchc baseline” ghi, không sửa tay")
]  # fmt: skip
FieldName: TypeAlias = Annotated[
    str, _reader(read_field, "“{}” không phải là tên của một phần nội dung; tệp này do “cchc baseline” ghi")
]  # fmt: skip
Prints: TypeAlias = dict[FieldName, Print | None]


class Form(BaseModel):
    """A mapping with exactly these keys."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


class AgencyForm(Form):
    """The agency as its letterhead names it."""

    name: Words = Field(description="Tên cơ quan")
    parent: str | None = Field(None, description="Cơ quan chủ quản")
    short: str | None = Field(None, description="Tên gọi tắt")
    code: str | None = Field(None, description="Chữ viết tắt trong số, ký hiệu")


class SignatoryForm(Form):
    """Who signed."""

    title: str | None = Field(None, description="Chức vụ")
    name: str | None = Field(None, description="Họ tên")


class WindowForm(Form):
    """A reporting window of the agency's own."""

    period: PeriodText = Field(description="Kỳ báo cáo: 2020-Q1, 2020-H1, 2020")
    from_: Day = Field(alias="from", description="Ngày đầu kỳ số liệu")
    to: Day = Field(description="Ngày chốt số liệu")
    since: Day | None = Field(None, description="Ngày bắt đầu tính lũy kế")
    send_by: Day | None = Field(None, description="Ngày phải gửi")

    @model_validator(mode="after")
    def _in_order(self) -> WindowForm:
        if self.to < self.from_:
            raise ValueError("kỳ số liệu kết thúc trước khi bắt đầu: xem lại from và to")
        return self


class ReportingForm(Form):
    """How the agency reports."""

    preset: Literal["cchc", "nd09", "calendar"] | None = Field(None, description="Chế độ báo cáo")
    to: Texts | None = Field(None, description="Kính gửi")
    copies: Texts | None = Field(None, description="Nơi nhận")
    send_by: dict[PeriodText, Day | None] | None = Field(None, description="Ngày gửi do cấp trên quy định, theo kỳ")
    windows: list[WindowForm] | None = Field(None, description="Kỳ báo cáo riêng của cơ quan")
    ongoing: Literal["separate", "if_reported", "year_end"] | None = Field(
        None, description="Cách tính nhiệm vụ thường xuyên vào tỷ lệ hoàn thành"
    )
    places: dict[str, str | None] | None = Field(None, description="Mục của báo cáo cho từng nhiệm vụ: VII.3: I.3")


class NodeForm(Form):
    """A place of the plan's text."""

    id: Id = Field(description="Mã viện dẫn, ví dụ KH.II.2.b")
    title: str | None = Field(None, description="Đề mục")
    text: str | None = Field(None, description="Đoạn văn")
    note: str | None = Field(None, description="Dòng in sau các mục con")
    items: list[NodeForm] | None = Field(None, description="Các mục con")


class PlanForm(Form):
    """plan.yaml: the document."""

    number: Words = Field(description="Số, ký hiệu")
    date: Day = Field(description="Ngày ban hành")
    year: Year = Field(description="Năm của kế hoạch")
    agency: AgencyForm = Field(description="Cơ quan ban hành")
    place: str | None = Field(None, description="Địa danh")
    doc_type: str | None = Field(None, description="Tên loại văn bản")
    subject: str | None = Field(None, description="Trích yếu")
    bases: Texts | None = Field(None, description="Căn cứ")
    preamble: Texts | None = Field(None, description="Đoạn mở đầu")
    body: list[NodeForm] | None = Field(None, description="Nội dung")
    closing: Texts | None = Field(None, description="Đoạn kết")
    recipients: Texts | None = Field(None, description="Nơi nhận")
    signatory: SignatoryForm | None = Field(None, description="Người ký")
    reporting: ReportingForm | None = Field(None, description="Chế độ báo cáo của cơ quan")


class RowForm(Form):
    """The cells of one row of the appendix."""

    id: Id = Field(description="Mã nhiệm vụ, ví dụ II.5; không đổi sau khi ban hành")
    type: Literal["task", "indicator"] | None = Field(None, description="indicator: dòng là chỉ tiêu")
    indicator: Id | None = Field(None, description="Mã chỉ tiêu của dòng")
    number: str | None = Field(None, description="STT ghi trong bảng, nếu khác mã")
    task: Words = Field(description="Nhiệm vụ cụ thể")
    product: str | None = Field(None, description="Sản phẩm")
    lead: str | None = Field(None, description="Đơn vị chủ trì, đúng lời văn bản")
    support: str | None = Field(None, description="Đơn vị phối hợp, đúng lời văn bản")
    deadline: str | None = Field(None, description="Thời gian hoàn thành, đúng lời văn bản")
    schedule: str | None = Field(None, description="Thời hạn viết lại khi lời văn bản không đọc được")
    leader: str | None = Field(None, description="Lãnh đạo phụ trách")
    budget: str | None = Field(None, description="Kinh phí")
    weight: Number | None = Field(None, description="Trọng số")
    continues: str | None = Field(None, description="Nhiệm vụ của kế hoạch trước được tiếp tục")
    notes: str | None = Field(None, description="Ghi chú")
    extra: dict[str, str | None] | None = Field(None, description="Các cột khác")
    implements: Texts | None = Field(None, description="Những chỗ trong nội dung mà nhiệm vụ thực hiện")

    @model_validator(mode="after")
    def _indicator_goes_with_type(self) -> RowForm:
        if (self.type == "indicator") != bool(self.indicator):
            raise ValueError("dòng chỉ tiêu cần cả type: indicator và indicator: mã chỉ tiêu")
        return self


class TaskForm(RowForm):
    """A row, with the sub-rows it may hold."""

    tasks: list[TaskForm] | None = Field(None, description="Các dòng con")


class SectionForm(Form):
    """A heading of the appendix with its rows."""

    id: Id = Field(description="Số mục, ví dụ II")
    title: Words = Field(description="Tên mục, đúng lời văn bản")
    area: str | None = Field(None, description="Mã lĩnh vực: the_che, tthc, bo_may ...")
    tasks: list[TaskForm] | None = Field(None, description="Các nhiệm vụ")
    sections: list[SectionForm] | None = Field(None, description="Các mục con")


class AppendixForm(Form):
    """appendix.yaml: the table of tasks."""

    title: str | None = Field(None, description="Tên phụ lục")
    note: str | None = Field(None, description="Dòng “(Kèm theo ...)”")
    columns: Texts | None = Field(None, description="Tên các cột, đúng lời văn bản")
    sections: list[SectionForm] | None = Field(None, description="Các mục")


class UnitForm(Form):
    """One unit of units.yaml."""

    id: Id = Field(description="Mã đơn vị")
    name: Words = Field(description="Tên ghi trong kế hoạch")
    aliases: Texts | None = Field(None, description="Các cách ghi khác")
    members: Texts | None = Field(None, description="Mã các đơn vị thuộc nhóm")
    outside: Flag | None = Field(None, description="true: đơn vị ngoài cơ quan")
    successor: Id | None = Field(None, description="Mã đơn vị kế tục")
    valid_from: Day | None = Field(None, description="Có từ ngày")
    valid_to: Day | None = Field(None, description="Đến hết ngày")
    contact: dict[str, str | None] | None = Field(None, description="Người liên hệ: name, email, git")


class IndicatorForm(Form):
    """One target of indicators.yaml."""

    id: Id = Field(description="Mã chỉ tiêu")
    name: Words = Field(description="Tên chỉ tiêu")
    target: TargetText = Field(description="Mức phải đạt, ví dụ >= 95 %")
    source: str | None = Field(None, description="Chỗ nêu chỉ tiêu trong văn bản")
    tasks: Texts | None = Field(None, description="Các nhiệm vụ phục vụ chỉ tiêu")
    every: Literal["month", "quarter", "half", "year"] | None = Field(None, description="Nhịp đo")


class CorrectionForm(Form):
    """One scan error put right in corrections.yaml."""

    where: Words = Field(description="Mã nhiệm vụ kèm tên cột, hoặc mã nội dung")
    scanned: str = Field(description="Chữ như bản quét")
    corrected: str = Field(description="Chữ đã sửa")


class FactForm(Form):
    """One fact of a progress file."""

    date: Day = Field(description="Ngày việc xảy ra")
    recorded: Day | None = Field(None, description="Ngày ghi lại; chương trình tự điền")
    id: Id | None = Field(None, description="Mã của mục ghi; chương trình tự đặt")
    part: str | None = Field(None, description="Phần của nhiệm vụ ghép: a, b, c ...")
    status: Status | None = Field(None, description="Tình trạng: " + ", ".join(Status))
    due: Day | None = Field(None, description="Thời hạn được ấn định hoặc gia hạn")
    event: str | None = Field(None, description="Sự kiện làm phát sinh thời hạn")
    result: str | None = Field(None, description="Kết quả đạt được")
    period: PeriodText | None = Field(None, description="Kỳ của kết quả: 2020-06, 2020-Q1 ...")
    quantity: dict[str, Number | None] | None = Field(None, description="Số lượng tăng thêm, theo tên")
    obstacle: str | None = Field(None, description="Khó khăn, vướng mắc")
    ask: str | None = Field(None, description="Kiến nghị, đề xuất")
    resolved: str | None = Field(None, description="Vướng mắc đã giải quyết thế nào")
    lead: str | None = Field(None, description="Đơn vị chủ trì mới")
    void: str | None = Field(None, description="Mã của mục đã ghi nhầm")
    reason: str | None = Field(None, description="Lý do")
    basis: str | None = Field(None, description="Căn cứ")
    approved_by: str | None = Field(None, description="Người phê duyệt")
    by: str | None = Field(None, description="Đơn vị hoặc người báo cáo")
    note: str | None = Field(None, description="Ghi chú")
    evidence: Texts | None = Field(None, description="Tài liệu kiểm chứng")
    source: str | None = Field(None, description="Tệp và dòng mà mục này lấy từ đó; chương trình tự điền")

    @model_validator(mode="after")
    def _says_something(self) -> FactForm:
        texts = (self.event, self.result, self.obstacle, self.resolved, self.lead, self.void)
        counted = any(amount is not None for amount in (self.quantity or {}).values())
        if not (self.status or self.due or counted or any(text and text.strip() for text in texts)):
            raise ValueError("mục này chưa ghi nội dung gì: thêm status, result, due hoặc event")
        return self


class ReadingForm(Form):
    """One reading of a measurements file."""

    date: Day = Field(description="Ngày đo")
    recorded: Day | None = Field(None, description="Ngày ghi lại; chương trình tự điền")
    id: Id | None = Field(None, description="Mã của mục ghi; chương trình tự đặt")
    period: PeriodText | None = Field(None, description="Kỳ của số liệu")
    value: Number | None = Field(None, description="Giá trị")
    numerator: Number | None = Field(None, description="Tử số")
    denominator: Number | None = Field(None, description="Mẫu số, lớn hơn 0")
    void: str | None = Field(None, description="Mã của mục đã ghi nhầm")
    reason: str | None = Field(None, description="Lý do")
    by: str | None = Field(None, description="Đơn vị hoặc người báo cáo")
    note: str | None = Field(None, description="Ghi chú")
    evidence: Texts | None = Field(None, description="Tài liệu kiểm chứng")

    @model_validator(mode="after")
    def _has_one_value(self) -> ReadingForm:
        counted = self.numerator is not None and self.denominator is not None and self.denominator > 0
        partly = self.numerator is not None or self.denominator is not None
        given = (self.value is not None and not partly) or (self.value is None and counted)
        if given == bool(self.void and self.void.strip()):
            raise ValueError("cần hoặc value, hoặc cả numerator và denominator lớn hơn 0")
        return self


class AddedForm(RowForm):
    """A row added by a later document."""

    section: Id = Field(description="Mục nhận dòng mới")
    after: Id | None = Field(None, description="Đứng sau nhiệm vụ nào")


class AmendmentForm(Form):
    """One change of amendments.yaml."""

    date: Day = Field(description="Ngày văn bản điều chỉnh")
    document: Words = Field(description="Văn bản điều chỉnh")
    recorded: Day | None = Field(None, description="Ngày ghi lại")
    id: Id | None = Field(None, description="Mã của mục ghi; chương trình tự đặt")
    reason: str | None = Field(None, description="Lý do")
    task: Id | None = Field(None, description="Nhiệm vụ được điều chỉnh")
    field: Literal[*TASK_FIELDS] | None = Field(None, description="Cột được điều chỉnh")  # type: ignore[valid-type]
    from_: str | None = Field(None, alias="from", description="Lời cũ")
    to: str | None = Field(None, description="Lời mới")
    added: AddedForm | None = Field(None, description="Dòng được thêm")
    removed: Id | None = Field(None, description="Nhiệm vụ đưa ra khỏi kế hoạch")

    @model_validator(mode="after")
    def _changes_one_thing(self) -> AmendmentForm:
        if sum((bool(self.task and self.field), bool(self.removed), self.added is not None)) != 1:
            raise ValueError("mỗi mục điều chỉnh chỉ một việc: task và field, hoặc added, hoặc removed")
        return self


class BaselineForm(Form):
    """baseline.yaml: the fingerprints of the content as signed."""

    document: Words = Field(description="Văn bản đã ký")
    date: Day = Field(description="Ngày của văn bản")
    recorded: Day | None = Field(None, description="Ngày chốt; chương trình tự điền")
    plan: Prints | None = Field(None, description="Dấu nội dung của phần đầu và phần cuối văn bản")
    appendix: Prints | None = Field(None, description="Dấu nội dung của đầu bảng phụ lục")
    body: dict[Id, Prints | None] | None = Field(None, description="Dấu nội dung của từng mục trong văn bản")
    sections: dict[Id, Prints | None] | None = Field(None, description="Dấu nội dung của từng mục trong phụ lục")
    tasks: dict[Id, Prints | None] | None = Field(None, description="Dấu nội dung của từng nhiệm vụ, theo cột")
    indicators: dict[Id, Prints | None] | None = Field(None, description="Dấu nội dung của từng chỉ tiêu")


class IssuedForm(Form):
    """The seal of a report, written when it is issued."""

    number: Words = Field(description="Số, ký hiệu của báo cáo")
    date: Day = Field(description="Ngày ký báo cáo")
    signer: str | None = Field(None, description="Người ký")
    known_on: Day = Field(description="Số liệu theo những gì đã ghi đến hết ngày này")
    state_date: Day = Field(description="Ngày tính tình trạng của các nhiệm vụ")
    preset: Literal["cchc", "nd09", "calendar"] | None = Field(None, description="Chế độ báo cáo")
    seen: Texts | None = Field(None, description="Mã các mục ghi trong ngày ban hành mà báo cáo đã tính")
    figures: dict[str, str | None] | None = Field(None, description="Số liệu khi ban hành, theo tên")


class ReportForm(Form):
    """A file of reports/: what people wrote for one report, and its seal."""

    texts: dict[HeadingText, str | None] | None = Field(None, description="Lời viết cho từng mục của báo cáo")
    statistics: dict[Id, str | None] | None = Field(None, description="Số liệu thống kê, theo số của dòng trong biểu")
    sent: Day | None = Field(None, description="Ngày gửi báo cáo")
    issued: IssuedForm | None = Field(None, description="Phần chốt khi ban hành, do “cchc report issue” ghi")


class StatisticRowForm(Form):
    """A row of the statistical form."""

    id: Id = Field(description="Số của dòng, ví dụ 1.3")
    name: Words = Field(description="Chỉ tiêu thống kê")
    unit: str | None = Field(None, description="Đơn vị tính")
    known: Literal[*FIGURES] | None = Field(None, description="Số liệu do chương trình tự điền")  # type: ignore[valid-type]


class StatisticGroupForm(Form):
    """A heading of the statistical form with its rows."""

    id: Id = Field(description="Số của nhóm, ví dụ 1")
    title: Words = Field(description="Tên nhóm")
    rows: list[StatisticRowForm] | None = Field(None, description="Các dòng")


class StatisticsForm(RootModel[list[StatisticGroupForm] | None]):
    """statistics.yaml: the agency's own statistical form."""

    @model_validator(mode="after")
    def _numbers_are_unique(self) -> StatisticsForm:
        again = repeated(row.id for group in self.root or () for row in group.rows or ())
        if again:
            raise ValueError(f"số dòng “{again}” được dùng hai lần trong biểu")
        return self


def _list_of(form: type[Form], name: str) -> type[RootModel[Any]]:
    return type(name, (RootModel[list[form] | None],), {"__doc__": form.__doc__})  # type: ignore[valid-type]


FORMS: dict[str, type[BaseModel]] = {
    "plan.yaml": PlanForm,
    "appendix.yaml": AppendixForm,
    "units.yaml": _list_of(UnitForm, "Units"),
    "indicators.yaml": _list_of(IndicatorForm, "Indicators"),
    "corrections.yaml": _list_of(CorrectionForm, "Corrections"),
    "amendments.yaml": _list_of(AmendmentForm, "Amendments"),
    "statistics.yaml": StatisticsForm,
    "baseline.yaml": BaselineForm,
    "progress": _list_of(FactForm, "Facts"),
    "measurements": _list_of(ReadingForm, "Readings"),
    "reports": RootModel[ReportForm | None],
}
"""The form of each file by its name, or by its folder."""


def form_of(file: str) -> type[BaseModel]:
    """Return the form of a file named relative to the plan."""
    return FORMS.get(file) or FORMS[file.partition("/")[0]]
