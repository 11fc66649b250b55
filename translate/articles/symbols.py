"""Characters of fonts that have letters of their own: Symbol, and the common ones of Wingdings.

Documents keep them as code points from U+F000, which mean nothing without the font.
"""

from __future__ import annotations

_SYMBOL = {
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0xA0, 0xC0), "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵", strict=True)),
    **dict(zip(range(0xC0, 0xE0), "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓", strict=True)),
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2D: "−", 0x40: "≅", 0xE0: "◊", 0xE2: "®", 0xE3: "©",
    0xE4: "™", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "❑",
    0x76: "❖", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def symbol(code: int, font: str) -> str:
    """The character that ``code`` stands for in ``font``; "" where that is not known."""
    if not 0xF000 <= code <= 0xF0FF and code > 0xFF:
        return chr(code) if code < 0x11_0000 and not 0xD800 <= code < 0xF900 else ""
    low, name = code & 0xFF, font.lower()
    if name == "wingdings":
        return _WINGDINGS.get(low, "")
    if name and not name.startswith("symbol"):
        return ""
    return _SYMBOL.get(low, chr(low) if 0x20 <= low < 0x7F else "")
