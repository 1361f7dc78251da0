"""Pages on keys and values that are not as their file wants them: E201 to E204."""

from __future__ import annotations

from cchc_cli.check.manual.page import Page

PAGES = (
    Page(
        "E201",
        "Thiếu khóa bắt buộc",
        "Không có khóa này thì mục không dùng được: nhiệm vụ không mã thì không ghi tiến độ vào đâu được.",
        "appendix.yaml",
        "- task: Rà soát thủ tục hành chính",
        "- id: II.5\n  task: Rà soát thủ tục hành chính",
        "Thêm khóa còn thiếu vào đúng mục được chỉ.",
    ),
    Page(
        "E202",
        "Có khóa mà chương trình không biết",
        "Khóa gõ sai tên thì giá trị của nó không được tính; nói ra để không mất lặng lẽ.",
        "appendix.yaml",
        "- id: II.5\n  task: Rà soát thủ tục hành chính\n  dealine: Quý I/2020",
        "- id: II.5\n  task: Rà soát thủ tục hành chính\n  deadline: Quý I/2020",
        "Sửa tên khóa theo gợi ý. Cột riêng của cơ quan (kinh phí, ghi chú ...) thì ghi dưới khóa extra.",
    ),
    Page(
        "E203",
        "Giá trị còn để trống hoặc không đúng kiểu",
        "Chỗ này cần một đoạn chữ, một danh sách hay một ngày, mà tệp ghi kiểu khác hoặc chưa ghi.",
        "progress/II.5.yaml",
        "- date:\n  status: done",
        "- date: 2020-03-20\n  status: done",
        "Ghi giá trị vào; xem lại dấu hai chấm, dấu “-” ở đầu mục và thụt lề. Khóa không dùng thì bỏ cả dòng.",
    ),
    Page(
        "E204",
        "Giá trị không hợp lệ: ngày không có thật, từ ngoài quy định, mã sai cách viết",
        "Giá trị đúng kiểu nhưng không đọc ra nghĩa được, ví dụ 30/02 hoặc một tình trạng không có trong quy định.",
        "progress/II.5.yaml",
        "- date: 2020-02-30\n  status: xong",
        "- date: 2020-02-28\n  status: done",
        "Sửa theo gợi ý. Ngày viết 2020-03-14 hoặc 14/3/2020; tình trạng là một trong: started, done, paused, resumed, "
        "dropped, reopened. Lệnh “cchc update” ghi giúp cho đúng.",
    ),
)
