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
# **Time:** three sittings of 30, 30 and 40 minutes, talking and writing included, with a safe place to stop after each, and ten for the quiz on another day; practice comes on top. **You bring** your customers (lesson 1) and an offer with a price (lesson 4). **You hand on** a list of
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
from helpers.lesson import ask, building, check_parameters, closed, decide, decided, figures, hand_over, handed, money, need, open_case, practice, predict, quiz, recall, rehearse, reveal, samples, say, sheet, show

# %%
check_parameters()
firm = open_case(case, out=out, customer_type=customer_type, region=region, as_of=as_of)

# %%
leads = need(firm, "leads")
seen = building.to_learn_from(leads, as_of=firm.as_of)
book = building.book(leads, as_of=firm.as_of)
say("**{names:,.0f} names** are in the book. {young:,.0f} came too lately to have said yes or no; {judges:,.0f} are put aside unread ({how}): they will judge your decision.", names=book["names"], young=book["young"], judges=book["judges"], how=book["how"])
say("Of the other {learn:,.0f}, {won:,.0f} are customers today; the firm's other customers are older than the book, or in the other two piles. These *leads* cost {spent}; visits and samples come later.", learn=book["learn"], won=book["won"], spent=money(need(seen, "cost")["cost"].sum(), firm.currency))

# %% [markdown]
# The gauge again. Until now we have worked on what they know and what it is worth to them; from here on it is the third, trust, that decides. And first, as always, from memory.

# %% tags=["form"]
show(figures.gauge(step=5))
recall("05_building")

# %% [markdown]
# ## First sitting · From stranger to order
#
# Three words that are often mixed up, and cost money when they are. A **suspect** (潜在客户) might need us and has not said so. A **prospect** (准客户) has asked. A **customer** (客户) has ordered. A **lead** (销售线索)
# is any of them whose name we have; that is all it is.
#
# One of our sources looked closely at people who buy for trade, and counted **eight stages** (八步). They look about, take an interest, ask; then they check *us*, bargain, think it over, find the money, and order. You know a stage by what they say, and by who has to
# act next. So before any numbers, people.

# %% tags=["form"]
show(building.eight_stages(), caption="Eight stages, and who stands there")
ask("05.1")

# %% [markdown]
# ### By hand: a thousand strangers
#
# Each stage lets a share of them through. So a thousand at the top become so many, and of *those* a share, and so on down: **a funnel multiplies** (漏斗). The last two rows are yours.

# %% tags=["form"]
way = building.funnel(building.stages_of(need(firm, "stages"), firm.table("leads"), as_of=firm.as_of), as_of=firm.as_of)
show(building.per_thousand(way, blanks=2), caption="A thousand strangers, and who gets on", formats={"get_on": "count"})
ask("05.2")

# %% [markdown]
# ### The third of eight
#
# Now the letter that everybody celebrates: somebody has *asked*. It feels like the end of the work. It is stage three (询问只是第3步). Put a number on the feeling before you look.

# %% tags=["form"]
predict("05.p1")
reveal("05.p1", figures.funnel(way))

# %% [markdown]
# The share of those who ask and then order is called the **conversion rate** (销售转化率). The line beside each mark is its 95% interval: what the rate behind these leads may really be. Nineteen of twenty such lines hold it.
#
# ### Where a month of work does most
#
# One new idea for this lesson, and an old one at the races: **odds** (赔率). If two go on for each one who leaves, the odds are 2, and the chance is 2 in 3. Suppose a month's effort doubles the odds. A chance has a ceiling; odds have none. Doubled odds turn a chance of 50%
# into 67%, and a chance of 95% into 97%: there was little room.

# %% tags=["form"]
ask("05.3")
closed("Open this after your answer: the odds doubled, stage by stage, and how many more of a thousand strangers order", building.leaks(way), formats={"rate_if": "percent", "odds": "{:.1f}".format, "orders_more": "count"})

# %% [markdown]
# So do not polish the stage you are good at. A buyer who checks on us and gets no answer, a buyer who looks for the money and finds nobody to explain a letter of credit: such orders are lost quietly, long after the applause for the inquiry.
#
# **Safe to stop here,** after about half an hour. *Think of someone who asked you for a price and then fell silent. At which stage were they really?*
#
# ## Second sitting · What a customer costs
#
# Cards cost money: stands, clicks, commissions. **Cost per lead** (线索成本) is easily had, and everybody has it on a slide. But nobody wants a lead. Divide by the share that is won, and you have what a *customer* costs in leads; each
# customer pays for those who came to nothing. The cheapest lead stands on top, with its sum done. The last one is yours.

# %% tags=["form"]
won_through = building.by_source(need(seen, "source", "cost"))
show(building.cost_table(won_through, blanks=len(won_through) - 1), caption="From the price of a lead to the price of a customer", formats={"cost_per_lead": "{:,.2f}".format, "cost_per_customer": "count"})
ask("05.4")

# %% [markdown]
# And where is a *customer* cheapest? Not necessarily at the top of the slide.

# %% tags=["form"]
predict("05.p2")
reveal("05.p2", figures.sources(won_through, currency=firm.currency))

# %% [markdown]
# One caution before anything is cancelled. A source that is dear by the customer may bring another *kind* of customer; and the referral that looks like a gift was made by somebody whom you once met at a fair.
#
# ### When is it paid back?
#
# A lead is the first bill, not the last: visits, samples and dinners follow. Now all of it counts. One source draws a map of what customers cost and what they leave, and sends us to the corner where both are high: the
# **strategic customers** (战略性客户), since everyone else crowds round the cheap and good. What it does not say is *when* we have our money back.

# %%
people = need(firm, "customers", "acquisition_cost")
left = handed("01_customers", building.customer_profit, need(firm, "orders", "unit_cost"), people)
matrix = building.value_cost(building.priced(building.yearly_profit(left, as_of=firm.as_of), people), years=years)
say("Winning these {n:,.0f} took {each} apiece, the lead and all that came after it; for {rest:,.0f} more no cost is on file. *Value* is {years:g} years at the pace so far, if they all stayed. They won't: lesson 6.", n=len(matrix), each=money(matrix["cost"].mean(), firm.currency), rest=len(people) - len(matrix), years=years)
show(figures.value_cost(matrix, named=firm.named, currency=firm.currency))

# %% [markdown]
# The rule is called **payback** (投资回收期): what it cost, divided by what they leave a month. Within a year: win them now. Within three: yes, but in pieces, so that you can stop. Later, or never: not at this cost. Dear is not the same as
# strategic, and cheap isn't the same as good. Judge three as they were won.

# %% tags=["form"]
cards = building.plan_cards(matrix, people)
show(cards[["account", "cost", "yearly_profit"]], caption="Won at this cost, leaving this a year")
ask("05.5")

# %% [markdown]
# ### By instalments
#
# Dear and good, and slow to pay back: what then? The source has a fine picture. As one buys a flat: **by instalments** (分期付款的开发方式). Its charm is not that it is paid later. After every instalment you *look*, and may stop. Work it out from the end: what is it worth to
# stand before the last step? Then before the one before.

# %% tags=["form"]
show(building.chain_of_four(blanks=1), caption="A chain with four shops, worth 20,000 if it is won", formats={"chance": "percent", "worth": "money"})
ask("05.6")
closed("Open this after your sum: every way it can end, and with and without the right to stop", figures.instalments(building.exits(building.chain_of_four(), value=20_000)), building.worth_of_stopping(building.chain_of_four(), value=20_000))

# %% [markdown]
# The same nine chances in a hundred; a loss if all of it is paid on the first day, a good business if you pay as you go. Most of the money is never spent, because most of the time you have stopped.
#
# ### One tells another
#
# The cheapest lead of all is sent by a customer. The source calls it *fission* (裂变), which sounds like a bomb. Usually it is more like a good stove: each round of people who tell each other is smaller than the last, and warms the room all the same.
# Nobody recommends on command. But hardly anybody is ever *asked*, and asked well.

# %% tags=["form"]
ask("05.7")

# %% [markdown]
# **Safe to stop here,** after another half hour. You can say what a customer costs, and when it is paid back. *Ask a colleague what a lead costs you, and then what a customer does.* Watch which number comes quickly.
#
# ## Third sitting · Whom to call
#
# Back to the shoe box. The old rule is short enough for the back of a card: **BANT**, budget 预算, authority 决策权, need 需求, timing 时间. Forty points for need, twenty-five for talking to the one who decides, twenty for a known budget, fifteen for soon; call from the top.
# Here are six cards. (Ayşe's points are yours, in More practice.)

# %%
show(building.six_cards(blank="Ayşe"), caption="Six cards from the box", formats={"points": "{:.1f}".format})

# %% [markdown]
# Gustavo wrote in capitals and stands last. (Whether URGENT means anything is tried in 05b, on all of ours.) Mr Pettibone will ask again next year.
#
# ### What a sign is worth
#
# Forty points for need: who says so? Somebody who was in sales in 1985, very likely. Let the leads say it themselves. Each sign *multiplies the odds*: begin with the odds of a lead that has neither of the two signs below and is average in everything else,
# and multiply.

# %% tags=["form"]
score = building.fit_score(seen)
show(building.odds_card(score, seen), caption="Odds by hand: a start, and what each sign multiplies it by", formats={"odds": "{:.2f}".format, "times": "{:.2f}".format})
ask("05.8")

# %% [markdown]
# That is a **lead score** (线索评分): odds, multiplied up and turned into a chance at the end. One thing must never get into it: what is written down only *because* somebody ordered, such as samples invoiced. On the morning when you choose, that column is empty. So ask of every column in
# your list *when* it is filled.
#
# Is the score any good? Line everybody up by a chance that was worked out *without* them, and see who is in the first calls.

# %% tags=["form"]
predict("05.p3")
by_score = building.gain(seen["converted"], building.honest_chances(seen))
reveal("05.p3", figures.gain(by_score, building.gain(seen["converted"], building.bant(seen)), against="BANT points"))

# %% [markdown]
# If the old rule does nearly as well, don't laugh at 1985: it lives off the same signs. What the score adds is a *chance*, and a chance you can multiply by money. Nobody ever paid a bill with points.
#
# ### A mini-case
#
# Nobody says which tool. Four inquiries, one morning.

# %% tags=["form"]
ask("05.9")

# %% [markdown]
# ### Lin's decision, now yours
#
# Who is called first, and is there a chance below which a place had better stay empty? A call is worth what it *saves*: we assume that a part of those who would order are lost if all they get is a letter. You sell at what you decided in lesson 4.
#
# **Practice first.** Below the judges are leads of some months ago, and a score that had seen only older ones. Beside you: a colleague who takes them as they come, one who takes the biggest, one with the card.

# %%
price = decided("04.price", price_change=0.0)
say("There is time to call {places:.0f} of every hundred; a call costs {cost}. The price you go out with: {price_change:+.0%} against last year's.", places=places, cost=money(follow_up_cost, firm.currency), **price)
rehearse("05.leads", places=places, follow_up_cost=follow_up_cost, saved=saved, customer_value=customer_value)

# %% [markdown]
# **Now commit, once,** with a reason and with what would change your mind. You are judged by the leads that were put aside on the first page: no table of leads so far has counted them, and no score has seen them.

# %% tags=["form"]
decide("05.leads", rank_by=rank_by, cut_off=cut_off, places=places, follow_up_cost=follow_up_cost, saved=saved, customer_value=customer_value)

# %% [markdown]
# One large order more or less moves every line of this: that is **luck** (运气), and the ranges hold it. Look at how far you are *ahead* of each colleague, and whether that range stays on one side of zero. The likeliest need not be the most valuable, nor the biggest the likeliest; compare what each way earned
# with the two multiplied. And mind what was assumed: how much a call saves, nobody here has measured.
#
# ### Monday morning
#
# One lead that fell silent, one question. Then box five of the plan for your own customer.

# %% tags=["form"]
sheet("05_building")

# %% [markdown]
# **Safe to stop here,** after some forty minutes. What follows is for another day, when some of it has been forgotten.
#
# ## What stays
#
# - A funnel multiplies. An inquiry is the third of eight, and the wide leaks come after the applause.
# - If effort doubles odds, it is worth most where the rate is lowest.
# - A lead is not a customer. Divide by the share that is won, add what comes after the lead, and count the months until it is paid back.
# - What is dear, good and slow to pay back is bought by instalments; what you pay for is the right to stop.
# - Call by chance × what they leave. Points are a guess at odds, made before anybody looked.
#
# **Words:** suspect 潜在客户 · prospect 准客户 · lead 销售线索 · funnel 漏斗 · conversion rate 转化率 · odds 赔率 · cost per lead 线索成本 · payback 投资回收期 · strategic customer 战略性客户 · by instalments 分期付款开发 ·
# BANT 预算、决策权、需求、时间 · lead score 线索评分.
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
# Short ones, in any order: a woman who sells newspapers, one who tells another, Ayşe's points and a letter to Mr Pettibone; then channels and fairs, calls and visits, payback, rewards, reviews. They don't count, and they hurt nobody.

# %% tags=["form"]
practice("05_building")

# %% [markdown] tags=["analyst"]
# ## The analyst's bench
#
# The same methods by name, with intervals where the field has them (low and high are 95%), on all leads that have had time, the judges with them, and held against the market's truth where there is one. Every function says its source: `help(building.fit_score)`.
#
# ### The way as a chain
#
# A **semi-Markov chain**: no memory of the way so far, the rate of each stage with **Wilson's** interval, the time in it log-normal, with a median and a spread found in the data. Medians must not be added up: a few slow stages take more than quick ones give back. About one interval in twenty should miss. (What
# those under way will still bring is another question, for whoever *stands* has already waited; lesson 8 answers it.)
#
# Last, our eight stages beside the American list of 1967, **BuyGrid**. The source knows that money must be *found* before it is paid; BuyGrid knows that afterwards people sit down and ask each other how it went.

# %% tags=["analyst"]
whole = building.funnel(need(firm, "stages"), as_of=firm.as_of)
show(building.beside_truth(whole, samples.truth(firm, "funnel")), caption="Rates and days, found and true")
show(building.remaining(whole), caption="From each stage to the order; days: medians added up, which is too short", formats={"chance": "percent", "low": "percent", "high": "percent"})
show(building.simulate(whole, leads=100).assign(days_seen=building.days_to_order(need(firm, "stages"))), caption="A hundred more at the first stage, simulated; last, the median days that customers took")
show(building.crosswalk(), caption="Two lists of eight")

# %% [markdown] tags=["analyst"]
# ### Four corners of a map
#
# The source's sentence on costs comes out of the typesetter's hands a little garbled: short-run costs very low, long-run costs *slowly falling*. We take it that it should say *rising*: where everybody hunts, the next customer costs more than the last. Open our sources one after the other, the cheapest first; the average is
# slow to notice.
#
# The corners are cut at the medians; in each stands how many the rule of payback would win now, by instalments, or not at this cost. And the rule is too kind in one thing: it takes it that they stay. Below, a customer who cost 5,000 and leaves 420 a month.

# %% tags=["analyst"]
known = building.matured(leads, as_of=firm.as_of)
show(building.unit_costs(building.by_source(need(known, "source", "cost"))), caption="One source after another: customers so far, what they cost on average, and what the next one costs", formats={"cost_each": "{:,.2f}".format, "cost_of_next": "{:,.2f}".format})
show(building.quadrant_table(matrix), caption="The four corners", formats={"payback_months": "{:.1f}".format})
stay = {"certain to stay": 1.0, "three of a hundred leave each month": 0.97}
show(figures.payback_curve({name: building.payback_curve(5000, monthly_profit=420, stay=one) for name, one in stay.items()}))

# %% [markdown] tags=["analyst"]
# ### A score and its terms
#
# A **logistic regression** by Newton's method with a small ridge; `times` is what one unit does to the odds. Below it is fitted once more with our own reply in it, which is no trait to choose by. Words of a column are held against its most frequent one. The simulated leads were drawn from a formula of just this form, so that hitting its
# odds shows that the arithmetic is right; real buyers have signed no such contract.
#
# **Leakage**: a column that was filled only *because* they bought. It makes a brilliant score that is of no use on the morning when it is needed. Each trait alone by AUC; what is too good is left out by itself. No rule finds every leak.

# %% tags=["analyst"]
show(building.fit_score(known).terms, caption="Log-odds", rows=20)
show(building.found_and_true(building.fit_score(known, after=True), samples.truth(firm, "lead_odds")), caption="Found and true", rows=30)
show(building.leaks_of(known), caption="Each trait alone")

# %% [markdown] tags=["analyst"]
# ### Does 30% mean 30%?
#
# **AUC** (interval: DeLong) asks only about the order. **Calibration** asks whether the chances can be multiplied by money, which is what the decision does. The **Brier** score has both in one number. Cross-fitted over five parts by checksum. From a chance of cost ÷ worth on, a follow-up pays.

# %% tags=["analyst"]
scored = building.score_table(leads, as_of=firm.as_of)
chances = building.judged(leads, scored)
cheat = building.auc(known["converted"], building.fit_score(known, keep_leaks=True).chances(known)).value
say("With what leaks, AUC {leaky:.3f}; without it, on leads not seen, {honest:.3f}.", leaky=cheat, honest=building.auc(chances["converted"], chances["score"]).value)
show(figures.calibration(building.calibration(chances["converted"], chances["score"])))

# %% tags=["analyst"]
worth = saved * customer_value
say("At a worth of {worth} each, a follow-up pays from a chance of {least:.0%} on.", worth=money(worth, firm.currency), least=building.cut_off(follow_up_cost, worth=worth))
show(building.gain(chances["converted"], chances["score"]), caption="Tenths by score", formats={"lift": "{:.2f}".format})
show(building.profit_by_cut(chances["converted"], chances["score"], cost=follow_up_cost, worth=worth, groups=10), caption="What following up the best so many earns", formats={"chance": "percent"})

# %% [markdown] tags=["analyst"]
# ### How soon, and who knows us
#
# How soon we answered, and what became of them. It is tempting to read this as: answer within four hours, and so many more will buy. Perhaps. But somebody chose whom to answer first, and may have chosen well. To *know*, you would draw lots for who is answered first; lesson 7 does such a thing.
#
# And to win a firm is to win several heads. What it takes to **cover** an account (客户覆盖面): people, in which roles, at which levels; hours; money. A zero is a part that nobody plays whom we know.

# %% tags=["analyst"]
show(figures.reply_speed(building.reply_speed(need(known, "reply_hours"))))
show(building.coverage(need(firm, "contacts", "buying_role"), firm.table("interactions"), named=firm.named, as_of=firm.as_of), caption="People we know in each role, and the effort of twelve months", formats={"hours": "{:.0f}".format})

# %% [markdown] tags=["analyst"]
# ### Tap and drain in one equation
#
# The newspaper seller of More practice, plan by plan. Then **Blattberg and Deighton**: what a prospect is worth as a function of both spends. The ceilings are opinions and decide everything; move them before you believe it. A third of those approached at most, eight in ten kept at most.

# %% tags=["analyst"]
show(building.newspaper_stall(), caption="Four plans for a stall", formats={"leave_rate": "{:.3f}".format, "earned_a_day": "{:.2f}".format})
tap = building.response_through(50, 0.12, ceiling=0.33)
drain = building.response_through(80, 0.6, ceiling=0.8)
show(building.best_balance(tap, drain, margin=400), caption="The best of both, at a margin of 400 a year", formats={"win_share": "percent", "keep_share": "percent"})
say("As it stands today, a prospect is worth {now:.1f}.", now=building.equity(tap, drain, spend=(50, 80), margin=400))

# %% [markdown] tags=["analyst"]
# ### Word of mouth as a curve
#
# K is how many new customers one customer brings; below it is counted over those who were customers before the first of these leads. **Bass**: those who come by themselves (p) and those who are told (q). With the averages of many published fits, p = 0.03 and q = 0.38. The curve fits nearly anything afterwards; before the peak, p and q are hardly known.

# %% tags=["analyst"]
show(building.referral_rate(leads, need(firm, "customers")), caption="What our own customers have brought, in the time of these leads", formats={"k": "{:.3f}".format, "low": "{:.3f}".format, "high": "{:.3f}".format})
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
show(building.gain(aside["converted"], building.fit_score(older).chances(aside)).head(3), caption="Caravan: the best three tenths by a score that had not seen them")
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
hand_over({"05_leads": scored, "05_funnel": whole, "05_matrix": matrix}, measures=measures, absent=absent)
