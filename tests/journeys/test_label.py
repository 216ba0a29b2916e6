"""`coalition label` from the command line: every command, its exit code and its words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coalition.cli.app import run
from coalition.labels import Category, Kind, Label, label_to_json, national_label


@pytest.fixture
def label(tmp_path: Path) -> Path:
    audience = Category("Releasable To", Kind.PERMISSIVE, ("NATO", "JPN"))
    words = Category("Additional Sensitivity", Kind.RESTRICTIVE, ("CRYPTO",))
    return written(tmp_path, Label("ALLIANCE", "SECRET", (audience, words), ("DEU",)))


def written(folder: Path, label: Label) -> Path:
    file = folder / "label.json"
    file.write_text(json.dumps(label_to_json(label)), encoding="utf-8")
    return file


def out(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_a_label_is_marked_for_page_and_portion_in_both_languages(
    label: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["label", "mark", str(label)]) == 0
    assert out(capsys) == (
        "page     ALLIANCE SECRET CRYPTO Releasable to NATO, Japan\n"
        "portion  (S CRYPTO REL TO NATO, JPN)\n"
    )
    assert run(["label", "mark", str(label), "--lang", "fr", "--place", "subject"]) == 0
    assert out(capsys) == "ALLIANCE SECRET CRYPTO Communicable à OTAN, Japon\n"
    assert run(["label", "mark", str(label), "--place", "nowhere"]) == 2


def test_a_right_label_is_said_to_be_right_and_a_wrong_one_has_every_fault(
    label: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["label", "check", str(label)]) == 0
    assert out(capsys).startswith("right under ALLIANCE: ALLIANCE SECRET CRYPTO")
    words = Category("Additional Sensitivity", Kind.RESTRICTIVE, ("CRYPTO",))
    wrong = written(tmp_path, Label("ALLIANCE", "UNCLASSIFIED", (words,)))
    assert run(["label", "check", str(wrong)]) == 1
    said = out(capsys)
    assert "excluded-class" in said
    assert "no-audience" in said
    assert "2 faults" in said


def test_who_may_see_is_answered_with_reasons(
    label: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    viewer = ["label", "may-see", str(label), "--nation", "JPN", "--cleared", "SECRET"]
    assert run([*viewer, "--holds", "Additional Sensitivity=CRYPTO"]) == 0
    assert out(capsys) == (
        "yes\n  the clearance reaches SECRET\n"
        "  the clearance holds Additional Sensitivity: CRYPTO\n  Releasable To names JPN\n"
    )
    assert run(viewer) == 1
    assert "no, by the rule of restrictive" in out(capsys)
    assert run([*viewer, "--holds", "Additional Sensitivity=SNOW"]) == 2
    assert run(["label", "may-see", str(label), "--cleared", "PUBLIC"]) == 2


def test_a_clearance_from_a_file_acts_for_the_nation_given(
    label: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "clearance.xml"
    file.write_text(
        '<clearance xmlns="http://surevine.com/xmlns/spiffy">'
        '<policy id="urn:coalition:policy:alliance:1"/><classification lacv="4"/>'
        '<tag type="restrictive" id="urn:coalition:policy:alliance:1:sensitivity" lacv="3"/>'
        "</clearance>",
        encoding="utf-8",
    )
    asked = ["label", "may-see", str(label), "--clearance", str(file)]
    assert run([*asked, "--nation", "FRA"]) == 0
    assert run([*asked, "--nation", "CHE"]) == 1
    assert "permissive" in out(capsys)


def test_a_policy_is_printed_and_read_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["label", "policy", "TLP"]) == 0
    file = tmp_path / "tlp.xml"
    file.write_text(out(capsys), encoding="utf-8")
    assert run(["label", "policy", "TLP", "--policy", str(file), "--words"]) == 0
    assert "CLEAR, GREEN, AMBER, AMBER+STRICT, RED" in out(capsys)
    assert run(["label", "policy", "NONE"]) == 2
    assert "known: ALLIANCE, TLP" in capsys.readouterr().err


def test_a_file_is_bound_to_its_label_by_a_sidecar(
    label: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text("a,b\n", encoding="utf-8")
    assert run(["label", "bind", str(plan), "--label", str(label)]) == 0
    assert run(["label", "mark", f"{plan}.bdo"]) == 0
    assert "ALLIANCE SECRET CRYPTO Releasable to NATO, Japan" in out(capsys)
    assert run(["label", "bind", str(tmp_path / "none"), "--label", str(label)]) == 2


MADE = """<SPIF xmlns="http://www.xmlspif.org/spif" schemaVersion="2.1">
<securityPolicyId name="{name}" id="{id}"/>
<equivalentPolicies><equivalentPolicy name="FAR" id="1.8"/></equivalentPolicies>
<securityClassifications><securityClassification name="{level}" lacv="1" hierarchy="1">
<equivalentClassification policyRef="FAR" lacv="1" applied="encrypt"/></securityClassification>
</securityClassifications></SPIF>"""


def test_a_label_is_said_in_another_policy_and_written_beside_the_original(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    near, far = tmp_path / "near.xml", tmp_path / "far.xml"
    near.write_text(MADE.format(name="NEAR", id="1.7", level="CLOSE"), encoding="utf-8")
    far.write_text(MADE.format(name="FAR", id="1.8", level="SHUT"), encoding="utf-8")
    policies = ["--policy", str(near), "--policy", str(far)]
    file = written(tmp_path, Label("NEAR", "CLOSE"))
    done = tmp_path / "alternative.xml"
    asked = ["label", "translate", str(file), *policies, "--out", str(done)]
    assert run([*asked, "--to", "FAR"]) == 0
    assert out(capsys).startswith("NEAR CLOSE\nFAR SHUT\n")
    assert "alternativeConfidentialityLabel" in done.read_text(encoding="utf-8")
    assert run([*asked, "--to", "ALLIANCE"]) == 2
    assert "no-equivalent" in capsys.readouterr().err


def test_a_file_that_is_no_label_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bomb = tmp_path / "bomb.xml"
    bomb.write_text('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', encoding="utf-8")
    for command in ("mark", "check", "may-see"):
        assert run(["label", command, str(bomb)]) == 2
        assert "unsafe-xml" in capsys.readouterr().err
    assert run(["label", "mark", str(written(tmp_path, national_label("XXX")))]) == 0
    assert "XXX" in out(capsys)
