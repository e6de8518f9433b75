"""完成: a confirmed event that was proposed becomes one that is completed, where the rulebook has a metric for that."""

from handlers.actions import desk, reviews, submissions
from handlers.actions.intent import Intent
from handlers.actions.turn import Turn
from handlers.results import Answer, Refusal, Sender
from scoring.entries import Metric, Rulebook

WORDS = ("完成", "办结", "报完成")


def completing(rulebook: Rulebook, metric: str) -> Metric | None:
    """Return the metric that counts the completion of another one's events."""
    return next((one for one in rulebook.metrics if one.completes == metric), None)


def finish(turn: Turn, sender: Sender, number: int) -> Answer:
    """Report a confirmed event as completed: same title, same people, the level that was confirmed."""
    person, stored = turn.person(sender), reviews.get(turn, number)
    claim = stored.claim
    metric = completing(turn.rulebook, claim.metric)
    if metric is None:
        raise Refusal("nothing_to_finish", number=number)
    if claim.unit not in person.heads:
        raise Refusal("not_your_submission", number=number)
    if stored.state != "confirmed":
        raise Refusal("finish_when_open", number=number)
    level = desk.where_is(turn, stored).amended or claim.level or ""
    unit = turn.rulebook.unit(claim.unit).name
    line = f"{unit} {metric.name} {metric.level_names.get(level, level)} {claim.title}"
    if claim.contributors:
        line += f" 人员：{'、'.join(claim.contributors)}"
    intent = Intent(line, claim.unit, metric.id, level=level, title=claim.title)
    outcome = submissions.take(turn, person, sender, intent, 0)
    submissions.answer(turn, sender, [outcome])
    return Answer("received" if outcome.number is not None else "")
