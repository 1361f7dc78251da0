"""Pages on the facts recorded about rows: days, order, basis, evidence (W601 to W611)."""

from __future__ import annotations

from cchc_cli.check.manual.page import Page

PAGES = (
    Page(
        "W601",
        "Việc ghi ngày trước khi kế hoạch ban hành",
        "Thường do gõ nhầm năm; việc sẽ được tính vào kỳ không phải của kế hoạch này.",
        "progress/II.5.yaml",
        "- {date: 2002-03-14, status: done}",
        "- {date: 2020-03-14, status: done}",
        "Kiểm tra lại ngày và năm của mục này.",
    ),
    Page(
        "W602",
        "Ngày ghi trước ngày việc diễn ra",
        "Việc chưa diễn ra thì chưa ghi kết quả được; một trong hai ngày chưa đúng.",
        "progress/II.5.yaml",
        "- {date: 2020-04-21, recorded: 2020-01-22, status: done}",
        "- {date: 2020-04-21, recorded: 2020-04-22, status: done}",
        "Kiểm tra lại hai khóa date và recorded; “cchc update” tự ghi recorded.",
    ),
    Page(
        "W603",
        "Thứ tự các mục không thể như vậy",
        "Ví dụ hoàn thành hai lần mà không mở lại, tiếp tục mà chưa tạm dừng, giải quyết vướng mắc chưa nêu.",
        "progress/II.5.yaml",
        "- {date: 2020-03-02, status: done}\n- {date: 2020-03-20, status: done}",
        "- {date: 2020-03-02, status: done}\n- {date: 2020-03-10, status: reopened}\n- {date: 2020-03-20, status: "
        "done}",
        "Xem lại thứ tự và ngày các mục của tệp này; mục ghi nhầm thì hủy bằng “cchc void”.",
    ),
    Page(
        "W604",
        "Thời hạn ấn định hoặc gia hạn chưa ghi căn cứ",
        "Thời hạn đã ký chỉ thay đổi khi có văn bản; căn cứ đi cùng thời hạn mới trong báo cáo.",
        "progress/II.5.yaml",
        "- {date: 2020-04-10, due: 2020-09-30}",
        "- {date: 2020-04-10, due: 2020-09-30, basis: Công văn số 12/KCNĐN-VP ngày 10/4/2020}",
        "Thêm khóa basis: số, ngày của văn bản.",
    ),
    Page(
        "W605",
        "Thời hạn thay đổi nhiều lần",
        "Gia hạn nhiều lần là điều người duyệt báo cáo thường hỏi; thời hạn đầu tiên vẫn được giữ.",
        "progress/II.5.yaml",
        "- {date: 2020-03-20, due: 2020-06-30, basis: Công văn 1}\n- {date: 2020-06-20, due: 2020-09-30, basis: Công "
        "văn 2}",
        "- {date: 2020-03-20, due: 2020-09-30, basis: Công văn 1}",
        "Nếu đúng như vậy thì giữ nguyên; nên nêu nguyên nhân trong báo cáo. Ghi nhầm thì hủy bằng “cchc void”.",
    ),
    Page(
        "W606",
        "Đã ghi hoàn thành nhưng chưa nêu tài liệu kiểm chứng",
        "Khi tự chấm điểm và kiểm tra, mỗi việc hoàn thành cần văn bản chứng minh.",
        "progress/II.5.yaml",
        "- {date: 2020-03-20, status: done}",
        "- {date: 2020-03-20, status: done, evidence: [Báo cáo số 12/BC-KCNĐN ngày 20/3/2020]}",
        "Thêm khóa evidence: văn bản, báo cáo, bản tin.",
    ),
    Page(
        "W607",
        "Hoàn thành sau hạn, chưa nêu nguyên nhân",
        "Báo cáo có phần nguyên nhân của việc chậm; chưa ghi thì người lập báo cáo phải đi hỏi lại.",
        "progress/II.5.yaml",
        "# Thời hạn: Quý I/2020\n- {date: 2020-04-20, status: done}",
        "- {date: 2020-04-20, status: done, note: Chờ ý kiến của Sở Tư pháp}",
        "Thêm khóa note: nguyên nhân chậm; hoặc ghi vướng mắc khi gặp bằng “cchc update MÃ --obstacle LỜI”.",
    ),
    Page(
        "W608",
        "Vướng mắc đã lâu chưa ghi kết quả giải quyết",
        "Vướng mắc quá 90 ngày, tính đến ngày ghi sau cùng trong kế hoạch, nên được nhắc lại hoặc đóng lại.",
        "progress/II.5.yaml",
        "- {date: 2020-05-20, obstacle: Chưa có phần mềm}\n- {date: 2020-09-30, result: Đã nhập 40 hồ sơ}",
        "- {date: 2020-05-20, obstacle: Chưa có phần mềm}\n- {date: 2020-07-15, resolved: Đã cài đặt phần mềm}\n"
        "- {date: 2020-09-30, result: Đã nhập 40 hồ sơ}",
        "Khi đã giải quyết thì ghi “cchc update MÃ --resolved LỜI”; còn vướng mắc thì nên nêu ở mục kiến nghị của báo "
        "cáo.",
    ),
    Page(
        "W609",
        "Việc của kỳ được ghi sau khi báo cáo của kỳ đã phát hành",
        "Báo cáo đã phát hành giữ nguyên số liệu, nên việc ghi thêm không có trong đó. Nêu một lần cho mỗi báo cáo.",
        "progress/II.5.yaml",
        "# Báo cáo quý I phát hành ngày 18/3/2020\n- {date: 2020-03-02, recorded: 2020-05-05, result: Đã rà soát}",
        "- {date: 2020-03-02, recorded: 2020-03-04, result: Đã rà soát}",
        "Giữ nguyên; phần ghi thêm sẽ vào kỳ báo cáo sau. Xem những gì khác đi bằng “cchc report check”.",
    ),
    Page(
        "W610",
        "Kỳ đã ghi không phải kỳ của thời hạn",
        "Nhiệm vụ hàng quý cần kết quả của từng quý; kết quả ghi cho một tháng không ứng với quý nào.",
        "progress/II.5.yaml",
        "# Thời hạn: Hàng quý\n- {date: 2020-03-05, period: 2020-02, result: Đã gửi}",
        "- {date: 2020-03-31, period: 2020-Q1, result: Đã gửi}",
        "Ghi kỳ theo thời hạn của nhiệm vụ; “cchc explain MÃ” kê các kỳ.",
    ),
    Page(
        "W611",
        "Việc ghi cho một ngày chưa đến",
        "Thường do gõ nhầm năm hoặc tháng; việc sẽ bị tính vào kỳ sau. Sự kiện, thời hạn, phân công lại thì có thể "
        "quyết định trước cho một ngày sau.",
        "progress/II.5.yaml",
        "- {date: 2120-03-20, result: Đã rà soát}",
        "- {date: 2020-03-20, result: Đã rà soát}",
        "Kiểm tra lại ngày và năm của mục này.",
    ),
)
