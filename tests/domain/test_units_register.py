from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.domain.units import Mention, Register, Unit

OFFICE = Unit("vp", "Văn phòng", aliases=("VP",))
BUSINESS = Unit("pdn", "Phòng Doanh nghiệp")
BRANCH = Unit("vpdd", "Văn phòng Đại diện")
GROUP = Unit("cac-phong", "Các phòng chuyên môn", members=("pdn", "khong-co", "nhom", "pdn"))
INNER = Unit("nhom", "Nhóm trong", members=("vpdd", "cac-phong", "nhom"))
PROVINCE = Unit("ubnd", "UBND tỉnh", outside=True)
UNITS = Register((OFFICE, BUSINESS, BRANCH, GROUP, INNER, PROVINCE))


def test_a_unit_is_found_by_id_name_or_alias_whatever_the_case_and_spaces() -> None:
    assert UNITS.find("vp") == OFFICE
    assert UNITS.find("VĂN  PHÒNG") == OFFICE
    assert UNITS.find("Vp") == OFFICE
    assert UNITS.find("ubnd tỉnh") == PROVINCE


def test_a_unit_is_found_without_diacritics_when_only_one_fits() -> None:
    assert UNITS.find("phong doanh nghiep") == BUSINESS
    twins = Register((Unit("a", "Sở Đá"), Unit("b", "Sở Da")))
    assert twins.find("so da") is None
    assert twins.find("sở đá") == Unit("a", "Sở Đá")


def test_an_unknown_word_finds_no_unit_but_its_nearest_names() -> None:
    assert UNITS.find("Phòng Doanh nghiêpp") is None
    assert UNITS.find("") is None
    assert UNITS.nearest("Phòng Doanh nghiêpp")[0] == "Phòng Doanh nghiệp"
    assert UNITS.nearest("qqqqqqqq") == []


def test_members_are_flattened_once_each_past_cycles_and_unknown_ids() -> None:
    assert UNITS.members(GROUP) == (BUSINESS, BRANCH)
    assert UNITS.members(INNER) == (BRANCH, BUSINESS)
    assert UNITS.members(OFFICE) == ()


def test_a_row_is_led_from_outside_only_if_all_its_units_are_registered_outside() -> None:
    office, province = Mention("VP", (0, 2), OFFICE), Mention("UBND tỉnh", (3, 12), PROVINCE)
    unknown = Mention("Sở Nội vụ", (0, 9), None)
    assert UNITS.is_outside([province])
    assert not UNITS.is_outside([])
    assert not UNITS.is_outside([province, office])
    assert not UNITS.is_outside([province, unknown])


def test_the_successor_takes_over_the_day_after_the_last_day() -> None:
    new = Unit("moi", "Phòng Mới", valid_from=date(2020, 7, 1))
    old = Unit("cu", "Phòng Cũ", successor="moi", valid_to=date(2020, 6, 30))
    units = Register((old, new))
    assert units.in_force(old, date(2020, 6, 30)) == old
    assert units.in_force(old, date(2020, 7, 1)) == new
    assert units.in_force(new, date(2030, 1, 1)) == new


def test_successors_in_a_circle_or_unknown_do_not_hang() -> None:
    one = Unit("a", "A", successor="b", valid_to=date(2020, 1, 1))
    two = Unit("b", "B", successor="a", valid_to=date(2020, 1, 1))
    lost = Unit("c", "C", successor="khong-co", valid_to=date(2020, 1, 1))
    units = Register((one, two, lost))
    assert units.in_force(one, date(2021, 1, 1)) == two
    assert units.in_force(lost, date(2021, 1, 1)) == lost


def test_registers_with_the_same_units_are_equal() -> None:
    assert Register((OFFICE,)) == Register((OFFICE,))
    assert hash(Register((OFFICE,))) == hash(Register((OFFICE,)))


@given(st.lists(st.lists(st.integers(0, 9), max_size=4), min_size=1, max_size=10))
def test_members_of_any_tangle_are_single_units(tangle: list[list[int]]) -> None:
    units = [Unit(str(at), f"Đơn vị {at}", members=tuple(map(str, ids))) for at, ids in enumerate(tangle)]
    for unit in units:
        found = Register(tuple(units)).members(unit)
        assert all(member.members == () and member != unit for member in found)
        assert len(set(found)) == len(found)
