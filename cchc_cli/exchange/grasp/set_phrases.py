"""Set phrases of administrative reform, against which words that a scan spoiled are told."""

from __future__ import annotations

SET_PHRASES = (
    *("tinh giản", "tinh giản biên chế", "kiện toàn", "kiện toàn tổ chức", "tần suất", "tinh gọn"),
    *("cải cách hành chính", "thủ tục hành chính", "nền hành chính", "hành chính công", "hành chính nhà nước"),
    *("cổng dịch vụ công", "cổng dịch vụ công tỉnh", "cổng dịch vụ công quốc gia", "dịch vụ công trực tuyến"),
    *("cổng thông tin điện tử", "trang thông tin điện tử", "trục liên thông", "một cửa liên thông"),
    *("cơ chế một cửa", "bộ phận một cửa", "cán bộ công chức", "công chức viên chức", "vị trí việc làm"),
    *("tổ chức bộ máy", "sắp xếp tổ chức", "rà soát", "rà soát chuẩn hóa", "văn bản quy phạm pháp luật"),
    *("quy phạm pháp luật", "kiểm soát thủ tục", "ứng dụng công nghệ thông tin", "công nghệ thông tin"),
    *("cơ sở dữ liệu", "chữ ký số", "chứng thư số", "chính quyền điện tử", "chính phủ điện tử", "chính quyền số"),
    *("chuyển đổi số", "số hóa hồ sơ", "bưu chính công ích", "đơn vị sự nghiệp", "sự nghiệp công lập"),
    *("cải cách thể chế", "cải cách tài chính công", "tự chịu trách nhiệm", "chế độ công vụ", "đạo đức công vụ"),
    *("trách nhiệm công vụ", "kỷ luật kỷ cương", "khó khăn vướng mắc", "phản ánh kiến nghị", "mức độ hài lòng"),
    *("người dân doanh nghiệp", "trả kết quả", "giải quyết hồ sơ", "tiếp nhận hồ sơ", "đào tạo bồi dưỡng"),
    *("bồi dưỡng nghiệp vụ", "ủy ban nhân dân", "hội đồng nhân dân", "ban quản lý"),
    *("hiện đại hóa", "thường xuyên", "định kỳ", "đột xuất", "cơ quan chủ trì", "đơn vị phối hợp"),
    *("kế hoạch", "tuyên truyền", "đôn đốc", "những người hoạt động", "không chuyên trách", "để cập nhật"),
    *("cấp có thẩm quyền", "văn thư lưu trữ", "quy trình nội bộ", "đúng hạn", "trước hạn", "phần mềm"),
)
"""Phrases as they are rightly written, in small letters without commas."""

REAL_PHRASES = (
    *("kiểm toán", "kiểm toàn bộ", "tính giản", "kiện toán", "tầm soát", "tình gian", "công vụ", "sử dụng hạn"),
    *("dung hạn", "dừng hạn", "ra soát", "kế hoach", "phân mềm", "dịch vụ công", "tổ chức bộ máy", "trả kết quả"),
    *("cán bộ công chức", "công dịch vụ", "mở cửa", "một cửa", "định kì", "kỉ luật kỉ cương", "quản lý"),
    *("trước hẹn", "đúng hẹn", "ban quản lí", "kiểm soát", "giám sát", "thường xuyên", "trả hồ sơ", "tin gọn"),
    *("ủy ban nhân dân", "tuyển truyền", "chuyển đổi", "đến hạn"),
)
"""Phrases that only look like one of the above."""

_BESIDE_ANY = """
tổng cùng cũng đồng đông cộng dùng từng vùng sống trong trọng trung chung chứng bằng hàng đang đảng sang năm
nam cho các của cần bản bàn bán hạn hàn sẵn và với vào về việc theo thêm thôn tại tài tới từ số sở sự sau sao
đến đều đầu đó đã để độ đủ được đưa đặc đạt đợt giao giải gồm gửi hay hoặc hết hiện họp hợp kể khi khu là làm
lập lần lớp lý mà mức mục mới mỗi mọi một nay này nếu nhất như những phải phần phòng qua quy rà ra rõ sẽ tin
tiền tiến trả trên trước trừ vụ xã xem ý yêu
"""
COMMON_WORDS = frozenset(_BESIDE_ANY.split())
"""Words that stand beside any other: where one has another letter, the phrase is another one (hành chính tổng hợp)."""

ACRONYMS = frozenset({
    "TTHC", "CCHC", "UBND", "HĐND", "CBCCVC", "QPPL", "CNTT", "CSDL", "UBMTTQ", "KSTTHC", "TTHCC", "CCTTHC",
})  # fmt: skip
"""Abbreviations of the field, of four letters or more."""

REAL_ACRONYMS = frozenset({
    "CCVC", "CBCC", "TTTT", "TTCP", "TTYT", "TTGT", "UBKT", "UBQG", "ĐBND", "CCTC", "CCTT", "CNTB", "CSDLQG", "HĐNN",
    "UBTV", "TTHT", "HĐQT", "CNTD", "QPPT", "ATTT", "TTXVN", "TTPVHCC", "HHND", "CCVP",
})  # fmt: skip
"""Abbreviations that only look like one of the above."""
