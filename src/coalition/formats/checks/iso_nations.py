"""The three-letter codes of ISO 3166-1 (officially assigned, 2024), former ones, and user-assigned ones."""

from __future__ import annotations

import re

_ASSIGNED = """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD
    BGR BHR BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR
    COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH
    ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL
    GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR
    JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR
    MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL
    NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY
    PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP
    SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA
    UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
"""
ISO_NATIONS = frozenset(_ASSIGNED.split())
"""Every code ISO 3166-1 assigns to a country or territory."""
_GONE = """
    AFI ANT ATB ATN BUR BYS CSK CTE DDR DHY FXX GEL HVO JTN MID NHB NTZ PCI PCZ PUS ROM SCG SKM SUN
    TMP VDR WAK YMD YUG ZAR
"""
_FORMER = frozenset(_GONE.split())
"""Codes of nations and territories that are no more (ISO 3166-3), or that a nation had before."""
_USER_ASSIGNED = re.compile(r"X[A-Z]{2}|Q[M-Z][A-Z]|AA[A-Z]|ZZ[A-Z]", re.ASCII)
"""Codes ISO 3166-1 (clause 8.1.3) leaves to users; `XKX` is widely used for Kosovo."""


def is_nation_code(code: str) -> bool:
    """Whether the code is or was assigned by ISO 3166-1, or is left to users by it."""
    return code in ISO_NATIONS or code in _FORMER or _USER_ASSIGNED.fullmatch(code) is not None
