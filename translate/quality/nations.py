"""Names that Dutch and English spell so differently that no rule leads from one to the other.

Only what the checks need in order not to cry wolf: countries with their adjectives and people,
alliances, seas, and institutions that are translated word by word. Whole names are looked up in
the glossary's table first; this one is for what is made of them. Each line: Dutch beginnings =
English beginnings, folded to lower case; a Dutch word that begins with one on the left is kept
when the English text has a word that begins with one on the right.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from translate.quality.words import fold, word_set

_FAMILIES = """
nederland hollan=netherlands dutch holland
duits=german
engel=engl
brit=brit uk
groot-brit=brit uk
vereni=unit us uk un
frank frans=france french
belg=belg
vlaams vlaander vlaming=flem flander
waal wallon=wallo
spanj spaan=spain spanish spaniard
itali=ital
grieken griek=gree
turk=turk
russ rusland=russia
wit-rus belarus=belarus
oekrai=ukrain
polen pool pools poolse polen=pol
tsjech=czech
slowa=slova
hongaar hongar=hungar
roemeen roemen=romania
bulga=bulgar
joegosl=yugosl
servi servi=serb
kroaat kroat=croat
albane alban=alban
letland let letse letten=latvia
litouw=lithuania
estland est estse estisch=estonia
finland fin finse finnen=finland finn
zweden zweed=swed
noorweg noor noorse noren=norw
denemarken deen deens denen=denmark danish dane
ijsland=iceland
ierland iers ieren ier=ir
noord-ier=northern
schot=scot
wales welsh=wales welsh
zwits=swi
oostenrijk=austria
europ=europ eu
amerika=america us u.s usa united
noord-amerika=north
zuid-amerika=south latin
latijns=latin
brazili=brazil
argentij=argentin
chili chileen=chile
venezol venezuel=venezuel
cuba=cuba
surina=surinam
chine china=chin
noord-kore=north
zuid-kore=south
nieuw-zee=new
australi=austral
thai=thai
filip=philippin filip
maleis=malays
afghaan afghan=afghan
iran iraan=iran
caribisch=caribbean
kaapstad kaapverd=cape
christus=christ bc bce b.c jesus
woii woi=world war
noormannen noorman=norman norse viking
zuidzee=south pacific
zuidwest zuidoost noordwest noordoost=south north
oeigoer=uighur uyghur
kaspisch=caspian
egeisch=aegean
sovjet=soviet ussr
iraaks iraak irak=iraq
syri=syria
libane libano=leban
palest=palestin
saoed=saudi
arab=arab
libi=libya
marok=morocc
tunes=tunis
alger=algeri
zuid-afrik=south
afrik=africa
azi=asia
armeen armen=armenia
georgi=georgia
azerb azer=azerbaij
kazach=kazakh
mold=moldov
navo=nato
wk=world
ek=europ euro
btw=vat
bbp=gdp gross
cao=collective cao
mkb=sme small
ov=public transport
ggd=ggd health
kmar=marechaussee military
eu=eu european
vs=us u.s united america
vn=un u.n united
vk=uk u.k united britain
aivd=aivd
om=prosecut om
ovse=osce
who=who world
who wereldgezondheid=world who
imf=imf
ecb=ecb european
dna=dna
hiv=hiv
kiev=kyiv kiev
peking=beijing peking
den haag haags='hague
haagse haags haag='hague hague
gent gents=ghent gent
brugge brugs=bruges brugge
luik=liege
parij=pari
londen londens=london
berlijn=berlin
munchen=munich
keulen keuls=cologne
wenen weens=vienn
rome romein romeins rome=rom
milaan=milan
florence=florence florentin
venet=veni venet
moskou moskov=mosco muscov
warschau=warsaw
praag praags=prague
athene atheens=athen
lissabon=lisbon
kopenhag=copenhag
belgrado=belgrade
boekarest=bucharest
boedapest=budapest
jeruzalem=jerusalem
damascus=damasc
caïro cairo=cairo
tsjernob=chernob chornob
charkov charkiv=khark
krim=crimea
noordzee=north
oostzee=baltic
middellandse=mediterranean
atlantisch=atlantic
stille=pacific
zwarte=black
rode=red
rijn=rhine
maas=meuse maas
schelde=scheldt
donau=danube
alpen=alp
friesland fries friese=fries frisia
zeeland zeeuws zeeuw=zealand zeeland
noord-holland zuid-holland=north south
noord-brabant=north brabant
gelder=gelder guelder
katholie=catholic
christ christen=christ
joods joden jood=jew
moslim=muslim
boeddh=buddh
hindoe=hindu
kerst=christmas
pasen paas=easter
pinkster=pentecost whit
koningsdag=king
wereldoorlog=war
prinsjesdag=prinsjesdag budget prince
sinterklaas=sinterklaas nicholas
republikein=republican
democra=democrat
bijbel=bible
god=god
koran=koran quran qur
maria=mary maria
jezus=jesus
johannes=john johannes
paulus=paul
petrus=peter
karel=charles karel
lodewijk=louis lodewijk
willem=william willem wilhelm
hendrik=henry hendrik
filips=philip
elizabeth=elizabeth elisabeth
zuidpool=south antarctic
noordpool=north arctic
middeleeuw=medieval middle
verlichting=enlightenment
romaans=romance roman
latijn=latin
perzi=persia
hongkong=hong
cypri cyprus=cyprus cypriot
jemen=yemen
jordaan jordan=jordan
koeweit=kuwait
keni=kenya
soedan=sudan
ghana ghanees=ghana
oeganda=uganda
oekr=ukrain
baltisch=baltic
kaukas=caucas
hebreeuw=hebrew
inca=inca
maleisi=malays
mantsjoe=manchu
mongool mongol=mongol
sri=sri
"""


def _families() -> tuple[dict[str, tuple[str, ...]], int]:
    table: dict[str, tuple[str, ...]] = {}
    for line in _FAMILIES.strip().splitlines():
        dutch, _, english = line.partition("=")
        for beginning in dutch.split():
            table[beginning] = tuple(part.lstrip("'") for part in english.split())
    return table, max(map(len, table))


_TABLE, _LONGEST = _families()
_ENGLISH_FAMILIES = tuple({family for family in _TABLE.values() if len(family) > 1})
#: English beginnings that name one nation in other letters.
_ALIASES = (("britain", "british", "uk"), ("american", "us", "usa"), *_ENGLISH_FAMILIES)


def english_beginnings(dutch: str) -> tuple[str, ...] | None:
    """Beginnings of the English words for a folded Dutch name or adjective; None if not known.

    Beginnings of up to four letters stand for the whole word or its adjective only.
    """
    for length in range(min(len(dutch), _LONGEST), 1, -1):
        beginning = dutch[:length]
        rest = len(dutch) - length
        if beginning in _TABLE and (length > 3 or rest == 0):
            return _TABLE[beginning]
    return None


@cache
def _listed() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The glossary's countries, adjectives and peoples: folded Dutch word to English forms."""
    table = files("translate.glossary").joinpath("names.tsv").read_text("utf-8")
    found = {}
    for line in table.splitlines():
        dutch, _, rest = line.partition("\t")
        english, _, kind = rest.partition("\t")
        if kind.split("\t")[0] in ("region", "adjective", "people") and " " not in dutch:
            found[fold(dutch)] = tuple(
                tuple(fold(form).replace(".", "").split()) for form in english.split("|")
            )
    return found


def english_forms(dutch: str) -> tuple[tuple[str, ...], ...] | None:
    """The English for a folded Dutch name of the glossary, each form in words; None without."""
    return _listed().get(dutch)


def same_nation(one: str, other: str) -> bool:
    """Whether two folded English words name one nation: ``UK`` and ``British``."""
    one, other = one.replace(".", ""), other.replace(".", "")
    return any(_begins(one, family) and _begins(other, family) for family in _ALIASES)


def _begins(word: str, family: tuple[str, ...]) -> bool:
    return any(word == start if len(start) < 4 else word.startswith(start) for start in family)


#: Capitalised Dutch words that are translated, in names of institutions, offices and works.
TRANSLATED = word_set(
    """aarde academie afgevaardigde afgevaardigden agentschap akademie akkoord algemeen algemene
    alliantie arbeid arbeiders autoriteit bank beker berg bergen beweging bibliotheek
    binnenlandse bond brandweer broer brug buitenlandse bureau burgemeester burger celsius
    centrum club comite commissie congres cultuur dag de defensie den der derde des dienst
    economie economische een eerlijke eerste eeuw eiland eilanden en energie energiebedrijf
    fahrenheit federatie financien front gebergte gebied gemeente gemeenteraad generaal
    gerechtshof gezondheid golf gouden graaf graden groene groep grondwet groot grote group
    handel haven heer heilige hemelse hertog het hof hoge hogerhuis hogeschool hoofdofficier
    hoofdstad hooggerechtshof huis huzaren ik in industrie infrastructuur inspectie instituut
    internationaal internationale internet jaar justitie kabinet kamer kampioenschap kanaal
    kapitein kasteel keizer kerk klein kleine klimaat kolonel koning koningin koninklijk
    koninklijke koninkrijk kruis lagerhuis land landbouw legacy leger leider liefde luchthaven
    luchtmacht maan maand majoor marine meer meneer mevrouw milieu minister ministerie moeder
    museum nacht naties nationaal nationale natuur nederlandse nieuw nieuwe noord noordelijke
    noorden oceaan ombudsman onderwijs oorlog oost oostelijke oosten op openbaar opperbevel
    opperste opstand organisatie oud oud-premier oud-president oude paleis park parlement
    partij paus persbureau planbureau plein ploeg politie poort premier president prijs prins
    prinses provinciale raad raadslid radio rechtbank rechter rekenkamer republiek revolutie
    rijk rivier rode ronde ruimte school senaat sint slag sociaal sociale speciale spelen speler
    staat staatssecretaris stad staten station stichting straat team tempel tijd toren tuin
    tweede u unie universiteit vader vallei van veiligheid veiligheidsraad verdrag vereniging
    verkeer vice-president vicepresident vierde vijfde vliegveld volk volksgezondheid voor
    vrede vrije vrijheid waterstaat week weg wereld wereldbeker werelddeel werelderfgoed
    werelderfgoedlijst werkgelegenheid west westelijke westen wet wetenschap wetenschappen
    wethouder witte woestijn zaken zee zilveren zon zoon zuid zuidelijke zuiden zus zwarte"""
)
