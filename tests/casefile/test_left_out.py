"""What a file says and may not be taken over is left out with the reason, and the rest of the case comes in."""

import json
from copy import deepcopy

from regie.casefile.importing import import_files
from tests.casefile.test_demonstration import DATA

CRIME = {"domain": "justice", "relevance_reason": "Hoort erbij", "concern": "Zat vast"}


def test_criminal_data_is_left_out_and_named_in_the_summary(db, now, tmp_path):
    case = deepcopy(next(one for one in DATA["cases"] if one["id"] == "C04"))
    case["life_domains"]["items"].append(CRIME)
    file = tmp_path / "casus.yaml"
    file.write_text(json.dumps({"meta": DATA["meta"], "cases": [case]}, ensure_ascii=False, default=str))
    outcome = import_files([file], now=now)
    assert (outcome.problems, outcome.refused) == ((), [])
    left_out = outcome.imported["C04"].left_out
    assert [one.place[:2] for one in left_out if "Strafbare feiten" in one.text] == [("life_domains", "items")]
