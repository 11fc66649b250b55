# ruff: noqa: E501 (a sentence is easier to check in one line)
"""Dutch news sentences with good English translations, written for these tests.

They hold what checks stumble over: decimal commas, dates, clock times, ordinals, number words,
Dutch spellings of foreign names, nationalities, quotations, institutions, very short sentences.
"""

PAIRS: tuple[tuple[str, str], ...] = (
    (
        "De Belarussische president Loekasjenko ontving dinsdag zijn Russische ambtgenoot Poetin in Minsk.",
        "Belarusian President Lukashenko received his Russian counterpart Putin in Minsk on Tuesday.",
    ),
    (
        "Het kabinet trekt 2,5 miljard euro uit voor de bouw van 100.000 woningen.",
        "The cabinet is setting aside 2.5 billion euros for the construction of 100,000 homes.",
    ),
    (
        "Op 10 okt. 2022 werd de Krimbrug zwaar beschadigd.",
        "The Crimean bridge was badly damaged on 10 October 2022.",
    ),
    (
        "De wedstrijd begint om 20.30 uur in de Kuip.",
        "The match kicks off at 8:30 pm in De Kuip.",
    ),
    (
        "‘We laten ons niet wegpesten’, zegt Willem de Boer, die al veertig jaar in het dorp woont.",
        "“We won't be bullied into leaving,” says Willem de Boer, who has lived in the village for forty years.",
    ),
    (
        "De inflatie kwam in september uit op 14,5 procent, meldt het CBS.",
        "Inflation stood at 14.5 percent in September, CBS reports.",
    ),
    (
        "Een 23-jarige man uit Rotterdam is aangehouden.",
        "A 23-year-old man from Rotterdam has been arrested.",
    ),
    (
        "Voor de derde keer in vier jaar staat het dorp blank.",
        "The village is flooded for the third time in four years.",
    ),
    (
        "Een derde van de kiezers twijfelt nog.",
        "One third of voters are still undecided.",
    ),
    (
        "De Oekraïense president Zelensky vroeg de NAVO om meer luchtafweer.",
        "Ukrainian President Zelensky asked NATO for more air defence.",
    ),
    (
        "Volgens de VN zijn er zeker drieëntwintig doden gevallen.",
        "According to the UN, at least twenty-three people have been killed.",
    ),
    (
        "De Tweede Kamer debatteert woensdag over de stikstofplannen.",
        "The House of Representatives will debate the nitrogen plans on Wednesday.",
    ),
    (
        "Anderhalf jaar na de brand gaat de school weer open.",
        "The school is reopening a year and a half after the fire.",
    ),
    (
        "In de jaren tachtig werkten hier nog tweehonderd mensen.",
        "In the 1980s two hundred people still worked here.",
    ),
    (
        "De minister noemt het voorstel ‘onverstandig’.",
        "The minister calls the proposal “unwise”.",
    ),
    ("Ja.", "Yes."),
    ("‘Nee’, zei ze.", "“No,” she said."),
    ("Wie is hij?", "Who is he?"),
    (
        "De Duitse bondskanselier Scholz reist volgende week naar China.",
        "German Chancellor Scholz travels to China next week.",
    ),
    (
        "Honderden betogers trokken zaterdag door het centrum van Den Haag.",
        "Hundreds of protesters marched through the centre of The Hague on Saturday.",
    ),
    (
        "De helft van de scholen heeft te weinig leraren.",
        "Half of the schools have too few teachers.",
    ),
    (
        "Het bedrijf verkocht vorig jaar 1,2 miljoen fietsen, 8 procent meer dan in 2020.",
        "The company sold 1.2 million bicycles last year, 8 percent more than in 2020.",
    ),
    (
        "De rechtbank in Assen legde hem twaalf jaar cel op.",
        "The court in Assen sentenced him to twelve years in prison.",
    ),
    (
        "Max Verstappen won de Grote Prijs van Japan en is voor de tweede keer wereldkampioen.",
        "Max Verstappen won the Japanese Grand Prix and is world champion for the second time.",
    ),
    (
        "Feyenoord won met 3-1 van FC Twente.",
        "Feyenoord beat FC Twente 3-1.",
    ),
    (
        "De temperatuur daalt vannacht tot 3 graden onder nul.",
        "Temperatures will drop to 3 degrees below zero tonight.",
    ),
    (
        "Onderzoekers van de Universiteit Utrecht vonden sporen van plastic in 17 van de 22 bloedmonsters.",
        "Researchers at Utrecht University found traces of plastic in 17 of the 22 blood samples.",
    ),
    (
        "De koning opende dinsdag het nieuwe museum in Leeuwarden.",
        "The king opened the new museum in Leeuwarden on Tuesday.",
    ),
    (
        "Rusland beschuldigt de Verenigde Staten van inmenging.",
        "Russia accuses the United States of interference.",
    ),
    (
        "De Hoge Raad doet op 15 december uitspraak.",
        "The Supreme Court will rule on 15 December.",
    ),
    (
        "Er zijn tientallen huizen ontruimd.",
        "Dozens of homes have been evacuated.",
    ),
    (
        "Het Openbaar Ministerie eist zes maanden cel tegen de oud-wethouder.",
        "The Public Prosecution Service is seeking six months in prison for the former alderman.",
    ),
    (
        "De treinen tussen Utrecht en Amersfoort rijden vanaf maandag 7 november weer.",
        "Trains between Utrecht and Amersfoort will run again from Monday 7 November.",
    ),
    (
        "‘Dit is de grootste vondst in vijftig jaar’, aldus archeoloog Marieke Vos.",
        "“This is the biggest find in fifty years,” said archaeologist Marieke Vos.",
    ),
    (
        "De Europese Unie wil een maximumprijs voor gas.",
        "The European Union wants a price cap on gas.",
    ),
    (
        "Wit-Rusland, zoals Belarus vroeger heette, grenst aan Polen.",
        "Belarus, formerly known as White Russia, borders Poland.",
    ),
    (
        "In Tsjernobyl werd in 1986 een kernreactor verwoest.",
        "A nuclear reactor was destroyed at Chernobyl in 1986.",
    ),
    (
        "Het schip vaart onder Griekse vlag en had 4.000 ton graan aan boord.",
        "The ship sails under a Greek flag and had 4,000 tonnes of grain on board.",
    ),
    (
        "De AIVD waarschuwt voor spionage door China en Iran.",
        "The AIVD warns of espionage by China and Iran.",
    ),
    (
        "Mevrouw Jansen (82) deed de deur niet open.",
        "Mrs Jansen (82) did not open the door.",
    ),
    (
        "Tussen 9.00 en 17.00 uur is de weg afgesloten.",
        "The road is closed between 9 am and 5 pm.",
    ),
    (
        "De gemeente Groningen wil dat het Rijk de schade betaalt.",
        "The municipality of Groningen wants the state to pay for the damage.",
    ),
    (
        "Het bestuur stapte op nadat het verlies was opgelopen tot 750.000 euro.",
        "The board resigned after the loss had risen to 750,000 euros.",
    ),
    (
        "Elk jaar sterven er in Nederland ongeveer twintigduizend mensen aan de gevolgen van roken.",
        "Every year some twenty thousand people in the Netherlands die from the effects of smoking.",
    ),
    (
        "De voorstelling ‘Het laatste uur’ trok in totaal 85.000 bezoekers.",
        "The show ‘The Last Hour’ drew a total of 85,000 visitors.",
    ),
    (
        "De Britse premier Truss trad na 44 dagen af.",
        "British Prime Minister Truss resigned after 44 days.",
    ),
    (
        "De prijs van een brood steeg van 2,10 naar 2,65 euro.",
        "The price of a loaf of bread rose from 2.10 to 2.65 euros.",
    ),
    (
        "Het vliegtuig landde om kwart over tien veilig op Schiphol.",
        "The plane landed safely at Schiphol at a quarter past ten.",
    ),
    (
        "In de 17e eeuw was Hoorn een van de rijkste steden van het land.",
        "In the 17th century Hoorn was one of the richest cities in the country.",
    ),
    (
        "Drie op de vier ouders zijn tevreden.",
        "Three in four parents are satisfied.",
    ),
    (
        "De beide broers ontkennen dat zij erbij waren.",
        "Both brothers deny that they were there.",
    ),
    (
        "Bij de aardbeving in Turkije kwamen meer dan 50.000 mensen om het leven.",
        "More than 50,000 people died in the earthquake in Turkey.",
    ),
    (
        "De Eerste Kamer stemde met 38 tegen 37 voor de wet.",
        "The Senate voted 38 to 37 in favour of the law.",
    ),
    (
        "Vrijdagavond trekt de regen via Limburg het land uit.",
        "On Friday evening the rain will leave the country via Limburg.",
    ),
    (
        "De 34-jarige schaatsster uit Heerenveen neemt in maart afscheid.",
        "The 34-year-old skater from Heerenveen will retire in March.",
    ),
    (
        "De Franse president Macron noemde de aanval ‘een misdaad tegen de menselijkheid’.",
        "French President Macron called the attack “a crime against humanity”.",
    ),
    (
        "Het is de warmste oktober sinds het begin van de metingen in 1901.",
        "It is the warmest October since measurements began in 1901.",
    ),
    (
        "De politie zoekt getuigen van de overval aan de Kerkstraat.",
        "Police are looking for witnesses to the robbery on Kerkstraat.",
    ),
    (
        "Op de lijst staan onder meer Xi Jinping, Joe Biden en Angela Merkel.",
        "The list includes Xi Jinping, Joe Biden and Angela Merkel.",
    ),
    (
        "Een liter benzine kost nu gemiddeld 1,98 euro, 12 cent minder dan vorige week.",
        "A litre of petrol now costs an average of 1.98 euros, 12 cents less than last week.",
    ),
    (
        "De raad besluit uiterlijk 1 januari 2024.",
        "The council will decide by 1 January 2024 at the latest.",
    ),
    (
        "Ruim een miljoen huishoudens krijgen 190 euro terug.",
        "More than one million households will get 190 euros back.",
    ),
    (
        "Het onderzoek naar vlucht MH17 duurde acht jaar.",
        "The investigation into flight MH17 took eight years.",
    ),
    (
        "De schrijfster Annie Ernaux kreeg de Nobelprijs voor Literatuur.",
        "The writer Annie Ernaux was awarded the Nobel Prize in Literature.",
    ),
    (
        "De dijk is over een lengte van 2,3 kilometer versterkt.",
        "The dike has been reinforced over a length of 2.3 kilometres.",
    ),
    (
        "Niemand raakte gewond.",
        "No one was injured.",
    ),
    (
        "De Nederlandsche Bank verwacht volgend jaar een groei van 0,8 procent.",
        "De Nederlandsche Bank expects growth of 0.8 percent next year.",
    ),
    (
        "Vijf van de zeven rechters waren het ermee eens.",
        "Five of the seven judges agreed.",
    ),
)
