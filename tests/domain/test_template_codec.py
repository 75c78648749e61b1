"""Stage templates as plain data."""

import json

import pytest

from pipeboard.domain.template_codec import from_data, to_data
from pipeboard.domain.templates import TEMPLATES


@pytest.mark.parametrize("name", list(TEMPLATES))
def test_a_template_comes_back_whole(name: str) -> None:
    """Also after it was text: probabilities, marks, rules, guidance, criteria and offers."""
    template = TEMPLATES[name]
    back = from_data(name, json.loads(json.dumps(to_data(template.stages))))
    assert back.stages == template.stages
    assert back.name == name
    assert str(len(template.stages)) in back.description
