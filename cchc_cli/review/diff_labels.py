"""The names of things and fields as offices say them, for telling what changed."""

from __future__ import annotations

from cchc_cli.domain.change import Kind
from cchc_cli.domain.vocabulary import AREAS, STATUS_LABELS, TASK_FIELDS

_TASK = {
    **TASK_FIELDS,
    "lead": "Chủ trì",
    "support": "Phối hợp",
    "deadline": "Thời hạn",
    "weight": "Trọng số",
    "continues": "Tiếp nối nhiệm vụ",
    "extra": "Cột thêm",
    "implements": "Thực hiện chỗ",
    "indicator": "Chỉ tiêu của dòng",
}
_ENTRY = {
    "date": "Ngày",
    "recorded": "Ngày ghi vào sổ",
    "id": "Mã mục",
    "period": "Kỳ",
    "void": "Bỏ mục",
    "by": "Báo cáo",
    "note": "Ghi chú",
    "evidence": "Tài liệu kiểm chứng",
    "source": "Lấy từ",
    "order": "Thứ tự các mục cùng ngày",
}
LABELS: dict[Kind, dict[str, str]] = {
    Kind.HEADER: {
        "number": "Số, ký hiệu",
        "date": "Ngày ban hành",
        "year": "Năm",
        "place": "Địa danh",
        "doc_type": "Loại văn bản",
        "subject": "Trích yếu",
        "agency.name": "Tên cơ quan",
        "agency.parent": "Cơ quan chủ quản",
        "agency.short": "Tên gọi tắt của cơ quan",
        "agency.code": "Chữ viết tắt của cơ quan",
        "bases": "Căn cứ",
        "preamble": "Lời mở đầu, đoạn",
        "closing": "Lời kết, đoạn",
        "recipients": "Nơi nhận",
        "signatory.title": "Chức vụ người ký",
        "signatory.name": "Người ký",
        "appendix_title": "Tên phụ lục",
        "appendix_note": "Ghi chú của phụ lục",
        "columns": "Cột của phụ lục",
    },
    Kind.NODE: {"title": "Tiêu đề", "text": "Nội dung", "note": "Chú thích"},
    Kind.CORRECTION: {"where": "Chỗ sửa", "scanned": "Bản quét", "corrected": "Sửa thành"},
    Kind.SECTION: {"title": "Tiêu đề", "area": "Lĩnh vực"},
    Kind.TASK: _TASK,
    Kind.INDICATOR: {
        "name": "Tên chỉ tiêu",
        "target": "Mức phải đạt",
        "source": "Căn cứ trong kế hoạch",
        "tasks": "Nhiệm vụ phục vụ",
        "every": "Kỳ đo",
    },
    Kind.UNIT: {
        "name": "Tên đơn vị",
        "aliases": "Tên gọi khác",
        "members": "Đơn vị thuộc nhóm",
        "outside": "Là cơ quan ngoài",
        "successor": "Đơn vị kế tục",
        "valid_from": "Có hiệu lực từ",
        "valid_to": "Có hiệu lực đến",
        "contact": "Liên hệ",
    },
    Kind.AMENDMENT: {
        "date": "Ngày quyết định",
        "document": "Văn bản điều chỉnh",
        "recorded": "Ngày ghi vào sổ",
        "task": "Nhiệm vụ",
        "field": "Cột điều chỉnh",
        "old": "Lời cũ",
        "new": "Lời mới",
        "added": "Dòng thêm",
        "after": "Đứng sau dòng",
        "removed": "Dòng đưa ra",
        "id": "Mã mục",
        "reason": "Lý do",
        "order": "Thứ tự các mục cùng ngày",
        **{f"added.{name}": f"Dòng thêm, {label.lower()}" for name, label in _TASK.items()},
        "added.id": "Dòng thêm, mã",
        "added.section": "Dòng thêm, thuộc phần",
    },
    Kind.BASELINE: {
        "document": "Văn bản",
        "date": "Ngày ký",
        "recorded": "Ngày ghi vào sổ",
    },
    Kind.FACT: {
        **_ENTRY,
        "part": "Phần",
        "status": "Diễn biến",
        "due": "Thời hạn ấn định",
        "event": "Sự kiện",
        "result": "Kết quả",
        "quantity": "Số lượng",
        "obstacle": "Vướng mắc",
        "ask": "Kiến nghị",
        "resolved": "Cách giải quyết",
        "lead": "Giao cho",
        "reason": "Lý do",
        "basis": "Căn cứ",
        "approved_by": "Người duyệt",
    },
    Kind.READING: {**_ENTRY, "value": "Giá trị", "base": "Mẫu số", "count": "Tử số", "reason": "Lý do"},
    Kind.REPORTING: {
        "preset": "Chế độ báo cáo",
        "to": "Kính gửi",
        "copies": "Nơi nhận báo cáo",
        "send_by": "Ngày gửi",
        "windows": "Kỳ báo cáo",
        "windows.title": "Tên kỳ báo cáo",
        "windows.start": "Kỳ báo cáo, từ ngày",
        "windows.end": "Kỳ báo cáo, đến ngày",
        "windows.since": "Kỳ báo cáo, lũy kế từ",
        "windows.send_by": "Kỳ báo cáo, ngày gửi",
        "ongoing": "Cách tính việc thường xuyên",
        "places": "Đề mục của nhiệm vụ trong báo cáo",
    },
    Kind.REPORT: {
        "texts": "Lời của mục",
        "statistics": "Số liệu của dòng",
        "sent": "Ngày gửi",
        "seal": "Ban hành",
        "seal.number": "Số báo cáo",
        "seal.date": "Ngày báo cáo",
        "seal.known_on": "Theo những gì đã ghi đến",
        "seal.state_date": "Tính đến ngày",
        "seal.signer": "Người ký",
        "seal.preset": "Chế độ báo cáo",
        "seal.seen": "Mục đã tính",
        "seal.figures": "Số liệu đã ban hành",
    },
}

QUOTED = frozenset({"deadline", "schedule", "old", "new", "scanned", "corrected"})
"""Fields whose words are quoted as they stand."""

_PRESETS = {
    "cchc": "bốn kỳ một năm",
    "nd09": "theo Nghị định 09/2019",
    "calendar": "theo lịch",
}
CODES: dict[tuple[Kind, str], dict[str, str]] = {
    (Kind.SECTION, "area"): AREAS,
    (Kind.INDICATOR, "every"): {"month": "tháng", "quarter": "quý", "half": "6 tháng", "year": "năm"},
    (Kind.FACT, "status"): {status.value: text for status, text in STATUS_LABELS.items()},
    (Kind.AMENDMENT, "field"): TASK_FIELDS,
    (Kind.REPORTING, "preset"): _PRESETS,
    (Kind.REPORTING, "ongoing"): {
        "separate": "kể riêng, không tính là hoàn thành",
        "if_reported": "tính là hoàn thành khi có kết quả trong quý chốt số liệu gần nhất",
        "year_end": "tính là hoàn thành vào cuối năm khi trong năm có kết quả",
    },
    (Kind.REPORT, "seal.preset"): _PRESETS,
}
"""What the codes of the files mean; one that is not here is shown as it stands."""


def label(kind: Kind, field: str) -> str:
    """Return what a field is called; one without a name of its own by its key in the file."""
    return LABELS.get(kind, {}).get(field, field)
