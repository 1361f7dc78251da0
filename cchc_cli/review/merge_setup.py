"""The lines of ``.gitattributes`` and of git's settings that let git call ``cchc merge-driver``."""

from __future__ import annotations

import shlex

ATTRIBUTES = """\
# Các tệp kế hoạch được hợp nhất theo từng mục, từng ô bằng “cchc merge-driver”.
# Máy nào chưa cài đặt thì git hợp nhất theo dòng như thường lệ, không mất gì.
plan/**/*.yaml merge=cchc
"""


def driver(*program: str) -> str:
    """Return the command line that git gives to its shell to merge a file; ``program`` is what runs cchc.

    Git puts the quotes around the path of the file itself. Where cchc is missing or fails, the file is
    merged by lines: git would otherwise take the version of one side for the result. Python ends with 1
    too where it can't begin, so that a conflict is one only with its markers in the file.
    """
    called = " ".join(shlex.quote(word).replace("%", "%%") for word in program)
    by_lines = "git merge-file -L ours -L base -L theirs %A %O %B"
    is_done = "test $code -eq 0 && exit 0; test $code -eq 1 && grep -q '<<<<<<< ours' %A && exit 1"
    return f"{called} merge-driver -- %O %A %B %P; code=$?; {is_done}; {by_lines}"


CONFIG = (
    ("merge.cchc.name", "Hợp nhất tệp kế hoạch theo từng mục, từng ô"),
    ("merge.cchc.driver", driver("cchc")),
)
"""The settings of one clone, which git does not carry to others: name and value, for ``git config``."""
