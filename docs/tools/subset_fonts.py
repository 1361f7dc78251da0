"""Make the fonts that reports carry along: Tinos, Latin and Vietnamese letters only, four styles.

python docs/tools/subset_fonts.py [FOLDER]     from the TTF files in FOLDER (Debian: package fonts-croscore)

Needs fonttools and brotli. The same fonts and the same fonttools give the same files.
"""

from __future__ import annotations

import sys
from pathlib import Path

STYLES = {"Regular": "regular", "Bold": "bold", "Italic": "italic", "BoldItalic": "bold-italic"}
SOURCE = Path("/usr/share/fonts/truetype/croscore")
FOLDER = Path(__file__).resolve().parent.parent.parent / "templates" / "fonts"
CHARACTERS = (
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x102, 0x103),
    (0x110, 0x111),
    (0x128, 0x129),
    (0x168, 0x169),
    (0x1A0, 0x1A1),
    (0x1AF, 0x1B0),
    (0x300, 0x309),  # tone marks of decomposed text
    (0x323, 0x323),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2015),
    (0x2018, 0x201E),
    (0x2022, 0x2022),
    (0x2026, 0x2026),
    (0x2030, 0x2030),
    (0x2032, 0x2033),
    (0x20AB, 0x20AB),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2260, 0x2260),
    (0x2264, 0x2265),
    (0x25CB, 0x25CB),
    (0x25CF, 0x25CF),
    (0xFFFD, 0xFFFD),
)


def main() -> int:
    """Write the four files and say how large they are."""
    from fontTools import subset

    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    FOLDER.mkdir(parents=True, exist_ok=True)
    for style, name in STYLES.items():
        options = subset.Options(
            flavor="woff2",
            hinting=False,
            layout_features=["*"],
            name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
            recalc_timestamp=False,
        )
        font = subset.load_font(str(source / f"Tinos-{style}.ttf"), options)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[code for first, last in CHARACTERS for code in range(first, last + 1)])
        cutter.subset(font)
        path = FOLDER / f"tinos-{name}.woff2"
        subset.save_font(font, str(path), options)
        sys.stdout.write(f"{path.name}: {path.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
