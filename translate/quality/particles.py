"""Dutch surnames torn apart: Jan de Vries became Jan the Vries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.quality.names import bare_name, same_name
from translate.quality.words import NAME_WORD, fold, word_set

#: Particles that only names have, and the name behind them.
_SURE = re.compile(
    r"\b((?:(?:van|in|op|aan|uit|onder|bij) (?:den|der|['’]t)|ten|ter|den|der) )([A-Z][\w’'-]+)",
    re.IGNORECASE,
)
#: A name, or a form of address, with a particle that is an ordinary word as well.
_AMBIGUOUS = re.compile(
    r"(?:([A-Z][\w’'-]+) |\b(?:mevrouw|meneer|heer|mevr\.|dhr\.) )"
    r"(van de |van |de )([A-Z][\w’'-]+)\b(?! [A-Z])"
)
_ADDRESS = word_set("mr mrs ms miss mister madam lady")
_PUT = {"de": word_set("the"), "van": word_set("of from by"), "van de": word_set("of from by the")}
_NOBLE = re.compile(
    r"\b(?:prins|prinses|koning|koningin|hertog|graaf|sint|keizer) $", re.IGNORECASE
)
#: Behind other names "van" often is a word: Loekasjenko van Belarus, Mertens van Napoli.
_FIRST = word_set(
    """mevrouw meneer
    aad adriaan albert alexander alice amber andré anja anke ankie anna anne annelies annemarie
    annie anouk anton antoon arie arjan arjen arnold arthur astrid bart bas bastiaan ben bennie
    bernard bert bianca bob bram brigitte carla carolien caroline chantal charlotte chris christiaan
    cor corrie daan daniël danny david dennis diana dick diederik dirk dorien eddy edith edwin eline
    elisabeth ellen els elsa emma eric erik ernst esmee esther eva evelien evert ferdinand fleur
    floor floris fred frederik frank frans freek frits gabriël geert gerard gerrit gert gijs greet
    guido guus gé hanna hannah hannie hans harm harrie harry heleen hendrik henk henny herman hubert
    hugo ilse ina inge ingrid irene iris ivo jaap jacob jacqueline jan janneke janny jasper jeanette
    jeroen jesse job joep johan johanna johannes john joke joop joost jorien joris jos jozef judith
    julia jurgen karel karin kees kim klaas koen koos lara lars laura leendert leo lex lia lieke
    liesbeth lies linda lisa lotte lous luc lucas luuk maaike maarten marc marcel margriet maria
    marianne marie marieke marijke marijn marion mark marleen marloes marjolein martijn martin mats
    maurits max menno merel michel michiel miep mieke milan mirjam monique nel nico niek niels
    nienke nina noor olaf onno oscar otto pascal patrick paul paula peter petra philip piet
    pieter pim
    rachel ralph regina reinier remco rené riet rik rita rob robbert robert robin roel roelof roland
    ronald ronnie roos rosa rudy ruud saskia sander sandra sanne sara sarah sem siebe simon simone
    sjaak sjef sjoerd sofie sonja sophie stefan steven suzanne sven tamara teun theo thijs thomas
    tijs tim tineke tom tommy ton toon trees truus vera victor vincent wessel wieke wil wilhelmina
    willem willemijn wilma wim wouter yvonne"""
)


def torn_names(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Surnames of the Dutch whose particle the English lost or translated, and what is there."""
    words = [bare_name(word) for word in NAME_WORD.findall(target)]
    folded = [fold(word) for word in words]
    squashed = _squashed(target)
    for match in _SURE.finditer(source):
        name = bare_name(match[2])
        kept = _squashed(match[1] + name) in squashed
        if match[2][0].isupper() and fold(name) in folded and not kept:
            yield match[1] + name, _before(words, folded.index(fold(name)), 2)
    for match in _AMBIGUOUS.finditer(source):
        first, particle, name = match[1] or "", match[2].strip(), bare_name(match[3])
        noble = _NOBLE.search(source[: match.start()])
        if particle != "de" and (noble or (first and first.lower() not in _FIRST)):
            continue
        for index in (i for i, word in enumerate(folded) if word == fold(name)):
            start = index
            while start and folded[start - 1] in _PUT[particle]:
                start -= 1
            said = folded[start - 1] if start else ""
            named = said in _ADDRESS or said == fold(first) or same_name(fold(first), said)
            if start < index and said and named:
                yield match[0], _before(words, index, index - start + 1)


def _before(words: list[str], index: int, count: int) -> str:
    return " ".join(words[max(0, index - count) : index + 1])


def _squashed(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())
