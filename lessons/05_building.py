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
# # 5 · Building the relationship (建立客户关系): whom to win, at what cost

# %% [markdown] tags=["story"]
# > Wednesday, 9:05. The fair team is back, tanned by neon light, and puts a shoe box on Lin's desk. It is full of cards. "All hot," says the one with the voice. Lin lifts the lid, picks
# > one out, and reads *nice stand, do you also make boats?* She has two people who can telephone, one of them in the mornings. "First come, first served," somebody offers. Lin looks at the box, and at the
# > clock. Which card first?

# %% [markdown]
# **When you are done** you can *say* at which stage a buyer stands and what the chances are from there, *work out* what a customer costs rather than what a card costs, and *choose* whom to call when there isn't time for all of them.
#
# **Time:** three sittings of half an hour, with a safe place to stop after each; practice comes on top. **You bring** your customers (lesson 1) and an offer with a price (lesson 4). **You hand on** a list of
# leads with a chance on each, and a decision whom to follow up. In 05b you sit opposite them.

# %% tags=["parameters"]
case: str = "meridian"  # a case folder, or the name of one in data/
out: str = ""  # folder for tables and workbook; empty: nothing is written
customer_type: str = ""  # only customers of this type; empty: all
region: str = ""  # only customers of this region; empty: all
as_of: str = ""  # last day that counts, as 2026-06-30; empty: as the case says
rank_by: str = "first_come"  # the decision: first_come, size, bant, chance or gain
cut_off: int = 0  # the decision: per cent; nobody below this chance is called
places: int = 30  # leads of every hundred that can be followed up in person
follow_up_cost: float = 60.0  # what following up one lead in person costs
saved: float = 0.4  # assumed: would-be orders that are lost without it, a share
customer_value: float = 1500.0  # assumed: what a customer leaves a year, where nobody knows
years: float = 3.0  # how many years of it count as a customer's value

# %%
from helpers.lesson import ask, building, check_parameters, closed, decide, decided, explore, figures, hand_over, handed, money, need, open_case, practice, predict, quiz, recall, rehearse, reveal, samples, say, sheet, show

# %%
check_parameters()
firm = open_case(case, out=out, customer_type=customer_type, region=region, as_of=as_of)

# %%
leads = need(firm, "leads")
everyone = building.conversion(leads).iloc[0]
say("**{names:,.0f} names** are in the book; {won:,.0f} of them are customers today.", names=everyone["leads"], won=everyone["customers"])
say("To get them took {spent}.", spent=money(need(leads, "cost")["cost"].sum(), firm.currency))

# %% [markdown]
# The gauge again. Until now we have worked on what they know and what it is worth to them; from here on it is the third, trust, that decides. And first, as always, from memory.

# %% tags=["form"]
show(figures.gauge(step=5))
recall("05_building")

# %% [markdown]
# ## First sitting · From stranger to order
#
# Three words that are often mixed up, and cost money when they are. A **suspect** (潜在客户) might need us and has not said so. A **prospect** (准客户) has asked. A **customer** (客户) has ordered. A **lead** (销售线索)
# is any of the first two whose name we have; that is all it is. Here is how far everybody in the book has come, whether or not they are still on the move.

# %%
stages = need(firm, "stages")
show(building.states(stages), caption="How far they have come")

# %% [markdown]
# One of our sources looked closely at people who buy for trade, and counted **eight stages** (八步). They look about, take an interest, ask; then they check *us*, bargain, think it over, find the money, and order. Beside them, an
# American list of 1967, **BuyGrid**. Each has one thing that the other forgot. The source knows that money must be *found* before it is paid; BuyGrid knows that afterwards people sit down and ask each other how it
# went.

# %%
show(building.crosswalk(), caption="Two lists of eight")

# %% [markdown]
# Before any numbers, people. You know a stage by what they say, and by who has to act next.

# %% tags=["form"]
ask("05.4")

# %% [markdown]
# ### By hand: a thousand strangers
#
# Each stage lets a share of them through. So a thousand at the top become so many, and of *those* a share, and so on down: **a funnel multiplies** (漏斗). The last two rows are yours.

# %% tags=["form"]
way = building.funnel(stages, as_of=firm.as_of)
show(building.per_thousand(way, blanks=2), caption="A thousand strangers, and who gets on", formats={"get_on": "count"})
ask("05.1")

# %% [markdown]
# Now the letter that everybody celebrates: somebody has *asked*. Put a number on the feeling before you look.

# %% tags=["form"]
predict("05.p1")
reveal("05.p1", figures.funnel(way))

# %%
kept, days, young = building.settled(stages, as_of=firm.as_of)
say("Left out: {young:,.0f} who came in the last {days:.0f} days. They have not said no; they have not had time to say anything.", young=young, days=days)

# %% [markdown]
# The share of those who ask and then order is called the **conversion rate** (销售转化率). The line beside each mark is its 95% interval: what the rate behind these leads may really be. Nineteen of twenty such lines hold it.
#
# ### The third of eight
#
# An inquiry feels like the end of the work. It is stage three (询问只是第3步). Multiply what still lies before it.

# %% tags=["form"]
ask("05.2")

# %% [markdown]
# One new idea for this lesson, and an old one at the races: **odds** (赔率). If two go on for each one who leaves, the odds are 2, and the chance is 2 in 3. Why trouble with them? Because effort works on odds. It
# does not add so many per cent; it makes *twice as many for each who leaves*. Doubled odds turn a chance of 50% into 67%, and a chance of 95% into 97%. There was little room.

# %% tags=["form"]
ask("05.3")
closed("Open this after your answer: the same effort, stage by stage", building.leaks(way), formats={"rate_if": "percent", "odds": "{:.1f}".format, "orders_more": "count"})

# %% [markdown]
# So do not polish the stage you are good at. A buyer who checks on us and gets no answer, a buyer who looks for the money and finds nobody to explain a letter of credit: such orders are lost quietly, long after the applause for the inquiry.
#
# **Safe to stop here.** *Think of someone who asked you for a price and then fell silent. At which stage were they really?*
#
# ## Second sitting · What a customer costs
#
# Cards cost money: stands, clicks, commissions. **Cost per lead** (线索成本) is easily had, and everybody has it on a slide. But nobody wants a lead. Divide by the share that is won, and you have what a *customer* costs; each
# customer pays for those who came to nothing. The sources stand in the order of the slide, the cheapest lead on top. The last row is yours.

# %% tags=["form"]
won_through = building.by_source(need(leads, "source", "cost"))
show(building.cost_table(won_through, blanks=1), caption="From the price of a lead to the price of a customer", formats={"cost_per_lead": "{:,.2f}".format, "cost_per_customer": "{:,.2f}".format})
ask("05.5")

# %% [markdown]
# And where is a *customer* cheapest? Not necessarily on the top of the slide.

# %% tags=["form"]
predict("05.p2")
reveal("05.p2", figures.sources(won_through, currency=firm.currency))

# %% [markdown]
# One caution before the fair is cancelled. A source that is dear by the customer may bring another *kind* of customer; and the referral that looks like a gift was made by somebody whom you once met at a fair. What customers *leave* comes in a moment.
#
# ### The woman with the newspapers
#
# One of our sources tells of a worker over forty, laid off, with a daughter before her exams. She sells newspapers at a bus terminal where two kiosks have the good corners. So she does not stand; she walks along the queue and through the buses. That is to
# **open the source** (开源): more people meet her. And for those she gets to know she prints cards and takes subscriptions. That is to **mend the drain** (节流): fewer leave.
#
# Which was worth more? The source does not say. With a pencil one can: she ends up with as many regulars as it takes until as many leave a day as come.

# %% tags=["form"]
ask("05.6")
closed("Open this after your sum: four plans for a stall", building.newspaper_stall(), formats={"leave_rate": "{:.3f}".format, "left_a_day": "{:.2f}".format})

# %% [markdown]
# They multiply, like everything else today. (She also gave the station's staff her unsold papers, and was let in. A kind gesture at a bus stop; in a firm, a thing to look up in the rules *before* doing it. 05b has the rules.)
#
# ### One tells another
#
# Customers who bring customers: the source calls it *fission* (裂变), which sounds like a bomb. Usually it is more like a good stove. Count how many new customers one customer brings: the **branching factor**. Below one, each round is
# smaller than the last.

# %% tags=["form"]
ask("05.7")

# %%
show(building.referral_rate(leads, need(firm, "customers")), caption="What our own customers have brought, in the time of these leads", formats={"k": "{:.3f}".format, "low": "{:.3f}".format, "high": "{:.3f}".format})

# %% [markdown]
# Nobody recommends on command. But hardly anybody is ever *asked*, and asked well.

# %% tags=["form"]
ask("05.8")

# %% [markdown]
# ### Four corners of a map
#
# What has it cost to win each customer, and what do they leave? One source draws the map, and asks us to look above all at the corner where both are high: the strategic customers (战略性客户), since everyone crowds into the corner of the cheap
# and good. There its sentence on costs comes out of the typesetter's hands a little garbled: short-run costs very low, long-run costs *slowly falling*. We take it that it should say *rising*: where everybody hunts, the next customer costs more than
# the last. Open our own sources one after the other, the cheapest first, and see.

# %%
show(building.unit_costs(won_through), caption="One source after another: the average, and what the next customer costs", formats={"cost_each": "{:,.2f}".format, "cost_of_next": "{:,.2f}".format})

# %% [markdown]
# The average is slow to notice. And a rule is missing in the source: *when* do we have our money back?

# %%
people = need(firm, "customers", "acquisition_cost")
left = handed("01_customers", building.customer_profit, need(firm, "orders", "unit_cost"), people)
yearly = building.yearly_profit(left, as_of=firm.as_of)
matrix = building.value_cost(building.priced(yearly, people), years=years)

# %%
say("Value is what a customer leaves in {years:g} years; the cost is what winning it took, all told.", years=years)
show(figures.value_cost(matrix, named=firm.named, currency=firm.currency))

# %% [markdown]
# The rule is called **payback** (投资回收期): what it cost, divided by what they leave a month. Within a year: win them now. Within three: yes, but in pieces, so that you can stop. Later, or never: not at this cost. Dear is not the same as
# strategic, and cheap isn't the same as good. Judge some as they were won.

# %% tags=["form"]
cards = building.plan_cards(matrix, people)
show(cards[["account", "cost", "yearly_profit"]], caption="Won at this cost, leaving this a year")
ask("05.9")
closed("Open this after your answers: the four corners", building.quadrant_table(matrix), formats={"payback_months": "{:.1f}".format})

# %% [markdown]
# ### By instalments
#
# Dear and good: what then? The source has a fine picture. As one buys a flat: **by instalments** (分期付款的开发方式). Its charm is not that it is paid later. After every instalment you *look*, and may stop. Work it out from the end: what is it worth to
# stand before the last step? Then before the one before.

# %% tags=["form"]
show(building.chain_of_four(blanks=1), caption="A chain with four shops, worth 20,000 if it is won", formats={"chance": "percent", "worth": "money"})
ask("05.10")
closed("Open this after your sum: with and without the right to stop", building.worth_of_stopping(building.chain_of_four(), value=20_000))

# %% [markdown]
# The same nine chances in a hundred; a loss if you pay at once, a good business if you pay as you go. What you give for it is time, as the picture shows.

# %%
ways = {"paid at once": building.payback_curve(5000, monthly_profit=420), "by instalments, one a quarter": building.payback_curve(5000, monthly_profit=420, instalments=3)}
show(figures.payback_curve(ways))

# %% [markdown]
# **Safe to stop here.** You can say what a customer costs, and when it is paid back. *Ask a colleague what a lead costs you, and then what a customer does.* Watch which number comes quickly.
#
# ## Third sitting · Whom to call
#
# Back to the shoe box. The old rule is short enough for the back of a card: **BANT**, budget, authority, need, timing (需求、预算、决策权, and one more, timing, which our source leaves out). Points for each; call from the top. Six cards, one without its points.

# %% tags=["form"]
show(building.six_cards(blank="Ayşe"), caption="Six cards from the box", formats={"points": "{:.1f}".format})
ask("05.11")

# %% [markdown]
# Gustavo wrote in capitals and stands last. (Whether URGENT means anything is tried in 05b, on all of ours.) Mr Pettibone will ask again next year.
#
# ### What a sign is worth
#
# Forty points for need: who says so? Somebody who was in sales in 1985, very likely. Let the leads say it themselves. Each sign *multiplies the odds*, just as each stage did the chance: begin where an average lead without any of them
# stands, and multiply.

# %% tags=["form"]
known = building.matured(leads, as_of=firm.as_of)
score = building.fit_score(known)
show(building.odds_card(score, known), caption="Odds by hand: a start, and what each sign multiplies it by", formats={"odds": "{:.2f}".format, "times": "{:.2f}".format})
ask("05.12")

# %% [markdown]
# That is a **lead score** (线索评分): odds, multiplied up and turned into a chance at the end. A factor near 1 says nothing, however loud it is. Try a lead of your own.

# %% tags=["form"]
explore(building.chance_with, score, known, need={"2": "clear", "3": "exact", "1": "vague", "0": "none"}, budget={"0": "unknown", "1": "known"}, authority={"0": "someone else decides", "1": "talks to the one who decides"}, timing_weeks={"10": "ten weeks", "2": "two weeks", "40": "forty weeks"})

# %% [markdown]
# Is it any good? Line everybody up by a chance that was worked out *without* them, and see who is in the first calls.

# %% tags=["form"]
predict("05.p3")
scored = building.score_table(leads, as_of=firm.as_of)
chances = building.judged(leads, scored)
reveal("05.p3", figures.gain(building.gain(chances["converted"], chances["score"]), building.gain(chances["converted"], building.bant(chances))))

# %% [markdown]
# ### Soon, and in person
#
# A score says *who*. It does not say *when*. Here is how soon we answered, and what became of them.

# %%
show(figures.reply_speed(building.reply_speed(need(known, "reply_hours"))))

# %% [markdown]
# It is tempting to read this as: answer within four hours, and so many more will buy. Perhaps. But somebody chose whom to answer first, and may have chosen well. What it does say is where the slow ones end. To *know*, you would draw lots for who is answered
# first; lesson 7 does such a thing.
#
# ### Who is covered?
#
# To win a firm is to win several heads. What it takes to **cover** an account (客户覆盖面): people, in which roles, at which levels; hours; money. A zero in the table is somebody who has a say and has never heard your name.

# %%
show(building.coverage(need(firm, "contacts", "buying_role"), firm.table("interactions"), named=firm.named, as_of=firm.as_of), caption="People we know in each role, and the effort of twelve months", formats={"hours": "{:.0f}".format})

# %% [markdown]
# ### A mini-case
#
# Nobody says which tool. Four inquiries, one morning.

# %% tags=["form"]
ask("05.13")

# %% [markdown]
# Whoever is not called gets a letter. It may be the only thing of ours they ever hold in their hands.

# %% tags=["form"]
ask("05.14")

# %% [markdown]
# ### Lin's decision, now yours
#
# There is time for some of every hundred. Who is called first, and is there a chance below which the place had better stay empty? A call is worth what it *saves*: we assume that a part of those who would order are lost if all they get is a letter. You sell at what you decided in lesson 4.

# %%
price = decided("04.price", price_change=0.0)
say("The price you go out with: {price_change:+.0%} against last year's.", **price)

# %% [markdown]
# **Practice first.** Below the judges are leads of some months ago, and a score that had seen only older ones. Beside you: a colleague who takes them as they come, one who takes the biggest, one with the card.

# %%
rehearse("05.leads", places=places, follow_up_cost=follow_up_cost, saved=saved, customer_value=customer_value)

# %% [markdown]
# **Now commit, once,** with a reason and with what would change your mind. The newest leads are the judges, those that nobody has looked at (or, where leads have no dates, every fifth of them).

# %% tags=["form"]
decide("05.leads", rank_by=rank_by, cut_off=cut_off, places=places, follow_up_cost=follow_up_cost, saved=saved, customer_value=customer_value)

# %% [markdown]
# One large order more or less moves every line of this: that is **luck** (运气), and the ranges hold it. Look at your *lead*, and whether its range stays on one side of zero. The likeliest need not be the most valuable, nor the biggest the likeliest; compare what each way earned with the two multiplied. And mind what was assumed: how much a
# call saves, nobody here has measured.
#
# ### Monday morning
#
# One lead that fell silent, one question. Then box five of the plan for your own customer.

# %% tags=["form"]
sheet("05_building")

# %% [markdown]
# ## What stays
#
# - A funnel multiplies. An inquiry is the third of eight, and the wide leaks come after the applause.
# - Effort works on odds, so it is worth most where the rate is lowest.
# - A lead is not a customer. Divide by the share that is won, and count the months until it is paid back.
# - What is dear and good is bought by instalments; what you pay for is the right to stop.
# - Call by chance × what they leave. Points are a guess at odds, made before anybody looked.
#
# **Words:** suspect 潜在客户 · prospect 准客户 · lead 销售线索 · funnel 漏斗 · conversion rate 转化率 · odds 赔率 · cost per lead 线索成本 · payback 投资回收期 · strategic customer 战略性客户 · by instalments 分期付款开发 ·
# lead score 线索评分 · open the source, mend the drain 开源节流 · fission 裂变.
#
# **Where this breaks down.** A score knows the people who asked, never those who did not. It repeats what we did: if nobody ever rang small shops, small shops look hopeless. What a kind of customer leaves is a mean, and means are made by a few. And a young
# source has had no time to win anybody.
#
# **To argue about.** The score gives a firm in one country a lower chance, because nobody there was ever visited. You follow the score, nobody is visited, and next year it is lower still. Who should notice, and how would they?

# %% tags=["form"]
quiz("05_building")

# %% [markdown]
# You know whom to call. What you do not know is what to say when they pick up. **Next:** [05b · The sale](05b_sale.ipynb), in which somebody says no who isn't even asked.
#
# ## More practice
#
# Short ones, in any order: channels and fairs, calls and visits, payback, word of mouth, rewards, reviews. They don't count, and they hurt nobody.

# %% tags=["form"]
practice("05_building")

# %% [markdown] tags=["analyst"]
# ## The analyst's bench
#
# The same methods by name, with intervals where the field has them (low and high are 95%), held against the market's truth where there is one. Every function says its source: `help(building.fit_score)`.
#
# ### The way as a chain
#
# A **Markov chain** without memory: the rate of each stage with **Wilson's** interval, the days in it as a median. Leads too young to have ordered are left out, or the newest month would always leak most. About one interval in twenty should miss.

# %% tags=["analyst"]
show(building.beside_truth(way, samples.truth(firm, "funnel")), caption="Rates and days, found and true")
show(building.remaining(way), caption="From each stage to the order", formats={"chance": "percent", "low": "percent", "high": "percent"})

# %% tags=["analyst"]
expected = building.pipeline(stages, as_of=firm.as_of)
show(expected, caption="Orders to expect from leads under way", formats={"chance": "percent"})
show(building.simulate(way["rate"].dropna(), way["days"].dropna(), leads=100), caption="A hundred more at the first stage, simulated")

# %% [markdown] tags=["analyst"]
# ### A score and its terms
#
# A **logistic regression** by Newton's method with a small ridge; `times` is what one unit does to the odds. Below it is fitted once more with our own reply in it, which is no trait to choose by, and held against the odds that the market was made of. Words of a column are held against
# its most frequent one.

# %% tags=["analyst"]
show(score.terms, caption="Log-odds", rows=20)
full = building.fit_score(known, after=True)
show(building.found_and_true(full, samples.truth(firm, "lead_odds")), caption="Found and true", rows=30)

# %% [markdown] tags=["analyst"]
# ### A column that knew too much
#
# **Leakage**: something that was written down only *because* they bought. It makes a brilliant score that is of no use on the morning when it is needed. Each trait alone by AUC; what is too good is left out by itself. No rule finds every leak: ask of each column *when* it is filled.

# %% tags=["analyst"]
show(building.leaks_of(known), caption="Each trait alone")
cheat = building.fit_score(known, keep_leaks=True)
say("With what leaks, AUC {leaky:.3f}; without it, on leads not seen, {honest:.3f}.", leaky=building.auc(known["converted"], cheat.chances(known)).value, honest=building.auc(chances["converted"], chances["score"]).value)

# %% [markdown] tags=["analyst"]
# ### Does 30% mean 30%?
#
# **AUC** (interval: DeLong) asks only about the order. **Calibration** asks whether the chances can be multiplied by money, which is what the decision does. The **Brier** score has both in one number. Cross-fitted over five parts by checksum.

# %% tags=["analyst"]
show(figures.calibration(building.calibration(chances["converted"], chances["score"])))
show(building.gain(chances["converted"], chances["score"]), caption="Tenths by score", formats={"lift": "{:.2f}".format})

# %% tags=["analyst"]
least = building.cut_off(follow_up_cost, worth=saved * customer_value)
earned = building.profit_by_cut(chances["converted"], chances["score"], cost=follow_up_cost, worth=saved * customer_value)
say("At a worth of {worth} each, a follow-up pays from a chance of {least:.0%} on.", worth=money(saved * customer_value, firm.currency), least=least)
show(earned, caption="What following up the best so many earns", formats={"chance": "percent"}, rows=20)

# %% [markdown] tags=["analyst"]
# ### Tap and drain in one equation
#
# **Blattberg and Deighton**: what a prospect is worth as a function of both spends. The ceilings are opinions and decide everything; move them before you believe it. A third of those approached at most, eight in ten kept at most.

# %% tags=["analyst"]
tap = building.response_through(50, 0.12, ceiling=0.33)
drain = building.response_through(80, 0.6, ceiling=0.8)
show(building.best_balance(tap, drain, margin=400), caption="The best of both, at a margin of 400 a year", formats={"win_share": "percent", "keep_share": "percent"})
say("As it stands today, a prospect is worth {now:.1f}.", now=building.equity(tap, drain, spend=(50, 80), margin=400))

# %% [markdown] tags=["analyst"]
# ### Word of mouth as a curve
#
# **Bass**: those who come by themselves (p) and those who are told (q). With the averages of many published fits, p = 0.03 and q = 0.38. The curve fits nearly anything afterwards; before the peak, p and q are hardly known.

# %% tags=["analyst"]
show(figures.adoption(building.bass(0.03, 0.38), building.bass_peak(0.03, 0.38)))
show(building.spread(0.3, start=100, rounds=6, pool=2000), caption="A chain of customers with K = 0.3 and two thousand who could ever come")
say("Even with K = 1.5, a chain begun by one customer dies out with a chance of {gone:.0%}.", gone=building.dies_out(1.5))
show(building.best_reward(base=0.05, most=0.15, scale=60, worth=400), caption="The reward for recommending that leaves most, for each customer asked")

# %% [markdown] tags=["analyst", "story"]
# ### Real leads
#
# Nothing so far has happened to anyone. This did. Dutch households that were offered a **caravan insurance** (CoIL 2000): six in a hundred bought; no dates, no sources, 85 traits. And givers to a **charity**, who got one more letter. One of its columns holds what they then gave. Find it.

# %% tags=["analyst", "story"]
older, tried, aside, how = building.parted(samples.caravan())
chance = building.fit_score(older).chances(aside)
show(building.gain(aside["converted"], chance).head(3), caption="Caravan: the best three tenths by a score that had not seen them")

# %% tags=["analyst", "story"]
givers = samples.charity()
show(building.leaks_of(givers), caption="Charity: each column alone")
show(building.fit_score(givers).terms, caption="Charity: log-odds of giving again, without what leaks", formats={"log_odds": "{:.4f}".format, "se": "{:.4f}".format})

# %% [markdown] tags=["analyst"]
# ### Your own leads
#
# `leads` with lead_id and converted (0/1), and any traits, gives the score; with source and cost the price of a customer; `stages` with lead_id, stage, entered_at the funnel, under your own names of stages too. Then
# `papermill notebooks/05_building.ipynb out.ipynb -p case my_case -p out my_run`.
#
# Last, what this lesson hands on.

# %% tags=["analyst", "hand-over"]
measures, absent = building.measures(leads=leads, scored=scored, matrix=matrix, as_of=firm.as_of)
show(measures, caption="Measures of step 5")
hand_over({"05_leads": scored, "05_funnel": way, "05_matrix": matrix}, measures=measures, absent=absent)
