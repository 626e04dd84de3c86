"""Questions of lesson 2b along the trainee's path."""

from collections.abc import Mapping

import pandas as pd

from helpers import needs
from helpers.case import Case
from helpers.exercises.engine import Mistake, prediction, question
from helpers.exercises.interview import known
from helpers.words import count

ITEM = "lead_time"
METHOD_FOR = {
    "How many of our 300 dealers would join a web shop?": "questionnaire",
    "Why does a good customer order so late, every time?": "depth interview",
    "Which of five names for a chair makes people laugh, and at what?": "focus group",
    "How long do visitors stop in front of the new window?": "observation",
    "Which articles does a customer no longer buy?": "own records",
}
FAULTY = (
    "Are you content with our prices and our delivery?",
    "Don’t you think our new carton is stronger?",
    "Do you order regularly?",
    "Would you rather not wait ten weeks?",
    "Is FOB at the agreed MOQ acceptable to you?",
    "If you think back over all the orders that you have placed with us since you became a customer, how many came in"
    " the week that had been confirmed?",
)
ASKED = {
    "“Who orders for the shops, you or the managers?”": "situation",
    "“Where does it get stuck, between the order and the shelf?”": "problem",
    "“When a shop runs out, what does the manager do that day?”": "implication",
    "“Whom do you have to ask for money because of it?”": "implication",
    "“If the boxes came weekly, what would you do with the store?”": "need-payoff",
    "“What annoys you most about customs papers?”": "problem",
}
DEPTHS = ("explicit", "internal", "behind the need")
HEARD = {
    "Clause 4: payment within 60 days of the bill of lading": "explicit",
    "To have sold the goods before paying for them": "internal",
    "Not to be questioned by the bank, or by a brother-in-law": "behind the need",
    "“Five per cent off, and we sign.”": "explicit",
    "To know on Monday what will be in the shop on Friday": "internal",
    "To be the one in the family whose shops last": "behind the need",
}
CODES = ("delivery", "payment", "packaging", "people", "nothing")
SAID = {
    "“Three weeks later than you wrote, and I had told everybody.”": "delivery",
    "“The carton had a hole the size of a cat.”": "packaging",
    "“Thirty days, and I’d double it.”": "payment",
    "“Every time I ring there is somebody new.”": "people",
    "“Fine so far. Thank you for asking.”": "nothing",
    "“It came on time. It came in pieces.”": "packaging",
    "“I pay in advance for what I can’t sell before Easter.”": "payment",
    "“Nobody told me the ship had been missed.”": "people",
}
KEEP, ONCE, LEAVE = "keep", "for one purpose, then delete", "leave out"
FIELDS = {
    "Their part in the purchase": KEEP,
    "Their goals at work this year": KEEP,
    "Restaurants and food they like": ONCE,
    "Their travel plans": ONCE,
    "Last holiday, and the next one": ONCE,
    "Family, and where they come from": LEAVE,
    "The university they went to": LEAVE,
    "Sports they like": LEAVE,
    "Their pets": LEAVE,
    "The books they read": LEAVE,
    "Who gets on with whom in the office": LEAVE,
    "Their career plans and ambitions": LEAVE,
}
STUDY = (
    "say which decision hangs on it",
    "read what our own records know",
    "talk with eight people, one by one",
    "try the questionnaire on five",
    "ask a few hundred, drawn by lot",
    "decide, and tell those who answered",
)


@prediction("02b.p1", step=2, kind="number", unit="people")
class HalfTheError:
    """You asked 100 people, and a share you found may be off by ten points either way. How many would you have to ask for
    **half** that error, among very many people?"""

    def answer(case: Case) -> float:
        return needs.sample_size(needs.margin_of_error(100) / 2)


@question("02b.1", step=2, kind="number", unit="points of the scale", needs=("answers",))
class TwoAskers:
    """*Warm-up.* Two colleagues each ask **three of these six**, and each reports a mean. How far apart can their two
    reports be, at most, though nobody lies and nobody counts wrong?"""

    tolerance = 0.02

    def answer(case: Case) -> float:
        return _of_six(case, 3, "apart")

    def worked(case: Case) -> str:
        said = sorted(known.six(case, item=ITEM)["answer"])
        low, high = (" + ".join(f"{answer:g}" for answer in three) for three in (said[:3], said[-3:]))
        return f"The highest report there can be: ({high}) ÷ 3. The lowest: ({low}) ÷ 3. Between them lie {{value}}."

    misconceptions = {
        "asked one person each": Mistake(
            value=lambda case: _of_six(case, 1, "apart"),
            says="{given} is how far two *people* lie apart. A report is the mean of three.",
        ),
        "asked all six": Mistake(
            value=0.0, says="That is so when both ask all six. Here each asks three, and not the same three."
        ),
        "took one report": Mistake(
            value=lambda case: _of_six(case, 3, "highest"),
            says="{given} is the highest report there can be. Take the lowest from it.",
        ),
    }
    hints = (
        "The one colleague is lucky: the three highest answers. The other has the three lowest.",
        "Two means of three, and the difference.",
        "needs.ask_some(six['answer'], sizes=(3,))",
    )


@question("02b.2", step=2, kind="number", unit="people")
class HowManyHere:
    """This firm has **{n}** to ask. How many of them, drawn by lot, for a share within **four points** either way, 19 times in 20? (Were there no end
    of them it would take n = 1.96² × ¼ ÷ 0.04², about 600; ¼ stands for one half, the share that is hardest to pin down. Of N in all it takes
    n ÷ (1 + (n − 1) ÷ N).)"""

    tolerance = 2

    def facts(case: Case) -> Mapping[str, str]:
        return {"n": count(known.population(case))}

    def answer(case: Case) -> float:
        return needs.sample_size(0.04, population=known.population(case))

    worked = (
        "Were there no end of them: 1.96² × ¼ ÷ 0.04² = 600.25. There are {n}: 600.25 ÷ (1 + 599.25 ÷"
        " {n}), rounded up, is {value}."
    )
    misconceptions = {
        "as if there were no end of them": Mistake(
            value=needs.sample_size(0.04),
            says="{given} is for a population without end. You would be asking part of a whole that is not so large: fewer"
            " will do.",
        ),
        "ten per cent, as always": Mistake(
            value=lambda case: round(known.population(case) / 10),
            says="Ten per cent of 300 would be 30 and of three million 300,000. The error looks at the number asked, hardly"
            " at the part.",
        ),
        "a whole margin of four": Mistake(
            value=lambda case: needs.sample_size(0.02, population=known.population(case)),
            says="{given} is for two points either way. Four *either way* is less work.",
        ),
    }
    hints = (
        "First as if there were no end of them: 1.96 squared, times one quarter, over 0.04 squared.",
        "That is 600.25. With N people in all: 600.25 ÷ (1 + 599.25 ÷ N), rounded up.",
        "needs.sample_size(0.04, population=…)",
    )


@question("02b.3", step=2, kind="table")
class WhichMethod:
    """Five things you want to know. Which way of finding out?"""

    rows = tuple(METHOD_FOR)
    options = needs.METHODS

    def answer(case: Case) -> Mapping[str, str]:
        return METHOD_FOR

    misconceptions = {
        "a questionnaire for everything": Mistake(
            value={
                row: "questionnaire"
                for row, way in METHOD_FOR.items()
                if way in {"depth interview", "observation"}
            },
            says="A questionnaire counts what you know already. It does not find a reason you have not thought of, and people"
            " do not know how long they stand in front of a window.",
        ),
        "a round table about money": Mistake(
            value={"Why does a good customer order so late, every time?": "focus group"},
            says="With three rivals at the table he orders late because of the weather. Such reasons are told alone.",
        ),
        "asking what is written down": Mistake(
            value={"Which articles does a customer no longer buy?": "questionnaire"},
            says="Your order lines know it to the day. Nobody likes to be asked what the seller could have read.",
        ),
    }
    hints = (
        "Does somebody know it already? Then read.",
        "How many: count. Why: talk, alone. What do they do: stand there and look.",
        "One of them lives on people setting each other off.",
    )


@question("02b.4", step=2, kind="table")
class WhichFault:
    """Six questions out of real life, each with one fault. Name it."""

    rows = FAULTY
    options = needs.FAULTS

    def answer(case: Case) -> Mapping[str, str]:
        return {item: str(needs.check_wording(item)["fault"].iloc[0]) for item in FAULTY}

    misconceptions = {
        "a push is a denial": Mistake(
            value={FAULTY[1]: "negative"},
            says="There is a “not” in it, and it is not the trouble. The question hands you the answer and waits for you to nod.",
        ),
        "a not makes it negative": Mistake(
            value={FAULTY[3]: "leading"},
            says="It leads a little, yes; but try to answer it. Does “no” mean that they would rather not wait, or that they would?"
            " A “not” inside a question makes two people say the same word and mean the opposite.",
        ),
        "regularly sounds exact": Mistake(
            value={FAULTY[2]: "leading"},
            says="It pushes nobody. But every Christmas is regular, and so is every Monday: two people answer two questions.",
        ),
        "two things in one is only long": Mistake(
            value={FAULTY[0]: "too long"},
            says="It is short. Now answer it for somebody who loves your prices and waits for the delivery.",
        ),
    }
    hints = (
        "Answer each of them honestly. Where do you get stuck?",
        "One asks two things; one nods at you; one means something else to everybody.",
        "One cannot be answered with yes without thinking; one is in our language; one is out of breath.",
    )


@question("02b.5", step=2, kind="text")
class SayItBetter:
    """Now write one yourself. Out of *“Don’t you agree that our fast and reliable delivery has improved recently?”* make **one or two** questions that
    somebody could answer truthfully. Then read them aloud."""

    rubric = (
        "Each asks one thing.",
        "Nothing in it tells you which answer would please us.",
        "It has a period, a number or an event in it, so that two people mean the same.",
        "Somebody who ordered once can answer it too, or is let past.",
    )
    model = (
        "“How many of your last three orders came in the week we had confirmed?” And, for those who ordered both this year"
        " and last: “Were the dates we confirmed this year kept less often than last year’s, as often, or more often?”"
    )


@question("02b.6", step=2, kind="table")
class WhichKind:
    """Six questions from a needs interview. Situation, problem, implication or need-payoff?"""

    rows = tuple(ASKED)
    options = tuple(needs.SPIN)

    def answer(case: Case) -> Mapping[str, str]:
        return ASKED

    misconceptions = {
        "every trouble is a problem question": Mistake(
            value={row: "problem" for row, kind in ASKED.items() if kind == "implication"},
            says="The trouble is known by then. These two ask what comes of it, for whom, at what price. That is the question most"
            " sellers skip.",
        ),
        "what would you do is implication": Mistake(
            value={row: "implication" for row, kind in ASKED.items() if kind == "need-payoff"},
            says="It looks forward, to a day without the trouble. The buyer says what that is worth; you need not.",
        ),
        "where is a fact": Mistake(
            value={"“Where does it get stuck, between the order and the shelf?”": "situation"},
            says="It asks for a place, and yet for a trouble. Situation questions ask how things are when all goes well.",
        ),
    }
    hints = (
        "How it is now · what gives trouble · what comes of that · what if it were gone.",
        "Two of the six look at what follows from a trouble.",
        "One only could be answered by somebody without any trouble at all.",
    )


@question("02b.7", step=2, kind="table")
class HowDeep:
    """Three depths: what was **said or signed**, what it is **meant for**, and what stands **behind** it. Sort six lines from the file of a
    chain of shops."""

    rows = tuple(HEARD)
    options = DEPTHS

    def answer(case: Case) -> Mapping[str, str]:
        return HEARD

    misconceptions = {
        "a contract shows the real need": Mistake(
            value={"Clause 4: payment within 60 days of the bill of lading": "internal"},
            says="A clause is what was said aloud and signed. What it is for, selling before paying, stands nowhere in it.",
        ),
        "money is always behind it": Mistake(
            value={"“Five per cent off, and we sign.”": "behind the need"},
            says="Nothing is more explicit than a number in a sentence. Ask what the five per cent would cure.",
        ),
        "the private is the internal": Mistake(
            value={row: "internal" for row, depth in HEARD.items() if depth == "behind the need"},
            says="These two no offer of yours would name. They decide all the same, and they do not belong in the file.",
        ),
    }
    hints = (
        "What could you read aloud in front of everybody?",
        "For what would they use it?",
        "And what would they tell only a friend, about a friend?",
    )


@question("02b.8", step=2, kind="table")
class CodeThem:
    """*Apply.* What annoyed them last, in their own words. Give each answer **one** code, the one thing it is about. Do it alone first; then let a
    colleague do it, and compare."""

    rows = tuple(SAID)
    options = CODES

    def answer(case: Case) -> Mapping[str, str]:
        return SAID

    misconceptions = {
        "coded by the first word": Mistake(
            value={"“It came on time. It came in pieces.”": "delivery"},
            says="Time is what went *well*. Code what annoys, not the first word you know.",
        ),
        "a ship is a delivery": Mistake(
            value={"“Nobody told me the ship had been missed.”": "delivery"},
            says="A ship was missed, yes. What annoys is that nobody said so. If your codes leave that open, write it into them: that"
            " is what the second coder is for.",
        ),
        "Easter is a date": Mistake(
            value={"“I pay in advance for what I can’t sell before Easter.”": "delivery"},
            says="The date is about cash: paid for long before it can be sold.",
        ),
    }
    hints = (
        "Finish for each: “If only …”.",
        "One of them praises the date.",
        "Two of them are about what people of ours did or didn’t do.",
    )


@question("02b.9", step=2, kind="table")
class MayIKeepThis:
    """One of our sources lists twelve things to find out about every buyer. You keep the file of a firm, to serve it better. Which of them may stand in
    it?"""

    rows = tuple(FIELDS)
    options = (KEEP, ONCE, LEAVE)

    def answer(case: Case) -> Mapping[str, str]:
        return FIELDS

    misconceptions = {
        "all of it is useful": Mistake(
            value={row: KEEP for row, what in FIELDS.items() if what == LEAVE},
            says="Useful to whom? Say the purpose of each aloud to the person it is about. “So that you like me more” is not one that"
            " either law would know.",
        ),
        "nothing may be kept": Mistake(
            value={row: LEAVE for row, what in FIELDS.items() if what == KEEP},
            says="Their part in the purchase and their goals at work are what you are there for: a purpose, said openly, and no"
            " more than it takes. These may stand there.",
        ),
        "told once, kept for ever": Mistake(
            value={row: KEEP for row, what in FIELDS.items() if what == ONCE},
            says="For one dinner, one appointment, one week in which not to ring. After that the purpose is gone, and so should"
            " the line be. Where somebody is, and when, is sensitive.",
        ),
        "travel for the file": Mistake(
            value={"Their travel plans": KEEP},
            says="For the one visit they help; then the purpose is gone. Where somebody is, and when, counts as sensitive in China’s"
            " PIPL: one purpose, and delete.",
        ),
        "travel never": Mistake(
            value={"Their travel plans": LEAVE},
            says="You may know in which week not to ring: a purpose, said openly. When the week is over, so is the purpose: one purpose,"
            " then delete.",
        ),
        "a dinner never": Mistake(
            value={"Restaurants and food they like": LEAVE},
            says="To book one table it may be asked, and forgotten with the bill: one purpose, then delete.",
        ),
        "a holiday never": Mistake(
            value={"Last holiday, and the next one": LEAVE},
            says="When they are away one does not ring. That is a purpose, for as long as they are away; then delete.",
        ),
    }
    hints = (
        "Say for each: I keep this in order to …",
        "Could you read the line to the person, with that reason?",
        "Two may stay. Three are for one occasion.",
    )


@question("02b.10", step=2, kind="ranking")
class InOrder:
    """*Mini-case.* A director comes back from a fair: everybody there wants green chairs. She would like to have two thousand made. You have three weeks and
    a small purse. Put six things in an order that works."""

    options = (STUDY[4], STUDY[0], STUDY[2], STUDY[5], STUDY[1], STUDY[3])

    def answer(case: Case) -> tuple[str, ...]:
        return STUDY

    misconceptions = {
        "count first": Mistake(
            value=(STUDY[0], STUDY[4], STUDY[1], STUDY[2], STUDY[3], STUDY[5]),
            says="You have asked hundreds before you knew what to ask, or what your own orders say about green.",
        ),
        "ask before you know why": Mistake(
            value=(STUDY[1], STUDY[2], STUDY[0], STUDY[3], STUDY[4], STUDY[5]),
            says="Which decision hangs on it comes first. Two thousand chairs or none: what answer would change that?",
        ),
        "no try-out": Mistake(
            value=(STUDY[0], STUDY[1], STUDY[2], STUDY[4], STUDY[3], STUDY[5]),
            says="Trying the questionnaire on five after it has gone to hundreds is called regret.",
        ),
    }
    hints = (
        "What would be done differently after it? Begin there.",
        "What costs nothing comes before what costs a stamp.",
        "Few and deep, then many and short. In between: five who stumble over your questions.",
    )


def _of_six(case: Case, size: int, column: str) -> float:
    six = known.six(case, item=ITEM)
    table = needs.ask_some(six["answer"], sizes=(size,))
    return float(pd.Series(table[column]).iloc[0])
