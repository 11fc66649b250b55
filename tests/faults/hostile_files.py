"""Files that no newspaper ever sent: made by hand, and by a seeded generator."""

from __future__ import annotations

import gzip
import json
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults.hostile_documents import hostile_documents

DUTCH = "De burgemeester van Utrecht opent morgen de nieuwe brug over het kanaal."
SCRIPT = "<script>alert('x')</script>"
ATTACKS = (
    SCRIPT,
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[klik](javascript:alert(1))",
    "<a href='javascript:alert(1)'>klik</a>",
    "<iframe src='https://example.invalid/'></iframe>",
    "![x](https://example.invalid/x.png)",
    "<style>*{background:url(https://example.invalid)}</style>",
    '=HYPERLINK("https://example.invalid","klik")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "\t=1+1",
    "]]><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "{{7*7}} ${7*7} {% raw %} %s %n {0}",
    "\u202eneska\u202c \u2066verborgen\u2069",
    "woo\u200brd\u200d \ufeff\u00ad zach\u00adt",
    "\x1b[31mrood\x1b[0m \x07 \x08",
    "e\u0301" * 40 + "\u0335" * 200,
    "</textarea></title></style></script><plaintext>",
    "\u2028regel\u2029einde\x85nog een",
)
SUFFIXES = (
    ".txt", ".md", ".html", ".jsonl", ".csv", ".tsv", ".txt.gz", ".htm", ".markdown", ".docx",
    ".epub",
)  # fmt: skip

Named = tuple[bytes, bytes]


def by_hand(*, large: bool = False) -> Iterator[Named]:
    """Names and contents, each for a reason; ``large`` makes them as big as they come."""
    scale = 50 if large else 1
    text = DUTCH.encode()
    contents: dict[str, bytes] = {
        "leeg.txt": b"",
        "witruimte.txt": b" \t\r\n\x0b\x0c" * 50,
        "alle-bytes.txt": bytes(range(256)) * 4,
        "nullen.txt": text + b"\0" + text,
        "alleen-nullen.txt": bytes(4096),
        "half-utf8.txt": text + b"\xc3",
        "surrogaat-utf8.txt": text + b"\xed\xa0\x80",
        "te-lang-utf8.txt": text + b"\xc0\xaf\xf8\x88\x80\x80\x80",
        "gemengd.txt": "één café ".encode() + "naïef coördinatie".encode("cp1252"),
        "cp1252.txt": "De coördinatie van het café kost €\u00a03.".encode("cp1252"),
        "utf16.txt": DUTCH.encode("utf-16"),
        "utf16-halverwege.txt": DUTCH.encode("utf-16")[:-1],
        "utf32.txt": DUTCH.encode("utf-32"),
        "bom.txt": b"\xef\xbb\xbf" + text,
        "bommen.txt": b"\xef\xbb\xbf" * 9 + text,
        "pdf.txt": b"%PDF-1.7\n" + text,
        "rtf.txt": b"{\\rtf1 " + text + b"}",
        "png.txt": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "elf.md": b"\x7fELF" + bytes(range(200)),
        "een-regel.txt": (text + b" ") * (300 * scale),
        "een-woord.txt": b"a" * (50_000 * scale),
        "zonder-punt.txt": b"de brug en " * (400 * scale),
        "lege-regels.txt": text + b"\n" * (20_000 * scale) + text,
        "wagenterug.txt": text + b"\r" * 5000 + text,
        "koppen.md": b"# Kop\n\n" * (500 if not large else 10_000),
        "onderstreept.md": b"a\n=\n" * (300 * scale),
        "diep-citaat.md": b">" * 2000 + text,
        "diepe-lijst.md": b"".join(b" " * n + b"- a\n" for n in range(300)),
        "sterren.md": b"*" * 5000 + text + b"_" * 5000,
        "haken.md": b"[" * 5000 + text + b"](" * 2000,
        "accenten.md": b"`" * 4999 + text,
        "frontmatter.md": b"---\ntitle: x\n" + b"a: b\n" * 5000,
        "frontmatter-bom.md": b"---\ntitle: &a [*a, *a]\ndate: 0000-99-99\n---\n" + text,
        "tabel.md": b"|a" * 3000 + b"\n" + b"|-" * 3000 + b"\n" + text,
        "entiteiten.md": b"&lt;script&gt;&#60;script&#62;&#x3c;b&#x3e; " + text,
        "diep.html": b"<div>" * 3000 + text + b"</div>" * 3000,
        "open.html": b"<p><b><i><u>" * 500 + text,
        "kapot.html": b"<html><body><p " + text + b"<<<>>></ <!-- " + text,
        "cdata.html": b"<![CDATA[" + text + b"]]><p>" + text,
        "entiteit.html": b"<!DOCTYPE x [<!ENTITY a 'a'>]><p>&a;&#0;&#xD800;&#x110000; " + text,
        "xml.html": b"<?xml version='1.0' encoding='utf-7'?><p>" + text,
        "meta.html": b"<meta charset='utf-16'><title>" + text + b"</title><p>" + text,
        "ontworteld.html": b"<svg><html",
        "sjabloon.html": b"<template><p>" + text + b"</template><noscript>" + text,
        "jsonl-leeg.jsonl": b"\n\n \n",
        "jsonl-diep.jsonl": b"[" * 100_000 + b"\n" + b'{"text":' * 5000 + b"\n",
        "jsonl-getal.jsonl": b'{"text": ' + b"9" * 5000 + b"}\n",
        "jsonl-soorten.jsonl": b'{"text": 1}\n{"text": null}\n[]\n1\n"a"\nNaN\n{"a": "b"}\n{}\n',
        "jsonl-surrogaat.jsonl": b'{"text": "\\ud800 en \\udfff"}\n',
        "jsonl-nul.jsonl": b'{"text": "De brug\\u0000is open."}\n',
        "jsonl-kapot.jsonl": b'{"text": "De brug"\n' + json.dumps({"text": DUTCH}).encode(),
        "jsonl-dubbel.jsonl": b'{"text": "a", "text": "De brug is open."}\n',
        "csv-leeg.csv": b"",
        "csv-kop.csv": b"title,text\n",
        "csv-kolommen.csv": b"title,text\na\na,b,c\n,De brug is open.\n",
        "csv-open.csv": b'title,text\n"a,De brug is open.\n',
        "csv-zonder.csv": b"a,b\n1,2\n",
        "csv-formule.csv": b"title,text\n=1+1,=2+2 is de prijs van de brug.\n",
        "csv-lang.csv": b"text\n" + b"a" * 300_000 + b"\n",
        "geen.txt.gz": text,
        "half.txt.gz": gzip.compress(text)[:-6],
        "leeg.txt.gz": b"",
        "bom.txt.gz": gzip.compress(bytes(12_000_000)),
        "dubbel.txt.gz": gzip.compress(gzip.compress(text)),
        "twee.txt.gz": gzip.compress(text) + gzip.compress(text),
    }
    if large:
        contents["enorm.txt"] = (text + b" ") * (50_000_000 // (len(text) + 1))
    contents.update(hostile_documents())
    for name, data in contents.items():
        yield name.encode(), data
    for number, attack in enumerate(ATTACKS):
        data = f"{attack} {DUTCH}\n\n{DUTCH} {attack}".encode()
        yield f"aanval-{number}.txt".encode(), data
        yield f"aanval-{number}.md".encode(), data
        yield f"aanval-{number}.html".encode(), f"<title>{attack}</title><p>".encode() + data
    rows = [{"title": attack, "text": f"{attack} {DUTCH}", "id": attack} for attack in ATTACKS]
    yield b"aanvallen.jsonl", "\n".join(map(json.dumps, rows)).encode()
    for name in hostile_names():
        yield name, text


def hostile_names() -> list[bytes]:
    """File names, as bytes, that a file system may hold."""
    return [
        b"regel\neinde.txt",
        b"terug\rloop.txt",
        b"-rf.txt",
        b"--out=x.txt",
        b"'enkel' \"dubbel\" `accent`.txt",
        b"$(touch gehackt).txt",
        b";rm -rf .txt",
        b"<script>alert(1)</script>.txt".replace(b"/", b"_"),
        b"=1+1.txt",
        b"x..txt.txt",
        b"a..txt",
        b"~.txt",
        b"%2e%2e%2fboven.txt",
        b"con.txt",
        b"con.txt ",
        b"NUL.md",
        b"run.json.txt",
        b"index.html",
        b"run.md",
        b"\xff\xfe\x80.txt",
        "\u202efdp.txt".encode(),
        "nul\u200bbreed.txt".encode(),
        "e\u0301\u00e9.txt".encode(),
        "\u00e9e\u0301.txt".encode(),
        b"A.txt",
        b"a.txt",
        b"A.TXT",
        b"\x1b[31mrood.txt",
        b"tab\ttab.txt",
        b"l" * 251 + b".txt",
        ("é" * 125 + ".txt").encode(),
        b"m" * 248 + b".txt.gz",
        b"#.txt",
        b"a.jsonl#1.txt",
        b"?.txt",
        b"*.txt",
        b" .txt",
        b"a .txt",
    ]


def generated(count: int, seed: int) -> Iterator[Named]:
    """Files made of pieces of good and bad ones, cut, joined, repeated and flipped."""
    chance = random.Random(seed)
    seeds = [data for _, data in by_hand() if len(data) < 20_000]
    makers: list[Callable[[random.Random, list[bytes]], bytes]] = [_noise, _splice, _flip, _letters]
    for number in range(count):
        data = chance.choice(makers)(chance, seeds)
        suffix = chance.choice(SUFFIXES)
        if suffix.endswith(".gz") and chance.random() < 0.7:
            data = gzip.compress(data)
        yield f"gemaakt-{seed}-{number:04}{suffix}".encode(), data


def _noise(chance: random.Random, seeds: list[bytes]) -> bytes:
    return chance.randbytes(chance.randint(0, 3000))


def _splice(chance: random.Random, seeds: list[bytes]) -> bytes:
    parts = []
    for _ in range(chance.randint(1, 5)):
        part = chance.choice(seeds)
        start = chance.randint(0, len(part))
        parts.append(part[start : start + chance.randint(0, 4000)])
    return chance.choice([b"", b"\n", b"\n\n", b" "]).join(parts)


def _flip(chance: random.Random, seeds: list[bytes]) -> bytes:
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 30)):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _letters(chance: random.Random, seeds: list[bytes]) -> bytes:
    """Characters from everywhere, with markup and attacks between them."""
    ranges = ((0x20, 0x7F), (0x80, 0x250), (0x300, 0x370), (0x590, 0x700), (0x2000, 0x2070),
              (0x4E00, 0x4F00), (0x1F600, 0x1F650), (0xE0000, 0xE0080))  # fmt: skip
    words = []
    for _ in range(chance.randint(1, 120)):
        low, high = chance.choice(ranges)
        word = "".join(chr(chance.randrange(low, high)) for _ in range(chance.randint(1, 8)))
        words.append(chance.choice([word, word, DUTCH, chance.choice(ATTACKS), "\n\n# ", "\n"]))
    return " ".join(words).encode("utf-8")


def write_tree(folder: Path, files: Iterator[Named]) -> int:
    """Write the files and hostile links below ``folder``; returns how many files."""
    folder.mkdir(parents=True)
    root = os.fsencode(folder)
    count = 0
    for name, data in files:
        with open(os.path.join(root, name), "wb") as file:  # noqa: PTH118, PTH123  bytes
            file.write(data)
        count += 1
    (folder / "lus.txt").symlink_to("lus.txt")
    (folder / "lus-a").symlink_to("lus-b")
    (folder / "lus-b").symlink_to("lus-a")
    (folder / "kring").symlink_to(".")
    (folder / "wortel").symlink_to("/")
    (folder / "wachtwoorden.txt").symlink_to("/etc/passwd")
    (folder / "nergens.txt").symlink_to("bestaat-niet.txt")
    os.mkfifo(folder / "pijp.txt")
    deep = folder
    for _ in range(6):
        deep = deep / ("d" * 200)
    deep.mkdir(parents=True)
    (deep / "diep.txt").write_text(DUTCH, encoding="utf-8")
    return count + 1
