"""English words for tracing: their base forms, their kin, and classes that exclude each other."""

from __future__ import annotations

from functools import lru_cache

from translate.quality.words import word_set

_IRREGULAR = """
say said says|win won wins winning winner winners|lose lost loses losing loser loss losses
fall fell fallen falls falling|rise rose risen rises rising|go went gone goes going|make made making
take took taken taking|hold held holding holds|give gave given giving|find found finding
come came coming comes|become became becoming|begin began begun beginning|break broke broken
bring brought|build built building|buy bought|catch caught|choose chose chosen|deal dealt|die died
dead death deaths dies dying|draw drew drawn|drive drove driven driver|eat ate eaten|fight fought
fly flew flown flight|forget forgot forgotten|get got gotten getting|grow grew grown growth
hear heard|hide hid hidden|hit hits hitting|keep kept|know knew known|lead led leading
leader leaders|leave left leaving leaves|lend lent|let lets letting|lie lay lain lying
mean meant|meet met meeting
pay paid payment|put puts putting|read reads reading|ride rode ridden|run ran running|see saw seen
sell sold sale sales|send sent|set sets setting|shake shook shaken|shoot shot shooting shots
show showed shown|shut shuts|sing sang sung|sink sank sunk|sit sat sitting|sleep slept|speak spoke
spoken speech|spend spent|stand stood|steal stole stolen theft|strike struck|swim swam swum
teach taught teacher|tell told telling|think thought|throw threw thrown|understand understood
wake woke|wear wore worn|write wrote written|man men|woman women|child children
person people persons|foot feet|life lives live lived living|police officer officers
arrest arrested detain detained
choose elect elected election|marry married marriage wife husband|city cities|country countries
year years annual annually yearly|month months monthly|week weeks weekly|day days daily
"""


def _bases(table: str) -> dict[str, str]:
    bases: dict[str, str] = {}
    for group in table.replace("\n", "|").split("|"):
        forms = group.split()
        for form in forms:
            bases.setdefault(form, forms[0])
    return bases


_BASES = _bases(_IRREGULAR)

#: Words that stand for one another in news; a rewrite may choose among them.
_KIN = """
say tell announce state report declare claim explain note add mention confirm reveal describe call
begin start launch open commence|end finish conclude stop close halt|big large huge great major
kill die slay|hurt injure wound|buy purchase acquire|show demonstrate reveal indicate suggest
help aid assist support|ask request urge demand call|attack assault strike raid|car vehicle
house home|firm company business|job post position role|boss head leader chief|kid child youngster
get receive obtain gain|keep retain hold remain stay|leave depart quit exit|need require|let allow
permit|use employ|try attempt seek|want wish hope aim plan intend|think believe consider feel
happen occur take|near close|many several numerous multiple|very extremely highly
quick fast rapid swift|hard difficult tough|important key significant crucial|build construct
accord agreement deal pact|fight battle combat|choose select pick elect|dead die|murder kill
probe investigate inquiry investigation|look search|cut reduce decrease lower|rise increase grow
fall drop decline decrease|beat defeat win|game match|player footballer|film movie|tv television
cop police officer|lawyer attorney solicitor|jail prison|protest demonstration rally march
worker employee staff|person individual|money cash fund|road street|town city|story article
because due|approximately around about nearly almost|also additionally|however but|currently now
following after|prior before|stage phase|result outcome|part portion|area region|main primary
"""


def _kin(table: str) -> dict[str, set[str]]:
    kin: dict[str, set[str]] = {}
    for group in table.strip().replace("\n", "|").split("|"):
        members = {base(word) for word in group.split()}
        for member in members:
            kin.setdefault(member, set()).update(members)
    return kin


#: Words that end in -ing, -ed or -s as they are.
_WHOLE = word_set("herring sterling string spring during evening morning wedding king thing news")


@lru_cache(maxsize=1 << 15)
def base(word: str) -> str:
    """A base form that inflections share: ``studies`` and ``studied`` -> ``study``."""
    word = word.removesuffix("'s").removesuffix("’s")
    if word in _BASES:
        return _BASES[word]
    if word in _WHOLE:
        return word
    for ending, repair, shortest in (
        ("ies", "y", 5), ("ied", "y", 5), ("sses", "ss", 6), ("ing", "", 6), ("ed", "", 5),
        ("ly", "", 6), ("es", "", 5), ("s", "", 4),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) >= shortest and not word.endswith(("ss", "us")):
            stem = word.removesuffix(ending) + repair
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
                stem = stem[:-1]
            stem = stem.removesuffix("e")
            return _BASES.get(stem, _BASES.get(stem + "e", stem))
    return word.removesuffix("e") if len(word) > 4 else word


_KINSHIP = _kin(_KIN)


def related(one: str, other: str) -> bool:
    """Whether two base forms are one word, derived from one another, or kin."""
    if one == other:
        return True
    if other in _KINSHIP.get(one, ()):
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 4:
        return False
    return longer.startswith(shorter) and len(longer) - len(shorter) < 4  # Iran, Iranian


# Members of one line exclude each other: a piece that has one where the evidence has another
# says something else, even if every other word agrees.
_CLASSES = """
white black red blue green yellow orange purple pink brown grey gray golden silver
man woman boy girl
male female
he she
his her
son daughter
father mother
brother sister
husband wife
uncle aunt
king queen
prince princess
north south east west northern southern eastern western northeast northwest southeast southwest
left right
minute hour day week month year decade century
morning afternoon evening night
yesterday today tomorrow
spring summer autumn fall winter
first second third fourth fifth
first last
increase decrease reduce
rise fall
rise drop
rise decline
rise decrease
grow shrink
grow decline
climb fall
up down
higher lower
high low
more less fewer
most least
win lose
gain lose
before after
buy sell
support oppose
allow ban forbid prohibit prevent
accept reject refuse
approve reject
approve disapprove
agree disagree
confirm deny
admit deny
success failure
succeed fail
guilty innocent
convict acquit
alive dead
start end
begin end
open close
arrive leave
enter leave
join leave
victory defeat
strong weak
large small
big small
old new
old young
early late
earlier later
best worst
better worse
good bad
positive negative
public private
rich poor
safe dangerous
legal illegal
lawful unlawful
same different
always never
often rarely seldom
all none some
majority minority
minimum maximum
above below
inside outside
import export
attack defend
attacker victim
hire fire
include exclude
remember forget
love hate
fast slow
hot cold
warm cold
dry wet
full empty
heavy light
hard easy soft
long short
wide narrow
peace war
friend enemy
ally enemy
present absent
possible impossible
likely unlikely
able unable
certain uncertain
known unknown
popular unpopular
happy unhappy sad
temporary permanent
domestic foreign
local national international
urban rural
plaintiff defendant
teacher student
doctor patient
employer employee
government opposition
president vice-president
million billion trillion thousand hundred
euro dollar pound yen
kilometre mile metre
percent million
"""


def _rivals(table: str) -> dict[str, tuple[frozenset[str], ...]]:
    groups: dict[str, list[frozenset[str]]] = {}
    for line in table.strip().splitlines():
        members = frozenset(base(word) for word in line.split())
        for member in members:
            groups.setdefault(member, []).append(members)
    return {member: tuple(found) for member, found in groups.items()}


RIVALS = _rivals(_CLASSES)


def _base_set(words: str) -> frozenset[str]:
    return frozenset(map(base, words.split()))


NEGATORS = word_set(
    "not no never none nobody nothing nowhere neither nor without cannot hardly barely n't"
)
#: Words that deny without a negator; a rewrite may put "not" in their place, or them for it.
DENIALS = _base_set(
    """deny denial refuse refusal fail failure lack unable dismiss reject avoid prevent unlikely
    impossible unclear unknown unwilling innocent absent"""
)
SPEECH = _base_set(
    """say tell announce state declare claim explain note add confirm warn argue insist deny admit
    write suggest believe think call describe urge promise according tweet comment reply ask
    complain acknowledge stress emphasise emphasize conclude predict report accuse estimate expect
    hope"""
)
