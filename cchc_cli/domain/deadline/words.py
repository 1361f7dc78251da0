"""The words of deadline phrases: what the lexer may recognise and what the grammar may step over."""

from __future__ import annotations

import unicodedata

from cchc_cli.domain.text import fold


def _split(words: str, sign: str | None = None) -> list[str]:
    return words.split(sign)


# Words that carry the meaning of a phrase. "hàng" is written "hằng" throughout.
GRAMMAR = _split("""
ngày tuần tháng quý năm kỳ giai đoạn học nửa đầu giữa cuối hết cùng tiên thứ chủ nhật nay này
hằng mỗi từng các những cứ định lần một hai ba bốn tư sáu bảy tám chín mười giêng chạp
từ đến tới trước sau trong vòng thời hạn gian khoảng vào tại chậm muộn trễ nhất là không quá hơn
dự kiến ước tính xong hoàn thành bắt tiếp theo kế liền trở đi về cho và hoặc hay nhưng đồng rồi sẽ đó
thường xuyên liên tục cả suốt quanh lâu dài vô hiệu thực hiện triển khai
đột xuất khi có yêu cầu phát sinh nếu cần thiết đề nghị nhu được giao việc vụ
kể ngay lập tức làm việc giờ phút điểm lúc tối đa thiểu ít nhanh trễ mùng mồng sáng chiều
căn cứ tùy thuộc phụ dựa trên cơ sở bám sát đảm bảo bảo phù hợp với đúng chờ nhiệm họp phiên hội
chưa xuất xác rõ như trống trừ ngoài ngoại chịu gồm báo cáo của thuộc
tầm nhìn hướng sang chót đang đã trường thêm duy trì cũng qua ra soát lại khởi động
""")

# A clause may begin with these; the words after them, up to the time, say what is done.
WORK = _split(
    """
hoàn thành|ban hành|trình|xong|thực hiện|triển khai|báo cáo|tổ chức|xây dựng|rà soát|cập nhật|gửi|phê duyệt
tham mưu|kiểm tra|đánh giá|tổng hợp|tổng kết|sơ kết|nghiệm thu|đưa vào|vận hành|thí điểm|tiếp tục|kết nối
phối hợp|duy trì|điều chỉnh|sửa đổi|bổ sung|công bố|công khai|đăng ký|đề xuất|lập|khảo sát|nộp|tiếp nhận
lấy ý kiến|xin ý kiến|cho ý kiến|góp ý|thẩm định|thẩm tra|đào tạo|bồi dưỡng|tập huấn|tuyên truyền|theo dõi
đôn đốc|giám sát|thanh tra|kiểm kê|kiểm soát|bàn giao|kết thúc|khởi công|khai trương|nâng cấp|mở rộng
tích hợp|số hóa|chuẩn hóa|phổ biến|quán triệt|giao|phân công|hướng dẫn|xử lý|giải quyết|công nhận|thành lập
kiện toàn|sắp xếp|tuyển dụng|tham gia|đảm bảo|bảo đảm|phát hành|ký|thông qua|nghiên cứu|xem xét|áp dụng
nghiêm túc|chủ động|tăng cường|đẩy mạnh|phấn đấu|tiến hành|có|làm|in|đăng tải|đăng|niêm yết|chia sẻ
khắc phục|chuyển|chuẩn bị|khởi động|chạy thử|dùng thử|bắt đầu|chốt|hoàn thiện|hoàn tất|quyết toán|thanh toán
giải ngân|mua sắm|đấu thầu|thuê|ký kết|tham vấn|hội nghị|họp|đối thoại|kiểm điểm|xếp loại|chấm điểm|công tác
tiếp thu|thông báo|quy định|sử dụng|khai thác|nhân rộng|phát động|trao|khen thưởng|cung cấp|thu thập|nhập
đo lường|lựa chọn|phát triển|sửa chữa|bảo trì|bảo dưỡng|sát hạch|ứng dụng|hỗ trợ|lồng ghép|định kỳ|quản lý
tối thiểu|ít nhất|riêng|đối với|nội dung|nhiệm vụ|các|cấp|sở|ban|phòng|ubnd|văn phòng|đơn vị|lần|đợt|bước
trung ương|tỉnh|huyện|xã|cơ quan|chính phủ|ủy ban|hội đồng|kết quả|kế hoạch|đề án|dự án|dự thảo|quyết định
nghị quyết|chương trình|bộ|ngành|thời gian|thời hạn|tiến độ|hạn|phần|nhóm|mục|việc|công việc|sản phẩm
đầu tư|khai báo|tự đánh giá|tự kiểm tra|tiếp cận|giới thiệu|thẩm|tổng|khánh thành|khôi phục|ra quân|ra mắt
đạt|kéo dài|gia hạn|lùi|dời|điều chuyển|khôi phục|vệ sinh|tặng|mời|rút kinh nghiệm|truyền thông|xác định
sáp nhập|hợp nhất|giải thể|bãi bỏ|thay thế|hủy bỏ|cắt giảm|đơn giản hóa|phân cấp|ủy quyền|luân chuyển|điều động
bổ nhiệm|bầu|thi tuyển|xét|nâng|tinh giản|tự chủ|cổ phần hóa|kê khai|công chứng|chứng thực|cấp phép|cấp|thu|chi
lưu trữ|số hoá|kích hoạt|đồng bộ|liên thông|cài đặt|lắp đặt|vận động|phối kết hợp|hiệp thương|rà|soát|dự|in ấn
viết|biên soạn|biên tập|xuất bản|quay|phát sóng|chiếu|diễn tập|bảo vệ|bảo quản|kiểm định|kiểm toán|nghiệm|đo
thống kê|phân tích|đề nghị|yêu cầu|liên hệ|thiết kế|thi công|bố trí|đề ra|chỉ đạo|điều hành|tiếp
""".strip().replace("\n", "|"),
    "|",
)

# Only these before a bare period ("Hoàn thành năm 2026") leave no doubt that it is the deadline.
CLOSED_WORK = frozenset(
    _split(
        "hoàn thành|ban hành|xong|thực hiện|triển khai|hoàn tất|hoàn thiện|kết thúc|phê duyệt|tổ chức|vận hành"
        "|công khai|cập nhật|duy trì|tiếp tục|gửi|nộp|trình|phấn đấu|tiến hành|thông qua|công bố"
        "|áp dụng|nghiệm thu|bàn giao"
        "|có|làm|thời gian|thời hạn|tiến độ|hạn|bắt đầu|khởi động|riêng|định kỳ",
        "|",
    )
)

# After these a bare year, quarter or month belongs to a name ("kế hoạch năm 2026", "báo cáo quý I").
NAMES = frozenset(
    _split(
        "kế hoạch|kết quả|tình hình|số liệu|chương trình|công tác|nhiệm vụ|chỉ tiêu|chỉ số|dự toán|ngân sách|luật"
        "|nghị định|nghị quyết|quyết định|thông tư|chỉ thị|kết luận|công văn|đề án|dự án|hội nghị|tổng kết|sơ kết"
        "|đánh giá|bộ luật|pháp lệnh|hiến pháp|báo cáo|chiến lược|quy hoạch|đại hội|giai đoạn|văn bản",
        "|",
    )
)

# Words in front of a time that may change what it means, so they are never stepped over.
RISKY = frozenset(_split("không chưa trừ nếu đừng hoãn dừng ngừng miễn"))
# "không" is part of a name before these ("thanh toán không dùng tiền mặt").
HARMLESS_AFTER_NOT = frozenset(_split("dùng giấy chuyên gian"))

UNCERTAIN = _split(
    "chưa đề xuất|chưa xác định|chưa có|chưa rõ|chưa ấn định|chưa quy định|chưa ghi|chưa|không xác định|không có"
    "|không quy định|không ghi|không|như trên|nt|n t|để trống|trống|x|na",
    "|",
)
NO_TIME_YET = frozenset(
    fold("chưa không có xác định ấn quy rõ ghi thời gian hạn cụ thể mốc hoàn thành tiến độ đề xuất").split()
)
STATUS = (
    "đang thực hiện",
    "đang triển khai",
    "đã hoàn thành",
    "đã thực hiện",
    "đã xong",
    "đã ban hành",
    "hoàn thành",
    "chưa hoàn thành",
    "chưa thực hiện",
    "quá hạn",
    "đúng hạn",
    "xong",
)

EXTERNAL = (
    "căn cứ vào",
    "căn cứ theo",
    "căn cứ",
    "tùy thuộc vào",
    "tùy thuộc",
    "tùy theo",
    "tùy",
    "phụ thuộc vào",
    "phụ thuộc",
    "dựa trên",
    "dựa vào",
    "trên cơ sở",
    "bám sát",
    "phù hợp với",
    "theo đúng",
    "chờ",
    "theo",
)
MEETINGS = ("kỳ họp", "phiên họp", "nhiệm kỳ", "đại hội", "hội nghị", "cuộc họp", "học kỳ", "khai giảng", "lễ")

# Work without end.
ONGOING = tuple(
    _split(
        "cả nhiệm kỳ|trong cả nhiệm kỳ|trong suốt thời gian thực hiện|toàn thời gian|thường xuyên"
        "|liên tục|trong cả năm|cả năm|trong suốt năm"
        "|suốt năm|suốt cả năm|quanh năm"
        "|trong suốt quá trình thực hiện|trong suốt quá trình|xuyên suốt|lâu dài|không thời hạn|vô thời hạn"
        "|không xác định thời hạn|hằng ngày|mỗi ngày|trong các năm tiếp theo|trong những năm tiếp theo"
        "|các năm tiếp theo|những năm tiếp theo|các năm sau|suốt nhiệm kỳ|không giới hạn thời gian",
        "|",
    )
)

# What may follow it and says no more.
ONGOING_TAILS = tuple(
    _split(
        "liên tục|thường xuyên|và liên tục|, liên tục|, thường xuyên|hiệu quả|, hiệu quả|đều đặn|, kịp thời"
        "|kịp thời|hằng năm|quanh năm|suốt năm|cả năm|trong cả năm|trong suốt năm|lâu dài|, lâu dài"
        "|và lâu dài|hằng ngày|xuyên suốt",
        "|",
    )
)

# What sets work on demand going.
DEMANDS = tuple(
    _split(
        "yêu cầu|đề nghị|phát sinh|nhu cầu|vụ việc|tình huống|sự cố|đột xuất|sự vụ|biến động|thay đổi|vấn đề"
        "|trường hợp|đơn thư|kiến nghị|cần thiết|cần",
        "|",
    )
)

# Marks and words between the times of a clause.
JOINERS = tuple(
    _split(
        ", và|,|và|hoặc|hay|/|-|+|&|nhưng|đồng thời|sau đó|rồi|sẽ|.|cũng|cùng|•|:|…|đã|đang|để|việc|cho|thì",
        "|",
    )
)

# A date that follows open wording directly begins with one of these.
DIRECT = tuple(
    _split(
        "chậm nhất|muộn nhất|trước ngày|trong tháng|trong quý|trước tháng|trước quý|hoàn thành trước"
        "|xong trước|hoàn thành trong|trong năm|đến hết",
        "|",
    )
)

NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "giêng": 1, "chạp": 12, "mười một": 11, "mười hai": 12,
}  # fmt: skip
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "l": 1, "ll": 2, "lll": 3}

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def shape(word: str) -> tuple[str, str]:
    """Return a word without its tone, and the tone: where the tone sits (``qúy``, ``quý``) no longer matters."""
    decomposed = unicodedata.normalize("NFD", word.casefold())
    toneless = "".join(char for char in decomposed if char not in _TONES)
    tone = next((char for char in decomposed if char in _TONES), "")
    toneless = unicodedata.normalize("NFC", toneless)
    return ("quy" if toneless == "qui" else toneless), tone


def _known_words() -> dict[str, list[str]]:
    phrases = [*WORK, *NAMES, *CLOSED_WORK, *UNCERTAIN, *STATUS, *EXTERNAL, *MEETINGS, *RISKY]
    known: dict[str, list[str]] = {}
    for word in [*GRAMMAR, *(word for phrase in phrases for word in phrase.split())]:
        same_fold = known.setdefault(fold(word), [])
        if word not in same_fold:
            same_fold.append(word)
    return known


BY_FOLD = _known_words()
BY_SHAPE = {shape(word): word for words in BY_FOLD.values() for word in words}
