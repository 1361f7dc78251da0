"""Pages on what the plan itself says: deadlines, leads, lettering, texts of reports (E401, W401 and on)."""

from __future__ import annotations

from cchc_cli.check.manual.page import Page

PAGES = (
    Page(
        "E401",
        "Thời hạn ghi một ngày không có thật",
        "Ngày 31/11 không có trong lịch, nên không tính được đã quá hạn hay chưa.",
        "appendix.yaml",
        "deadline: Trước ngày 31/11/2020",
        "deadline: Trước ngày 30/11/2020",
        "Đối chiếu văn bản gốc. Nếu là lỗi quét thì sửa và kê vào corrections.yaml; nếu văn bản ký như vậy thì thêm "
        "khóa "
        "schedule ghi ngày có thật.",
    ),
    Page(
        "W401",
        "Có lời ghi thời hạn chưa hiểu được",
        "Chương trình không đoán: chưa hiểu thì nhiệm vụ không bao giờ được báo sắp đến hạn hay quá hạn.",
        "appendix.yaml",
        "deadline: Làm cho tốt",
        "deadline: Làm cho tốt\nschedule: Cuối năm",
        'Giữ nguyên lời văn bản và thêm khóa schedule nói cùng ý; thử trước bằng “cchc deadline "Cuối năm"”.',
    ),
    Page(
        "W402",
        "Nhiệm vụ không ghi thời hạn",
        "Không có thời hạn thì không xét được đúng hạn hay quá hạn; nhiệm vụ được kê ở loại “Không ghi thời hạn”.",
        "appendix.yaml",
        "- id: II.5\n  task: Rà soát thủ tục hành chính",
        "- id: II.5\n  task: Rà soát thủ tục hành chính\n  deadline: Quý I/2020",
        "Đối chiếu văn bản gốc. Nếu văn bản không ghi thì giữ nguyên; khi được ấn định, ghi bằng "
        "“cchc update MÃ --due NGÀY --basis VĂN_BẢN”.",
    ),
    Page(
        "W403",
        "Nhiệm vụ không ghi đơn vị chủ trì",
        "Không rõ ai chủ trì thì không nhắc việc và không tổng hợp theo đơn vị được.",
        "appendix.yaml",
        "- id: II.5\n  task: Rà soát thủ tục hành chính",
        "- id: II.5\n  task: Rà soát thủ tục hành chính\n  lead: Văn phòng",
        "Đối chiếu văn bản gốc. Nếu văn bản không ghi thì giữ nguyên; khi được giao, ghi bằng "
        "“cchc update MÃ --lead ĐƠN_VỊ --basis VĂN_BẢN”.",
    ),
    Page(
        "W404",
        "Nhiệm vụ do cơ quan ngoài chủ trì",
        "Cơ quan lập kế hoạch không trả lời thay được cho cơ quan khác, nên mục này được kê riêng, không tính vào tỷ "
        "lệ "
        "nào và không nhắc việc.",
        "appendix.yaml",
        "lead: Văn phòng UBND tỉnh",
        "lead: Văn phòng\nsupport: Văn phòng UBND tỉnh",
        "Nếu văn bản ký như vậy thì giữ nguyên. Nếu là đơn vị của cơ quan thì bỏ khóa outside của đơn vị ấy trong "
        "units.yaml.",
    ),
    Page(
        "W405",
        "Thứ tự chữ cái của các điểm có chỗ thiếu",
        "Nghị định 30/2020/NĐ-CP đánh thứ tự điểm theo bảng chữ cái tiếng Việt: a, b, c, d, đ, e, g ... Thiếu một chữ "
        "có thể "
        "là sót một điểm khi nhập.",
        "plan.yaml",
        "items:\n  - {id: KH.I.2.c, text: Công khai}\n  - {id: KH.I.2.d, text: Giám sát}\n"
        "  - {id: KH.I.2.g, text: Báo cáo}",
        "items:\n  - {id: KH.I.2.c, text: Công khai}\n  - {id: KH.I.2.d, text: Giám sát}\n"
        "  - {id: KH.I.2.đ, text: Báo cáo}",
        "Đối chiếu văn bản gốc: nếu sót thì thêm, nếu văn bản ký như vậy thì giữ nguyên.",
    ),
    Page(
        "W406",
        "Lời viết cho một mục mà báo cáo không lấy lời",
        "Báo cáo chỉ lấy lời ở những mục do người viết; lời ghi ở mục khác sẽ bị bỏ qua.",
        "reports/2020-Q1.yaml",
        "texts:\n  II: Kết quả trong quý ...",
        "texts:\n  II.1.a: Kết quả trong quý ...",
        "Chuyển lời sang một trong các mục mà gợi ý kê ra.",
    ),
    Page(
        "W407",
        "Số liệu ghi cho một dòng không có trong biểu thống kê",
        "Số này không vào dòng nào của Phụ lục 3, báo cáo sẽ bỏ qua.",
        "reports/2020-Q1.yaml",
        'statistics:\n  "1.99": 4',
        'statistics:\n  "1.1": 4',
        "Ghi số của một dòng trong biểu số liệu (statistics.yaml của kế hoạch, hoặc biểu có sẵn).",
    ),
)
