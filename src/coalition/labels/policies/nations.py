"""Nations as values of an audience: ISO 3166-1 alpha-3 code, and the name in English and in French.

Source: ISO 3166-1 codes and the short names in customary English and French use; members of the United
Nations and its two observer states, as of 2026-01. Members of NATO: the parties to the Washington Treaty,
32 since the accession of Sweden on 2024-03-07. Members of the European Union: 27 since 2020-02-01.
Confidence: official for codes and memberships, customary for names.
"""

from __future__ import annotations

NATO_MEMBERS = (
    "ALB", "BEL", "BGR", "CAN", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "GRC", "HRV", "HUN",
    "ISL", "ITA", "LTU", "LUX", "LVA", "MKD", "MNE", "NLD", "NOR", "POL", "PRT", "ROU", "SVK", "SVN", "SWE",
    "TUR", "USA",
)  # fmt: skip
"""The 32 parties to the North Atlantic Treaty, since 2024-03-07."""

EU_MEMBERS = (
    "AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN", "IRL",
    "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE",
)  # fmt: skip
"""The 27 members of the European Union, since 2020-02-01."""

_NAMES = """
AFG|Afghanistan|Afghanistan
AGO|Angola|Angola
ALB|Albania|Albanie
AND|Andorra|Andorre
ARE|United Arab Emirates|Émirats arabes unis
ARG|Argentina|Argentine
ARM|Armenia|Arménie
ATG|Antigua and Barbuda|Antigua-et-Barbuda
AUS|Australia|Australie
AUT|Austria|Autriche
AZE|Azerbaijan|Azerbaïdjan
BDI|Burundi|Burundi
BEL|Belgium|Belgique
BEN|Benin|Bénin
BFA|Burkina Faso|Burkina Faso
BGD|Bangladesh|Bangladesh
BGR|Bulgaria|Bulgarie
BHR|Bahrain|Bahreïn
BHS|Bahamas|Bahamas
BIH|Bosnia and Herzegovina|Bosnie-Herzégovine
BLR|Belarus|Bélarus
BLZ|Belize|Belize
BOL|Bolivia|Bolivie
BRA|Brazil|Brésil
BRB|Barbados|Barbade
BRN|Brunei|Brunei
BTN|Bhutan|Bhoutan
BWA|Botswana|Botswana
CAF|Central African Republic|République centrafricaine
CAN|Canada|Canada
CHE|Switzerland|Suisse
CHL|Chile|Chili
CHN|China|Chine
CIV|Côte d'Ivoire|Côte d'Ivoire
CMR|Cameroon|Cameroun
COD|Democratic Republic of the Congo|République démocratique du Congo
COG|Congo|Congo
COL|Colombia|Colombie
COM|Comoros|Comores
CPV|Cabo Verde|Cabo Verde
CRI|Costa Rica|Costa Rica
CUB|Cuba|Cuba
CYP|Cyprus|Chypre
CZE|Czechia|Tchéquie
DEU|Germany|Allemagne
DJI|Djibouti|Djibouti
DMA|Dominica|Dominique
DNK|Denmark|Danemark
DOM|Dominican Republic|République dominicaine
DZA|Algeria|Algérie
ECU|Ecuador|Équateur
EGY|Egypt|Égypte
ERI|Eritrea|Érythrée
ESP|Spain|Espagne
EST|Estonia|Estonie
ETH|Ethiopia|Éthiopie
FIN|Finland|Finlande
FJI|Fiji|Fidji
FRA|France|France
FSM|Micronesia|Micronésie
GAB|Gabon|Gabon
GBR|United Kingdom|Royaume-Uni
GEO|Georgia|Géorgie
GHA|Ghana|Ghana
GIN|Guinea|Guinée
GMB|Gambia|Gambie
GNB|Guinea-Bissau|Guinée-Bissau
GNQ|Equatorial Guinea|Guinée équatoriale
GRC|Greece|Grèce
GRD|Grenada|Grenade
GTM|Guatemala|Guatemala
GUY|Guyana|Guyana
HND|Honduras|Honduras
HRV|Croatia|Croatie
HTI|Haiti|Haïti
HUN|Hungary|Hongrie
IDN|Indonesia|Indonésie
IND|India|Inde
IRL|Ireland|Irlande
IRN|Iran|Iran
IRQ|Iraq|Iraq
ISL|Iceland|Islande
ISR|Israel|Israël
ITA|Italy|Italie
JAM|Jamaica|Jamaïque
JOR|Jordan|Jordanie
JPN|Japan|Japon
KAZ|Kazakhstan|Kazakhstan
KEN|Kenya|Kenya
KGZ|Kyrgyzstan|Kirghizistan
KHM|Cambodia|Cambodge
KIR|Kiribati|Kiribati
KNA|Saint Kitts and Nevis|Saint-Kitts-et-Nevis
KOR|Republic of Korea|République de Corée
KWT|Kuwait|Koweït
LAO|Laos|Laos
LBN|Lebanon|Liban
LBR|Liberia|Libéria
LBY|Libya|Libye
LCA|Saint Lucia|Sainte-Lucie
LIE|Liechtenstein|Liechtenstein
LKA|Sri Lanka|Sri Lanka
LSO|Lesotho|Lesotho
LTU|Lithuania|Lituanie
LUX|Luxembourg|Luxembourg
LVA|Latvia|Lettonie
MAR|Morocco|Maroc
MCO|Monaco|Monaco
MDA|Moldova|Moldavie
MDG|Madagascar|Madagascar
MDV|Maldives|Maldives
MEX|Mexico|Mexique
MHL|Marshall Islands|Îles Marshall
MKD|North Macedonia|Macédoine du Nord
MLI|Mali|Mali
MLT|Malta|Malte
MMR|Myanmar|Myanmar
MNE|Montenegro|Monténégro
MNG|Mongolia|Mongolie
MOZ|Mozambique|Mozambique
MRT|Mauritania|Mauritanie
MUS|Mauritius|Maurice
MWI|Malawi|Malawi
MYS|Malaysia|Malaisie
NAM|Namibia|Namibie
NER|Niger|Niger
NGA|Nigeria|Nigéria
NIC|Nicaragua|Nicaragua
NLD|Netherlands|Pays-Bas
NOR|Norway|Norvège
NPL|Nepal|Népal
NRU|Nauru|Nauru
NZL|New Zealand|Nouvelle-Zélande
OMN|Oman|Oman
PAK|Pakistan|Pakistan
PAN|Panama|Panama
PER|Peru|Pérou
PHL|Philippines|Philippines
PLW|Palau|Palaos
PNG|Papua New Guinea|Papouasie-Nouvelle-Guinée
POL|Poland|Pologne
PRK|Democratic People's Republic of Korea|République populaire démocratique de Corée
PRT|Portugal|Portugal
PRY|Paraguay|Paraguay
PSE|Palestine|Palestine
QAT|Qatar|Qatar
ROU|Romania|Roumanie
RUS|Russian Federation|Fédération de Russie
RWA|Rwanda|Rwanda
SAU|Saudi Arabia|Arabie saoudite
SDN|Sudan|Soudan
SEN|Senegal|Sénégal
SGP|Singapore|Singapour
SLB|Solomon Islands|Îles Salomon
SLE|Sierra Leone|Sierra Leone
SLV|El Salvador|El Salvador
SMR|San Marino|Saint-Marin
SOM|Somalia|Somalie
SRB|Serbia|Serbie
SSD|South Sudan|Soudan du Sud
STP|Sao Tome and Principe|Sao Tomé-et-Principe
SUR|Suriname|Suriname
SVK|Slovakia|Slovaquie
SVN|Slovenia|Slovénie
SWE|Sweden|Suède
SWZ|Eswatini|Eswatini
SYC|Seychelles|Seychelles
SYR|Syria|Syrie
TCD|Chad|Tchad
TGO|Togo|Togo
THA|Thailand|Thaïlande
TJK|Tajikistan|Tadjikistan
TKM|Turkmenistan|Turkménistan
TLS|Timor-Leste|Timor-Leste
TON|Tonga|Tonga
TTO|Trinidad and Tobago|Trinité-et-Tobago
TUN|Tunisia|Tunisie
TUR|Türkiye|Türkiye
TUV|Tuvalu|Tuvalu
TZA|Tanzania|Tanzanie
UGA|Uganda|Ouganda
UKR|Ukraine|Ukraine
URY|Uruguay|Uruguay
USA|United States|États-Unis
UZB|Uzbekistan|Ouzbékistan
VAT|Holy See|Saint-Siège
VCT|Saint Vincent and the Grenadines|Saint-Vincent-et-les-Grenadines
VEN|Venezuela|Venezuela
VNM|Viet Nam|Viet Nam
VUT|Vanuatu|Vanuatu
WSM|Samoa|Samoa
YEM|Yemen|Yémen
ZAF|South Africa|Afrique du Sud
ZMB|Zambia|Zambie
ZWE|Zimbabwe|Zimbabwe
"""

NATIONS: tuple[tuple[str, str, str], ...] = tuple(
    (code, english, french)
    for code, english, french in (line.split("|") for line in _NAMES.split("\n") if line)
)
"""(code, English name, French name), in order of code."""
