"""The dataset says of every plan what the plan says itself, whatever words are in it, and nothing in it is taken on trust."""

from __future__ import annotations

import dataclasses
import datetime as dt
import importlib.util
import random
import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.province import write_agency
from cchc_cli.check import check
from cchc_cli.domain.model import Agency, Fact, Indicator, Moment, Plan, Reading, Section, Task
from cchc_cli.domain.refusal import Refused
from cchc_cli.domain.rollup import NOTHING, figures_of
from cchc_cli.domain.standing import standings
from cchc_cli.domain.target import Target
from cchc_cli.domain.text import nfc
from cchc_cli.domain.units import Register, Unit
from cchc_cli.domain.vocabulary import State, Status
from cchc_cli.domain.windows import Counting
from cchc_cli.exchange.lake import KINDS, Unusable, figures_from, is_dataset, read_dataset
from cchc_cli.exchange.lake_publishing import folder_of, publish
from cchc_cli.exchange.lake_rows import TABLES, part_of
from cchc_cli.store.calendar import VietnamCalendar
from cchc_cli.store.keeping import Keeper
from cchc_cli.store.load import load
from cchc_cli.store.recalled import load_checked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.domain.rollup import PlanFigures

duckdb = pytest.importorskip("duckdb")

ROOT = Path(__file__).parents[2]
MOMENT = Moment(dt.date(2020, 6, 30))
CALENDAR = VietnamCalendar()
TASK = Task("I.1", "I", "the_che", "Rà soát văn bản", lead="Văn phòng", deadline="Quý I/2020")


def plan_of(*tasks: Task, name: str = "Ban ABC", code: str = "ABC", **fields: Any) -> Plan:
    return Plan(
        number="02/KH-ABC",
        date=dt.date(2020, 1, 14),
        year=2020,
        agency=Agency(name, "UBND tỉnh", code=code),
        sections=(Section("I", "Cải cách thể chế", "the_che", tasks),),
        register=Register((Unit("vp", "Văn phòng"), Unit("ngoai", "Sở Nội vụ", outside=True))),
        **fields,
    )


def published(plan: Plan, directory: Path, moment: Moment = MOMENT, *, force: bool = False) -> list[Path]:
    return publish(part_of(plan, standings(plan, moment, CALENDAR), moment), directory, force=force)


def rows_of(directory: Path, table: str, columns: str = "*") -> list[tuple[Any, ...]]:
    files = list(map(str, sorted((directory / table).rglob("*.parquet"))))
    query = f"SELECT {columns} FROM read_parquet($files, hive_partitioning = false) ORDER BY position"
    rows: list[tuple[Any, ...]] = duckdb.connect().execute(query, {"files": files}).fetchall()
    return rows


def rewritten(file: Path, query: str) -> None:
    """Put in place of a file what a query makes of it (``was``)."""
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE was AS FROM read_parquet($file, hive_partitioning = false)", {"file": str(file)}
        )
        connection.sql(query).write_parquet(str(file))


def refusal(*argv: Any, **named: Any) -> str:
    with pytest.raises(Refused) as refused:
        figures_from(*argv, **named)
    return refused.value.message


def test_a_plan_is_published_in_a_folder_of_its_agency_and_year(tmp_path: Path) -> None:
    paths = published(plan_of(TASK, code="KCNĐN"), tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "tasks/agency=KCN%C4%90N/year=2020/part.parquet",
        "facts/agency=KCN%C4%90N/year=2020/part.parquet",
        "measurements/agency=KCN%C4%90N/year=2020/part.parquet",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["facts", "measurements", "tasks"]


@pytest.mark.parametrize(
    ("code", "folder"),
    [
        ("SNV", "agency=SNV/year=2020"),
        ("../../tmp", "agency=%2E%2E%2F%2E%2E%2Ftmp/year=2020"),
        ("a/b\\c:d*?[x]", "agency=a%2Fb%5Cc%3Ad%2A%3F%5Bx%5D/year=2020"),
        ("UBND.TP ", "agency=UBND%2ETP%20/year=2020"),
        ("Đ", "agency=%C4%90/year=2020"),
    ],
)
def test_nothing_in_a_code_leads_elsewhere(code: str, folder: str) -> None:
    assert folder_of(code, 2020) == folder


def test_a_plan_without_a_code_or_with_an_endless_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="chưa ghi mã cơ quan"):
        published(plan_of(TASK, code=""), tmp_path)
    with pytest.raises(Refused, match="quá dài"):
        published(plan_of(TASK, code="Đ" * 40), tmp_path)


def test_the_real_plan_gives_the_same_figures_from_its_files_and_from_the_dataset(tmp_path: Path) -> None:
    plan = load(ROOT / "plan" / "2020").plan
    assert plan is not None
    published(plan, tmp_path)
    assert figures_from(str(tmp_path)) == (figures_of(plan, standings(plan, MOMENT, CALENDAR), MOMENT),)
    assert len(rows_of(tmp_path, "tasks")) == 36
    known = standings(plan, MOMENT, CALENDAR)
    assert len(rows_of(tmp_path, "facts")) == sum(len(row.facts) for row in known)


@settings(max_examples=12, deadline=None)
@given(
    sizes=st.lists(st.integers(0, 26), min_size=1, max_size=3),
    seed=st.integers(0, 10_000),
    as_of=st.dates(dt.date(2020, 1, 10), dt.date(2021, 2, 1)),
    known_on=st.none() | st.dates(dt.date(2020, 3, 1), dt.date(2020, 12, 31)),
    counting=st.sampled_from(get_args(Counting)),
)
def test_figures_are_the_same_from_files_from_the_cache_and_from_the_dataset(
    sizes: Sequence[int], seed: int, as_of: dt.date, known_on: dt.date | None, counting: Counting
) -> None:
    moment = Moment(as_of, known_on)
    with tempfile.TemporaryDirectory() as scratch:
        keeper, lake = Keeper(Path(scratch) / "kept", "1"), Path(scratch) / "lake"
        expected: list[PlanFigures] = []
        recalled: list[PlanFigures] = []
        for number, size in enumerate(sizes):
            folder = Path(scratch) / f"{number}" / "plan" / "2020"
            write_agency(folder, f"Cơ quan {number}", f"CQ{number}", size, random.Random(f"{seed}/{number}"))
            with (folder / "plan.yaml").open("a", encoding="utf-8") as file:
                file.write(f"reporting: {{ongoing: {counting}}}\n")
            for read in (expected, recalled):
                loaded = load_checked(folder, lambda loaded: check(loaded.plan) if loaded.plan else (), keeper).loaded
                assert loaded.plan is not None
                assert loaded.plan.reporting.ongoing == counting
                read.append(figures_of(loaded.plan, standings(loaded.plan, moment, CALENDAR), moment))
                plan = loaded.plan
            published(plan, lake, moment)
        assert recalled == expected
        assert figures_from(str(lake)) == tuple(expected)


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["'; DROP TABLE rows; --", '"', "$files", "\x00", "=1+1", "NULL", "x" * 5000, "\u202eđảo", "{a: 1}", "[1, 2]"]
)


@settings(max_examples=40, deadline=None)
@given(
    cells=st.lists(st.tuples(words, words, words, words), max_size=4), notes=st.lists(words, max_size=3), name=words,
    code=words.filter(lambda text: bool(nfc(text).strip()) and len(text) < 15),
)  # fmt: skip
def test_words_are_data_in_every_cell(
    cells: list[tuple[str, str, str, str]], notes: list[str], name: str, code: str
) -> None:
    tasks = [
        Task(f"I.{at}", "I", area, text, product=product, lead=lead, deadline=lead)
        for at, (text, product, lead, area) in enumerate(cells)
    ]
    facts = [Fact(dt.date(2020, 3, 1), result=note, evidence=(note,), quantity=((note, Decimal(3)),)) for note in notes]
    plan = plan_of(*tasks, name=f"Ban {name}", code=code, facts={"I.0": tuple(facts)})
    with tempfile.TemporaryDirectory() as scratch:
        published(plan, Path(scratch))
        assert figures_from(scratch) == (figures_of(plan, standings(plan, MOMENT, CALENDAR), MOMENT),)
        if tasks:
            assert rows_of(Path(scratch), "tasks", "task, product, lead, area") == cells
            assert rows_of(Path(scratch), "facts", "result, evidence, quantity") == [
                (note, [note], [{"name": note, "amount": 3.0}]) for note in notes
            ]


def test_a_plan_without_rows_is_there_with_nothing_in_it(tmp_path: Path) -> None:
    published(plan_of(), tmp_path)
    (found,) = figures_from(str(tmp_path))
    assert (found.agency, found.year, found.whole, found.sections) == ("Ban ABC", 2020, NOTHING, ())


def test_readings_are_published_in_the_unit_of_their_target(tmp_path: Path) -> None:
    indicator = Indicator("dung-han", "Hồ sơ đúng hạn", Target(">=", Decimal(95), "%"))
    readings = (
        Reading(dt.date(2020, 3, 14), Fraction(972, 10), period="2020-Q1", by="Văn phòng"),
        Reading(dt.date(2020, 9, 14), Fraction(50)),
    )
    published(plan_of(TASK, indicators=(indicator,), readings={"dung-han": readings}), tmp_path)
    assert rows_of(tmp_path, "measurements", "indicator, target, date, period, value, reported_by") == [
        ("dung-han", ">= 95 %", dt.date(2020, 3, 14), "2020-Q1", 97.2, "Văn phòng")
    ]


def test_facts_are_those_that_counted_at_the_moment(tmp_path: Path) -> None:
    facts = (
        Fact(dt.date(2020, 2, 1), id="a1", result="Đã rà soát"),
        Fact(dt.date(2020, 3, 1), id="a2", status=Status.DONE),
        Fact(dt.date(2020, 3, 2), id="a3", void="a2", reason="Ghi nhầm"),
        Fact(dt.date(2020, 8, 1), id="a4", status=Status.DONE),
    )
    published(plan_of(TASK, facts={"I.1": facts}), tmp_path)
    assert rows_of(tmp_path, "facts", "task, id, result, status") == [("I.1", "a1", "Đã rà soát", None)]
    assert rows_of(tmp_path, "tasks", "state, due, days, reported") == [("overdue", dt.date(2020, 3, 31), 91, True)]


def test_the_same_plan_gives_the_same_bytes_and_leaves_its_files_alone(tmp_path: Path) -> None:
    first = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in published(plan_of(TASK), tmp_path)}
    again = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in published(plan_of(TASK), tmp_path)}
    elsewhere = published(plan_of(TASK), tmp_path / "other")
    assert again == first
    assert [path.read_bytes() for path in elsewhere] == [content for content, _ in first.values()]


def test_publishing_again_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    published(plan_of(TASK, dataclasses.replace(TASK, id="I.2")), tmp_path)
    published(plan_of(TASK), tmp_path, Moment(dt.date(2020, 3, 1)))
    (found,) = figures_from(str(tmp_path))
    assert (found.as_of, found.whole.total, found.whole.own[State.IN_TIME]) == (dt.date(2020, 3, 1), 1, 1)


def test_another_agency_of_the_same_code_is_refused(tmp_path: Path) -> None:
    published(plan_of(TASK), tmp_path)
    with pytest.raises(Refused) as refused:
        published(plan_of(name="Ban Khác"), tmp_path)
    assert refused.value.message == "Mã “ABC” trong kho dữ liệu đang thuộc về: Ban ABC (ABC)."
    assert [plan.agency for plan in figures_from(str(tmp_path))] == ["Ban ABC"]
    published(plan_of(name="Ban Khác"), tmp_path, force=True)
    assert [plan.agency for plan in figures_from(str(tmp_path))] == ["Ban Khác"]


def test_a_damaged_file_in_the_place_is_not_overwritten_unasked(tmp_path: Path) -> None:
    tasks, *_ = published(plan_of(TASK), tmp_path)
    tasks.write_bytes(b"PAR1 of something else PAR1")
    with pytest.raises(Refused, match="đã có và không đọc được"):
        published(plan_of(TASK), tmp_path)
    published(plan_of(TASK), tmp_path, force=True)
    assert len(list(figures_from(str(tmp_path)))) == 1


def test_two_agencies_of_one_code_joined_elsewhere_are_told(tmp_path: Path) -> None:
    published(plan_of(TASK), tmp_path / "a")
    (other, *_) = published(plan_of(TASK, name="Ban Khác"), tmp_path / "b")
    (tmp_path / "a" / "tasks" / "khac.parquet").write_bytes(other.read_bytes())
    found = read_dataset(str(tmp_path / "a"))
    assert found.plans == ()
    assert found.unusable == (Unusable("Ban ABC, năm 2020", "có hai bộ dữ liệu khác nhau cùng mã cơ quan và năm."),)


def test_a_part_copied_twice_is_not_counted_twice(tmp_path: Path) -> None:
    tasks, *_ = published(plan_of(TASK), tmp_path)
    tasks.with_name("part (1).parquet").write_bytes(tasks.read_bytes())
    found = read_dataset(str(tmp_path))
    assert found.plans == ()
    assert found.unusable == (
        Unusable("Ban ABC, năm 2020", "số dòng không khớp số thứ tự; có thể bị chép hai lần hoặc thiếu."),
    )


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("SELECT * REPLACE ('foo' AS state) FROM was", "có ô thiếu hoặc mang giá trị lạ."),
        ("SELECT * REPLACE (NULL AS own) FROM was", "có ô thiếu hoặc mang giá trị lạ."),
        ("SELECT * REPLACE (true AS is_indicator) FROM was", "có ô thiếu hoặc mang giá trị lạ."),
        ("SELECT * REPLACE (NULL AS as_of) FROM was", "có ô thiếu hoặc mang giá trị lạ."),
        ("SELECT * REPLACE (NULL AS agency_name) FROM was", "có ô thiếu hoặc mang giá trị lạ."),
        (
            "SELECT * REPLACE ('cchc.lake/9' AS schema) FROM was",
            "dạng dữ liệu “cchc.lake/9” khác “cchc.lake/1”; công bố lại bằng bản cchc mới.",
        ),
        ("SELECT * EXCLUDE (state) FROM was", "tệp hỏng hoặc thiếu cột"),
        ("SELECT * REPLACE ('hôm qua' AS as_of) FROM was", "tệp hỏng hoặc thiếu cột"),
    ],
)
def test_a_part_that_no_plan_gives_is_listed_beside_the_others(tmp_path: Path, query: str, why: str) -> None:
    published(plan_of(TASK, code="A"), tmp_path)
    tasks, *_ = published(plan_of(TASK, name="Ban B", code="B"), tmp_path)
    rewritten(tasks, query)
    found = read_dataset(str(tmp_path))
    assert [plan.agency for plan in found.plans] == ["Ban ABC"]
    assert [each.why for each in found.unusable] == [why]
    assert "chưa dùng được" in refusal(str(tmp_path))


def test_a_damaged_part_is_named_by_its_file(tmp_path: Path) -> None:
    published(plan_of(TASK, code="A"), tmp_path)
    tasks, *_ = published(plan_of(TASK, code="B"), tmp_path)
    tasks.write_bytes(tasks.read_bytes()[:-20])
    found = read_dataset(str(tmp_path))
    assert [plan.agency for plan in found.plans] == ["Ban ABC"]
    assert found.unusable == (Unusable("tasks/agency=B/year=2020/part.parquet", "tệp hỏng hoặc thiếu cột"),)


def test_a_dataset_without_any_readable_file_is_refused(tmp_path: Path) -> None:
    assert refusal(str(tmp_path)) == f"Chưa thấy dữ liệu Parquet trong “{tmp_path}”."
    (tmp_path / "tasks").mkdir()
    (tmp_path / "tasks" / "a.parquet").write_bytes(b"PAR1")
    assert refusal(str(tmp_path)) == f"Không đọc được dữ liệu ở “{tmp_path}”."


def test_the_directory_may_be_called_anything(tmp_path: Path) -> None:
    lake = tmp_path / "kho [1]* 'của' tỉnh?"
    published(plan_of(TASK), lake)
    published(plan_of(TASK), lake)
    assert len(list(figures_from(str(lake)))) == 1


def test_one_file_of_tasks_is_a_dataset_too(tmp_path: Path) -> None:
    tasks, *_ = published(plan_of(TASK), tmp_path)
    assert [plan.agency for plan in figures_from(str(tasks))] == ["Ban ABC"]
    assert is_dataset(str(tasks))


def test_a_dataset_is_told_from_plans(tmp_path: Path) -> None:
    assert not is_dataset(str(ROOT / "plan" / "2020"))
    assert not is_dataset(str(tmp_path / "none"))
    published(plan_of(TASK), tmp_path)
    assert is_dataset(str(tmp_path))
    assert is_dataset("s3://kho/cchc")


def test_plans_of_another_year_are_left_out(tmp_path: Path) -> None:
    published(plan_of(TASK), tmp_path)
    published(dataclasses.replace(plan_of(TASK), year=2021), tmp_path)
    assert [plan.year for plan in figures_from(str(tmp_path))] == [2020, 2021]
    assert [plan.year for plan in figures_from(str(tmp_path), year=2021)] == [2021]


def test_only_the_shares_asked_for_are_given(tmp_path: Path) -> None:
    published(plan_of(TASK), tmp_path)
    (found,) = figures_from(str(tmp_path), shares=KINDS[1:2])
    assert (found.sections, found.units) == ((), ())
    assert [(share.key, share.title) for share in found.areas] == [("the_che", "Cải cách thể chế")]


def test_an_address_is_read_only_with_what_is_installed() -> None:
    assert refusal("ftp://kho/cchc") == "Chưa đọc được dữ liệu ở địa chỉ dạng “ftp://”."
    assert refusal("https://kho.vn/cchc") == "Qua https:// không liệt kê được thư mục."


def test_without_duckdb_one_sentence_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(plan_of(TASK), tmp_path)
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "duckdb" else real(name))
    for act in (lambda: published(plan_of(TASK), tmp_path), lambda: figures_from(str(tmp_path))):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.message == "Máy chưa có phần đọc và ghi dữ liệu Parquet."
        assert refused.value.hint == 'Cài bằng lệnh: pip install "cchc[lake]"'


def test_every_table_has_its_columns_and_types(tmp_path: Path) -> None:
    for path, (table, columns) in zip(published(plan_of(TASK), tmp_path), TABLES.items(), strict=True):
        described = duckdb.connect().execute(
            "DESCRIBE FROM read_parquet([$file], hive_partitioning = false)", {"file": str(path)}
        )
        assert [(name, kind) for name, kind, *_ in described.fetchall()] == [
            (each.name, each.type) for each in columns
        ], table
