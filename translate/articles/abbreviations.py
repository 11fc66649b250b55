"""Dutch abbreviations by what may follow their stop; own list, kept in lower case.

Stops inside are written, the last one is not: ``m.b.t`` stands for ``m.b.t.``.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Something always follows, so that their stop never ends a sentence.
NEVER_END = _words(
    """
    chr joh ph jac corn wm
    prof dr drs mr ir ing mw mevr dhr hr dra jhr jkvr ds bc st ste mgr pater zr br em
    gen sen kol kapt maj lt sgt luit adm cmdt insp comm pres vice-pres min-pres
    bijv bv b.v vs ca ong resp zgn z.g zg zgn z.gn evt event incl excl mits
    m.b.t d.w.z t.w.v i.v.m t.o.v o.l.v i.p.v n.a.v m.i.v t.a.v t.g.v d.m.v c.q o.b.v a.h.v t.b.v
    t.n.v m.u.v m.m.v o.v.v t.h.v t.h.o m.n o.a o.m m.a.w i.c m.h.o t.e.m d.d dd i.o.v z.s.m
    nr nrs art artt blz p pp pag hfst hoofdst fig afb tel fax vgl cf par sub bijl lid tab
    geb gest red vert samenst afz betr ref
    """
)

#: Something usually follows, but a sentence may end with them.
MAY_END = _words(
    """
    mln mld mrd mio mia dzd duiz jr sr co inc ltd corp bros v.chr n.chr v.c n.c
    n.v b.v.b.a v.s v.k u.s u.s.a u.k e.g v.n d.d.r
    str ln pl gld fr km cm mm kg gr sec u st.-nicolaas
    """
)

#: They close a phrase; a capital after them begins a sentence.
OFTEN_END = _words(
    """
    enz etc e.d e.a c.s cs a.s jl j.l o.i.d e.v e.v.a b.d i.o i.r a.u.b s.v.p n.v.t m.i h.t.l
    p.m a.m p.p p.st p.j p.w p.u t.z.t i.h.a i.h.b r.i.p l.s w.o w.v.t.t.k n.o.t.k
    """
)

#: Months and days: a number belongs to them.
OF_DATES = _words("""jan feb febr mrt apr jun jul aug sep sept okt nov dec ma di wo do vr za zo""")

#: Measures of number or time after a figure (``5 min.``), titles or ``at most`` elsewhere.
AFTER_FIGURES = _words("min max sec gem")

#: Ordinary words that the library takes for abbreviations.
ORDINARY = _words(
    """
    ja nee oké arts weg ring pen pop ha nu go do zo za di ma wo med not ex no ass dam damm app apps
    long est alt fam max lat wt lit art ha cap cod ext tab die pt pl mt fa ban basta boost
    """
)

#: Nouns that a single capital ends: ``plan B.``, ``vitamine C.``
LETTERED = _words(
    """
    plan vitamine vitamines hepatitis griep groep klasse type categorie blok poule optie model
    team punt letter niveau deel route variant kolom vak zone label profiel eeuw serie divisie
    bijlage influenza factor titel lijn terminal gebouw ingang ploeg kandidaat
    """
)

#: Words that begin sentences and, with a capital, nothing else (surnames are seen to apart).
STARTERS = _words(
    """
    de het een 't 'n dat deze die dit er hij ik je jij jullie men u we wij ze zij zijn haar hun ons
    onze mijn jouw uw ieder iedereen iemand niemand niets alles alle allemaal beide sommige
    hoe waar waarom wanneer wat welk welke wie wiens waarmee waarvan waardoor waarbij
    in op om na naar voor van bij met door tot tegen over onder tussen tijdens sinds vanaf volgens
    zonder uit aan als toen omdat hoewel terwijl nadat voordat zodra zodat indien tenzij ondanks
    en maar want of dus doch noch ook niet geen nog wel al
    daar daarmee daarna daarom daarbij daardoor daarnaast daarentegen daarvoor daarop hierdoor
    hiermee hierna hierbij hier
    bovendien echter immers inmiddels intussen kortom namelijk niettemin ondertussen overigens
    tenslotte tevens toch trouwens uiteindelijk verder vervolgens voorlopig zodoende misschien
    vandaag gisteren morgen eergisteren vroeger later soms vaak altijd nooit nu eerst dan straks
    vorig vorige volgend volgende komend komende afgelopen deels vooral zelfs alleen slechts
    wordt worden werd werden is was waren heeft had hebben zal zou kan kon moet mag wil ga kom
    veel weinig meer minder meerdere enkele twee drie vier vijf tien ruim bijna ongeveer zo zulke
    voorts aldus alsnog opnieuw dankzij wegens vanwege binnen buiten rond sindsdien
    """
)

#: Surname particles that Flemish names write with a capital: ``B. De Wever``.
PARTICLES = _words("de van den der vander vanden ter ten te el al la le du di da von")
