"""The plan rendered from its files says what was signed: the scan's text but for the listed corrections."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cchc_cli.domain.model import Agency, Amendment, Node, Plan, Section, Task
from cchc_cli.domain.units import Register
from cchc_cli.report.document import Column, Document, Letterhead, Paragraph, Row, Run, Signature, Style, Table
from cchc_cli.report.plan_document import plan_document
from cchc_cli.store.load import load
from tests.plan.test_fidelity import scanned_table, scanned_text
from tests.report.golden import FOLDER, GOLDENS, as_text, check_golden

SIGNED = Path(__file__).parents[2] / "plan" / "2020"


@pytest.fixture(scope="module")
def plan() -> Plan:
    plan = load(SIGNED).plan
    assert plan is not None
    return plan


@pytest.fixture(scope="module")
def document(plan: Plan) -> Document:
    return plan_document(plan)


def small_plan(body: tuple[Node, ...] = (), **changes: object) -> Plan:
    plan = Plan("02/KH-ABC", date(2021, 2, 5), 2021, Agency("Ban ABC"), register=Register(()), body=body)
    return replace(plan, **changes)  # type: ignore[arg-type]


def task(task_id: str, **cells: str) -> Task:
    return Task(task_id, "I", "the_che", cells.pop("task", "Việc"), **cells)  # type: ignore[arg-type]


def table_of(plan: Plan) -> Table:
    (table,) = plan_document(plan).appendices[0].blocks
    assert isinstance(table, Table)
    return table


def paragraphs(document: Document) -> list[Paragraph]:
    return [block for block in document.blocks if isinstance(block, Paragraph)]


def with_marks(paragraph: Paragraph) -> str:
    """Return the words with the marks of bold ones, as plan and scan write them."""
    return "".join(f"**{run.text}**" if run.bold else run.text for run in paragraph.runs)


def as_scanned(text: str, corrections: list[tuple[str, str]]) -> str:
    for scanned, corrected in corrections:
        assert text.count(corrected) == 1
        text = text.replace(corrected, scanned)
    return text


def corrections_of(plan: Plan, where: str) -> list[tuple[str, str]]:
    return [(each.scanned, each.corrected) for each in plan.corrections if each.where == where]


def body_as_scanned(plan: Plan, document: Document) -> list[str]:
    """Return the paragraphs with the scan's errors put back at the places they were corrected."""
    places = {node.text or node.title: node.id for node in plan.nodes() if corrections_of(plan, node.id)}
    lines: list[str] = []
    for paragraph in paragraphs(document):
        words = with_marks(paragraph)
        where = places.pop(words, "")
        number = "-" if paragraph.style is Style.ITEM else paragraph.number
        lines.append(f"{number} {as_scanned(words, corrections_of(plan, where))}".strip())
    assert places == {}
    return lines


def test_the_text_is_the_scanned_one_once_the_scan_errors_are_put_back(plan: Plan, document: Document) -> None:
    head, signature = document.letterhead, document.signature
    assert head is not None
    assert signature is not None
    # What the layout adds to the words: the stop after the date, the list under Nơi nhận.
    recipients = ";\n".join(f"- {name}" for name in document.recipients) + "."
    said = [
        "",
        as_scanned(head.number, corrections_of(plan, "number")),
        head.dateline + ".",
        document.kind + "\n" + document.subject.replace(" của Ban", "\ncủa Ban"),
        *body_as_scanned(plan, document),
        "Nơi nhận:",
        recipients,
        signature.title + "\n\n\n\n" + signature.name,
        "",
    ]
    assert "\n\n".join(said).split("\n") == scanned_text().partition("NHIỆM VỤ CỤ THỂ THỰC HIỆN")[0].split("\n")


def test_the_table_is_the_scanned_one_cell_for_cell(plan: Plan, document: Document) -> None:
    (appendix,) = document.appendices
    (table,) = appendix.blocks
    assert isinstance(table, Table)
    tasks = plan.tasks()
    rows: list[list[str]] = []
    for row in table.rows:
        cells = list(row.cells)
        if not row.heading:
            where = next(tasks).id
            for at, column in enumerate(("task", "product", "lead", "support", "deadline"), start=1):
                cells[at] = as_scanned(cells[at], corrections_of(plan, f"{where}.{column}"))
        rows.append(cells)
    assert rows == scanned_table()
    note = as_scanned(appendix.note, corrections_of(plan, "appendix.note"))
    titles = "\t".join(column.title for column in table.columns)
    assert f"{appendix.title}\n\n{note}\n\n{titles}" in scanned_text()


def test_the_letterhead_is_the_agencys_own(document: Document) -> None:
    assert document.letterhead == Letterhead(
        agency="Ban Quản lý các Khu công nghiệp Đồng Nai",
        parent="UBND tỉnh Đồng Nai",
        number="Số: 01/KH-KCNĐN",
        dateline="Đồng Nai, ngày 14 tháng 01 năm 2020",
    )
    assert document.signature == Signature("TRƯỞNG BAN", "Cao Tiến Sỹ")
    assert (document.title, document.slug, document.stored) == (
        "Kế hoạch số 01/KH-KCNĐN",
        "Ke-hoach-01-KH-KCNDN",
        date(2020, 1, 14),
    )


def test_the_whole_document_stays_as_it_was_looked_at(document: Document) -> None:
    check_golden("ke-hoach-2020.txt", as_text(document))


def test_every_golden_file_is_named_and_every_named_one_is_there() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(GOLDENS)


def test_a_later_amendment_changes_nothing_of_the_signed_document(plan: Plan, document: Document) -> None:
    amended = Amendment(date(2020, 3, 1), "Kế hoạch số 20/KH-KCNĐN", task="II.5", field="deadline", new="Quý II/2020")
    assert plan_document(replace(plan, amendments=(amended,))) == document


def test_places_of_the_text_stand_by_their_level_with_the_number_people_cite() -> None:
    dash = Node("KH.I.1.a.1", text="Gạch đầu dòng")
    point = Node("KH.I.1.a", title="Điểm có tên", items=(dash,))
    plain = Node("KH.I.1.đ", text="Điểm **đậm** không tên\nđoạn tiếp theo")
    section = Node("KH.I.1", title="Mục", text="Đoạn văn", items=(point, plain), note="(Ghi chú cuối mục)")
    document = plan_document(small_plan((Node("KH.I", title="PHẦN", items=(section,)),)))
    assert [(block.style, block.number, with_marks(block)) for block in paragraphs(document)] == [
        (Style.PART, "I.", "PHẦN"),
        (Style.SECTION, "1.", "Mục"),
        (Style.TEXT, "", "Đoạn văn"),
        (Style.POINT, "a)", "Điểm có tên"),
        (Style.ITEM, "", "Gạch đầu dòng"),
        (Style.TEXT, "đ)", "Điểm **đậm** không tên"),
        (Style.TEXT, "", "đoạn tiếp theo"),
        (Style.TEXT, "", "(Ghi chú cuối mục)"),
    ]
    assert paragraphs(document)[5].runs == (Run("Điểm "), Run("đậm", bold=True), Run(" không tên"))


def test_each_legal_basis_opens_a_paragraph_unless_it_goes_on_with_the_one_before() -> None:
    bases = ("Căn cứ Luật A;", "Luật B;", "Căn cứ Nghị định C;", "Theo đề nghị của Văn phòng.")
    document = plan_document(small_plan(bases=bases))
    assert [(block.style, block.text) for block in paragraphs(document)] == [
        (Style.BASIS, "Căn cứ Luật A; Luật B;"),
        (Style.BASIS, "Căn cứ Nghị định C;"),
        (Style.BASIS, "Theo đề nghị của Văn phòng."),
    ]


def test_a_bare_plan_is_a_document_too() -> None:
    document = plan_document(small_plan())
    assert document.letterhead == Letterhead("Ban ABC", number="Số: 02/KH-ABC", dateline="ngày 05 tháng 02 năm 2021")
    assert (document.kind, document.blocks, document.signature, document.appendices) == ("KẾ HOẠCH", (), None, ())


def test_the_signed_columns_are_filled_by_what_their_titles_name() -> None:
    row = task("I.1", product="Báo cáo", lead="Văn phòng", support="Các phòng", deadline="Quý I", budget="10 triệu")
    titles = ("TT", "Nội dung công việc", "Cơ quan thực hiện", "Cơ quan phối hợp", "Thời gian thực hiện",
              "Kết quả, sản phẩm", "Kinh phí", "Cột lạ")  # fmt: skip
    table = table_of(small_plan(columns=titles, sections=(Section("I", "Thể chế", tasks=(row,)),)))
    assert tuple(column.title for column in table.columns) == titles
    assert table.rows == (
        Row(("I. Thể chế",), heading=True),
        Row(("1", "Việc", "Văn phòng", "Các phòng", "Quý I", "Báo cáo", "10 triệu", "")),
    )


def test_words_without_a_signed_column_get_one_of_their_own_so_that_none_are_lost() -> None:
    row = task("I.1", lead="Văn phòng", deadline="Quý I", extra=(("Nguồn vốn", "Ngân sách"), ("Nguồn", "Khác")))  # type: ignore[arg-type]
    plan = small_plan(columns=("STT", "Nhiệm vụ", "Nguồn vốn"), sections=(Section("I", "Thể chế", tasks=(row,)),))
    table = table_of(plan)
    assert [column.title for column in table.columns] == [
        "STT", "Nhiệm vụ", "Nguồn vốn", "Đơn vị chủ trì", "Thời gian hoàn thành", "Nguồn"
    ]  # fmt: skip
    assert table.rows[1].cells == ("1", "Việc", "Ngân sách", "Văn phòng", "Quý I", "Khác")


def test_a_plan_without_columns_has_the_usual_ones() -> None:
    table = table_of(small_plan(sections=(Section("I", "Thể chế", tasks=(task("I.1"),)),)))
    assert table.columns[0] == Column("STT", 10, centred=True)
    assert [column.title for column in table.columns] == [
        "STT", "Nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành"
    ]  # fmt: skip


def test_nested_sections_and_rows_keep_their_numbers() -> None:
    inner = Section("I.A", "Mục con", tasks=(task("I.A.1"), task("I.A.2", number="2 bis")))
    below = task("I.3.a", parent="I.3")
    outer = Section("I", "Thể chế", tasks=(below,), sections=(inner,))
    table = table_of(small_plan(columns=("STT", "Nhiệm vụ"), sections=(outer,)))
    assert [row.cells for row in table.rows] == [
        ("I. Thể chế",),
        ("3.a", "Việc"),
        ("A. Mục con",),
        ("1", "Việc"),
        ("2 bis", "Việc"),
    ]


@pytest.mark.parametrize(
    ("number", "slug"),
    [
        ("01/KH-KCNĐN", "Ke-hoach-01-KH-KCNDN"),
        ("../../etc/passwd", "Ke-hoach-etc-passwd"),
        ("", "Ke-hoach"),
        ("9" * 200, "Ke-hoach-" + "9" * 71),
    ],
)
def test_the_file_name_is_plain_letters_whatever_the_number(number: str, slug: str) -> None:
    assert plan_document(small_plan(number=number)).slug == slug
