# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 6 · Keeping customers (维护客户关系): who stays, and why

# %% [markdown] tags=["story"]
# > Thursday, 17:05. The system has coloured the silent ones red, and there are more of them than there are telephones. Hoshino is red. "Gone," says sales, and reaches for the eraser. Lin asks
# > how he knows. "Nobody is quiet for that long." Altan has been quiet for twice as long, and nobody is worried about Altan. Lin puts the cap back on the pen. How long is long?

# %% [markdown]
# **When you are done** you can *tell* a customer who is late from one who is gone, *test* whether happy customers are loyal ones instead of believing it, and *choose* whom to ring when there are more silences than hours.
#
# **Time:** three sittings of 35, 25 and 40 minutes, with a safe place to stop after each, and ten for the quiz on another day; practice comes on top. **You bring** your customers and their tiers (lesson 1), and those you have won since. **You hand on** a chance and a value
# for every customer, a contact calendar, and a decision. In [06b](06b_accounts.ipynb) you sit down with one of them.

# %% tags=["parameters"]
case: str = "meridian"  # a case folder, or the name of one in data/
out: str = ""  # folder for tables and workbook; empty: nothing is written
customer_type: str = ""  # only customers of this type; empty: all
region: str = ""  # only customers of this region; empty: all
as_of: str = ""  # last day that counts, as 2026-06-30; empty: as the case says
rank_by: str = "value"  # the decision: value, silence, risk, loss or to_come
at_least: str = "0"  # the decision: ring nobody below this P(alive): 0, 0.1, 0.3 or 0.5
calls: int = 100  # calls to the silent that there is time for
cost_per_call: float = 60.0  # an hour, with what comes before and after it
effect: float = 0.1  # assumed: what a call adds to whatever a customer who is still here leaves anyway

# %%
from helpers.lesson import ask, check_parameters, decide, figures, hand_over, keeping, lifetime, money, need, open_case, practice, predict, quiz, recall, rehearse, reveal, samples, say, sheet, show, targeting

# %%
check_parameters()
firm = open_case(case, out=out, customer_type=customer_type, region=region, as_of=as_of)

# %%
lines, people = need(firm, "orders"), need(firm, "customers")
customers = targeting.customer_money(lines, people, as_of=firm.as_of)
quiet = keeping.quiet(customers)
say("**{n:,} customers** who had come back before are silent for more than two of their usual gaps. (Whoever ordered once only has no gap to be late by, and isn't counted.) In the last twelve months these {n:,} left {left}. There is time for **{calls} calls**, and each costs us about {cost}.",
    n=quiet.shape[0], left=money(need(quiet, "profit_12m")["profit_12m"].sum(), firm.currency), calls=calls, cost=money(cost_per_call, firm.currency))

# %% [markdown]
# The gauge: from here on it's the fourth element that decides, **satisfaction** (满意), and its force, to go beyond what was expected. First, from memory.

# %% tags=["form"]
show(figures.gauge(step=6))
recall("06_keeping")

# %% [markdown]
# ## First sitting · Late, or gone?
#
# Nobody hands in notice with a furniture exporter. They simply don't order, and that is also what a contented customer does on most days of the year. In lesson 1 you held each silence against the customer's own
# **rhythm** (采购节奏), its usual gap, and halved a chance for every gap missed. A rule of thumb. Today it is replaced by something better, and you'll see by how much.
#
# ### By hand: a few silences
#
# How many of its usual gaps has each account been silent? One row is open. And look at the column beside it: has it ever been quiet that long before?

# %% tags=["form"]
six = targeting.cast(customers, named=firm.named)
show(keeping.silences(six, lines, blanks=1).drop(columns="customer_id"), caption="A few accounts, the longest silence on top")
ask("06.1")

# %% [markdown]
# Take one that makes you wonder. Two stories explain its silence, and both are true of *somebody*. Either this customer **left** after the last order, and will be silent for ever. Or it **stayed** and is late, as people without a calendar are: after
# one usual gap 37 in a hundred of those are still silent, after the next 37% of *them*, and so on.
#
# So count heads. Here are a thousand orders by customers of its kind, and what became of the people who placed them.

# %% tags=["form"]
doubtful = keeping.doubtful(keeping.silences(six, lines))
fit = keeping.model_of(customers, doubtful["customer_id"])
say("We take **{account}**.", account=doubtful["account"])
show(keeping.thousand(keeping.leaving(fit), blanks=[3]), caption="A thousand orders: who left after it, who stayed and is late", formats={"still_here": "percent"})
ask("06.2")

# %% [markdown]
# Those who left don't get more. Those who are late get fewer, gap by gap, until the silent are mostly the gone. That share has a name: **P(alive)**, the chance of still being a customer (仍是客户的概率). It belongs to a
# *silence*, not to a person's heart.
#
# But your row was the average order, with a gap known to the day. Somebody with a few orders behind them has a gap we hardly know, and that excuses much. And somebody with many has had as many chances to leave, and took none. So read on along the row, to the column that fits.

# %% tags=["form"]
table = keeping.patience(fit)
say("**{account}** has {orders:.0f} orders behind it.", account=doubtful["account"], orders=doubtful["orders"])
show(table, caption="P(alive) by usual gaps of silence (rows) and orders so far (columns)", formats=dict.fromkeys(table.columns[1:], "percent"))
ask("06.3")

# %% [markdown]
# Look at the two ends of the table. For a short silence a long history *helps*. For a very long one it may turn against the customer: we know that rhythm so well that there's nothing left to excuse it.
#
# Now a judge. Go back a year, to everybody who was silent then, and look what they have done since. Before you do: of those silent for more than *two* usual gaps, how many came back?

# %% tags=["form"]
predict("06.p1")
then = keeping.a_year_ago(lines, people, as_of=firm.as_of)
back = keeping.came_back(then, rule=targeting.chance_active(then))
reveal("06.p1", figures.silence(back))

# %% [markdown]
# Read it like a court record. Whoever ordered *was* a customer; so a chance that lies left of the whole thin line (the whisker: what luck could have made of the bar) has been refuted. The rule of thumb ranked well. As a chance it buried people who were still
# buying. The black squares may stand right of the line: someone can be here and not have ordered within the year.
#
# ### The whole firm
#
# One line. Each kind of customer gets its own model, because a household and a wholesaler have nothing in common but us. (The grey stripes are customers of one kind with as many orders each.)

# %%
known = keeping.still_here(customers)
show(figures.alive_map(known, keeping.patience(fit, gaps=10, a_gap=4), named=firm.named))

# %% [markdown]
# Two kinds of customer don't fit the picture. Whoever **ordered once** has no rhythm at all; the model is polite and says they are still here, so for them look at the orders expected, not at the chance. And whoever orders
# like **clockwork** is better known than the model believes: it thinks everyone is a little careless. If such a customer has never been this late, believe the column *longest gap* before you believe a curve.

# %% [markdown] tags=["story"]
# Hoshino, by the table, is rather here than gone. Hoshino has also never in three years been silent for half as long as this. Sales has put the eraser away. He has not yet picked up the telephone.

# %% [markdown]
# ### Say it
#
# So somebody has to. And what does one say to a silence? Nothing went wrong that you know of; you have no reason to ring except that you noticed.

# %% tags=["form"]
ask("06.4")

# %% [markdown]
# **Safe to stop here.** *Take one customer who went quiet and count the gaps on your fingers.* You will never again say "we haven't heard from them for ages".
#
# ## Second sitting · What they say
#
# A silence tells you *that*. To learn *why* you have to ask, and there are three favourite questions. **CSAT** (满意度) asks about one experience. **NPS** (净推荐值) asks whether you would recommend us: so many heads of 9 and 10 less those of 0 to 6, in a hundred. **CES** (费力度) asks how much
# trouble it was. They are not rivals; they answer different people in your own house.

# %% tags=["form"]
answers = need(firm, "answers")
known_to_us = need(answers, "customer_id")
show(keeping.survey_table(answers), caption="Three questions, and how sure each number is")
ask("06.5")

# %% [markdown]
# The middle one is easily the most loved and most hated number in marketing, mostly for the same reason: it is one number. Who says it? A score for the whole firm is a fruit salad. And every score has a width: with a few dozen answers, last year's ten points up may be this year's ten points down, and nobody moved.

# %%
show(figures.nps_groups(keeping.nps_by(known_to_us, people)))

# %% [markdown]
# One thing the bars can't tell you, however long they are: who *didn't* answer. Angry people seldom fill in forms. They have already filled in somebody else's order. (On the bench you can see how far that bends the score here.)
#
# ### Do the happy ones stay?
#
# Now the sentence on which half of this trade rests: **satisfaction makes loyalty** (满足→忠诚). Three of our sources say it and none of them tests it. You have what it takes: for each person what they said, and what they do. A guess first.

# %% tags=["form"]
predict("06.p2")
done = keeping.behaviour(customers, lines, as_of=firm.as_of)
reveal("06.p2", figures.content_and_loyal(keeping.content_and_loyal(known_to_us, done, by="customer_type")))

# %% [markdown]
# Two things are called **loyalty** (忠诚), and they come apart. *Buying*: how much? That was your guess. *Staying*: are they still in their rhythm? That is the picture. Read it kind by kind before you repeat the sentence: where the two lines overlap, it says nothing yet, neither yes nor no.
#
# One caution: both were seen in the same weeks. Perhaps the content stay; perhaps those who have one foot out of the door give worse marks. (What goes with the mark, thing by thing, is on the bench and in 06.m21.)
#
# ### "Always exceed expectations"
#
# Kindly meant. But satisfaction is what is *found* less what was *expected*, and expectations learn. What must be (lesson 2's screws) can't delight at all; what delights today is expected on the day after. Four deliveries:

# %% tags=["form"]
ask("06.6")

# %% [markdown]
# **Safe to stop here.** *Ask one customer: "What did you expect, the last time?"* Not how satisfied they were. What they expected.
#
# ## Third sitting · What we do about it
#
# What is it worth to keep somebody? **Stem the flow** (节流), says a source; it never says where it pays most. Take customers who leave us a thousand each year. What is one of them worth for as long as they stay (**lifetime value**, 客户终身价值), and what would *one point more* of staying be worth?

# %%
worth = keeping.lifetimes(customers)
show(keeping.retention_worth(1000, rates=(0.7, 0.9)), caption="A thousand a year; of a hundred, so many stay for another; money at ten per cent", formats={"retention": "percent"})

# %% [markdown]
# Whoever stays where most stay goes on staying for longer. So the point more is worth most where you have least trouble; and it is easiest to win where you have most. That's why one counts before one gives a party for the faithful.
#
# ### Not the same for everybody
#
# You know two things about each customer now: the **tier** (客户等级) of lesson 1, and the stage of their life with us. Tier says how much effort, stage says what for. Everyone stands in one cell. (Of those who came back: *steady* from a P(alive) of 85%, *wavering* from 40%, *probably gone* below.)

# %% tags=["form"]
show(keeping.treatment_matrix(customers, worth), caption="Customers by stage and tier, and what each stage is worth in three years")
show(keeping.playbook(), caption="What each stage needs, and what we do")
ask("06.7")

# %% [markdown]
# And a card for the faithful? **Loyalty programmes** (忠诚度计划) are recommended by everybody and paid for by you. Nothing against presents. But a present to everybody who comes anyway is a price cut with a stamp on it, and points not yet redeemed are a debt. (From which lift on a card pays: 06.m22, and the bench.)
#
# ### The contact calendar
#
# Now make time for the right people. A calendar has three rules. It knows *why* it rings. It has only so many hours. And it never uses a way the customer did not agree to: of two records of one person, a no on either is a no.

# %% tags=["form"]
ask("06.8")

# %% [markdown]
# The calendar of the next four weeks: first those with most at stake, once each, and nobody whom we bothered in the last three weeks. Nor anybody who is late and almost surely still here: they'll order on Tuesday without you.

# %%
due = keeping.due(customers, known, worth)
peace = keeping.rested(need(firm, "interactions", "customer_id", "at"), as_of=firm.as_of)
calendar = keeping.calendar(due, people, start=firm.as_of, peace=peace)
show(keeping.with_names(calendar, firm.named), caption="The first on the list", rows=6)

# %% [markdown]
# ### A mini-case
#
# Four names on a note, one call. Nobody tells you which tool.

# %% tags=["form"]
ask("06.9")

# %% [markdown]
# ### Lin's decision, now yours
#
# All who are silent for more than *one* usual gap, who once came back and who agreed to hear from us: they are far more than the calls. Whom? Here is what we assume, and nobody has measured it yet (lesson 7 will): whoever is *still here* leaves a little more because we
# rang, in proportion to what they leave anyway. Whoever has left leaves nothing, and a little more of nothing is nothing. The cost of a call is taken off.
#
# **Practice first**, a year ago, with the year that followed as your judge. *Expected loss* sounds cleverest. Try it.

# %%
rehearse("06.contacts", calls=calls, cost_per_call=cost_per_call, effect=effect)

# %% [markdown]
# **Now commit, once,** with a reason and with what would change your mind. You'll be judged by orders that nobody has seen, beside three colleagues: one rings the most valuable first, one the longest silent, one draws lots.

# %% tags=["form"]
decide("06.contacts", rank_by=rank_by, at_least=at_least, calls=calls, cost_per_call=cost_per_call, effect=effect)

# %% [markdown]
# Look at your *lead* and whether its range stays on one side of zero; the rest is **luck** (运气). Then at the two lines you weren't shown before. *Expected loss* multiplies a value by the chance that it is gone already: a fine list for a memorial. What can
# still be kept is the part that is *still to come*. (A hundred may leave more than all whom you met at the top of the page: those were silent for *two* gaps and more, and yours are the largest of those beyond *one*, many of whom are only late.)
#
# And the whole ranking hangs on the assumption. If a call only ever moved those who were about to leave, another list might win. That is why one has to try it on half of them.
#
# ### Monday morning
#
# One action, with whom, by when; 06b begins by asking how it went. Then the next box of your customer's plan, and half a page for your manager.

# %% tags=["form"]
sheet("06_keeping")

# %% [markdown]
# **Safe to stop here.** What follows is for another day, when some of it has been forgotten.
#
# ## What stays
#
# - A silence is a number of gaps, not of days; and two kinds of people are silent.
# - P(alive) says how many of those who are silent like this are still here. Many orders help, until they accuse.
# - Staying and buying are two loyalties. Test the sentence, kind by kind, before you repeat it.
# - Keep the promise. What you exceed today is the promise of tomorrow.
# - Ring for what is still to come, not for what you may have lost already; and only by a way they agreed to.
#
# **Words:** P(alive) 仍是客户的概率 · satisfaction 满意 · CSAT 满意度 · NPS 净推荐值 · CES 费力度 · loyalty 忠诚 · lifetime value 客户终身价值 · stem the flow 节流 · treatment by tier and stage 区别对待 · loyalty programme 忠诚度计划 ·
# contact calendar 联系日历.
#
# **Where this breaks down.** The clockwork customer, and the seasonal one, are told too late and too early. A rhythm needs a few orders to be one. Who never answers is in no score. And a refusal may stand on another record of the same
# person: the calendar is only as honest as the file.
#
# **To argue about.** You can see who is about to leave before they know it themselves. Would you tell them what you know? Would you ring?

# %% tags=["form"]
quiz("06_keeping")

# %% [markdown]
# You know who may go, and have made time for them. **Next:** [6b · The account plan and service](06b_accounts.ipynb), in which the telephone rings, and it isn't your department.
#
# ## More practice
#
# Short ones, in any order. They don't count, and they hurt nobody.

# %% tags=["form"]
practice("06_keeping")

# %% [markdown] tags=["analyst"]
# ## The analyst's bench
#
# Methods by name, with 95% intervals, and the place where each gives way. `help(keeping.still_here)` and its neighbours say their sources.
#
# ### A clock for every kind
#
# **BG/NBD** (Fader, Hardie and Lee 2005), fitted to each kind of customer; times in weeks. Blank ends mean that a likelihood is flat: the fit says so instead of inventing a number, and only the mean chance of leaving is known. Under it the measures, of one
# model for all together, which blends clocks that have little in common; and the step on one card.

# %% tags=["analyst"]
show(keeping.model_table(keeping.models(customers)), caption="BG/NBD by kind of customer", rows=28)
measures, absent = keeping.measures(customers, answers)
show(measures, caption="Measures of step 6", rows=14)
show(keeping.dashboard(worth, measures), caption="Step 6 on one card")

# %% [markdown] tags=["analyst"]
# ### Is the chance a chance?
#
# The simulation knows who had left. An honest chance lies within the interval of what came true. But it must be honest here: these orders were *drawn* from a BG/NBD of each kind, so this table tests the fit and not the world. Hence a second market, whose people leave as often and order like clockwork; the model is fitted to them as
# if nothing had happened. And of the people each list would ring: how many had left already?

# %% tags=["analyst"]
here = samples.still_here(known[~known["ordered_once"]], samples.truth(firm, "customers"), as_of=firm.as_of)
show(targeting.reliability(here, said="p_alive", seen="still_here"), caption="Said and seen, where the model holds")
show(targeting.reliability(keeping.clockwork(fit), said="p_alive", seen="still_here"), caption="Said and seen, of clockwork customers")
lists = {"most valuable first": keeping.Choice("value"), "expected loss first": keeping.Choice("loss"), "most still to come first": keeping.Choice("to_come")}
show(keeping.already_gone(keeping.silent(customers, known, people, worth=worth), here, calls=keeping.Calls(calls, cost_per_call, effect), lists=lists), caption="Rung, and already gone")

# %% [markdown] tags=["analyst", "story"]
# ### Real silences
#
# Twenty-three hundred people who first bought from an online music shop in early 1997 (CDNOW; Fader and Hardie): fitted on 39 weeks, judged on the next 39. Nobody drew *them* from a model. The parameters are the published ones.

# %% tags=["analyst", "story"]
held = lifetime.hold_out(samples.cdnow_sample(), until="1997-09-30")
cdnow = lifetime.fit(held)
show(cdnow.table(), caption="BG/NBD on CDNOW")
show(lifetime.by_frequency(cdnow, held), caption="Repeat purchases of the next 39 weeks, actual and expected, by how often they had come back")

# %% [markdown] tags=["analyst"]
# ### Contracts, where leaving is seen
#
# Where a customer has signed something, nobody needs to guess. The **shifted beta-geometric** model gives the share still there after each renewal. The rate of renewal rises though nobody changes: those likely to leave have left.

# %% tags=["analyst"]
renewals = lifetime.fit_renewals(need(firm, "subscriptions", "tenure", "ended"))
show(lifetime.survival(renewals, 12), caption="Contracts month by month", formats=dict.fromkeys(["survival", "retention"], "percent"), rows=13)

# %% [markdown] tags=["analyst"]
# ### Four answers to one question
#
# "What are they worth?" One source takes all future sales for lifetime value, another takes off what the customer costs. Does the sign change in any row? Then two people in your house mean different things by *our best customer*. Below it what money for keeping does, spent on each customer every year: the curve of **Blattberg
# and Deighton**, along which retention rises and flattens. Its ceiling and pull are assumptions here until somebody tries.

# %% tags=["analyst"]
show(keeping.four_values(six, worth), caption="What they will buy, its margin, less service (a year); and three years of that, at today's value")
show(keeping.retention_response(1000, retention=0.75, ceiling=0.88, pull=0.01, spends=[0, 100, 150, 200, 400]), caption="Per customer", formats={"retention": "percent"})

# %% [markdown] tags=["analyst"]
# ### What is behind the mark?
#
# Don't polish a score, look for what goes with it. People rated a few single things as well; drivers come in company, so each gets its fair share of what they explain together (**LMG**: Lindeman, Merenda and Gold; Shapley's value). The same things as a **journey** (客户旅程), in the order in which a customer meets them. And is it the
# broken chair that wears people out, or the second letter about it?

# %% tags=["analyst"]
drivers, tickets = keeping.driver_table(answers), need(firm, "tickets", "customer_id", "reopened")
show(figures.driver_map(drivers))
show(keeping.journey(answers), caption="Share content along the way", formats=dict.fromkeys(["score", "low", "high"], "percent"))
show(keeping.effort_by_ticket(known_to_us, tickets), caption="How much effort, 1 to 7, to have a ticket settled")

# %% [markdown] tags=["analyst"]
# Beside the weights that the simulation used, the shares are flatter: in company a light driver borrows from a heavy one. The estimates of the regression are what should come back, and some of these miss. Bad luck, or a bad method? Let the same people with the same marks answer two hundred times: each interval holds its weight about
# 95 times in a hundred, and the last row says how rare a survey is that misses all together by as much as this one. Nobody has that row at work; it is why one survey is one draw.

# %% tags=["analyst"]
show(keeping.against_truth(drivers, samples.truth(firm, "drivers")), caption="Found and true")
show(keeping.surveys_again(answers, samples.truth(firm, "drivers")), caption="The same survey, two hundred times", formats={"share_of_surveys": "percent"})

# %% [markdown] tags=["analyst", "story"]
# Two real sets. Twenty-one days of a plant (*stackloss*, Brownlee), whose shares add up to an R² of 0.914. And what makes 1,681 Danish tenants content (*housing*, Madsen): answers in three steps want an **ordinal regression**, proportional odds.

# %% tags=["analyst", "story"]
show(keeping.shared_r2(samples.stack_loss(), outcome="stack_loss"), caption="Stack loss")
show(keeping.ordinal(samples.housing(), outcome="Sat", levels=["Low", "Medium", "High"], weight="Freq"), caption="What moves satisfaction with a flat")

# %% [markdown] tags=["analyst"]
# ### What an interval does not know
#
# The interval of a score is about the luck of who was asked. In the simulation we can read the minds of those who kept quiet. And the link of score and behaviour, as one number: of who came back, since the others have no rhythm.

# %% tags=["analyst"]
show(keeping.asked_and_answered(answers, samples.truth(firm, "satisfaction")), caption="NPS of those who answered, and of all who were asked")
show(keeping.link(known_to_us, done), caption="Rank correlation of the score with orders and with rhythm")

# %% [markdown] tags=["analyst"]
# ### A card for the loyal?
#
# Points go to *all* sales, those that would have come anyway too. So how much more must members buy, because of the card, before it costs nothing? All our customers hold it here. Then the books: **IFRS 15** takes a part of the price as paid for the points, earned only as they are redeemed. Ten thousand points on sales of 100,000, of
# which 9,000 were put by: what is earned when 4,500 of 9,700 have been used, and then 8,500 of 9,900? Last, where a card's threshold would cost least. If the dearest wins, the card is a price cut, and few of them is the best number.

# %% tags=["analyst"]
show(figures.card(keeping.members(lines, as_of=firm.as_of, currency=firm.currency), reward=0.05, lift=0.1))
show(keeping.points_ledger(9000, [4500, 8500], [9700, 9900]), caption="What is earned, and what is owed")
show(keeping.card_thresholds(customers["revenue"], reward=0.02, margin=0.3, pull=0.1, steps=[1000, 5000, 20000, 80000]), caption="Where the card begins")

# %% [markdown] tags=["analyst"]
# ### The next best offer
#
# Everyone sells a recommender; few name the rule it beat. Learn on all but the last quarter, offer three products each, and see how many stood in the next order. If *what sells best* wins, say so and save the licence.

# %% tags=["analyst"]
before, after = keeping.last_quarter(need(firm, "orders", "product_id"), as_of=firm.as_of)
show(keeping.precision_at_k(before, after, k=3), caption="Of three offered, the share that was bought next")

# %% [markdown] tags=["analyst", "story"]
# **Association rules** (Apriori) on 21,350 real orders of a pizzeria (*pizzaplace*). A lift of 1.2 over one order in a hundred: people who share a table differ in taste, and that's all.

# %% tags=["analyst", "story"]
show(keeping.rules(keeping.baskets_of(samples.pizzas()), support=0.01, confidence=0.05, longest=2), caption="Pizza and pizza", rows=5)

# %% [markdown] tags=["analyst"]
# ### How does the relationship stand?
#
# A **health score** puts what is known into one number from 0 to 100. Its weights are equal because nobody has estimated others: a place to begin a talk. Then how often we came to each tier, who of them may be reached how, and how full the calendar's weeks are.

# %% tags=["analyst"]
health = keeping.health(worth, orders=customers.set_index("customer_id")["orders"], trouble=-need(firm, "tickets", "customer_id").groupby("customer_id").size())
show(health, caption="Health of the first customers", rows=8)
show(keeping.pressure(need(firm, "interactions", "customer_id", "at"), customers, as_of=firm.as_of), caption="How often we came to them in the last quarter")
show(keeping.reach(people, customers), caption="Who may be reached how", formats=dict.fromkeys(["phone", "email", "post", "nobody"], "percent"))
show(keeping.calendar_load(calendar), caption="How full the weeks are")

# %% [markdown] tags=["analyst"]
# ### Your own customers
#
# With orders alone you get P(alive), expected orders and, with `unit_cost`, lifetime value. `answers` with the surveys nps, csat and ces bring the second sitting; `consent_email`, `consent_phone`, `consent_post` the calendar. Without any consent on file there is no calendar, and that is meant.
#
# Last, what this lesson hands on.

# %% tags=["analyst", "hand-over"]
tables = {"06_lifetime": keeping.lifetime_table(worth), "06_satisfaction": keeping.satisfaction_table(answers), "06_contacts": calendar}
hand_over(tables, measures=measures, absent=absent)
