"""Pages on what was signed and has changed since: E501, E502."""

from __future__ import annotations

from cchc_cli.check.manual.page import Page

PAGES = (
    Page(
        "E501",
        "Lời văn không còn như khi ký",
        "Sau khi chốt nội dung (“cchc baseline”), lời đã ký giữ nguyên; thay đổi nào cũng phải có văn bản điều chỉnh "
        "và ngày.",
        "appendix.yaml",
        "deadline: Quý II/2020  # khi ký: Quý I/2020",
        "deadline: Quý I/2020",
        "Trả lại lời đã ký, rồi ghi điều chỉnh: cchc amend MÃ --field CỘT --to LỜI --document VĂN_BẢN --date NGÀY. "
        "Lỗi do quét thì kê vào corrections.yaml; kế hoạch ký lại thì “cchc baseline --again”.",
    ),
    Page(
        "E502",
        "Có mục thêm, bớt, chuyển chỗ hoặc đổi mã so với khi ký",
        "Bảng nhiệm vụ đã ký thì không thêm bớt dòng tại chỗ: dòng thêm, dòng đưa ra đều theo văn bản điều chỉnh.",
        "appendix.yaml",
        "tasks:\n  - {id: I.1, task: Như đã ký}\n  - {id: I.2, task: Thêm sau khi ký}",
        "tasks:\n  - {id: I.1, task: Như đã ký}",
        "Trả bảng lại như khi ký, rồi ghi: cchc amend --add hoặc cchc amend MÃ --remove, kèm --document VĂN_BẢN "
        "--date NGÀY. "
        "STT mới thì ghi ở khóa number, giữ nguyên mã.",
    ),
)
