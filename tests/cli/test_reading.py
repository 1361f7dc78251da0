"""What the reading commands say of the real plan: list, show, explain, indicators, the bare call."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cchc_cli.cli import edge
from cchc_cli.cli.app import app

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CCHC_PLAN", raising=False)


def call(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = edge.run(app, argv)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def listed(capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, Any]:
    code, out, err = call(capsys, "list", "--format", "json", *argv)
    assert (code, err) == (0, "")
    data: dict[str, Any] = json.loads(out)
    return data


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2020-01-31", []),
        ("2020-02-01", ["II.8"]),
        ("2020-03-31", ["II.8"]),
        ("2020-04-01", ["II.5", "II.6", "II.8", "II.10", "VI.4"]),
        ("2020-10-01", ["II.5", "II.6", "II.8", "II.10", "IV.2", "VI.4"]),
        ("2020-11-01", ["II.5", "II.6", "II.8", "II.10", "IV.2", "V.1", "VI.4"]),
        ("2020-12-01", ["I.2", "II.5", "II.6", "II.8", "II.10", "IV.2", "V.1", "VI.4"]),
        ("2021-01-01", ["I.2", "II.5", "II.6", "II.8", "II.10", "IV.2", "V.1", "VI.4"]),
        ("2030-06-30", ["I.2", "II.5", "II.6", "II.8", "II.10", "IV.2", "V.1", "VI.4"]),
    ],
)
def test_the_overdue_rows_of_the_real_plan_at_each_date(
    capsys: pytest.CaptureFixture[str], as_of: str, expected: list[str]
) -> None:
    data = listed(capsys, "--overdue", "--as-of", as_of, "--sort", "plan")
    assert [task["id"] for task in data["tasks"]] == expected


def test_ii8_misses_twelve_periods_once_the_year_is_over(capsys: pytest.CaptureFixture[str]) -> None:
    data = listed(capsys, "--overdue", "--as-of", "2021-01-01")
    (row,) = [task for task in data["tasks"] if task["id"] == "II.8"]
    assert row["missing"] == [f"2020-{month:02d}" for month in range(1, 13)]
    assert (row["due"], row["days"], row["outside"]) == ("2020-01-31", 336, True)


def test_the_json_of_a_list_keeps_its_contract(capsys: pytest.CaptureFixture[str]) -> None:
    data = listed(capsys, "--as-of", "30/6/2020", "--section", "II")
    assert (data["schema"], data["as_of"], data["known_on"]) == ("cchc.list/1", "2020-06-30", None)
    assert data["plan"] == {
        "number": "01/KH-KCNĐN",
        "date": "2020-01-14",
        "year": 2020,
        "agency": "Ban Quản lý các Khu công nghiệp Đồng Nai",
        "subject": "Cải cách hành chính năm 2020 của Ban Quản lý các Khu công nghiệp Đồng Nai",
    }
    assert data["counts"] == {
        "total": 36,
        "tasks": 35,
        "indicators": 1,
        "outside": 1,
        "states": {
            "done_on_time": 1,
            "in_time": 3,
            "late_start": 1,
            "not_measured": 1,
            "ongoing": 4,
            "overdue": 4,
            "stale": 9,
            "waiting": 13,
        },
    }
    assert [task["id"] for task in data["tasks"]] == [f"II.{number}" for number in range(1, 19)]
    row = data["tasks"][5]
    assert row == {
        "id": "II.6",
        "number": "6",
        "type": "task",
        "section": "II",
        "area": "tthc",
        "task": "Rà soát, chuẩn hóa các quy trình phối hợp thực hiện nhiệm vụ giữa các cơ quan nhà nước với nhau, xác định rõ "
        "trách nhiệm của từng cơ quan, đơn vị, từng cán bộ, công chức trong phối hợp xử lý các nhiệm vụ chung",
        "product": "Các quy trình, cấu hình lên phần mềm",
        "lead": ["Văn phòng"],
        "support": ["Các bộ phận chuyên môn"],
        "outside": False,
        "deadline": "- Phối hợp nội bộ: Quý I/2020 - Phối hợp bên ngoài: Theo chương trình chung của tỉnh.",
        "kind": ["by", "external"],
        "state": "overdue",
        "reported": False,
        "due_soon": False,
        "extended": False,
        "due": "2020-03-31",
        "first_due": "2020-03-31",
        "days": 91,
        "missing": [],
        "parts": [
            {"part": "a", "label": "Phối hợp nội bộ", "kind": "by", "state": "overdue", "due": "2020-03-31"},
            {"part": "b", "label": "Phối hợp bên ngoài", "kind": "external", "state": "waiting", "due": None},
        ],
    }


def test_the_counts_add_up_to_the_rows_at_every_month(capsys: pytest.CaptureFixture[str]) -> None:
    for month in range(1, 13):
        counts = listed(capsys, "--as-of", f"2020-{month:02d}-15")["counts"]
        assert sum(counts["states"].values()) == counts["total"] == counts["tasks"] + counts["indicators"] == 36


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["--due-soon", "--as-of", "2020-03-15"], ["II.5", "II.6", "II.10", "VI.4"]),
        (["--due-soon", "--days", "5", "--as-of", "2020-03-15"], []),
        (["--unit", "phong doanh nghiep"], ["II.18"]),
        (["--unit", "Phòng Doanh nghiệp", "--state", "waiting"], ["II.18"]),
        (["--kind", "every"], ["II.8"]),
        (["--kind", "từ", "--as-of", "2020-01-20"], None),
        (["--kind", "triển khai từ"], ["VI.4"]),
        (["--area", "cong_vu"], ["IV.1", "IV.2"]),
        (["--section", "iv"], ["IV.1", "IV.2"]),
        (["--section", "Cải cách tài chính công"], ["V.1", "V.2"]),
        (["--search", "tinh gian bien che"], ["III.4"]),
        (["--search", "SỐ HÓA"], ["VI.3"]),
        (["--state", "Đạt"], []),
        (["--state", "done_on_time"], ["VII.1"]),
    ],
)
def test_filters_pick_the_rows_asked_for(
    capsys: pytest.CaptureFixture[str], argv: list[str], expected: list[str] | None
) -> None:
    if expected is None:
        code, out, err = call(capsys, "list", *argv)
        assert (code, out) == (2, "")
        assert "Không có loại thời hạn “từ”." in err
        return
    if "--as-of" not in argv:
        argv = [*argv, "--as-of", "2020-06-30"]
    rows = listed(capsys, *argv)["tasks"]
    if argv[0] == "--unit" and expected == ["II.18"] and "--state" not in argv:
        # The unit also belongs to the groups that lead these rows.
        assert [row["id"] for row in rows] == ["II.2", "II.3", "II.4", "II.18"]
    else:
        assert [row["id"] for row in rows if row["lead"] != ["Các bộ phận chuyên môn"]] == expected


def test_nothing_overdue_is_said_kindly_and_leaves_the_data_empty(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "list", "--overdue", "--as-of", "2020-01-31")
    assert (code, out) == (0, "")
    assert err == "Tính đến 31/01/2020 không có việc nào quá hạn.\n"


def test_rows_go_to_a_pipe_as_tab_separated_lines(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "list", "--overdue", "--as-of", "2020-02-01")
    assert code == 0
    assert out == (
        "II.8\toverdue\t1\t2020-01-31\tVăn phòng UBND tỉnh\tCông khai kết quả xử lý các phản ánh, kiến nghị về thủ tục "
        "hành chính trên hệ thống thông tin tiếp nhận, xử lý phản ánh, kiến nghị về thủ tục hành chính và trên cổng "
        "thông tin, trang thông tin điện tử\tKết quả xử lý phản ánh kiến nghị đã được công khai\tHàng tháng\t2020-01\tkhông\n"
    )


def test_a_table_of_two_line_cards_fits_eighty_columns(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "list", "--overdue", "--as-of", "2020-04-01", "--format", "table")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert out.startswith(
        "QUÁ HẠN 4   sắp đến hạn 0   đã xong 1/34   Tính đến 01/04/2020\n"
        + "-" * 80
        + "\nII.5   trễ 1 ngày   hạn 31/03/2020   Văn phòng\n"
        "       Cập nhật lên cơ sở dữ liệu quốc gia về TTHC. Hoàn thiện đồng bộ hóa cơ sở\n"
        "       dữ liệu thủ tục hành chính từ Trung ương đến địa phương trên cơ sở kết…\n"
        "       → Kết nối, chia sẻ dữ liệu TTHC từ Cơ sở dữ liệu quốc gia với cổng dịch…\n"
        "       chưa có báo cáo kết quả\n\n"
    )
    assert "II.6   trễ 1 ngày   hạn 31/03/2020   Văn phòng\n" in out
    assert "       phần a) Phối hợp nội bộ · chưa có báo cáo kết quả\n" in out
    assert "36 mục: 35 nhiệm vụ, 01 chỉ tiêu; trong đó 01 nhiệm vụ do cơ quan ngoài chủ trì.\n" in out
    assert "Do cơ quan ngoài chủ trì 1 (kê riêng, không tính vào tỷ lệ)\n" in out
    flat = " ".join(out.split())
    assert "thiếu tháng 01/2020, tháng 02/2020, tháng 03/2020 · chưa có báo cáo kết quả" in flat


@pytest.mark.parametrize("width", ["40", "60", "120", "200"])
def test_cards_fit_other_widths(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    for argv in (["list", "--format", "table"], [], ["show", "VII.2"], ["explain", "II.6"], ["indicators"]):
        _, out, _ = call(capsys, *argv, "--as-of", "2020-12-01")
        if argv != ["indicators"]:
            assert max(map(len, out.splitlines())) <= min(int(width), 120)


def test_csv_for_excel_writes_cells_that_would_be_formulas_as_text(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "ds.csv"
    code, out, err = call(
        capsys, "list", "--section", "II", "--as-of", "2020-06-30", "--columns", "id,deadline", "-o", str(file)
    )
    assert (code, out, err) == (0, "", f"Đã ghi {file}.\n")
    text = file.read_bytes().decode("utf-8")
    assert text.startswith("\ufeffMã,Thời hạn ghi trong kế hoạch\n")
    assert "II.6,'- Phối hợp nội bộ: Quý I/2020 - Phối hợp bên ngoài: Theo chương trình chung của tỉnh.\n" in text
    code, _, err = call(capsys, "list", "--as-of", "2020-06-30", "-o", str(file))
    assert (code, err) == (2, f"Lỗi: Tệp “{file}” đã có.\nChọn tên khác, hoặc xóa tệp cũ trước.\n")


def test_a_markdown_table_can_be_pasted(capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["list", "--overdue", "--as-of", "2020-02-01", "--columns", "id,label,days,lead", "--format", "md"]
    code, out, _ = call(capsys, *argv)
    assert code == 0
    assert out == (
        "| Mã | Tình trạng | Số ngày trễ | Chủ trì |\n"
        "| --- | --- | --- | --- |\n"
        "| II.8 | Quá hạn, chưa có báo cáo kết quả | 1 | Văn phòng UBND tỉnh |\n"
    )


def test_the_bare_call_shows_what_matters_and_the_next_report(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "--as-of", "2020-03-05")
    assert (code, err) == (0, "")
    assert out.startswith("Kế hoạch 01/KH-KCNĐN ngày 14/01/2020   Tính đến 05/03/2020\n")
    assert "SẮP ĐẾN HẠN trong 30 ngày 4\n" in out
    assert "QUÁ HẠN, do cơ quan ngoài chủ trì 1\n" in out
    assert "Báo cáo tới: quý I năm 2020, chốt số liệu 14/03/2020 (còn 9 ngày)\n" in out


def test_a_plan_whose_year_is_over_is_read_as_of_its_last_day(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "list", "--format", "json")
    assert code == 0
    assert json.loads(out)["as_of"] == "2020-12-31"
    assert err == "Kế hoạch năm 2020 đã hết năm: tính đến ngày 31/12/2020. Chọn ngày khác bằng --as-of.\n"


def test_known_on_leaves_out_what_was_written_down_later(capsys: pytest.CaptureFixture[str]) -> None:
    data = listed(capsys, "--as-of", "2020-06-30", "--known-on", "2020-06-30", "--section", "VII")
    assert [(row["id"], row["state"], row["reported"]) for row in data["tasks"]] == [
        ("VII.1", "overdue", False),
        ("VII.2", "stale", False),
        ("VII.3", "stale", False),
    ]


def test_show_tells_all_of_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "show", "vii.1", "--as-of", "2020-06-30")
    assert code == 0
    assert "Tình trạng        Hoàn thành đúng hạn · hạn 31/01/2020\n" in out
    assert "Chủ trì           Lãnh đạo Ban\n" in out
    assert "Thời hạn          “Tháng 01/2020”\n" in out
    assert "Các mục đã ghi (3)\n" in out
    assert "21/01/2020 r9d3h    hoàn thành\n" in out
    assert "tài liệu: Kế hoạch số 06/KH-KCNĐN ngày 21/01/2020\n" in out


@pytest.mark.parametrize(
    ("task", "as_of", "sentences"),
    [
        ("II.5", "2020-04-01", ["“Quý I/2020”", "Hạn đang áp dụng: 31/03/2020.", "ngày tính đã qua hạn 1 ngày"]),
        ("II.6", "2020-04-01", ["Phần a) Phối hợp nội bộ   [có hạn]", "Phần b) Phối hợp bên ngoài   [theo văn bản khác]",
                                "Cả dòng lấy tình trạng của phần nặng nhất."]),
        ("II.8", "2020-03-31", ["Đã qua hạn mà chưa có kết quả: tháng 01/2020, tháng 02/2020.",
                                "Do cơ quan ngoài chủ trì: kê riêng, không tính vào tỷ lệ, không đôn đốc."]),
        ("II.4", "2020-06-30", ["Kỳ gần nhất đã kết thúc: quý II (15/03/2020", "chưa có kết quả nào được ghi",
                                "Các bộ phận chuyên môn: đã báo cáo chưa có đơn vị nào; chưa báo cáo Phòng Doanh"]),
        ("II.14", "2020-06-30", ["Dòng này là chỉ tiêu", "≥ 95%", "Chưa có số liệu nào"]),
        ("VI.4", "2020-04-01", ["Kỳ đầu tiên hết ngày 31/03/2020; đã qua 1 ngày"]),
        ("VII.1", "2020-06-30", ["Đã ghi hoàn thành ngày 21/01/2020 [r9d3h]: không sau hạn nên là đúng hạn."]),
        ("I.1", "2020-06-30", ["Chờ ấn định thời hạn từ ngày 14/01/2020"]),
    ],
)  # fmt: skip
def test_explain_names_phrase_part_rule_fact_and_segment(
    capsys: pytest.CaptureFixture[str], task: str, as_of: str, sentences: list[str]
) -> None:
    code, out, _ = call(capsys, "explain", task, "--as-of", as_of)
    assert code == 0
    flat = " ".join(out.split())
    assert [sentence for sentence in sentences if " ".join(sentence.split()) not in flat] == []


def test_an_unknown_row_gets_the_nearest_ids(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "show", "II.55", "--as-of", "2020-06-30")
    assert (code, out) == (2, "")
    assert err == "Lỗi: Không có nhiệm vụ “II.55” trong kế hoạch 01/KH-KCNĐN.\nCó phải II.5, III.5, II.15?\n"


def test_an_unknown_unit_gets_the_nearest_names(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = call(capsys, "list", "--unit", "Phòng Doanh ngiệp", "--as-of", "2020-06-30")
    assert code == 2
    assert err.startswith("Lỗi: Không có đơn vị “Phòng Doanh ngiệp” trong kế hoạch.\nCó phải Phòng Doanh nghiệp")


def test_a_wrong_date_is_refused_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = call(capsys, "list", "--as-of", "31/2/2020")
    assert (code, err) == (
        2,
        "Lỗi: --as-of: “31/2/2020” không phải là một ngày có thật.\nViết như 14/3/2020 hoặc 2020-03-14.\n",
    )


def test_indicators_are_held_against_their_readings(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "indicators", "--as-of", "2020-06-30", "--format", "json")
    data = json.loads(out)
    assert (code, data["schema"], len(data["indicators"])) == (0, "cchc.indicators/1", 13)
    assert {(item["target"], item["state"]) for item in data["indicators"]} == {
        (">= 85 %", "not_measured"),
        ("< 1,3 %", "not_measured"),
        ("= 100 %", "not_measured"),
        (">= 95 %", "not_measured"),
        (">= 20 %", "not_measured"),
        (">= 50 %", "not_measured"),
    }


def test_the_real_plan_has_no_errors_and_names_its_oddities(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "validate", "--format", "json")
    data = json.loads(out)
    assert (code, data["schema"]) == (0, "cchc.findings/1")
    assert [(item["code"], item["severity"], item["message"]) for item in data["findings"]] == [
        ("W404", "warning", "II.8 do cơ quan ngoài chủ trì: Văn phòng UBND tỉnh."),
        ("W402", "warning", "II.14 không ghi thời hạn."),
        ("W403", "warning", "II.14 không ghi đơn vị chủ trì."),
        ("W410", "warning", "II.18 có 2 đơn vị cùng chủ trì: Phòng Doanh nghiệp, Văn phòng Đại diện."),
        ("W414", "warning", "Chưa rõ nhiệm vụ thực hiện mục nào của văn bản: III.3."),
        ("W410", "warning", "VI.1 có 2 đơn vị cùng chủ trì: Lãnh đạo Ban, Văn phòng."),
        ("W410", "warning", "VII.3 có 2 đơn vị cùng chủ trì: Văn phòng, Ban Thanh tra nhân dân."),
        (
            "W417",
            "warning",
            "Có kỳ đã hết mà chưa có số liệu đo của 13 chỉ tiêu: hai-long, khong-hai-long, mot-cua, dung-han, truc-tuyen, boi-duong-cchc, boi-duong-tiep-nhan, phan-mem-van-ban, chu-ky-so, van-ban-dien-tu, chu-ky-so-tthc, su-dung-truc-tuyen và 1 mục khác.",
        ),
        (
            "W413",
            "warning",
            "Phụ lục chưa có nhiệm vụ thực hiện 9 mục của văn bản: KH.I.1, KH.I.2.a, KH.II.2.a.2, KH.II.2.a.9, KH.II.2.c.1, KH.III.1, KH.III.2, KH.III.4, KH.III.5.",
        ),
        ("W405", "warning", "Sau điểm d) là điểm g), thiếu điểm đ)."),
        (
            "W703",
            "warning",
            "Nghị quyết số 120/2018/NQ-CP ghi là của HĐND tỉnh, nhưng ký hiệu “CP” là của cơ quan khác (cũng như vậy ở III.5).",
        ),
        ("W701", "warning", "Nghị quyết số 18/NQ-TW là văn bản của Đảng, thường viết 18-NQ/TW (cũng như vậy ở V.1)."),
        ("W701", "warning", "Nghị quyết số 19/NQ-TW là văn bản của Đảng, thường viết 19-NQ/TW (cũng như vậy ở V.1)."),
    ]
