"""A small made-up policy as SPIF text, whole and with one thing changed."""

from __future__ import annotations

HEAD = '<SPIF xmlns="http://www.xmlspif.org/spif" schemaVersion="2.1">'
SPIF = (
    HEAD
    + """
<securityPolicyId name="MADE" id="1.7"/>
<equivalentPolicies><equivalentPolicy name="OTHER" id="1.8"/></equivalentPolicies>
<securityClassifications>
 <securityClassification name="LOW" lacv="01" hierarchy="1" color="green"/>
 <securityClassification name="HIGH" lacv="2" hierarchy="2">
  <equivalentClassification policyRef="OTHER" lacv="9" applied="both"/>
  <markingData xml:lang="fr" phrase="HAUT"><code>pageTopBottom</code></markingData>
  <requiredCategory operation="oneOrMore"><categoryGroup tagSetRef="Groups" tagType="permissive" all="true"/>
  </requiredCategory>
 </securityClassification>
</securityClassifications>
<securityCategoryTagSets>
 <securityCategoryTagSet name="Groups" id="1.7.1">
  <securityCategoryTag name="Groups" tagType="enumerated" enumType="permissive" maxSelection="2">
   <tagCategory name="ONE" lacv="1"><excludedClass>LOW</excludedClass></tagCategory>
   <tagCategory name="TWO" lacv="2" requiredClass="HIGH" notBefore="20200101000000Z" notAfter="2030-12-31"/>
   <markingQualifier markingCode="pageTopBottom"><qualifier markingQualifier="for " qualifierCode="prefix"/>
   </markingQualifier>
  </securityCategoryTag>
  <securityCategoryTag name="Unused" tagType="notApplicable"><tagCategory name="NO" lacv="1"/>
  </securityCategoryTag>
 </securityCategoryTagSet>
 <securityCategoryTagSet name="Notes" id="1.7.2">
  <securityCategoryTag name="Notes" tagType="tagType7" tag7Encoding="bitSetAttributes">
   <tagCategory name="NOTE" lacv="1" obsolete="true">
    <excludedCategory tagSetRef="Groups" tagType="permissive" lacv="02"/></tagCategory>
  </securityCategoryTag>
 </securityCategoryTagSet>
</securityCategoryTagSets>
<extensions><anything xmlns="urn:elsewhere"><nested/></anything></extensions>
</SPIF>
"""
)


def changed(old: str, new: str) -> bytes:
    """The policy with one piece of its text replaced; the piece must stand there once."""
    if SPIF.count(old) != 1:
        raise LookupError(old)
    return SPIF.replace(old, new).encode()
