"""Pages on files that can't be read as they stand: E101 to E112."""

from __future__ import annotations

from cchc_cli.check.manual.page import Page

PAGES = (
    Page(
        "E101",
        "Tệp không phải văn bản UTF-8",
        "Chữ Việt ghi bằng bảng mã khác (Windows-1258, TCVN3, UTF-16 ...) đọc ra sai chữ, nên chương trình không đoán.",
        "units.yaml",
        "name: V\N{REPLACEMENT CHARACTER}n ph\N{REPLACEMENT CHARACTER}ng",
        "name: Văn phòng",
        "Mở tệp trong trình soạn thảo, lưu lại với bảng mã UTF-8. Nếu chữ gõ bằng phông TCVN3 hoặc VNI, "
        "chuyển mã sang Unicode trước.",
    ),
    Page(
        "E102",
        "Sai cú pháp YAML",
        "Từ chỗ sai trở đi, máy không biết giá trị nào thuộc khóa nào. Các tệp khác vẫn được kiểm tra.",
        "appendix.yaml",
        "task: Tuyên truyền: qua đài, báo",
        "task: 'Tuyên truyền: qua đài, báo'",
        "Xem đúng dòng và cột được chỉ. Lời văn có dấu hai chấm, dấu # hoặc bắt đầu bằng ký hiệu thì đặt trong dấu "
        "nháy đơn; thụt lề bằng dấu cách, không dùng phím Tab.",
    ),
    Page(
        "E103",
        "Một khóa được ghi hai lần ở cùng một chỗ",
        "Chỉ một trong hai giá trị là đúng, chương trình không tự chọn.",
        "appendix.yaml",
        "id: II.5\nlead: Văn phòng\nlead: Phòng Doanh nghiệp",
        "id: II.5\nlead: Văn phòng, Phòng Doanh nghiệp",
        "Giữ một khóa, bỏ khóa kia; nếu cả hai giá trị đều cần thì ghi chung vào một khóa.",
    ),
    Page(
        "E104",
        "Dùng ký hiệu tham chiếu “&” hoặc “*” của YAML",
        "Tệp kế hoạch để người đọc trực tiếp: nội dung phải đứng đủ tại chỗ của nó, không dẫn sang chỗ khác.",
        "appendix.yaml",
        "lead: &vp Văn phòng\nsupport: *vp",
        "lead: Văn phòng\nsupport: Văn phòng",
        "Ghi lại nội dung đầy đủ ở từng chỗ. Nếu dấu “&”, “*” là lời văn thì đặt cả giá trị trong dấu nháy.",
    ),
    Page(
        "E105",
        "Dùng thẻ kiểu của YAML (phần bắt đầu bằng dấu “!”)",
        "Thẻ kiểu có thể làm chương trình khác chạy lệnh lạ; cchc không cần thẻ nào để đọc kế hoạch.",
        "plan.yaml",
        'number: !!str "01"',
        'number: "01"',
        "Bỏ thẻ, chỉ giữ giá trị. Nếu dấu “!” là lời văn thì đặt cả giá trị trong dấu nháy.",
    ),
    Page(
        "E106",
        "Còn dấu xung đột của git trong tệp",
        "Hai người đã sửa cùng một chỗ và chưa ai chọn bản nào; đọc tiếp sẽ lấy nhầm cả hai.",
        "progress/II.5.yaml",
        "<<<<<<< HEAD\n- {date: 2020-03-02, status: started}\n=======\n- {date: 2020-03-05, status: started}\n"
        ">>>>>>> nhanh-khac",
        "- {date: 2020-03-02, status: started}",
        "Giữ những mục đúng của cả hai bên, bỏ ba dòng dấu (<<<<<<<, =======, >>>>>>>), rồi lưu tệp. "
        "“cchc init --git” cài đặt để git tự hợp nhất tệp kế hoạch theo từng mục.",
    ),
    Page(
        "E107",
        "Tệp quá lớn hoặc có quá nhiều giá trị",
        "Kế hoạch một năm chỉ vài trăm dòng. Tệp lớn hơn hẳn thường là tệp khác để nhầm chỗ.",
        "appendix.yaml",
        "# Một tệp 50 MB",
        "# Một tệp vài chục KB",
        "Kiểm tra xem đây có đúng là tệp kế hoạch không; nếu đúng thì tách thành nhiều kế hoạch.",
    ),
    Page(
        "E108",
        "Dữ liệu lồng nhau quá sâu",
        "Tệp kế hoạch không có chỗ nào sâu đến thế: thường là thiếu dấu đóng ngoặc hoặc tệp bị hỏng.",
        "plan.yaml",
        "bases: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
        "bases: []",
        "Kiểm tra dấu ngoặc và thụt lề quanh chỗ được chỉ.",
    ),
    Page(
        "E109",
        "Tệp có nhiều hơn một văn bản YAML",
        "Dòng “---” mở một văn bản mới; phần sau dòng ấy sẽ bị bỏ sót.",
        "units.yaml",
        "- id: vp\n  name: Văn phòng\n---\n- id: phong-dn\n  name: Phòng Doanh nghiệp",
        "- id: vp\n  name: Văn phòng\n- id: phong-dn\n  name: Phòng Doanh nghiệp",
        "Bỏ dòng “---” ở giữa tệp, hoặc tách phần sau ra tệp khác.",
    ),
    Page(
        "E110",
        "Thiếu tệp bắt buộc của kế hoạch",
        "plan.yaml giữ phần văn bản, appendix.yaml giữ bảng nhiệm vụ; thiếu một trong hai thì chưa thành kế hoạch.",
        "plan.yaml",
        "# Thư mục chỉ có appendix.yaml",
        "# Thư mục có plan.yaml và appendix.yaml",
        "Thêm tệp còn thiếu; “cchc init” lập sẵn một bộ tệp để điền.",
    ),
    Page(
        "E111",
        "Không đọc được tệp",
        "Tệp bị khóa, không có quyền đọc, là liên kết hỏng, hoặc chỗ ấy không phải là tệp.",
        "progress",
        "# “progress” là một tệp",
        "# “progress” là một thư mục, mỗi nhiệm vụ một tệp",
        "Kiểm tra quyền đọc và đóng chương trình đang mở tệp. Các thư mục progress, measurements, reports phải là thư "
        "mục.",
    ),
    Page(
        "E112",
        "Tên tệp không kết thúc bằng “.yaml”",
        "Chương trình chỉ đọc tệp “.yaml”; những gì ghi trong tệp này chưa được tính vào đâu.",
        "progress/II.5.yml",
        "# progress/II.5.yml",
        "# progress/II.5.yaml",
        "Đổi tên tệp cho kết thúc bằng “.yaml”.",
    ),
)
