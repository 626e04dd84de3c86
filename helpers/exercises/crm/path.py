"""Questions of lesson 8 along the trainee's path."""

from collections.abc import Mapping

from helpers.case import Case
from helpers.crm.hours import TALKS
from helpers.exercises.crm import known
from helpers.exercises.engine import Mistake, prediction, question

WORK, FIRST_ASK, NOWHERE = "the work needs it", "only if they agree", "in no base"
FIELDS = {
    "her part in the purchase": WORK,
    "where she went to university": NOWHERE,
    "what she does not eat, for the dinner on Thursday": FIRST_ASK,
    "when our visit to her is": WORK,
    "who in the house cannot stand whom": NOWHERE,
    "which post she hopes for": FIRST_ASK,
}
GOES, STAYS, HASH = "goes", "stays", "stays, but not readable"
FORGOTTEN = {
    "her name, mail and telephone": GOES,
    "“Spoke to her about the wet crate”, in a note": GOES,
    "what was ordered, for how much, and when": STAYS,
    "that somebody was erased on that day, and by whom": STAYS,
    "a mark by which next month's file is kept from bringing her back": HASH,
}
MAILS = {
    "Asked us for the catalogue by mail; ticked nothing": False,
    "Ticked e-mail at the fair, and is a retailer of some size": True,
    "Ticked e-mail in 2024; said on the phone last week: no more, please": False,
    "A firm's desk whose box for e-mail is ticked, and who never answers": True,
    "Bought from a list of addresses: “all have agreed”, says the seller of the list": False,
}
TAKEN, ASIDE, REFUSED = "taken in", "set aside with its reason", "taken in, and on no list"
IMPORT = {
    "Osterkamp, hotel · interest · 2026-06-03 · agreed to mail": TAKEN,
    "Lindholt, shop · hot!! · 2026-06-04 · agreed to mail": ASIDE,
    "Moor Café · inquiry · 2026-06-05 · (nothing said about mail)": REFUSED,
    "Kanalwerft · order · worth −4,000 · agreed to mail": ASIDE,
    "Haus am Deich · negotiation · 03/04/2026 · agreed to mail": ASIDE,
    "Brake & Daughter · interest · 2026-06-09 · said no to mail": REFUSED,
}
FACT, CLAIM, CHECK = "can be looked up", "an advertisement", "true and useless"
CLAIMS = {
    "“First in its home market.” (No year, no source, no word on what was counted.)": CLAIM,
    "“Used by more than 250,000 firms in 180 countries.”": CLAIM,
    "“Your data can be taken out as CSV at any time.” (You have tried it in the trial account.)": FACT,
    "“Was awarded a prize.” (By the publisher in whose magazine it advertises.)": CLAIM,
    "“Runs in the cloud, on modern servers.”": CHECK,
}


@question("08.1", step=8, kind="number", unit="cells")
class ThirtyCells:
    """*Warm-up.* Fill the two open lines: how many of the five cells are filled, and how many of those are *valid*, so that one could work with
    them. Then count all six records: how many of the thirty cells are filled *and* valid?"""

    def answer(case: Case) -> float:
        return float(known.cells()[1])

    worked = "5 + 3 + 1 + 4 + 2 + 5 = {value}: the notebook gives two (a mail and a country), the stranger gives all five."
    misconceptions = {
        "filled is enough": Mistake(
            value=lambda case: float(known.cells()[0]),
            says="{given} are filled. “00000” is filled as well, and nobody picks up there.",
        ),
        "the five of one hotel": Mistake(
            value=15.0,
            says="You left out the last one, rightly, if you count the hotel. Here all six records are counted, the stranger too.",
        ),
        "row five left out": Mistake(
            value=18.0, says="Row five holds something that one can work with: two of its cells. Try them on."
        ),
        "row five, one short": Mistake(
            value=19.0,
            says="One more cell of row five is good: a country in our one spelling is valid, whoever wrote it down.",
        ),
        "row six left out": Mistake(
            value=16.0,
            says="Look at the name in row five (a note on whom to ask for is no name), and do not leave row six out: it is counted too.",
        ),
        "row six in part": Mistake(
            value=17.0,
            says="Row six is a stranger, and a tidy one. Which of its five cells could you not work with?",
        ),
        "the name in row five": Mistake(
            value=21.0,
            says="Look at the name in row five: “ask for Liv” is a note on whom to ask for. Whose name is it?",
        ),
        "all that row five has": Mistake(
            value=22.0,
            says="You took all four cells of row five. Dial its number, and address a letter to its name.",
        ),
        "all thirty": Mistake(
            value=30.0, says="There are thirty cells. Some are empty, and some hold what nobody can dial."
        ),
    }
    hints = (
        "A telephone number has its country code and enough digits; a mail has an @.",
        "“Sturmvik, ask for Liv” is not the name of a firm, and “00000” is no number.",
        "The four rows that are judged have 13 valid cells. Add what row five and row six have.",
    )


@question("08.2", step=8, kind="number", unit="customers")
class HowManyHotels:
    """The six records again. How many *customers* are they?"""

    def answer(case: Case) -> float:
        return 2.0

    worked = "{value}: five records are one hotel under four spellings and a notebook. The sixth shares a trade and a coast with it, and not one cell."
    misconceptions = {
        "six records, six customers": Mistake(
            value=6.0,
            says="Then Hotel Sturmvik gets five letters, and one of them is addressed to “ask for Liv”.",
        ),
        "all hotels are one": Mistake(
            value=1.0,
            says="Not one cell of the sixth is like the others. Merge them, and somebody gets another hotel's invoice.",
        ),
        "one for each list": Mistake(
            value=3.0, says="Three lists, yes. How many of them know Hotel Sturmvik?"
        ),
    }
    hints = (
        "Which cells do two records share, letter by letter, or nearly?",
        "A telephone, a mail, a rare name: each of the first five shares one with another.",
        "The sixth shares none.",
    )


@question("08.3", step=8, kind="table")
class WhatMayStand:
    """Six of the twelve fields about a *person*. What does the work need, what only if she agrees, and what belongs in no base at all?"""

    rows = tuple(FIELDS)
    options = (WORK, FIRST_ASK, NOWHERE)

    def answer(case: Case) -> Mapping[str, str]:
        return FIELDS

    misconceptions = {
        "know the other side": Mistake(
            value={row: WORK for row, what in FIELDS.items() if what == NOWHERE},
            says="Our source would collect it: it wins sales. It says nothing about the purchase, and she may ask to read every word you keep. Remember it, if you like her. Don't file it.",
        ),
        "business cards are secret too": Mistake(
            value={row: FIRST_ASK for row, what in FIELDS.items() if what == WORK},
            says="Her part in the purchase and the day of your visit: without those you cannot work for her at all. She may object; you need not beg.",
        ),
        "what she told me is mine": Mistake(
            value={row: WORK for row, what in FIELDS.items() if what == FIRST_ASK},
            says="She told *you*, not the eleven colleagues who can open the page. A diet may even say something about health or faith: ask, and strike it out after the dinner.",
        ),
    }
    because = dict(
        zip(
            FIELDS,
            (
                "Does she sign, or does she advise? Whom would you send the offer to without it?",
                "What do you do for her that takes a university?",
                "Needed for one dinner, and it may say something about health or faith. Who decides on that?",
                "It is your visit too. Could you turn up without it?",
                "Would either of them like to read it?",
                "Hers to tell, and hers to have struck out.",
            ),
            strict=True,
        )
    )
    hints = (
        "Could you do what she pays you for without it?",
        "Would you write it down if she were reading over your shoulder?",
        "Two, two and two.",
    )


@question("08.4", step=8, kind="choices")
class WhoMayGetIt:
    """The list for a mailing by e-mail. Which of these five may stand on it?"""

    options = tuple(MAILS)

    def answer(case: Case) -> tuple[str, ...]:
        return tuple(line for line, may in MAILS.items() if may)

    misconceptions = {
        "the old yes": Mistake(
            value=lambda case, right: (*right, list(MAILS)[2]),
            says="The last word counts, not the one that was typed in. If the phone's no never reaches the base, the base lies for years.",
        ),
        "a question is a yes": Mistake(
            value=lambda case, right: (*right, next(iter(MAILS))),
            says="She asked for one catalogue. Send that. The mailing she didn't ask for.",
        ),
        "somebody else's yes": Mistake(
            value=lambda case, right: (*right, list(MAILS)[4]),
            says="They agreed to *somebody*, once, about something. Ask the seller for one proof, with a day and a wording, and watch the subject change.",
        ),
        "only those who answer": Mistake(
            value=(list(MAILS)[1],),
            says="Never answering is no “no”. You may well think about what you write to them, though.",
        ),
    }
    hints = (
        "To this channel, to us, and not taken back.",
        "A bought list brings somebody else's yes.",
        "Two of the five.",
    )


@question("08.5", step=8, kind="table")
class WhatIsLeft:
    """Somebody asks to be forgotten, and is. What becomes of each of these?"""

    rows = tuple(FORGOTTEN)
    options = (GOES, STAYS, HASH)

    def answer(case: Case) -> Mapping[str, str]:
        return FORGOTTEN

    misconceptions = {
        "delete the row": Mistake(
            value={list(FORGOTTEN)[1]: STAYS},
            says="The note names her. Deleting the row of names and leaving the notes is how people come back from the dead.",
        ),
        "delete everything": Mistake(
            value={list(FORGOTTEN)[2]: GOES},
            says="The tax office wants to know what was sold, and may. It need not know to whom by name: the order stays, under an account without one.",
        ),
        "nothing may be left": Mistake(
            value={list(FORGOTTEN)[3]: GOES, list(FORGOTTEN)[4]: GOES},
            says="Then the next file brings her back, and nobody can show that you kept your word. A pseudonym and a day are enough for that.",
        ),
    }
    because = dict(
        zip(
            FORGOTTEN,
            (
                "That is *she*. It is what was asked for.",
                "Read the note: is she in it?",
                "Chairs, a sum and a day. Who is in it, once the name has gone?",
                "How else would you show that you kept your word? It names no one.",
                "It has to know her again, and nobody may read her out of it.",
            ),
            strict=True,
        )
    )
    hints = (
        "Everything in which *she* can be read goes.",
        "What happened stays; by whom, no longer.",
        "Next month's file has her in it again. How would the base know?",
    )


@question("08.6", step=8, kind="number", unit="minutes")
class EightCalls:
    """Two people, one line of callers, first come, first served. Fill the last two rows. How many minutes do the eight callers wait, all together?"""

    def answer(case: Case) -> float:
        return known.waited(2)

    worked = (
        "0 + 0 + 2 + 3 + 1 + 2 + 2 + 1 = {value}. Each takes whoever is free first, and that is not in turn."
    )
    misconceptions = {
        "each their own line": Mistake(
            value=lambda case: known.waited_in_two_lines(),
            says="You gave every second caller to the same person, as supermarkets do. In *one* line nobody stands behind a long talk while the other seat is empty: it saves minutes with nobody hired.",
        ),
        "waiting and talking": Mistake(
            value=lambda case: known.waited(2) + sum(TALKS),
            says="That is until they hang up. Waiting ends where talking begins.",
        ),
        "the last two rows only": Mistake(
            value=3.0, says="Those are the two you filled in. Add the six above them."
        ),
        "the seventh walks in": Mistake(
            value=9.0, says="Call 7 finds both busy until minute 10: so long does it wait."
        ),
        "the eighth walks in": Mistake(
            value=10.0, says="Call 8 comes at 12. Who has taken call 7, and until when?"
        ),
        "the next in turn": Mistake(
            value=12.0,
            says="Call 7 finds both busy until 10, and waits two minutes; that talk ends at 13, the other at 14. Call 8 takes the earlier.",
        ),
        "only six": Mistake(
            value=8.0, says="Those are the six rows that were filled in. Two more callers wait."
        ),
    }
    hints = (
        "For each caller: at what minute is somebody free?",
        "The seventh comes at 8: both are talking. Which of them hangs up first?",
        "The first six wait 8 minutes together. Add the two that you fill in.",
    )


@question("08.7", step=8, kind="number", unit="minutes")
class AThirdSeat:
    """The same eight calls. A third person sits down. How many minutes do they wait now, all together?"""

    def answer(case: Case) -> float:
        return known.waited(3)

    worked = "{value}: only the fourth, who comes at 3 and is taken at 4. Half as many people again, and a wait that is nearly gone."
    misconceptions = {
        "a third fewer": Mistake(
            value=lambda case: round(known.waited(2) * 2 / 3, 1),
            says="So it would be if waiting were divided among seats, like bread. Waiting comes about when *all* seats are taken at once, and that is rare with three.",
        ),
        "nobody waits any more": Mistake(
            value=0.0, says="Nearly. At minute 3 three are talking, and a fourth rings."
        ),
        "half": Mistake(
            value=lambda case: known.waited(2) / 2,
            says="More than half goes. Play it: who of the eight meets three people talking?",
        ),
    }
    tolerance = 0.05
    hints = (
        "Who waits at all? Only a caller who meets three talks going on.",
        "At minute 3 the first three are all talking.",
        "The first of them ends at 4.",
    )


@prediction("08.p1", step=8, kind="number", unit="share of the wait", needs=("calls",))
class OneMore:
    """The busiest half hour of the whole desk. As few people sit there as can just keep up; one more joins them. By how much does the mean wait
    fall?"""

    def answer(case: Case) -> float:
        return known.one_more(case)


@question("08.8", step=8, kind="number", unit="erlangs", needs=("calls",))
class HowMuchWork:
    """*Apply.* From {time} on is the busiest time: in {minutes} minutes {calls} calls come, and each takes {seconds} seconds. How many people would be
    busy all the time, if calls came politely one after another? One decimal will do."""

    tolerance = 0.06

    def facts(case: Case) -> Mapping[str, str]:
        top = known.busiest(case)
        return {
            "time": str(top["time"]),
            "minutes": f"{top['minutes']:.0f}",
            "calls": f"{top['calls']:.2f}",
            "seconds": f"{top['handle_seconds']:.0f}",
        }

    def answer(case: Case) -> float:
        return float(known.busiest(case)["load"])

    worked = "{calls} × {seconds} seconds of work, in {minutes} × 60 seconds: {value}."
    misconceptions = {
        "an hour's worth": Mistake(
            value=lambda case: known.busiest(case)["load"] * known.busiest(case)["minutes"] / 60,
            says="You divided by the seconds of an hour. The calls come in less than that.",
        ),
        "minutes of work": Mistake(
            value=lambda case: known.busiest(case)["load"] * known.busiest(case)["minutes"],
            says="{given} is the work, in minutes. How many people does it keep busy for as long as the calls come?",
        ),
        "calls a minute": Mistake(
            value=lambda case: known.busiest(case)["calls"] / known.busiest(case)["minutes"],
            says="That is how often it rings. How long does each ring keep somebody?",
        ),
    }
    hints = (
        "Calls times seconds: all the work there is.",
        "Divide by the seconds in which it comes.",
        "It need not be a whole person: one decimal.",
    )


@prediction("08.p2", step=8, kind="number", unit="orders", needs=("leads.converted_at", "stages"))
class HowManyCame:
    """The usual way to forecast: of the leads that ever *reached* a stage so many of a hundred bought; so, of those that stand in it today, as many will.
    Four times in the last year we play that through. Of every hundred orders announced like that, how many came within the ninety days?"""

    def answer(case: Case) -> float:
        return known.came(case)


@question("08.9", step=8, kind="number", unit="orders")
class HonestSum:
    """Three sales stand open. Of those that *stood* in a stage on earlier days, so many of a hundred bought: in *interest* 20, in *negotiation* 50, in
    *financing* 80. One stands in each today. How many orders do you announce?"""

    tolerance = 0.01

    def answer(case: Case) -> float:
        return 0.2 + 0.5 + 0.8

    worked = "0.2 + 0.5 + 0.8 = {value}. No half order exists; say “one or two, most likely”, and that none at all happens eight times in a hundred, all three as well."
    misconceptions = {
        "all three": Mistake(
            value=3.0,
            says="So says the seller, and means it. All three at once come 8 times in a hundred: 0.2 × 0.5 × 0.8.",
        ),
        "only the sure one": Mistake(
            value=1.0,
            says="You count only what is nearly there. The other two are worth something together: 0.7 of an order.",
        ),
        "what is above a half": Mistake(
            value=2.0,
            says="You rounded each up or down on its own. Add the chances first.",
        ),
    }
    hints = (
        "Each sale is worth its chance.",
        "Add the three chances.",
        "Leave it at the decimal; nobody has to sign it.",
    )


@question("08.10", step=8, kind="text")
class TheNote:
    """You have just hung up. Liv Aune of Hotel Sturmvik wants forty chairs for the terrace, but only once the fire test is there; her brother does the
    books and will decline anything above last year's price; she is getting divorced and sounded tired. Write the note for the base: three lines."""

    rubric = (
        "It says what was agreed, who does what, and by when.",
        "It says what stands in the way, and whom to speak to about it, by their part.",
        "The divorce is not in it. Neither is your opinion of her brother.",
        "Somebody who has never met her could ring her on Monday with it.",
        "She could read it aloud.",
    )
    model = (
        "30 June. Mrs Aune wants 40 terrace chairs; decides herself. I send the fire test by Thursday, then the offer. Mr Aune (finance) holds to last year's "
        "price: talk to him about payment terms before the offer goes out. Next: I ring her on 7 July, in the morning."
    )


@question("08.11", step=8, kind="table")
class WhoSaysSo:
    """A vendor's page, and one of our own sources, which prints the vendors' claims and then their links. What is each sentence worth?"""

    rows = tuple(CLAIMS)
    options = (FACT, CLAIM, CHECK)

    def answer(case: Case) -> Mapping[str, str]:
        return CLAIMS

    misconceptions = {
        "numbers are facts": Mistake(
            value={list(CLAIMS)[1]: FACT},
            says="A number is not a source. *Used*: today, or ever? Paid for, or tried? Counted by whom, and when? It may well be true; nobody here can say.",
        ),
        "a prize is a proof": Mistake(
            value={list(CLAIMS)[3]: FACT},
            says="It was awarded, no doubt. Who awards it, who pays, and who else was in the running?",
        ),
        "everything is advertising": Mistake(
            value={list(CLAIMS)[2]: CLAIM},
            says="This one you have tried yourself. That is the kind of sentence to collect: a promise with a test.",
        ),
    }
    because = dict(
        zip(
            CLAIMS,
            (
                "Whom would you ring to look it up?",
                "Whom would you ring to look it up: 250,000 firms?",
                "You have tried it yourself. What more do you want?",
                "Who gave the prize, and who pays that paper's bills?",
                "It is true. Of which product would it not be?",
            ),
            strict=True,
        )
    )
    hints = (
        "Who says it, who counted, when, and what was counted?",
        "Could it be false? Could you find out?",
        "One can be looked up; one is true of nearly every product.",
    )


@question("08.12", step=8, kind="table")
class TheImport:
    """*Mini-case.* A colleague has typed up the fair. The base takes stages only from its list, dates only as 2026-06-03, no negative sums, and it keeps
    what was said about mail. Six lines. What becomes of each?"""

    rows = tuple(IMPORT)
    options = (TAKEN, ASIDE, REFUSED)

    def answer(case: Case) -> Mapping[str, str]:
        return IMPORT

    misconceptions = {
        "mend it silently": Mistake(
            value={row: TAKEN for row, what in IMPORT.items() if what == ASIDE},
            says="*Hot* is no stage; is 03/04 in March or in April; and what does a negative order owe whom? You can guess. The base may not: it sets the line aside and says why, and a person mends it in a minute.",
        ),
        "no yes, no record": Mistake(
            value={row: ASIDE for row, what in IMPORT.items() if what == REFUSED},
            says="Nothing is wrong with the line: they came to the stand, they may be rung back about that. They just stand on no list for mailings.",
        ),
        "silence is a yes": Mistake(
            value={list(IMPORT)[2]: TAKEN},
            says="Nothing said is nothing agreed. The record is welcome; the list has to wait until somebody asks.",
        ),
    }
    because = dict(
        zip(
            IMPORT,
            (
                "A stage from the list, a day as it should be, and a yes. What is against it?",
                "Is *hot!!* one of the stages?",
                "The line makes sense. And did anybody say yes to mail?",
                "Who owes whom, with an order below zero?",
                "The third of April, or the fourth of March?",
                "The line makes sense. And may you write to them?",
            ),
            strict=True,
        )
    )
    hints = (
        "First: does the line itself make sense?",
        "Second, and separately: may they be written to?",
        "One is taken in as it stands, three are set aside.",
    )
