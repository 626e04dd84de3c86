"""How to sell to this one: over the counter or as a key account, and with which letter."""

import pandas as pd

from helpers.checks import one_of
from helpers.words import _

SIDES = ("consumer", "key account")


def selling_table() -> pd.DataFrame:
    """Selling to consumers and to key accounts, beside each other: trait, consumer, key_account, ask.

    Four lines are the source's (表1); repeat, cycle and contract are the field's.
    """
    rows = [
        (_("who decides"), _("one person"), _("several, each with a no"), _("Who else has to say yes?")),
        (_("amount"), _("small, once"), _("large, again and again"), _("What do they buy in a year?")),
        (
            _("selling"),
            _("shop window, advertising"),
            _("people who come and work it out"),
            _("Does it need a visit?"),
        ),
        (_("service"), _("it works"), _("at once, and all of it"), _("What happens if we are late?")),
        (_("time"), _("minutes"), _("months, in stages"), _("How long did it take last time?")),
        (_("paper"), _("a receipt"), _("a contract with clauses"), _("Who reads it on their side?")),
    ]
    return pd.DataFrame(rows, columns=["trait", "consumer", "key_account", "ask"])


def selling_style(
    *, deciders: int, orders_a_year: float, order_amount: float, usual_amount: float
) -> pd.DataFrame:
    """On which side of the table a customer stands, line by line: trait, side, because.

    deciders: people who can say no; order_amount, usual_amount: of theirs, of the middle customer (money).
    Where the lines disagree, sell each line on its own side: a dentist may decide alone and need a contract.

    >>> selling_style(deciders=4, orders_a_year=1, order_amount=200_000, usual_amount=900)["side"].tolist()
    ['key account', 'key account', 'consumer']
    """
    tests = {
        _("who decides"): (deciders > 1, _("{n} can say no").format(n=deciders)),
        _("amount"): (
            order_amount > 10 * usual_amount,
            _("{n:.0f} times the middle order").format(n=order_amount / usual_amount),
        ),
        _("repeat"): (orders_a_year >= 2, _("{n:g} orders a year").format(n=orders_a_year)),
    }
    rows = [(name, SIDES[int(key)], because) for name, (key, because) in tests.items()]
    return pd.DataFrame(rows, columns=["trait", "side", "because"])


# By kind of customer: how to speak, and what to send. Written for furniture; the habit is what travels.
LETTERS = {
    "household": (
        _("warm, short, no trade words"),
        _("photograph in a room, price at the door, how to return it"),
    ),
    "company": (
        _("plain, with a total"),
        _("price per workplace, delivery to the floor, one page for the board"),
    ),
    "small_retailer": (_("like a neighbour"), _("pallet plan, small lots, a picture their window can use")),
    "retailer": (
        _("about their shelf, not our factory"),
        _("the resale sum, mixed container, what we do if it sleeps"),
    ),
    "wholesaler": (_("in lines and dates"), _("line list, sailing calendar, names to ring")),
    "project": (_("clause by clause"), _("bill of quantities, certificates by page, sample room, penalties")),
    "internal": (_("as to any customer"), _("the date, and who to ring if it slips")),
}
WRITE_TO = tuple(LETTERS)
# By stage: what the letter is for. Before the inquiry nobody waits for an offer.
_STAGES = {
    "search": _("let them find: one thing worth keeping"),
    "interest": _("one question, no price list"),
    "inquiry": _("the missing fact, asked; the rest, answered"),
    "verification": _("proof somebody else wrote"),
    "negotiation": _("the exact offer with a date and a way back"),
    "consideration": _("one page that works without you in the room"),
    "financing": _("the paper, correct to the word, today"),
    "order": _("what happens now, day by day, and whom to ring"),
}


def message_for(customer_type: str, stage: str) -> pd.DataFrame:
    """Which letter to write to this kind of customer at this stage: part, write.

    >>> message_for("project", "verification")["write"].tolist()[0]
    'clause by clause'
    """
    one_of(customer_type, list(LETTERS), name="customer_type")
    one_of(stage, list(_STAGES), name="stage")
    tone, enclosed = LETTERS[customer_type]
    rows = [(_("tone"), tone), (_("what it is for"), _STAGES[stage]), (_("in the envelope"), enclosed)]
    return pd.DataFrame(rows, columns=["part", "write"])


def seconds_to_say(text: str, *, words_a_minute: float = 140, characters_a_minute: float = 240) -> float:
    """How long a text takes aloud, in seconds: Latin words and Chinese characters, each at its own pace.

    >>> seconds_to_say("one two three four five six seven"), seconds_to_say("三十秒")
    (3.0, 0.75)
    """
    chinese = sum("\u4e00" <= letter <= "\u9fff" for letter in text)
    latin = "".join(" " if "\u4e00" <= letter <= "\u9fff" else letter for letter in text)
    words = sum(any(letter.isalnum() for letter in word) for word in latin.split())
    return 60 * (words / words_a_minute + chinese / characters_a_minute)
