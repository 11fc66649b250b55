"""English sentences in Dutch word order, before the lexicon translates them word by word.

After the clause restructuring of Collins et al. 2005 ("Clause restructuring for statistical
machine translation"), turned around, and on word lists instead of a parser: clauses are cut at
punctuation, conjunctions and infinitives; verbs that are not finite go to the end of a main
clause, all verbs to the end of a subordinate one, and a clause with something in front has its
subject after its verb.
"""

from __future__ import annotations

from dataclasses import dataclass

from .clauses import Clause, find_finite, low, split_clauses
from .verbgroups import (
    ADVERBS,
    BE,
    DETERMINERS,
    HAVE,
    PREPOSITIONS,
    SUBJECTS,
    Token,
    is_adverb,
    rewrite,
)
from .verbs import MODALS, Verbs, word_set

_SAYING = word_set(
    "said says say added adds told tells wrote writes asked asks argued explained noted warned "
    "insisted replied concluded declared stated recalled tweeted"
)
_TIMES = word_set(
    "last this next earlier later today yesterday tomorrow there here meanwhile however"
)
_FRONTING = PREPOSITIONS | ADVERBS | _TIMES
_SOON = word_set("now then yesterday today")
_LATE = word_set("after before since as by")
_NOT_FINITE = word_set("am be been being")
_BRACKETS = MODALS | HAVE | BE
_DATES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december"
)


@dataclass(frozen=True)
class Reorder:
    """Dutch word order by the verbs it knows.

    Verbs move over `phrases` phrases with a preposition; Dutch does both, so sentences of even and
    of odd length take turns.
    """

    verbs: Verbs
    phrases: tuple[int, ...] = (0, 1)
    reach: int = 9

    def __call__(self, tokens: list[str]) -> list[Token]:
        """The tokens in Dutch order, some with their Dutch word given, left out or added."""
        clauses = split_clauses(rewrite(tokens, self.verbs), self.verbs)
        earlier = Clause("mark", [])
        phrases = self.phrases[len(tokens) % len(self.phrases)]
        for clause in clauses:
            if clause.kind == "main":
                clause.tokens = self._main(clause.tokens, phrases)
            elif clause.kind == "sub":
                clause.tokens = self._sub(clause.tokens, earlier, phrases)
            elif clause.kind == "to":
                clause.tokens = self._infinitive(clause.tokens, earlier, phrases)
            earlier = clause
        return [token for clause in self._inverted(clauses) for token in clause.tokens]

    def _main(self, tokens: list[Token], phrases: int) -> list[Token]:
        """Verbs that are not finite go to the end."""
        place = find_finite(tokens, 0, self.verbs, reach=20)
        if place < 0:
            return tokens
        tokens = [*tokens]
        tokens[place] = tokens[place]._replace(finite=True)
        if not (tokens[place].dutch or low(tokens[place]) in _BRACKETS):
            first = place
            while first > 1 and is_adverb(low(tokens[first - 1])):
                first -= 1
            # "The map also shows": the verb comes before the adverb.
            return [*tokens[:first], tokens[place], *tokens[first:place], *tokens[place + 1 :]]
        first, last = self._group(tokens, place + 1)
        if first == last:
            return tokens
        rest = tokens[last:]
        end = self._passed(rest, phrases)
        between = tokens[place + 1 : first]
        short = 0 < end <= 5 and low(rest[0]) in DETERMINERS
        held = [between.pop()] if between and low(between[-1]) == "not" and short else []
        return [
            *tokens[: place + 1], *between, *rest[:end], *held, *tokens[first:last], *rest[end:],
        ]  # fmt: skip

    def _sub(self, tokens: list[Token], earlier: Clause, phrases: int) -> list[Token]:
        """All verbs go to the end."""
        conjunction = tokens[0]
        if low(conjunction) == "who" and earlier.tokens:
            noun = low(earlier.tokens[-1])
            if noun not in PREPOSITIONS and noun not in self.verbs.bases:
                conjunction = Token(conjunction.text, "die")
        place = find_finite(tokens, 1, self.verbs)
        if place < 0:
            return [conjunction, *tokens[1:]]
        if low(conjunction) == "that" and conjunction.dutch is None:
            conjunction = Token(conjunction.text, "die|dat" if place == 1 else "dat")
        elif low(conjunction) == "which" and place < 3:
            conjunction = Token(conjunction.text, "die|dat")
        tokens = [*tokens]
        tokens[place] = tokens[place]._replace(finite=True)
        first, last = self._group(tokens, place + 1)
        between = tokens[place + 1 : first] if first < last else []
        if first == last:
            last = place + 1
            while last < len(tokens) and is_adverb(low(tokens[last])):
                last += 1
            between = tokens[place + 1 : last]
            first = last
        rest = tokens[last:]
        end = self._passed(rest, phrases)
        return [
            conjunction, *tokens[1:place], *between, *rest[:end], tokens[place],
            *tokens[first:last], *rest[end:],
        ]  # fmt: skip

    def _infinitive(self, tokens: list[Token], earlier: Clause, phrases: int) -> list[Token]:
        """To close the school: (om) the school te close."""
        first = 1
        while first < len(tokens) and is_adverb(low(tokens[first])):
            first += 1
        last = first + 1
        group = tokens[first:last]
        following = low(tokens[last]) if last < len(tokens) else ""
        if low(group[0]) in ("be", "have") and following in self.verbs.participle:
            group = [tokens[last], Token("to", "te"), group[0]]
            last += 1
        else:
            group = [Token("to", "te"), *group]
        rest = tokens[last:]
        end = self._passed(rest, phrases)
        opening = [Token("to", "om")] if self._purpose(earlier) else []
        if tokens[0].text[0].isupper():
            opening = [Token("To", "Om")]
        return [*opening, *tokens[1:first], *rest[:end], *group, *rest[end:]]

    def _purpose(self, earlier: Clause) -> bool:
        """True when an infinitive after this clause takes "om": not right after a verb."""
        if earlier.kind == "mark" or not earlier.tokens:
            return earlier.kind == "mark"
        word = low(earlier.tokens[-1])
        if len(earlier.tokens) > 1 and low(earlier.tokens[-2]) in DETERMINERS:
            return True
        verbs = self.verbs
        return not any(word in forms for forms in (verbs.bases, verbs.past, verbs.third, verbs.ing))

    def _group(self, tokens: list[Token], start: int) -> tuple[int, int]:
        """Bounds of the verbs that are not finite after adverbs (or a subject) from `start`."""
        first = start
        while first < len(tokens) and (is_adverb(low(tokens[first]))):
            first += 1
        if first == start and first < len(tokens) and low(tokens[first]) in SUBJECTS:
            first += 1
        last = first
        while last < len(tokens) and self._nonfinite(tokens, last):
            if low(tokens[last]) in self.verbs.participle:
                after_modal = low(tokens[start - 1]) in MODALS
                tokens[last] = tokens[last]._replace(participle=not after_modal)
            last += 1
        return first, last

    def _nonfinite(self, tokens: list[Token], place: int) -> bool:
        word, verbs = low(tokens[place]), self.verbs
        return word in verbs.bases or word in verbs.participle or word in ("be", "been", "have")

    def _passed(self, rest: list[Token], phrases: int) -> int:
        """How many of the words after a verb it moves over."""
        prepositions = 0
        for index, token in enumerate(rest):
            word = low(token)
            if word in PREPOSITIONS and word not in ("of", "than"):
                prepositions += 1
                if prepositions > phrases or (word in _LATE and index > 3):
                    return index
            verb = token.finite or (word in _BRACKETS and token.text != "May")
            if index and verb and word not in _NOT_FINITE:
                return index - 1 if index > 1 else 0
            if index >= self.reach + prepositions:
                return 0 if prepositions == 0 else index
        return len(rest)

    def _inverted(self, clauses: list[Clause]) -> list[Clause]:
        """Subject after the verb where something else opens the sentence."""
        found: list[Clause] = []
        for index, clause in enumerate(clauses):
            if clause.kind == "main":
                self._start_of_one(clause)
                before = clauses[max(0, index - 2) : index]
                if len(before) == 2 and self._is_fronted(clauses, index):
                    self._invert(clause, 8)
                    short = before[0].kind == "main" and len(before[0].tokens) <= 6
                    if short and found and low(found[-1].tokens[0]) == ",":
                        found.pop()
                elif before and self._is_attribution(clauses, index):
                    self._invert(clause, 6)
            found.append(clause)
        return found

    def _is_fronted(self, clauses: list[Clause], index: int) -> bool:
        """True when only a phrase or a subordinate clause and a comma come before."""
        opening, mark = clauses[index - 2], clauses[index - 1]
        if mark.kind != "mark" or mark.tokens[0].text != ",":
            return False
        if index > 2 and clauses[index - 3].tokens[-1].text not in ('"', ";", ":", "."):
            return False
        head = low(opening.tokens[0])
        if opening.kind == "sub":
            return True
        fronted = opening.kind == "main" and (head in _FRONTING or is_adverb(head))
        return fronted and find_finite(opening.tokens, 0, self.verbs) < 0

    def _is_attribution(self, clauses: list[Clause], index: int) -> bool:
        """True for the speaker and verb after a quotation or at the end of a statement."""
        tokens = clauses[index].tokens
        place = find_finite(tokens, 0, self.verbs, reach=8)
        if place < 1 or low(tokens[place]) not in _SAYING:
            return False
        mark = clauses[index - 1].tokens[0].text
        last = place >= len(tokens) - 3 and index >= len(clauses) - 2
        return (mark == '"' and index > 2) or (mark == "," and last and index > 1)

    def _start_of_one(self, clause: Clause) -> None:
        """On Monday the company said: the same without a comma."""
        tokens = clause.tokens
        if (
            len(tokens) > 3
            and low(tokens[0]) in ("on", "in")
            and (low(tokens[1]) in _DATES or tokens[1].text.isdigit())
        ):
            subject = low(tokens[2])
            if subject in SUBJECTS or subject in DETERMINERS:
                rest = Clause("main", tokens[2:])
                self._invert(rest, 8)
                clause.tokens = tokens[:2] + rest.tokens
        elif len(tokens) > 2 and low(tokens[0]) in _SOON and low(tokens[1]) in SUBJECTS:
            rest = Clause("main", tokens[1:])
            self._invert(rest, 2)
            clause.tokens = tokens[:1] + rest.tokens

    def _invert(self, clause: Clause, reach: int) -> None:
        tokens = clause.tokens
        if not tokens or low(tokens[0]) in ("and", "or", "but"):
            return
        place = find_finite(tokens, 1, self.verbs, reach)
        if place > 0:
            clause.tokens = [tokens[place], *tokens[:place], *tokens[place + 1 :]]
