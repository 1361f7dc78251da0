"""The files of plan/2020 hold the signed document: all of it, nothing else, scan errors listed one by one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAN = Path(__file__).parents[2] / "plan" / "2020"
SCAN = Path(__file__).parent / "data" / "ke-hoach-cchc-2020.txt"
COLUMNS = ("task", "product", "lead", "support", "deadline")
FILES = sorted(PLAN.rglob("*.yaml"))


def load(name: str) -> Any:
    return yaml.load((PLAN / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


DOCUMENT = load("plan.yaml")
APPENDIX = load("appendix.yaml")
CORRECTIONS = load("corrections.yaml")
INDICATORS = load("indicators.yaml")
UNITS = load("units.yaml")
PROGRESS = {path.stem: load(f"progress/{path.name}") for path in (PLAN / "progress").glob("*.yaml")}


def walk(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield node
        yield from walk(node.get("items", []))


NODES = {node["id"]: node for node in walk(DOCUMENT["body"])}
TASKS = {task["id"]: task for section in APPENDIX["sections"] for task in section["tasks"]}


def scanned_text() -> str:
    """Return the scan's text, without the line that says where it comes from."""
    return SCAN.read_text(encoding="utf-8").partition("\n")[2]


def as_scanned(where: str, text: str) -> str:
    for correction in CORRECTIONS:
        if correction["where"] == where:
            text = text.replace(correction["corrected"], correction["scanned"])
    return text


def body_paragraphs(nodes: list[dict[str, Any]]) -> Iterator[str]:
    for node in nodes:
        first, *more = [as_scanned(node["id"], node[key]) for key in ("title", "text") if key in node]
        yield prefix(node) + first
        yield from more
        yield from body_paragraphs(node.get("items", []))
        if "note" in node:
            yield node["note"]


def prefix(node: dict[str, Any]) -> str:
    last = str(node["id"]).rpartition(".")[2]
    if last.isdigit():
        return f"{last}. " if "title" in node else "- "
    return f"{last}. " if last.isupper() else f"{last}) "


def document_as_scanned() -> str:
    """Return the document without its appendix, laid out as the scan lays it out."""
    day = date.fromisoformat(DOCUMENT["date"])
    recipients = [f"- {name}" for name in DOCUMENT["recipients"]]
    return "\n\n".join(
        [
            "",
            "Số: " + as_scanned("number", DOCUMENT["number"]),
            f"{DOCUMENT['place']}, ngày {day:%d} tháng {day:%m} năm {day:%Y}.",
            DOCUMENT["doc_type"].upper() + "\n" + DOCUMENT["subject"].replace(" của Ban", "\ncủa Ban"),
            " ".join(DOCUMENT["bases"]),
            *DOCUMENT["preamble"],
            *body_paragraphs(DOCUMENT["body"]),
            *DOCUMENT["closing"],
            "Nơi nhận:",
            ";\n".join(recipients) + ".",
            DOCUMENT["signatory"]["title"] + "\n\n\n\n" + DOCUMENT["signatory"]["name"],
            "",
        ]
    )


def scanned_table() -> list[list[str]]:
    """Return the rows of the scanned table; a row split over two pages is joined by one space."""
    header = "\t".join(APPENDIX["columns"])
    lines = [line for line in scanned_text().partition(header)[2].split("\n") if line.strip()]
    rows: list[list[str]] = []
    after_header = False
    for line in lines:
        cells = line.rstrip("\t").split("\t") if line[0] in "IV" else line.split("\t")
        if after_header and cells[0] == "":
            rows[-1] = [" ".join(filter(None, pair)) for pair in zip(rows[-1], cells, strict=True)]
        elif line != header:
            rows.append(cells)
        after_header = line == header
    return rows


def appendix_as_scanned() -> list[list[str]]:
    rows: list[list[str]] = []
    for section in APPENDIX["sections"]:
        rows.append([f"{section['id']}. {section['title']}"])
        for task in section["tasks"]:
            number = task.get("number", task["id"].rpartition(".")[2])
            cells = [as_scanned(f"{task['id']}.{column}", task.get(column, "")) for column in COLUMNS]
            rows.append([number, *cells])
    return rows


def place_of(where: str) -> str:
    """Return the text that a correction speaks of."""
    if where == "number":
        return str(DOCUMENT["number"])
    if where == "appendix.note":
        return str(APPENDIX["note"])
    if where in NODES:
        return str(NODES[where].get("text") or NODES[where]["title"])
    task, _, column = where.rpartition(".")
    return str(TASKS[task][column])


def test_the_document_is_the_scanned_text_once_the_scan_errors_are_put_back() -> None:
    scanned = scanned_text().partition(APPENDIX["title"])[0]
    assert document_as_scanned().split("\n") == scanned.split("\n")


def test_the_heading_of_the_appendix_is_the_scanned_one() -> None:
    scanned = scanned_text()
    heading = scanned[scanned.index("NHIỆM VỤ CỤ THỂ") : scanned.index("I. Cải cách thể chế")]
    note = as_scanned("appendix.note", APPENDIX["note"])
    assert heading == "\n\n".join([APPENDIX["title"], note, "\t".join(APPENDIX["columns"]) + "\n"])


def test_the_appendix_is_the_scanned_table_cell_for_cell() -> None:
    assert appendix_as_scanned() == scanned_table()


def test_only_these_scan_errors_are_corrected() -> None:
    assert [(item["where"], item["scanned"], item["corrected"]) for item in CORRECTIONS] == [
        ("number", "01 /KH-KCNĐN", "01/KH-KCNĐN"),
        ("appendix.note", "01 /KH-KCNĐN", "01/KH-KCNĐN"),
        ("KH.I.2.d", "177-\n\nKH/TU", "177-KH/TU"),
        ("KH.I.2.h", "TTTC", "TTHC"),
        ("KH.I.2.i", "TTTC", "TTHC"),
        ("KH.II.2.a.7", "công Dịch vụ công", "cổng Dịch vụ công"),
        ("KH.II.2.c.2", "ĐỀ CẬP NHẬT", "ĐỂ CẬP NHẬT"),
        ("KH.II.6.a.4", "trực liên thông", "trục liên thông"),
        ("II.5.product", "công dịch vụ công tình", "cổng dịch vụ công tỉnh"),
        ("II.7.task", "Công dịch vụ công", "Cổng dịch vụ công"),
        ("II.11.task", "tầm suất", "tần suất"),
        ("II.16.task", "Kiểm toàn", "Kiện toàn"),
        ("III.3.task", "nhưng người", "những người"),
        ("III.4.task", "tình gián", "tinh giản"),
        ("III.4.product", "tình gián", "tinh giản"),
        ("IV.1.task", "Đông Nai", "Đồng Nai"),
        ("VI.2.task", "Công dịch vụ công;", "Cổng dịch vụ công;"),
    ]


@pytest.mark.parametrize("correction", CORRECTIONS, ids=lambda item: str(item["where"]))
def test_every_correction_is_used_exactly_once(correction: dict[str, str]) -> None:
    text = place_of(correction["where"])
    assert text.count(correction["corrected"]) == 1
    assert correction["scanned"] not in text


def test_the_seven_sections_hold_36_rows() -> None:
    assert [(s["id"], s["area"], len(s["tasks"])) for s in APPENDIX["sections"]] == [
        ("I", "the_che", 2),
        ("II", "tthc", 18),
        ("III", "bo_may", 5),
        ("IV", "cong_vu", 2),
        ("V", "tai_chinh_cong", 2),
        ("VI", "chinh_quyen_so", 4),
        ("VII", "chi_dao_dieu_hanh", 3),
    ]
    assert len(TASKS) == 36


def test_rows_are_numbered_in_order_within_their_section() -> None:
    for section in APPENDIX["sections"]:
        expected = [f"{section['id']}.{number}" for number in range(1, len(section["tasks"]) + 1)]
        assert [task["id"] for task in section["tasks"]] == expected
    assert {task["id"]: task["number"] for task in TASKS.values() if "number" in task} == {"II.1": "1."}


def test_cells_left_empty_in_the_signed_table_have_no_key() -> None:
    missing = {key: [c for c in COLUMNS if c not in task] for key, task in TASKS.items()}
    assert {key: columns for key, columns in missing.items() if columns} == {
        "II.13": ["support"],
        "II.14": ["product", "lead", "support", "deadline"],
        "VII.3": ["support"],
    }


def test_only_one_row_is_a_target_and_not_a_task() -> None:
    targets = {key: (task["type"], task["indicator"]) for key, task in TASKS.items() if "type" in task}
    assert targets == {"II.14": ("indicator", "dung-han")}


def test_every_place_of_the_body_is_named_after_the_place_that_holds_it() -> None:
    assert len(NODES) == sum(1 for _ in walk(DOCUMENT["body"])) == 80
    assert [node["id"] for node in DOCUMENT["body"]] == ["KH.I", "KH.II", "KH.III"]
    for node in NODES.values():
        assert all(child["id"].rpartition(".")[0] == node["id"] for child in node.get("items", []))
        dashes = [child["id"] for child in node.get("items", []) if prefix(child) == "- "]
        assert dashes == [f"{node['id']}.{number}" for number in range(1, len(dashes) + 1)]


def test_the_lettering_stays_as_signed() -> None:
    letters = [child["id"].rpartition(".")[2] for child in NODES["KH.I.2"]["items"]]
    assert letters == ["a", "b", "c", "d", "g", "h", "i", "k", "l", "m", "n", "o"]


def test_bases_are_the_five_documents_cited() -> None:
    assert [base.partition("Nghị quyết ")[0][:34] for base in DOCUMENT["bases"]] == [
        "Tiếp tục thực hiện Chương trình tổ",
        "Kế hoạch cải cách hành chính nhà n",
        "",
        "Chương trình cải cách hành chính c",
        "Kế hoạch số 15122/KH-UBND ngày 27/",
    ]


def test_every_row_carries_out_places_that_the_body_has() -> None:
    for task in TASKS.values():
        places = task.get("implements", [])
        assert set(places) <= set(NODES), task["id"]
        assert len(places) == len(set(places)), task["id"]
    assert [key for key, task in TASKS.items() if not task.get("implements")] == ["III.3"]


def test_only_these_paragraphs_of_part_two_have_no_row() -> None:
    carried_out = {place for task in TASKS.values() for place in task.get("implements", [])}
    paragraphs = [key for key, node in NODES.items() if key.startswith("KH.II.") and "text" in node]
    assert [key for key in paragraphs if key not in carried_out] == [
        "KH.II.2.a.2",
        "KH.II.2.a.9",
        "KH.II.2.b.1",
        "KH.II.2.c.1",
    ]


def test_the_thirteen_targets_stand_with_their_place_and_rows() -> None:
    assert [(i["id"], i["target"], i["source"], i["tasks"], i["every"]) for i in INDICATORS] == [
        ("hai-long", ">= 85 %", "KH.I.2.c", ["II.9", "II.17"], "quarter"),
        ("khong-hai-long", "< 1,3 %", "KH.I.2.c", ["II.9", "II.17"], "quarter"),
        ("mot-cua", "= 100 %", "KH.II.2.b.1", ["II.1", "II.10", "II.11", "II.12"], "quarter"),
        ("dung-han", ">= 95 %", "KH.II.2.b.5", ["II.14"], "quarter"),
        ("truc-tuyen", ">= 20 %", "KH.II.2.c.6", ["II.15"], "quarter"),
        ("boi-duong-cchc", "= 100 %", "KH.II.4.b", ["IV.2"], "quarter"),
        ("boi-duong-tiep-nhan", "= 100 %", "KH.II.4.b", ["IV.2"], "quarter"),
        ("phan-mem-van-ban", "= 100 %", "KH.II.6.a.2", ["VI.1"], "quarter"),
        ("chu-ky-so", "= 100 %", "KH.II.6.a.3", ["VI.1"], "quarter"),
        ("van-ban-dien-tu", "= 100 %", "KH.II.6.a.4", ["VI.1"], "quarter"),
        ("chu-ky-so-tthc", "= 100 %", "KH.II.6.a.5", ["VI.1"], "quarter"),
        ("su-dung-truc-tuyen", ">= 50 %", "KH.II.6.b.1", ["VI.2"], "quarter"),
        ("kiem-tra", "= 100 %", "KH.II.7.c", ["VII.3"], "year"),
    ]
    assert all(set(indicator["tasks"]) <= set(TASKS) for indicator in INDICATORS)


def test_every_percentage_of_the_body_is_a_target_and_the_other_way_round() -> None:
    in_text = Counter(
        (key, figure)
        for key, node in NODES.items()
        for figure in re.findall(r"[\d,]+%", node.get("text", "") + node.get("title", ""))
    )
    targets = [(i["source"], i["target"].partition(" ")[2].replace(" ", "")) for i in INDICATORS]
    assert in_text == Counter(targets)


def test_every_percentage_of_the_appendix_belongs_to_a_target_the_row_serves() -> None:
    served = {(task, i["target"].partition(" ")[2].replace(" ", "")) for i in INDICATORS for task in i["tasks"]}
    in_rows = {(key, figure) for key, task in TASKS.items() for figure in re.findall(r"[\d,]+%", task["task"])}
    assert in_rows == {
        ("II.14", "95%"),
        ("II.15", "20%"),
        ("IV.2", "100%"),
        ("VI.2", "50%"),
        ("VII.3", "100%"),
    }
    assert in_rows <= served


def test_the_register_covers_every_unit_of_the_signed_table() -> None:
    names = {name.casefold() for unit in UNITS for name in (unit["name"], *unit.get("aliases", []))}
    for task in TASKS.values():
        for cell in (task.get("lead", ""), task.get("support", "")):
            rest = cell.casefold()
            for name in sorted(names, key=len, reverse=True):
                rest = re.sub(rf"(?:^|(?<=, )){re.escape(name)}(?=$|, )", "", rest)
            assert rest.strip(", ") == "", (task["id"], cell)


def test_units_have_ids_and_names_of_their_own_and_members_that_exist() -> None:
    ids = [unit["id"] for unit in UNITS]
    names = [name.casefold() for unit in UNITS for name in (unit["name"], *unit.get("aliases", []))]
    assert len(set(ids)) == len(ids)
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", unit_id) for unit_id in ids)
    assert all(set(unit.get("members", [])) <= set(ids) - {unit["id"]} for unit in UNITS)


def test_offices_outside_the_agency_are_marked() -> None:
    assert [unit["name"] for unit in UNITS if unit.get("outside") == "true"] == [
        "Văn phòng UBND tỉnh",
        "Các sở, ngành, UBND cấp huyện",
        "UBND tỉnh",
        "Sở Nội vụ",
    ]


def test_reports_go_where_the_document_says() -> None:
    assert DOCUMENT["reporting"] == {
        "preset": "cchc",
        "to": ["UBND tỉnh Đồng Nai", "Sở Nội vụ"],
        "copies": [
            "Lãnh đạo Ban quản lý các KCN",
            "Các phòng, bộ phận, đơn vị trực thuộc BQL các KCN",
            "Lưu: VT, CCHC",
        ],
    }
    assert DOCUMENT["reporting"]["copies"] == DOCUMENT["recipients"][2:]


def test_progress_holds_the_published_facts_and_no_others() -> None:
    facts = {
        task: [(fact["date"], fact.get("status", "result"), fact.get("period")) for fact in facts]
        for task, facts in sorted(PROGRESS.items())
    }
    assert facts == {
        "II.1": [("2020-06-14", "result", "2020-H1")],
        "II.15": [("2020-06-14", "result", "2020-H1")],
        "VII.1": [
            ("2020-01-14", "result", None),
            ("2020-01-21", "result", None),
            ("2020-01-21", "done", None),
        ],
        "VII.2": [("2020-01-21", "result", None), ("2020-06-14", "result", "2020-H1")],
        "VII.3": [("2020-01-21", "result", None), ("2020-06-14", "result", "2020-06")],
    }
    assert set(facts) <= set(TASKS)


def test_published_quantities_are_these() -> None:
    quantities = {(task, *f["quantity"].items()) for task, fs in PROGRESS.items() for f in fs if "quantity" in f}
    assert quantities == {
        ("VII.2", ("bản tin văn bản pháp luật", "35"), ("bản tin CCHC", "15")),
        ("VII.3", ("đơn vị được kiểm tra", "9")),
    }


def test_every_fact_has_its_evidence_its_day_of_recording_and_an_id_of_its_own() -> None:
    facts = [fact for facts in PROGRESS.values() for fact in facts]
    assert all(fact["evidence"] and all(fact["evidence"]) for fact in facts)
    assert {fact["recorded"] for fact in facts} == {"2026-11-23"}
    assert all(re.fullmatch(r"[a-z][0-9][a-z0-9]{3}", fact["id"]) for fact in facts)
    assert len({fact["id"] for fact in facts}) == len(facts)


def test_facts_known_only_to_the_half_year_say_so() -> None:
    dated_by_cut_off = [f for facts in PROGRESS.values() for f in facts if f["date"] == "2020-06-14"]
    assert len(dated_by_cut_off) == 4
    assert all("ghi theo ngày chốt số liệu của báo cáo 6 tháng (14/6)" in f["note"] for f in dated_by_cut_off)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PLAN).as_posix())
def test_files_are_composed_utf8_with_one_line_a_text_and_a_final_line_end(path: Path) -> None:
    text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    assert unicodedata.is_normalized("NFC", text)
    assert not text.startswith("\ufeff")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\t" not in text
    assert all(line == line.rstrip() for line in text.split("\n"))
    folded = [line for line in text.split("\n") if not re.match(r" *(#|- |[^:]+:|$)", line)]
    assert folded == []


def test_no_reading_of_an_indicator_and_no_amendment_is_known() -> None:
    assert not (PLAN / "measurements").exists()
    assert not (PLAN / "amendments.yaml").exists()
