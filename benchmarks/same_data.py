"""Write the tasks of a plan, as ``cchc export --format json`` gives them, in the formats of the other programs.

    python -m benchmarks.same_data TASKS.json DIRECTORY

Every task goes along with its words, product, lead, due date and whether it is done. What another program has no
place for (facts, evidence, amended deadlines, periods) stays behind, so its files are smaller than the plan's.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path

DONE = frozenset({"done_on_time", "done_late"})
SDOC = """[DOCUMENT]
TITLE: Kế hoạch cải cách hành chính

[GRAMMAR]
ELEMENTS:
- TAG: REQUIREMENT
  FIELDS:
"""
BACKLOG = """project_name: "plan"
default_status: "To Do"
statuses: ["To Do", "In Progress", "Done"]
labels: []
date_format: yyyy-mm-dd
max_column_width: 20
auto_open_browser: false
default_port: 6420
remote_operations: false
auto_commit: false
filesystem_only: true
bypass_git_hooks: false
check_active_branches: false
active_branch_days: 30
task_prefix: "task"
"""


@dataclass(frozen=True, slots=True)
class Task:
    """What the other programs are told of a task."""

    number: int
    id: str
    section: str
    text: str
    product: str
    lead: str
    due: str
    is_done: bool


def tasks_of(path: Path) -> list[Task]:
    """Return the tasks of an export."""
    rows = json.loads(path.read_text("utf-8"))["rows"]
    return [
        Task(
            number,
            row["id"],
            row.get("section_title", ""),
            " ".join(row["task"].split()),
            " ".join(row.get("product", "").split()),
            row.get("lead", ""),
            row.get("due", ""),
            row["state_code"] in DONE,
        )
        for number, row in enumerate(rows, start=1)
    ]


def write_taskwarrior(tasks: list[Task], folder: Path) -> None:
    """Write what ``task import`` reads, and the settings of a data folder beside it."""
    folder.mkdir(parents=True)
    settings = f"data.location={folder / 'data'}\nconfirmation=off\nhooks=off\nnews.version=9.9.9\ndefaultwidth=120\n"
    _write(folder / "taskrc", settings)
    rows = []
    for task in tasks:
        row = {
            "uuid": str(uuid.uuid5(uuid.NAMESPACE_OID, task.id)),
            "description": f"{task.id} {task.text}",
            "project": task.section,
            "status": "completed" if task.is_done else "pending",
            "entry": "20200114T000000Z",
            "annotations": [{"entry": "20200114T000000Z", "description": f"{task.product}; {task.lead}"}],
        }
        if task.is_done:
            row["end"] = "20200601T000000Z"
        if task.due:
            row["due"] = f"{dt.date.fromisoformat(task.due):%Y%m%d}T170000Z"
        rows.append(row)
    _write(folder / "tasks.json", json.dumps(rows, ensure_ascii=False))


def write_backlog(tasks: list[Task], folder: Path) -> None:
    """Write a folder of Backlog.md: a Markdown file for each task."""
    (folder / "backlog" / "tasks").mkdir(parents=True)
    _write(folder / "backlog" / "config.yml", BACKLOG)
    for task in tasks:
        due = f"due_date: '{task.due}'\n" if task.due else ""
        title, lead = (json.dumps(each, ensure_ascii=False) for each in (f"{task.id} {task.text[:80]}", task.lead))
        head = (
            f"---\nid: TASK-{task.number}\ntitle: {title}\n"
            f"status: {'Done' if task.is_done else 'To Do'}\nassignee:\n  - {lead}\n"
            f"created_date: '2020-01-14 00:00'\n{due}labels: []\ndependencies: []\nordinal: {task.number}000\n---\n"
        )
        body = f"{task.text}\n\n{task.product}"
        text = f"\n## Description\n\n<!-- SECTION:DESCRIPTION:BEGIN -->\n{body}\n<!-- SECTION:DESCRIPTION:END -->\n"
        _write(folder / "backlog" / "tasks" / f"task-{task.number} - Task.md", head + text)


def write_strictdoc(tasks: list[Task], folder: Path) -> None:
    """Write one document of StrictDoc, with a grammar for a task."""
    folder.mkdir(parents=True)
    kinds = {"UID": "String", "STATUS": "SingleChoice(open, done)", "DUE": "String", "LEAD": "String"}
    kinds |= {"PRODUCT": "String", "STATEMENT": "String"}
    lines = [SDOC]
    for name, kind in kinds.items():
        lines.append(f"  - TITLE: {name}\n    TYPE: {kind}\n    REQUIRED: {name in {'UID', 'STATUS'}}\n")
    for task in tasks:
        lines.append(f"\n[REQUIREMENT]\nUID: T-{task.id}\nSTATUS: {'done' if task.is_done else 'open'}\n")
        fields = (("DUE", task.due), ("LEAD", task.lead), ("PRODUCT", task.product))
        lines += [f"{name}: {value}\n" for name, value in fields if value]
        lines.append(f"STATEMENT: >>>\n{task.text}\n<<<\n")
    _write(folder / "plan.sdoc", "".join(lines))


def write_doorstop(tasks: list[Task], folder: Path) -> None:
    """Write one document of Doorstop in a repository of its own: a YAML file for each task."""
    items = folder / "tasks"
    items.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", str(folder)], check=True)  # noqa: S607
    digits = len(str(len(tasks)))
    _write(items / ".doorstop.yml", f"settings:\n  digits: {digits}\n  itemformat: yaml\n  prefix: T\n  sep: ''\n")
    for task in tasks:
        text = f"{task.text}\n\n{task.product}"
        lines = [
            "active: true",
            "derived: false",
            f"due: '{task.due}'",
            f"header: {json.dumps(task.id)}",
            f"lead: {json.dumps(task.lead, ensure_ascii=False)}",
            f"level: 1.{task.number}.1",
            "links: []",
            "normative: true",
            "ref: ''",
            "reviewed: null",
            f"status: {'done' if task.is_done else 'open'}",
            "text: |",
            *(f"  {line}".rstrip() for line in text.splitlines()),
        ]
        _write(items / f"T{task.number:0{digits}d}.yml", "\n".join(lines) + "\n")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    """Write the tasks in every format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", type=Path)
    parser.add_argument("directory", type=Path)
    asked = parser.parse_args()
    tasks = tasks_of(asked.tasks)
    write_taskwarrior(tasks, asked.directory / "taskwarrior")
    write_backlog(tasks, asked.directory / "backlog")
    write_strictdoc(tasks, asked.directory / "strictdoc")
    write_doorstop(tasks, asked.directory / "doorstop")
    return 0


if __name__ == "__main__":
    sys.exit(main())
