"""The three questions that `insights` answers in words."""

from tests.cli.conftest import Pipeboard


def test_insights_answer_three_questions(pipeboard: Pipeboard) -> None:
    """In paragraphs for people; for programs each sentence with its deals."""
    pipeboard("add", "Acme renewal 5k EUR closes:2026-11-27")
    pipeboard("targets", "set", "Q4", "10k")
    questions = [
        "How soon is the target reached?",
        "How many deals are expected to close this week?",
        "Which part of the pipeline needs attention?",
    ]
    out = pipeboard("insights").out
    assert all(question in out for question in questions)
    assert "nothing is won yet, so there is no pace to tell by" in " ".join(out.lower().split())
    answers = pipeboard("insights", "--json").json["attention"]
    assert [each["question"] for each in answers] == questions
    week = answers[1]
    assert week["text"].startswith("1 deal is expected to close this week, by Sun 29 Nov 2026")
    assert week["deals"] == week["sentences"][0]["deals"] == [1]
    assert week["text"] == " ".join(each["text"] for each in week["sentences"])
