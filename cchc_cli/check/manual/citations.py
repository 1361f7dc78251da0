"""Pages on the documents a plan cites: W701 to W704."""

from __future__ import annotations

from cchc_cli.check.manual.page import Page

_AS_SIGNED = "Đối chiếu văn bản gốc; văn bản ký như vậy thì giữ nguyên. Lỗi do quét thì sửa và kê vào corrections.yaml."

PAGES = (
    Page(
        "W701",
        "Số, ký hiệu của văn bản viện dẫn không đúng cách ghi",
        "Theo Nghị định 30/2020/NĐ-CP, số và ký hiệu viết như 108/2014/NĐ-CP, 225/QĐ-TTg; văn bản của Đảng viết như "
        "18-NQ/TW. Sai ký hiệu thì khó tra ra văn bản.",
        "plan.yaml",
        "bases:\n  - Căn cứ Nghị định số 108/2014/NĐCP",
        "bases:\n  - Căn cứ Nghị định số 108/2014/NĐ-CP",
        _AS_SIGNED,
    ),
    Page(
        "W702",
        "Năm hoặc ngày của văn bản viện dẫn không thể như vậy",
        "Văn bản được viện dẫn không thể ra sau kế hoạch, và năm trong số hiệu phải là năm của ngày ký.",
        "plan.yaml",
        "bases:\n  - Căn cứ Nghị định số 108/2014/NĐ-CP ngày 20/11/2015",
        "bases:\n  - Căn cứ Nghị định số 108/2014/NĐ-CP ngày 20/11/2014",
        _AS_SIGNED,
    ),
    Page(
        "W703",
        "Ký hiệu của văn bản viện dẫn không khớp với tên loại hoặc cơ quan ban hành",
        "Ký hiệu cho biết tên loại và cơ quan: NQ-CP là nghị quyết của Chính phủ, NQ-HĐND là của Hội đồng nhân dân.",
        "plan.yaml",
        "bases:\n  - Căn cứ Nghị quyết số 120/2018/NQ-CP của HĐND tỉnh",
        "bases:\n  - Căn cứ Nghị quyết số 120/2018/NQ-HĐND của HĐND tỉnh",
        _AS_SIGNED,
    ),
    Page(
        "W704",
        "Một văn bản được viện dẫn với hai ngày khác nhau",
        "Một trong hai ngày là nhầm, thường là ngày và tháng đổi chỗ cho nhau.",
        "plan.yaml",
        "bases:\n  - Căn cứ Kế hoạch số 166-KH/TU ngày 02/4/2018\n  - Theo Kế hoạch số 166-KH/TU ngày 04/2/2018",
        "bases:\n  - Căn cứ Kế hoạch số 166-KH/TU ngày 02/4/2018\n  - Theo Kế hoạch số 166-KH/TU ngày 02/4/2018",
        _AS_SIGNED,
    ),
)
