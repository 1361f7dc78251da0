"""The words by which names of units, collectives and roles are told apart in a signed cell."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cchc_cli.domain.units.lexer import Phrases, phrase

# Words that make what follows a plural: they always open an item of their own.
PLURALS = ("các", "những", "một số", "mọi", "tất cả", "toàn bộ", "toàn thể")

# Bodies of the state named by their kind alone; lists of them are one collective.
STATE_KINDS = ("sở", "bộ", "ban", "ngành", "cơ quan", "địa phương", "đơn vị", "bộ phận")

# Other bodies named by their kind alone.
OTHER_KINDS = (
    *("phòng", "cục", "vụ", "viện", "trường", "hội", "tổ chức", "đoàn thể", "hiệp hội", "doanh nghiệp"),
    *("trung tâm", "tổng công ty", "công ty", "tập đoàn", "hợp tác xã", "chi cục", "tổng cục"),
    *("cơ sở giáo dục", "cơ sở y tế", "cơ sở khám", "bệnh viện", "nhà trường"),
)

# Kinds of two or more words that need no further sign to be taken for a collective.
PLAIN_KINDS = ("cơ quan", "địa phương", "đơn vị", "bộ phận", "đoàn thể", "hiệp hội", "doanh nghiệp")

# Levels of the territory.
PLACES = (
    *("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu", "cấp"),
    *("tp", "khu vực"),
)

COUNCILS = ("UBND", "ủy ban nhân dân", "HĐND", "hội đồng nhân dân", "UB MTTQ", "công an", "ban chỉ huy")

# What may follow a kind that stands for all bodies of its sort; anything else makes it a proper name.
AFTER_KIND = (
    *("có", "liên", "khác", "trực", "thuộc", "trên", "tại", "ở", "của", "trong", "ngoài", "cấp", "được"),
    *("là", "theo", "chuyên", "nghiệp", "tỉnh", "huyện", "xã", "phường", "thành", "quản", "cung", "và"),
    *("sở", "ban", "ngành", "bộ", "chức", "đoàn", "hội", "đơn", "cơ", "địa", "trung"),
)

# Words that open the proper name of a unit, given a capitalised word after them...
SHORT_HEADS = ("sở", "bộ", "cục", "vụ", "phòng", "ban", "viện", "trường", "hội", "tổ", "đài", "báo")

# ... or by themselves.
LONG_HEADS = (
    *("văn phòng", "trung tâm", "chi cục", "tổng cục", "công an", "UBND", "ủy ban nhân dân", "HĐND"),
    *("hội đồng nhân dân", "tòa án", "viện kiểm sát", "kho bạc", "ngân hàng", "bảo hiểm xã hội"),
    *("liên đoàn", "liên hiệp", "mặt trận", "MTTQ", "tỉnh ủy", "thành ủy", "huyện ủy", "đảng ủy"),
    *("quận ủy", "thị ủy", "tỉnh đoàn", "thành đoàn", "huyện đoàn", "lãnh đạo", "bộ phận", "bưu điện"),
    *("tập đoàn", "tổng công ty", "công ty", "bệnh viện", "ban quản lý", "ban chỉ đạo", "ban chỉ huy"),
    *("tổ công tác", "bộ chỉ huy"),
)

# Units of which nothing that follows can be a part: after their name a new unit begins.
CLOSED_HEADS = ("sở", "bộ", "UBND", "ủy ban nhân dân")

# Kinds of which two in a row are two units.
REPEATED_HEADS = ("phòng", "trung tâm", "chi cục", "cục", "vụ", "công an", "văn phòng", "tổng công ty")

# Parts of an authority named by their kind alone: "Văn phòng UBND tỉnh" is one unit.
PARTS = (
    *("văn phòng", "chánh văn phòng", "phòng", "ban", "lãnh đạo", "thanh tra", "bộ phận", "trung tâm"),
    *("tổ", "thường trực", "bộ phận một cửa"),
)
AUTHORITIES = (
    *("UBND", "ủy ban", "HĐND", "hội đồng", "sở", "bộ", "ban", "tỉnh ủy", "thành ủy", "huyện ủy"),
    *("đảng ủy", "cục", "chi cục", "tổng cục", "trung tâm", "tập đoàn", "tổng công ty", "đoàn", "đảng"),
)

# Words that say what a unit does; a name ends before them.
ROLES = (
    *("chủ trì", "phối hợp", "thực hiện", "tham mưu", "thúc đẩy", "theo dõi", "tổng hợp", "hướng dẫn"),
    *("triển khai", "đôn đốc", "chịu trách nhiệm", "làm đầu mối", "là đầu mối", "là cơ quan"),
)
# After these alone, such words belong to the name: "các đơn vị thực hiện".
NAMELESS = (*PLURALS, *PLAIN_KINDS, "tổ", "nhóm", "ban", "người", "cán bộ", "công chức", "phòng")

# After this the partner is named, with or without "với".
PARTNERED = ("phối hợp",)

# Persons who stand for the bodies named after them: "Giám đốc các sở, ban, ngành".
TITLES = (
    *("giám đốc", "thủ trưởng", "trưởng", "chủ tịch", "bí thư", "cục trưởng", "vụ trưởng", "lãnh đạo"),
    *("người đứng đầu", "chánh văn phòng", "trưởng phòng", "hiệu trưởng"),
)

LABELS = (
    *("cơ quan", "đơn vị", "bộ phận", "chủ trì", "phối hợp", "thực hiện", "tham mưu", "chính", "theo dõi"),
    *("đầu mối", "chịu trách nhiệm", "trách nhiệm", "lãnh đạo", "phụ trách", "trình", "người", "và"),
    *("các", "liên quan", "có", "giúp việc", "chỉ đạo", "tổ chức", "cùng", "chung", "thẩm định", "soạn thảo"),
)

# Kinds that a list may share: "Các Cục: A; B".
SHARED_KINDS = (
    *("sở", "bộ", "cục", "vụ", "phòng", "ban", "viện", "trường", "chi cục", "trung tâm", "hội", "báo", "đài"),
    *("UBND", "ủy ban nhân dân", "UBND xã", "UBND phường", "UBND huyện", "công an", "xã", "phường", "huyện"),
    *("cục trưởng các cục", "vụ trưởng các vụ", "trưởng các phòng", "giám đốc các sở", "giám đốc sở"),
)

# Fields after which departments and ministries are named: "Sở Y tế, Nội vụ" names two of them.
FIELDS = (
    *("Nội vụ", "Tài chính", "Y tế", "Tư pháp", "Công Thương", "Xây dựng", "Ngoại vụ", "Ngoại giao"),
    *("Quốc phòng", "Du lịch", "Giao thông vận tải", "GTVT", "Thông tin và Truyền thông", "TT&TT", "TTTT"),
    *("Giáo dục và Đào tạo", "GD&ĐT", "GDĐT", "Khoa học và Công nghệ", "KH&CN", "KHCN"),
    *("Nông nghiệp và Môi trường", "NN&MT", "NNMT", "Nông nghiệp và Phát triển nông thôn", "NN&PTNT"),
    *("Tài nguyên và Môi trường", "TN&MT", "TNMT", "Kế hoạch và Đầu tư", "KH&ĐT", "KHĐT"),
    *("Lao động - Thương binh và Xã hội", "LĐTBXH", "LĐ-TBXH", "LĐ-TB&XH", "LĐTB&XH", "VHTTDL", "VHTT&DL"),
    *("Văn hóa, Thể thao và Du lịch", "Văn hóa và Thể thao", "Văn hóa, Thể thao", "Dân tộc và Tôn giáo"),
)

# Names in which a comma joins: what stands before it, and after it.
JOINED = (
    ("văn hóa", ("thể thao", "thông tin", "gia đình", "khoa học", "nghệ thuật")),
    ("thông tin", ("thể thao", "truyền thông")),
    ("thể thao", ("du lịch", "truyền thanh")),
    ("phát thanh", ("truyền hình",)),
    ("báo chí", ("phát thanh", "xuất bản", "truyền thông")),
    ("dịch vụ", ("sự nghiệp công",)),
    ("kinh tế", ("hạ tầng", "ngân sách")),
    ("khu công nghiệp", ("khu kinh tế", "khu chế xuất")),
    ("khu kinh tế", ("khu công nghiệp", "khu chế xuất")),
    ("đầu tư", ("thương mại", "du lịch")),
    ("thương mại", ("du lịch", "đầu tư")),
    ("đại học", ("cao đẳng", "học viện")),
    ("cao đẳng", ("trung cấp",)),
    ("phòng cháy", ("chữa cháy",)),
    ("xuất bản", ("in",)),
    ("vh", ("tt",)),
    ("thị", ("thành ủy",)),
)

# Offices that serve two bodies at once: "Văn phòng HĐND và UBND xã".
SHARED_OFFICES = ("văn phòng", "thường trực", "lãnh đạo")

# A capitalised "Các" after these opens an item of its own, though they are short.
OFFICES = ("văn phòng", "lãnh đạo ban", "văn phòng sở")

SERVED = ("HĐND", "UBND", "ĐBQH", "đoàn ĐBQH", "hội đồng nhân dân", "ủy ban nhân dân")

# After these a name belongs to what stands before it: "các đơn vị thuộc Sở Y tế".
BELONGING = ("thuộc", "của", "tại", "trong", "trên", "do", "bởi", "với", "ở", "từ", "là")

# After these, capitals in a list no longer open a unit: "các bộ là chủ quản CSDLQG, CSDL chuyên ngành".
RELATIVE = ("là", "tại", "gồm")

DITTO = ("nt", "như trên", "n t")
ABBREVIATED = ("tp", "tx", "tt", "p", "q", "h", "x", "ths", "ts", "gs", "pgs", "đc", "đ", "v")
AND = ("và", "với", "cùng", "cùng với", "cũng như")


class Lexicon(NamedTuple):
    """The tables above in the form in which one cell is compared."""

    plurals: Phrases[bool]
    state_kinds: Phrases[bool]
    kinds: Phrases[bool]
    plain_kinds: Phrases[bool]
    places: Phrases[bool]
    councils: Phrases[bool]
    short_heads: Phrases[bool]
    long_heads: Phrases[bool]
    closed_heads: Phrases[bool]
    repeated_heads: Phrases[bool]
    parts: Phrases[bool]
    authorities: Phrases[bool]
    roles: Phrases[bool]
    nameless: Phrases[bool]
    partnered: Phrases[bool]
    titles: Phrases[bool]
    labels: Phrases[bool]
    shared_kinds: Phrases[bool]
    fields: Phrases[bool]
    joined: Phrases[Phrases[bool]]
    shared_offices: Phrases[bool]
    served: Phrases[bool]
    offices: Phrases[bool]
    ands: Phrases[bool]
    belonging: Phrases[bool]
    relative: Phrases[bool]
    ditto: frozenset[tuple[str, ...]]
    after_kind: frozenset[str]
    abbreviated: frozenset[str]


@cache
def lexicon(*, plain: bool) -> Lexicon:
    """Return the tables, with or without diacritics."""

    def tree(*phrases: str) -> Phrases[bool]:
        found: Phrases[bool] = Phrases(plain)
        for words in phrases:
            found.add(words, value=True)
        return found

    joined: Phrases[Phrases[bool]] = Phrases(plain)
    for left, right in JOINED:
        joined.add(left, tree(*right))
    return Lexicon(
        plurals=tree(*PLURALS),
        state_kinds=tree(*STATE_KINDS),
        kinds=tree(*STATE_KINDS, *OTHER_KINDS),
        plain_kinds=tree(*PLAIN_KINDS),
        places=tree(*PLACES),
        councils=tree(*COUNCILS),
        short_heads=tree(*SHORT_HEADS),
        long_heads=tree(*LONG_HEADS),
        closed_heads=tree(*CLOSED_HEADS),
        repeated_heads=tree(*REPEATED_HEADS),
        parts=tree(*PARTS),
        authorities=tree(*AUTHORITIES),
        roles=tree(*ROLES),
        nameless=tree(*NAMELESS),
        partnered=tree(*PARTNERED),
        titles=tree(*TITLES),
        labels=tree(*LABELS),
        shared_kinds=tree(*SHARED_KINDS),
        fields=tree(*FIELDS),
        joined=joined,
        shared_offices=tree(*SHARED_OFFICES),
        served=tree(*SERVED),
        offices=tree(*OFFICES),
        ands=tree(*AND),
        belonging=tree(*BELONGING),
        relative=tree(*RELATIVE),
        ditto=frozenset(phrase(words, plain=plain) for words in DITTO),
        after_kind=frozenset(key for words in AFTER_KIND for key in phrase(words, plain=plain)),
        abbreviated=frozenset(key for words in ABBREVIATED for key in phrase(words, plain=plain)),
    )
