"""Why a part of a row has its state: the rule, the facts and the segment it rests on, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.domain.vocabulary import short_date
from cchc_cli.domain.wording import cited, happened, periods

if TYPE_CHECKING:
    from cchc_cli.domain.judgement import PartStanding
    from cchc_cli.domain.model import Plan
    from cchc_cli.domain.standing import Standing

_ON_DATE = "Khi có ngày, ghi bằng “cchc extend” kèm --basis VĂN_BẢN."


def why(part: PartStanding, row: Standing, plan: Plan) -> list[str]:
    """Say, sentence by sentence, by which rule, fact and segment a part has its state."""
    rule, _, _ = part.rule.partition(".")
    match rule:
        case "done":
            return _why_done(part)
        case "dated":
            return _why_dated(part)
        case "ongoing":
            return _why_ongoing(part)
        case "every":
            return _why_every(part)
        case "from":
            return _why_from(part)
    return _why_resting(part, row, plan)


def _why_done(part: PartStanding) -> list[str]:
    when = cited(part.fact) if part.fact is not None else ""
    verdict = {
        "done.on_time": "không sau hạn nên là đúng hạn",
        "done.late": f"sau hạn {part.days} ngày nên là quá hạn",
        "done.undated": "không có hạn nào để quá nên là đúng hạn",
    }[part.rule]
    return [_in_force(part) or "Phần này không có ngày hạn.", f"Đã ghi hoàn thành {when}: {verdict}."]


def _why_dated(part: PartStanding) -> list[str]:
    late = part.rule == "dated.overdue"
    said = [_in_force(part)]
    if part.fact is not None and part.fact.event:
        said.append(f"Hạn tính từ sự kiện ghi {cited(part.fact)}: {part.fact.event}; không tính ngày xảy ra sự kiện.")
    passed = f"ngày tính đã qua hạn {part.days} ngày" if late else "ngày tính chưa qua hạn nên còn trong hạn"
    return [*said, f"Chưa có mục ghi hoàn thành; {passed}."]


def _in_force(part: PartStanding) -> str:
    if part.due is None:
        return ""
    text = f"Hạn đang áp dụng: {short_date(part.due)}"
    if part.first_due is not None and part.first_due != part.due:
        text += f"; hạn đầu tiên: {short_date(part.first_due)}"
    return text + "."


def _why_ongoing(part: PartStanding) -> list[str]:
    if part.segment is None:
        return ["Việc thường xuyên; chưa kỳ báo cáo nào của năm kết thúc."]
    segment = f"{part.segment.title} ({short_date(part.segment.start)} - {short_date(part.segment.end)})"
    said = [f"Việc thường xuyên: mỗi kỳ báo cáo cần một kết quả. Kỳ gần nhất đã kết thúc: {segment}."]
    if part.rule == "ongoing.result" and part.fact is not None:
        return [*said, f"Từ đầu kỳ đó đã có kết quả, ghi {cited(part.fact)}: {happened(part.fact)}."]
    last = f"kết quả gần nhất ghi {cited(part.fact)}" if part.fact is not None else "chưa có kết quả nào được ghi"
    return [*said, f"Từ đầu kỳ đó đến ngày tính chưa ghi kết quả nào ({last})."]


def _why_from(part: PartStanding) -> list[str]:
    until = short_date(part.part.starts_by) if part.part.starts_by else "chưa rõ"
    if part.rule == "from.late":
        return [f"Kỳ đầu tiên hết ngày {until}; đã qua {part.days} ngày mà chưa ghi việc đã bắt đầu."]
    return [f"Kỳ đầu tiên hết ngày {until}; chưa qua ngày đó."]


def _why_every(part: PartStanding) -> list[str]:
    answered = f"Đã có kết quả của {len(part.answered)} kỳ." if part.answered else "Chưa có kết quả của kỳ nào."
    if part.rule == "every.missing":
        lacking = periods(instance.period for instance in part.missing)
        oldest = part.missing[0]
        return [
            f"Việc định kỳ: mỗi kỳ cần một kết quả. {answered}",
            f"Đã qua hạn mà chưa có kết quả: {lacking}.",
            f"Kỳ thiếu lâu nhất có hạn {short_date(oldest.due)}, trễ {part.days} ngày.",
        ]
    if part.rule == "every.in_time" and part.ahead is not None:
        coming = periods([part.ahead.period])
        return [
            f"Việc định kỳ: mỗi kỳ cần một kết quả. {answered}",
            f"Không thiếu kỳ nào đã qua hạn; kỳ tới là {coming}, hạn {short_date(part.ahead.due)}.",
        ]
    if part.rule == "every.complete":
        return [f"Việc định kỳ: mọi kỳ của năm đã xong. {answered}"]
    return ["Việc định kỳ không có kỳ nào rơi vào năm của kế hoạch."]


def _why_resting(part: PartStanding, row: Standing, plan: Plan) -> list[str]:
    """Explain the states in which nothing is due: waiting, dormant, paused, dropped, unread, none."""
    when = cited(part.fact) if part.fact is not None else ""
    awaited = part.part.awaits or part.part.text
    match part.rule:
        case "removed":
            return [f"{row.task.removed} đã đưa nhiệm vụ ra khỏi kế hoạch."]
        case "dropped":
            return [f"Đã ghi đưa ra khỏi kế hoạch {when}."]
        case "paused":
            return [f"Đã ghi tạm dừng {when}, chưa ghi tiếp tục."]
        case "unread":
            problem = row.misread.message if row.misread is not None else ""
            return [f"Chưa đọc được thời hạn này. {problem}", "Thêm khóa schedule cho nhiệm vụ trong appendix.yaml."]
        case "external.waiting":
            return [f"Chờ ấn định thời hạn từ ngày {short_date(plan.date)}: “{awaited}”.", _ON_DATE]
        case "open_end.waiting":
            return [f"Thời điểm kết thúc chưa có ngày: “{awaited}”.", _ON_DATE]
        case "after.dormant":
            event = part.part.after.event if part.part.after is not None else ""
            return [
                f"Thời hạn tính từ một sự kiện chưa được ghi: “{event or part.part.text}”.",
                "Khi sự kiện xảy ra, ghi bằng “cchc update” với --event NỘI_DUNG --date NGÀY.",
            ]
        case "adhoc.dormant":
            return ["Việc đột xuất: không có hạn, không bao giờ quá hạn."]
    return ["Văn bản không ghi thời hạn."]
