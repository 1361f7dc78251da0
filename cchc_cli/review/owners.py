"""CODEOWNERS: whom git's server asks to look at changes of progress, from the contacts of ``units.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cchc_cli.domain.model import Date, Plan
    from cchc_cli.domain.standing import Standing
    from cchc_cli.domain.units import Unit

MARK = "# Do “cchc init --git” lập từ units.yaml; sửa ở đó rồi chạy lại lệnh, đừng sửa ở đây."
_TEACHING = """\
# Tiến độ của nhiệm vụ (và số liệu của chỉ tiêu) thuộc người liên hệ của đơn vị chủ trì: khóa contact, dòng git.
# Muốn người khác xem các tệp còn lại thì thêm dòng vào một tệp CODEOWNERS tự lập thay cho tệp này.
"""
_ACCOUNT = re.compile(r"@?[\w][\w.-]*(/[\w.-]+)*", re.ASCII)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_SPECIAL = re.compile(r"([\\ #!*?\[\]])")


@dataclass(frozen=True, slots=True)
class PlanOwners:
    """A plan to find owners for: its folder from the top of the repository, and its rows at the day asked for."""

    folder: str
    plan: Plan
    standings: Sequence[Standing]
    day: Date


def codeowners(plans: Iterable[PlanOwners]) -> str:
    """Return the text of CODEOWNERS: a line for each row and indicator whose lead unit has an account.

    A group without an account of its own stands for its members. Units outside the agency own nothing.
    """
    lines = [line for each in plans for line in _lines(each)]
    return "".join(f"{line}\n" for line in (MARK, *_TEACHING.splitlines(), *lines))


def unusable_accounts(plan: Plan) -> list[tuple[str, str]]:
    """Return what ``contact.git`` of units says that is no account: the unit's name and the words."""
    return [(unit.name, word) for unit in plan.register.units for word in _words(unit) if _account(word) is None]


def _lines(each: PlanOwners) -> Iterator[str]:
    owners = {row.task.id: tuple(_owners(each, row)) for row in each.standings}
    listed = [("progress", task_id, found) for task_id, found in owners.items()]
    for indicator in each.plan.indicators:
        found = dict.fromkeys(owner for task in indicator.tasks for owner in owners.get(task, ()))
        listed.append(("measurements", indicator.id, tuple(found)))
    found_lines = [
        f"{_pattern(f'{each.folder}/{folder}/{name}.yaml')} {' '.join(found)}"
        for folder, name, found in listed
        if found
    ]
    if found_lines:
        yield ""
        yield from found_lines


def _owners(each: PlanOwners, row: Standing) -> Iterator[str]:
    """Yield the accounts of the units that lead a row, each once."""
    seen: set[str] = set()
    register = each.plan.register
    for mention in row.lead:
        if mention.unit is None or mention.unit.outside:
            continue
        unit = register.in_force(mention.unit, each.day)
        units = (unit,) if _words(unit) else register.members(unit)
        for account in (found for one in units for word in _words(one) if (found := _account(word))):
            if account not in seen:
                seen.add(account)
                yield account


def _words(unit: Unit) -> list[str]:
    said: Mapping[str, str] = dict(unit.contact)
    return re.split(r"[\s,;]+", said.get("git", "").strip(" \t,;")) if said.get("git", "").strip(" \t,;") else []


def _account(word: str) -> str | None:
    """Return an account as CODEOWNERS writes it: ``@name``, ``@group/team`` or an address; None for anything else."""
    if _ADDRESS.fullmatch(word):
        return word
    return f"@{word.removeprefix('@')}" if _ACCOUNT.fullmatch(word) else None


def _pattern(path: str) -> str:
    return "/" + _SPECIAL.sub(r"\\\1", path)
