from __future__ import annotations

import pytest

from cchc_cli.domain.model import Agency, Section, Task
from cchc_cli.domain.units import Register
from cchc_cli.exchange.grasp.levels import is_group, is_outside
from cchc_cli.exchange.grasp.units import units_of

BOARD = Agency("Ban Quản lý các Khu công nghiệp Đồng Nai")
PROVINCE = Agency("Ủy ban nhân dân tỉnh Đồng Tháp")
DEPARTMENT = Agency("Sở Nội vụ", parent="UBND tỉnh Đồng Tháp")
COMMUNE = Agency("Ủy ban nhân dân xã An Phước")
MINISTRY = Agency("Bộ Văn hóa, Thể thao và Du lịch")


def section(*cells: tuple[str, str]) -> Section:
    tasks = [
        Task(f"I.{at}", "I", "", "Việc", lead=lead, support=support) for at, (lead, support) in enumerate(cells, 1)
    ]
    return Section("I", "Thể chế", tasks=tuple(tasks))


def test_every_unit_of_both_columns_stands_once_in_the_order_of_the_table() -> None:
    units, doubts = units_of(
        [section(("Văn phòng", "Phòng Doanh nghiệp"), ("Phòng Doanh nghiệp, Văn phòng", ""))], BOARD
    )
    assert [(unit.id, unit.name) for unit in units] == [
        ("vp", "Văn phòng"),
        ("phong-doanh-nghiep", "Phòng Doanh nghiệp"),
    ]
    assert doubts == ()


def test_another_way_of_writing_a_name_is_an_alias_that_the_register_finds() -> None:
    units, doubts = units_of(
        [section(("Sở Khoa học và Công nghệ", "Sở KH&CN"), ("UBND tỉnh", "Uỷ ban nhân dân tỉnh"))], PROVINCE
    )
    assert [(unit.name, unit.aliases) for unit in units] == [
        ("Sở Khoa học và Công nghệ", ("Sở KH&CN",)),
        ("UBND tỉnh", ("Uỷ ban nhân dân tỉnh",)),
    ]
    assert [(doubt.code, doubt.where, doubt.seen) for doubt in doubts] == [
        ("unit_alias", "I.1, đơn vị phối hợp", "Sở KH&CN"),
        ("unit_alias", "I.2, đơn vị phối hợp", "Uỷ ban nhân dân tỉnh"),
    ]
    assert Register(units).find("sở kh&cn") == units[0]


def test_capitals_alone_make_no_second_unit_and_no_alias() -> None:
    units, doubts = units_of([section(("Bộ Công an", "Bộ Công An"))], Agency("Bộ Công an"))
    assert [(unit.name, unit.aliases) for unit in units] == [("Bộ Công an", ())]
    assert doubts == ()


def test_a_group_comes_without_members_and_asks_for_them() -> None:
    units, doubts = units_of([section(("Các bộ phận chuyên môn", ""))], BOARD)
    assert [(unit.id, unit.members, unit.outside) for unit in units] == [("cac-bo-phan-chuyen-mon", (), False)]
    assert [(doubt.code, doubt.seen) for doubt in doubts] == [("unit_group", "Các bộ phận chuyên môn")]


@pytest.mark.parametrize(
    "name",
    [
        "Các sở, ban, ngành",
        "Bộ phận chuyên môn có thủ tục liên thông",
        "Sở, ban, ngành có liên quan",
        "UBND các phường, xã",
        "Các địa phương",
        "UBND cấp huyện",
    ],
)
def test_these_are_groups(name: str) -> None:
    assert is_group(name)


@pytest.mark.parametrize(
    "name",
    ["Văn phòng", "Sở Nội vụ", "Bộ phận Một cửa", "Phòng Doanh nghiệp", "UBND tỉnh Đồng Nai", "Ban Thanh tra nhân dân"],
)
def test_these_are_single_units(name: str) -> None:
    assert not is_group(name)


@pytest.mark.parametrize(
    ("agency", "name"),
    [
        (BOARD, "Văn phòng UBND tỉnh"),
        (BOARD, "Các sở, ngành, UBND cấp huyện"),
        (BOARD, "Bộ Nội vụ"),
        (DEPARTMENT, "Sở Tài chính"),
        (DEPARTMENT, "UBND tỉnh"),
        (PROVINCE, "Bộ Nội vụ"),
        (PROVINCE, "VNPT"),
        (COMMUNE, "UBND tỉnh"),
        (COMMUNE, "Sở Nội vụ"),
        (MINISTRY, "Bộ Nội vụ"),
        (MINISTRY, "UBND các tỉnh, thành phố"),
    ],
)
def test_bodies_above_or_beside_the_agency_are_outside(agency: Agency, name: str) -> None:
    assert is_outside(name, agency)


@pytest.mark.parametrize(
    ("agency", "name"),
    [
        (BOARD, "Văn phòng"),
        (BOARD, "Các bộ phận chuyên môn"),
        (BOARD, "Bộ phận Một cửa tại TT HCC tỉnh"),
        (BOARD, "Ban Thanh tra nhân dân"),
        (DEPARTMENT, "Phòng Tổ chức"),
        (DEPARTMENT, "Sở Nội vụ"),
        (PROVINCE, "Sở Nội vụ"),
        (PROVINCE, "UBND các phường, xã"),
        (PROVINCE, "Văn phòng UBND tỉnh"),
        (COMMUNE, "Văn phòng HĐND và UBND xã"),
        (MINISTRY, "Cục Di sản văn hóa"),
        (MINISTRY, "Văn phòng Bộ"),
    ],
)
def test_parts_of_the_agency_are_not_outside(agency: Agency, name: str) -> None:
    assert not is_outside(name, agency)


def test_nothing_is_outside_where_the_agency_is_unknown() -> None:
    assert not is_outside("Bộ Nội vụ", None)
