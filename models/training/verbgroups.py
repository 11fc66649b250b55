"""English verb groups and possessives that Dutch says with other words, rewritten before ordering.

Dutch has no do-support and no progressive, builds the passive with "worden", and has modal verbs
where English has "want to" and "have to". Tokens may be given their Dutch word here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .verbs import MODALS, Verbs, word_set

BE = word_set("is are was were am be been being")
HAVE = word_set("has have had having")
SUBJECTS = word_set("i you he she it we they there who")
DETERMINERS = word_set(
    "the a an this that these those my your his her its our their some any no every each all "
    "both many most several"
)
PREPOSITIONS = word_set(
    "in on at of for with by from to into over under after before during against between about "
    "through without within among since until despite via per towards toward upon around near "
    "amid across along behind beyond below above outside inside like than as"
)
ADVERBS = word_set(
    "not also already still never always often soon now then just even only again ever yet "
    "recently largely nearly almost probably perhaps"
)
FUNCTION = (
    BE | HAVE | MODALS | SUBJECTS | DETERMINERS | PREPOSITIONS | ADVERBS
    | word_set(
    "and or but that which whose whom if when while because although do does did "
                "him them me us what where why how so"
)
)  # fmt: skip
_TENSE = {"is": "third", "are": "base", "am": "base", "was": "past", "were": "past"}
_DO_TENSE = {"do": "base", "does": "third", "did": "past"}
_PASSIVE = {
    "is": "wordt|is", "are": "worden|zijn", "am": "word|ben", "was": "werd|was",
    "were": "werden|waren",
}  # fmt: skip
_GOING = {"is": "gaat", "are": "gaan", "am": "ga", "was": "ging", "were": "gingen"}
_BEEN = {"has": "is", "have": "zijn", "had": "was|waren"}
_MODAL_TO = {
    "want": "wil|willen", "wants": "wil", "wanted": "wilde|wilden", "has": "moet",
    "have": "moeten|moet", "had": "moest|moesten", "need": "moeten|moet", "needs": "moet",
    "needed": "moest|moesten",
}  # fmt: skip
# Phrases of function words that word-by-word translation cannot reach.
PHRASES = {
    "a lot of": "veel", "lots of": "veel", "such as": "zoals", "as well as": "evenals",
    "at least": "minstens", "of course": "natuurlijk", "due to": "vanwege", "as well": "ook",
    "according to": "volgens", "because of": "vanwege", "at the same time": "tegelijkertijd",
    "instead of": "in plaats van", "out of": "uit", "so far": "tot nu toe",
    "each other": "elkaar", "one another": "elkaar", "a few": "een paar", "last year": "vorig jaar",
    "this year": "dit jaar", "next year": "volgend jaar", "last week": "vorige week",
    "last month": "vorige maand", "more and more": "steeds meer", "for example": "bijvoorbeeld",
    "as if": "alsof", "even if": "zelfs als", "even though": "hoewel", "no longer": "niet meer",
    "no one": "niemand", "as soon as": "zodra", "in front of": "voor", "a couple of": "een paar",
    "such a": "zo'n", "such an": "zo'n", "kind of": "soort", "all of the": "alle",
    "some of the": "enkele van de",
    "most of the": "de meeste", "one of the": "een van de", "at all": "helemaal",
    "at first": "eerst", "right now": "op dit moment",
    "years ago": "jaar geleden", "years old": "jaar oud", "in addition": "bovendien",
    "rather than": "in plaats van", "along with": "samen met", "up to": "tot",
    "based on": "op basis van", "in spite of": "ondanks", "compared with": "vergeleken met",
    "compared to": "vergeleken met", "the same": "dezelfde|hetzelfde",
    "prime minister": "premier", "the united states": "de Verenigde Staten",
    "united states": "Verenigde Staten", "united nations": "Verenigde Naties",
    "european union": "Europese Unie", "united kingdom": "Verenigd Koninkrijk",
    "white house": "Witte Huis", "supreme court": "Hooggerechtshof",
}  # fmt: skip
_ARTICLES = {"the": "de|het", "a": "een", "an": "een"}
_GERUND_AFTER = word_set("after before for by in from without about")
_SHORT = {"US": "VS", "USA": "VS", "UN": "VN", "UK": "VK"}
_BEFORE_MONTH = PREPOSITIONS | word_set("last this next late early mid and")
_ORDINALS = word_set("st nd rd th")


class Token(NamedTuple):
    """An English word; `dutch` is its translation where that is settled ("" leaves it out)."""

    text: str
    dutch: str | None = None
    finite: bool = False  # a verb made or seen to be finite here
    participle: bool = False  # a verb seen to be a participle here


def is_adverb(word: str) -> bool:
    """Words that may stand inside a verb group."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4)


@dataclass
class _Rewriter:
    tokens: list[str]
    verbs: Verbs
    at: int = 0

    def word(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.tokens[place].lower() if 0 <= place < len(self.tokens) else ""

    def adverbs(self, ahead: int) -> int:
        """Index ahead of the first word that is not an adverb."""
        while is_adverb(self.word(ahead)):
            ahead += 1
        return ahead

    def run(self) -> list[Token]:
        out: list[Token] = []
        while self.at < len(self.tokens):
            out.extend(self._step())
        return out

    def _take(self, *made: Token, used: int) -> list[Token]:
        """The made tokens with the capital of the first used one."""
        if self.tokens[self.at][:1].isupper() and self.at == 0:
            head = made[0]
            dutch = head.dutch[:1].upper() + head.dutch[1:] if head.dutch else head.dutch
            made = (
                head._replace(text=head.text[:1].upper() + head.text[1:], dutch=dutch),
                *made[1:],
            )
        self.at += used
        return list(made)

    def _between(self, end: int) -> list[Token]:
        return [Token(text) for text in self.tokens[self.at + 1 : self.at + end]]

    def _step(self) -> list[Token]:
        word, verbs = self.word(), self.verbs
        if word in _DO_TENSE:
            end = self.adverbs(1)
            if self.word(end) in SUBJECTS and self.word(end + 1) in verbs.bases:
                verb = verbs.simple(self.word(end + 1), _DO_TENSE[word])
                return self._take(Token(verb, finite=True), *self._between(end + 1), used=end + 2)
            if self.word(end) in verbs.bases:
                verb = verbs.simple(self.word(end), _DO_TENSE[word])
                return self._take(Token(verb, finite=True), *self._between(end), used=end + 1)
        if word in _TENSE:
            made = self._be()
            if made:
                return made
        if word in _BEEN:
            end = self.adverbs(1)
            if self.word(end) == "been":
                after = self.adverbs(end + 1)
                if self.word(after) in verbs.participle:
                    return self._take(
                        Token(word, _BEEN[word], True), *self._between(end), used=end + 1
                    )
                if self.word(after) in verbs.ing:
                    base = verbs.ing[self.word(after)]
                    verb = verbs.simple(base, "past" if word == "had" else "third")
                    return self._take(Token(verb, finite=True), *self._between(end), used=after + 1)
                return self._take(
                    Token(word, _BEEN[word], True), *self._between(end), Token("been", "geweest"),
                    used=end + 1,
                )  # fmt: skip
        if word in _MODAL_TO and self.word(1) == "to" and self.word(2) in verbs.bases | {"be"}:
            return self._take(Token(word, _MODAL_TO[word], True), used=2)
        if word == "be":
            after = self.adverbs(1)
            if self.word(after) in verbs.participle:
                return self._take(Token("be", "worden"), used=1)
            if self.word(after) in verbs.ing:
                verb = verbs.ing[self.word(after)]
                return self._take(Token(verb), *self._between(after), used=after + 1)
        for length in (4, 3, 2):
            phrase = " ".join(self.word(ahead) for ahead in range(length))
            if phrase in PHRASES:
                return self._take(Token(phrase.split()[0], PHRASES[phrase]), used=length)
        if word == "as" and self.word(2) == "as":
            return self._take(Token("as", "zo"), Token(self.tokens[self.at + 1]), used=2)
        if word in _GERUND_AFTER and self.word(1) in verbs.ing and self.word(2) not in PREPOSITIONS:
            named = [Token("the", "het"), Token(verbs.ing[self.word(1)])]
            if self.word(2)[:1].isalpha():
                named.append(Token("of", "van"))
            return self._take(Token(word), *named, used=2)
        if word in _ARTICLES:
            return self._take(Token(self.tokens[self.at], _ARTICLES[word]), used=1)
        if word == "not" and self.word(1) in ("a", "an", "any"):
            return self._take(Token("no", "geen"), used=2)
        return self._word()

    def _be(self) -> list[Token]:
        word, verbs = self.word(), self.verbs
        end = self.adverbs(1)
        if self.word(end) == "being" and self.word(end + 1) in verbs.participle:
            return self._take(Token(word, _PASSIVE[word], True), *self._between(end), used=end + 1)
        if self.word(end) == "going" and self.word(end + 1) == "to":
            return self._take(Token(word, _GOING[word], True), *self._between(end), used=end + 2)
        if self.word(end) in verbs.ing:
            verb = verbs.simple(verbs.ing[self.word(end)], _TENSE[word])
            return self._take(Token(verb, finite=True), *self._between(end), used=end + 1)
        if self.word(end) in verbs.participle:
            return self._take(Token(word, _PASSIVE[word], True), used=1)
        return []

    def _word(self) -> list[Token]:
        text = self.tokens[self.at]
        beside = (self.word(-1), self.word(1))
        if text == "May" and (beside[0] in _BEFORE_MONTH or any(w.isdigit() for w in beside)):
            return self._take(Token(text, "mei"), used=1)
        if text.isdigit() and self.word(1) in _ORDINALS:
            return self._take(Token(text + "e", text + "e"), used=2)
        if text == "U" and [self.word(k) for k in range(1, 4)] == [".", "s", "."]:
            text, used = "US", 4
        else:
            used = 1
        if text in _SHORT:
            following = self.word(used)
            adjective = following.isalpha() and following not in FUNCTION | set(self.verbs.past)
            if text.startswith("US") and adjective:
                return self._take(Token(text, "Amerikaanse"), used=used)
            return self._take(Token(text, _SHORT[text]), used=used)
        return self._take(Token(text), used=used)


def possessives(tokens: list[str], verbs: Verbs) -> list[str]:
    """The tokens with "the company's profits" said as "the profits of the company"."""
    found = list(tokens)
    place = 0
    while place < len(found):
        word = found[place]
        plural = word == "'" and place and found[place - 1].lower().endswith("s")
        if not (plural or (word.lower().endswith("'s") and len(word) > 3)):
            place += 1
            continue
        head = place - 1 if plural else place
        first = head
        while first > 0 and found[first - 1].isalpha() and head - first < 4:
            before = found[first - 1].lower()
            if before in DETERMINERS:
                first -= 1
                break
            if before in FUNCTION or before in verbs.past or before in verbs.third:
                break
            first -= 1
        end = place + 1
        while end < len(found) and end - place < 5 and _of_noun(found[end], verbs, end > place + 1):
            end += 1
        owner = [*found[first:head], found[head] if plural else found[head][:-2]]
        if end == place + 1:
            found[first : place + 1] = owner
            place = first + len(owner)
            continue
        the = "The" if first == 0 and owner[0].lower() in DETERMINERS else "the"
        if first == 0 and owner[0].lower() in DETERMINERS:
            owner[0] = owner[0].lower()
        elif first == 0:
            the = "The"
        thing = found[place + 1 : end]
        found[first:end] = [the, *thing, "of", *owner]
        place = first + 1 + len(thing)
    return found


def _of_noun(word: str, verbs: Verbs, verb_may_come: bool) -> bool:
    """True for a word that may belong to the noun phrase after a possessive."""
    lowered = word.lower()
    if not word[0].isalpha() or lowered in FUNCTION or lowered.endswith("'s"):
        return False
    return not (verb_may_come and (lowered in verbs.past or lowered in verbs.third))


def rewrite(tokens: list[str], verbs: Verbs) -> list[Token]:
    """Tokens with Dutch verb groups; possessives have become phrases with "of"."""
    return _Rewriter(possessives(tokens, verbs), verbs).run()
