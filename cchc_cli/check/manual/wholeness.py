"""Pages on what a plan of this kind usually has: leads, products, numbering, links, indicators (W410 to W417)."""

from __future__ import annotations

from cchc_cli.check.manual.page import Page

PAGES = (
    Page(
        "W410",
        "Nhiệm vụ có nhiều đơn vị cùng chủ trì",
        "Một đơn vị chủ trì thì rõ người trả lời; nhiều đơn vị thì mục này được tính cho từng đơn vị.",
        "appendix.yaml",
        "lead: Phòng Doanh nghiệp, Văn phòng",
        "lead: Phòng Doanh nghiệp\nsupport: Văn phòng",
        "Nếu văn bản ký như vậy thì giữ nguyên.",
    ),
    Page(
        "W411",
        "Nhiệm vụ không ghi sản phẩm",
        "Phụ lục có cột sản phẩm; thiếu sản phẩm thì khó xác định thế nào là hoàn thành.",
        "appendix.yaml",
        "- {id: II.5, task: Rà soát thủ tục}",
        "- {id: II.5, task: Rà soát thủ tục, product: Báo cáo kết quả rà soát}",
        "Đối chiếu văn bản gốc. Nếu văn bản không ghi thì giữ nguyên.",
    ),
    Page(
        "W412",
        "Số thứ tự của các mục có chỗ thiếu",
        "Có thể sót một dòng hoặc một mục khi nhập từ bản gốc.",
        "appendix.yaml",
        "- {id: II.1, task: Rà soát}\n- {id: II.2, task: Công khai}\n- {id: II.4, task: Niêm yết}",
        "- {id: II.1, task: Rà soát}\n- {id: II.2, task: Công khai}\n- {id: II.3, task: Niêm yết}",
        "Đối chiếu văn bản gốc: sót thì thêm, văn bản ký như vậy thì giữ nguyên.",
    ),
    Page(
        "W413",
        "Có mục của văn bản mà không nhiệm vụ nào thực hiện",
        "Điều đã nêu trong văn bản mà phụ lục không giao ai thì dễ bị bỏ sót. Nêu một lần cho cả văn bản, và chỉ khi "
        "phần "
        "lớn nhiệm vụ đã ghi khóa implements.",
        "appendix.yaml",
        "- {id: II.5, task: Công khai thủ tục}",
        "- {id: II.5, task: Công khai thủ tục, implements: [KH.II.2.a.9]}",
        "Nhiệm vụ nào thực hiện thì ghi mã ở khóa implements; mục chỉ nêu định hướng chung thì có thể bỏ qua.",
    ),
    Page(
        "W414",
        "Nhiệm vụ chưa rõ thực hiện mục nào của văn bản",
        "Nhiệm vụ trong phụ lục thường cụ thể hóa một mục của văn bản. Nêu một lần cho cả bảng.",
        "appendix.yaml",
        "- {id: II.5, task: Rà soát thủ tục}",
        "- {id: II.5, task: Rà soát thủ tục, implements: [KH.II.2.a.7]}",
        "Ghi mã của mục đó ở khóa implements; văn bản không có mục tương ứng thì có thể bỏ qua.",
    ),
    Page(
        "W415",
        "Phụ lục chưa có phần cho một lĩnh vực của chương trình cải cách hành chính",
        "Báo cáo tổng hợp theo từng lĩnh vực; lĩnh vực không có phần riêng thì để trống. Phụ lục chỉ có dưới bốn lĩnh "
        "vực "
        "là kế hoạch chuyên đề, không xét.",
        "appendix.yaml",
        "- {id: V, title: Cải cách tài chính công}",
        "- {id: V, title: Cải cách tài chính công, area: tai_chinh_cong}",
        "Nếu phần đó có trong văn bản thì ghi mã lĩnh vực ở khóa area; nếu không thì giữ nguyên.",
    ),
    Page(
        "W416",
        "Mức phải đạt ghi trong lời văn chưa có trong các chỉ tiêu",
        "Chỉ mức có trong indicators.yaml mới được đối chiếu với số liệu và đưa vào Phụ lục 1 của báo cáo.",
        "indicators.yaml",
        "# II.14 ghi “đạt từ 95% trở lên”, indicators.yaml không có\n[]",
        "- {id: dung-han, name: Hồ sơ đúng hạn, target: '>= 95 %', tasks: [II.14]}",
        "Nếu là chỉ tiêu phải đạt thì thêm vào indicators.yaml, kèm source hoặc tasks; nếu chỉ là số minh họa thì bỏ "
        "qua.",
    ),
    Page(
        "W417",
        "Chỉ tiêu chưa có số liệu của một kỳ đã hết",
        "Không có số liệu thì báo cáo chỉ ghi được “Chưa có số liệu”. Kỳ coi là đã hết tính theo ngày ghi sau cùng "
        "trong kế "
        "hoạch, không theo ngày hôm nay.",
        "measurements/dung-han.yaml",
        "[]",
        "- {date: 2020-04-05, period: 2020-Q1, value: 97.2}",
        "Có số liệu thì ghi bằng “cchc measure CHỈ_TIÊU GIÁ_TRỊ --period KỲ”.",
    ),
)
