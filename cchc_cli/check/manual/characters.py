"""Pages on characters that look right and aren't, and on comments that ask to ignore (E120, W120 to W125)."""

from __future__ import annotations

from cchc_cli.check.manual.page import Page

PAGES = (
    Page(
        "E120",
        "Ghi chú bỏ qua chưa dùng được: thiếu mã, mã không có, hoặc chưa có lý do",
        "Bỏ qua một chỗ là việc có người chịu trách nhiệm, nên phải ghi rõ mã nào và vì sao. Lỗi cú pháp và cấu trúc "
        "(E1, E2) thì không bỏ qua được. Lỗi khác đã bỏ qua thì “cchc validate” không báo nữa, nhưng số liệu vẫn thiếu "
        "như trước: các lệnh khác vẫn nhắc, và chưa lập được văn bản cho đến khi sửa.",
        "appendix.yaml",
        "lead: Văn phòng UBND tỉnh  # cchc: ignore W404",
        "lead: Văn phòng UBND tỉnh  # cchc: ignore W404 văn bản ký ghi như vậy",
        "Ghi lý do sau mã; sửa mã theo gợi ý.",
    ),
    Page(
        "W120",
        "Ghi chú bỏ qua không còn gì để bỏ qua",
        "Chỗ ấy đã được sửa hoặc ghi chú đặt lệch dòng; để lại thì lần sau dễ che mất chỗ khác.",
        "appendix.yaml",
        "lead: Văn phòng  # cchc: ignore W404 văn bản ký ghi như vậy",
        "lead: Văn phòng",
        "Bỏ ghi chú này, hoặc chuyển nó đến cuối dòng (hay dòng ngay trên) của chỗ cần bỏ qua.",
    ),
    Page(
        "W121",
        "Dấu cách là một ký tự khác trông giống dấu cách",
        "Thường theo chữ chép từ Word hoặc trang mạng sang. Nhìn như nhau nhưng tìm kiếm và so sánh không thấy.",
        "appendix.yaml",
        "# Giữa “Văn” và “phòng” là dấu cách không ngắt của Word\nlead: Văn\N{NO-BREAK SPACE}phòng",
        "lead: Văn phòng",
        "“cchc validate --fix” sửa giúp; hoặc xóa rồi gõ lại một dấu cách thường.",
    ),
    Page(
        "W122",
        "Có ký tự không nhìn thấy được",
        "Ký tự rộng bằng không hoặc dấu đổi chiều chữ làm hai từ trông giống nhau mà máy coi là khác nhau.",
        "appendix.yaml",
        "# Trong từ “phòng” có ký tự mã 200B, rộng bằng không\nlead: Văn phò\N{ZERO WIDTH SPACE}ng",
        "lead: Văn phòng",
        "“cchc validate --fix” sửa giúp; hoặc xóa và gõ lại cả từ.",
    ),
    Page(
        "W123",
        "Chữ cái của bảng chữ khác trông giống chữ tiếng Việt",
        "Ví dụ chữ “а” của tiếng Nga, chữ “Ð” của tiếng Iceland. Từ có chữ ấy không tìm ra được.",
        "plan.yaml",
        "place: \N{LATIN CAPITAL LETTER ETH}ồng Nai",
        "place: Đồng Nai",
        "Gõ lại cả từ bằng bàn phím tiếng Việt.",
    ),
    Page(
        "W124",
        "Chữ viết bằng dấu rời (Unicode tổ hợp)",
        "Chương trình đọc được cả hai cách; nhưng phần lớn chương trình khác chỉ tìm thấy chữ dựng sẵn.",
        "units.yaml",
        "# Chữ “ă” gồm chữ a và một dấu rời\nname: Va\N{COMBINING BREVE}n phòng",
        "name: Văn phòng",
        "“cchc validate --fix” sửa giúp; hoặc gõ lại bằng bảng mã Unicode dựng sẵn.",
    ),
    Page(
        "W125",
        "Giá trị có dấu Tab, hoặc dấu cách thừa ở cuối",
        "Dấu thừa theo sang báo cáo và bảng tính, làm lệch so sánh và căn dòng.",
        "appendix.yaml",
        "lead: 'Văn phòng '",
        "lead: Văn phòng",
        "Thay dấu Tab bằng một dấu cách; bỏ dấu cách ở cuối.",
    ),
)
