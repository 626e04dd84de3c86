"""What single tables ask for beyond the types of their columns."""

from collections.abc import Callable

import pandas as pd

from helpers.reading.doubts import say_backwards, say_both_arms
from helpers.reading.finding import Notes, printable
from helpers.reading.headers import says_rate
from helpers.reading.numbers import read_numbers
from helpers.reading.settings import FileSettings
from helpers.words import _

# Rows set aside, by reason.
LeftOut = dict[str, pd.DataFrame]
Rule = Callable[[pd.DataFrame, FileSettings, Notes, LeftOut], pd.DataFrame]
# From which value of a line on a discount of at most 1 is not likely to be money.
RATE_WORTH = 20
# Surveys whose answers are words.
IN_WORDS = ("brand", "open")
# Surveys whose scale is the asker's own, and the scales in use, narrow ones first.
RATED = ("importance", "performance", "csat", "ces")
SCALES = ((1, 5), (1, 7), (0, 5), (0, 7), (1, 10), (0, 10), (0, 100))
ASTRAY, FEWEST = 0.01, 30  # at most this share lies off a scale; of so many answers one may
ARMS = ("treatment", "control")


def orders(frame: pd.DataFrame, settings: FileSettings, notes: Notes, left: LeftOut) -> pd.DataFrame:
    """Order lines with the quantity, price and order number, and without the returns, as case.toml says."""
    if "quantity" not in frame:
        frame = frame.assign(quantity=float(settings.quantity))
        message = _("every line counts as {n} pieces, as `quantity` in case.toml says")
        notes.notice(message.format(n=f"{settings.quantity:g}"), column="quantity")
    if settings.amount:
        frame = _with_price(frame, notes)
    if "order_id" not in frame:
        frame = frame.assign(
            order_id=frame["customer_id"] + " " + frame["ordered_at"].dt.strftime("%Y-%m-%d")
        )
        remedy = _("If the file has order numbers, name their column instead.")
        made = frame["order_id"].drop_duplicates()
        notes.notice(_("order made: one for each customer and day"), remedy, column="order_id", at=made)
    price = frame["unit_price"]
    remedy = _("Leave such lines out with `drop` if they are no sales.")
    _say(notes, price, price == 0, _("zero price; the line is kept"), remedy)
    _say(notes, price, price < 0, _("negative price; the line is kept"), remedy)
    if "discount" in frame:
        header = printable(settings.columns.get("discount", ""))
        remedy = _("It is taken as money a line. Of a rate, put quantity × unit_price × rate there.")
        if _is_rate(frame):
            notes.notice(_("discount looks like a rate: no line has more than 1"), remedy, column="discount")
        elif says_rate(header) and (frame["discount"] != 0).any():
            message = _("discount looks like a rate, by its name “{header}”")
            notes.notice(message.format(header=header), remedy, column="discount")
    if settings.returns == "drop":
        back = frame["quantity"] < 0
        _say(notes, frame["quantity"], back, _("return left out, as `returns` in case.toml says"), "")
        left["returns"] = frame[back]
        frame = frame[~back]
    return frame


def _is_rate(frame: pd.DataFrame) -> bool:
    """Whether discounts are all between 0 and 1 on lines that are worth far more."""
    given = frame["discount"].dropna()[lambda cells: cells != 0]
    worth = (frame["quantity"] * frame["unit_price"]).abs().median()
    return bool(len(given) and given.between(0, 1).all() and worth > RATE_WORTH)


def _say(notes: Notes, cells: pd.Series, where: pd.Series, message: str, remedy: str) -> None:
    """A notice on the cells `where`, if there are any."""
    if where.any():
        notes.notice(message, remedy, column=str(cells.name), at=cells[where])


def _with_price(frame: pd.DataFrame, notes: Notes) -> pd.DataFrame:
    """unit_price such that quantity × unit_price − discount is the amount of the line."""
    amount, quantity = frame["amount"], frame["quantity"]
    gross = amount + (frame["discount"].fillna(0) if "discount" in frame else 0)
    stuck = (quantity == 0) & (gross != 0)
    if stuck.any():
        remedy = _("Put in the quantity, or leave such lines out with `drop`.")
        notes.error(_("amount on a line with quantity 0"), remedy, column="amount", at=amount[stuck])
    return frame.assign(unit_price=(gross / quantity).where(quantity != 0, 0.0).mask(stuck))


def answers(frame: pd.DataFrame, settings: FileSettings, notes: Notes, left: LeftOut) -> pd.DataFrame:
    """Answers with their `score`: the number they are, missing where they are words or off the scale."""
    answer, survey = frame["answer"], frame["survey"].str.lower()
    scored = ~survey.isin(IN_WORDS)
    numbers = read_numbers(answer[scored], decimal=settings.decimal or ".").values
    score = numbers.reindex(answer.index)
    off = (survey == "nps") & score.notna() & ~score.between(0, 10)
    _say(notes, answer, off, _("is not on the scale 0–10; it is not counted"), _("Mend it if you can."))
    for name in RATED:
        _say_astray(notes, answer, score[survey == name].dropna(), survey=name)
    words = scored & score.isna()
    _say(notes, answer, words, _("unscored answer; it is not counted"), _("Write it as a number."))
    twice = frame.duplicated(["respondent_id", "survey", "item"]) & scored
    if twice.any():
        remedy = _("Keep one answer for each person and item.")
        message = _("is a second answer of the same person to the same item")
        notes.error(message, remedy, column="answer", at=answer[twice])
    return frame.assign(score=score.mask(off))


def _say_astray(notes: Notes, answer: pd.Series, score: pd.Series, *, survey: str) -> None:
    """A notice on answers off the scale that nearly all others keep, which is guessed from these others."""
    if len(score) < FEWEST:
        return
    for low, high in SCALES:
        off = ~(score.between(low, high) & (score % 1 == 0))
        if off.sum() <= max(1, ASTRAY * len(score)):
            message = _("is off the scale {low}–{high} of the other answers to {survey}; it is counted")
            remedy = _("Mend it if it is a slip; take the row out where it stands for “no answer”.")
            where = off.reindex(answer.index, fill_value=False)
            _say(notes, answer, where, message.format(low=low, high=high, survey=survey), remedy)
            return


def choices(frame: pd.DataFrame, settings: FileSettings, notes: Notes, left: LeftOut) -> pd.DataFrame:
    """Tasks in which one alternative was chosen; with several, nobody knows which: the task is set aside."""
    task = [frame["respondent_id"], frame["task"]]
    chosen = frame["chosen"] == 1
    times = chosen.groupby(task).transform("sum")
    remedy = _("Keep one 1 in each task; the other alternatives are 0.")
    message = _("several alternatives of a task are chosen; the task is set aside")
    _say(notes, frame["chosen"], chosen & (times > 1), message, remedy)
    unanswered = ~frame.duplicated(["respondent_id", "task"]) & (times == 0)
    remedy = _("Nothing to mend where people may leave a task out.")
    _say(notes, frame["task"], unanswered, _("nothing is chosen in the task; it tells nothing"), remedy)
    return frame[~(times > 1)]


def kano(frame: pd.DataFrame, settings: FileSettings, notes: Notes, left: LeftOut) -> pd.DataFrame:
    """Kano answers on the scale; a row with any other answer is set aside, and the column has said so."""
    return frame[frame[["functional", "dysfunctional"]].notna().all(axis=1)]


def prices(frame: pd.DataFrame, settings: FileSettings, notes: Notes, left: LeftOut) -> pd.DataFrame:
    """Prices that rise from too cheap to too expensive; other rows are set aside (Van Westendorp, 1976)."""
    steps = frame[["too_cheap", "cheap", "expensive", "too_expensive"]]
    rising = (steps.diff(axis=1).iloc[:, 1:] > 0).all(axis=1)
    remedy = _("Nothing to mend, unless it is a slip of typing.")
    message = _("the four prices do not rise; the row is set aside")
    _say(notes, frame["respondent_id"], ~rising, message, remedy)
    return frame[rising]


def subscriptions(frame: pd.DataFrame, settings: FileSettings, notes: Notes, left: LeftOut) -> pd.DataFrame:
    """Contracts that ran forward in time."""
    _refuse_negative(frame, notes, "tenure")
    if {"started_on", "ended_on"} <= {*frame.columns}:
        back = frame["ended_on"] < frame["started_on"]
        if back.any():
            remedy = _("Mend one of the two dates, or leave such rows out with `drop`.")
            notes.error(
                _("lies before started_on"), remedy, column="ended_on", at=frame.loc[back, "ended_on"]
            )
    return frame


def calls(frame: pd.DataFrame, settings: FileSettings, notes: Notes, left: LeftOut) -> pd.DataFrame:
    """Calls and seconds, none below zero."""
    _refuse_negative(frame, notes, "calls", "handle_seconds")
    return frame


def arms(frame: pd.DataFrame, settings: FileSettings, notes: Notes, left: LeftOut) -> pd.DataFrame:
    """The arms of a trial by their two names; any other is an error, for nobody knows what it was."""
    arm = frame["arm"].str.lower()
    other = ~arm.isin(ARMS)
    if other.any():
        remedy = _("Write treatment or control; leave other arms out with `drop`.")
        notes.error(_("is neither treatment nor control"), remedy, column="arm", at=frame.loc[other, "arm"])
    frame = frame.assign(arm=arm)
    say_both_arms(frame, notes)
    return frame


def in_time(frame: pd.DataFrame, settings: FileSettings, notes: Notes, left: LeftOut) -> pd.DataFrame:
    """Leads and tickets as they are; what ends before it begins is said."""
    say_backwards(frame, notes)
    return frame


def _refuse_negative(frame: pd.DataFrame, notes: Notes, *columns: str) -> None:
    """An error for numbers below zero where there can be none."""
    for column in columns:
        below = frame[column] < 0 if column in frame else pd.Series(False, index=frame.index)
        if below.any():
            remedy = _("Mend it, or leave such rows out with `drop`.")
            notes.error(_("is below zero"), remedy, column=column, at=frame.loc[below, column])


RULES: dict[str, Rule] = {
    "orders": orders,
    "answers": answers,
    "choices": choices,
    "kano": kano,
    "prices": prices,
    "leads": in_time,
    "tickets": in_time,
    "subscriptions": subscriptions,
    "calls": calls,
    "campaigns": arms,
    "experiments": arms,
}
