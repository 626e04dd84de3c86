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
# # 7 · Winning back (挽回客户关系)

# %% [markdown] tags=["story"]
# > Wednesday, 9:05. The agency has brought a cake. On the slide stands how many of the lost customers came back after the letter, and under it, larger, what they bought. "Won back," says the agency, and cuts.
# > Lin eats a piece; it's good. In March she had let a lot decide which half of the silent customers got the letter. The other half got nothing, and the agency had
# > been rather hurt. "And those?" she asks. "Those got nothing," says the agency. Yes. But what did they *do*?

# %% [markdown]
# **When you are done** you can *ask* of any success whom it is compared with, *apologise* so that it costs the other side nothing, and *choose* whom to write to, whom to visit, and whom to leave in peace.
#
# **Time:** three sittings of half an hour, each with a place where it is safe to stop; role-play and practice come on top. **You bring** what you know of who stays (lesson 6). **You hand on** a list of names with an offer beside
# each, and nobody on it who has said no.

# %% tags=["parameters"]
case: str = "meridian"  # a case folder, or the name of one in data/
out: str = ""  # folder for tables and workbook; empty: nothing is written
customer_type: str = ""  # only customers of this type; empty: all
region: str = ""  # only customers of this region; empty: all
as_of: str = ""  # last day that counts, as 2026-06-30; empty: as the case says
rank_by: str = "value"  # the decision: value, risk, gain or lots
letters: int = 100  # the decision: how many letters
cost_per_letter: float = 0.0  # what a letter costs; 0: as in the campaign
regained: float = 0.6  # assumed: the part of their old business that comes back with them
retention: float = 0.6  # assumed: their chance to stay another year after that

# %%
from helpers.lesson import ask, check_parameters, decide, figures, hand_over, handed, money, need, open_case, orders, practice, predict, quiz, recall, rehearse, reveal, samples, say, sheet, show, talk, winback

# %%
check_parameters()
firm = open_case(case, out=out, customer_type=customer_type, region=region, as_of=as_of)

# %%
campaign, people = need(firm, "campaigns"), firm.table("customers")
arms, letter = winback.arms(campaign), winback.letter_cost(campaign)
say("**{n}** letters went out. **{back}** of those customers ordered again, for {sum}. So says the slide.",
    n=arms["customers"][0], back=arms["returned"][0], sum=money(winback.told(campaign), firm.currency))

# %% [markdown]
# The gauge first. This step works on the last two marks together: *trust*, after we have damaged it, and *satisfaction*, after it is gone. And before the cake, something from earlier lessons. The book stays shut.

# %% tags=["form"]
show(figures.gauge(step=7))
recall("07_winback")

# %% [markdown]
# ## First sitting · Compared with whom?
#
# Take twelve of them, six with the letter and six without. Nobody chose who got it: names were drawn. The last column is easy, an order since the letter is a yes. Two cells are open, and they're yours. (Twelve were picked so that there is something to count;
# among all of them fewer came back.)

# %%
show(winback.twelve(campaign, people, named=firm.named, blanks=2), caption="Twelve of them; a lot had drawn who gets the letter")
ask("07.1")

# %% [markdown]
# The slide counts the first six. But some of the others came back as well, from whom nobody wanted anything. They are the **control group** (对照组): what would have happened anyway. Count only what comes *on top*, and you have the **uplift** (增量效应).
# Now all of them. Write your guess down before you look.

# %% tags=["form"]
predict("07.p1")
reveal("07.p1", figures.two_arms(arms))

# %% [markdown]
# Same letter, same customers, same cake. On the left the sum as its makers tell it, on the right as the control group does. Look at the fourth line.

# %%
before = winback.values_before(campaign, firm.table("orders"))
worth = winback.worth_of(campaign, before, terms=winback.SecondLife(regained, retention))
show(winback.two_bills(campaign, per_return=worth.mean(), cost=letter, currency=firm.currency), caption="One mailing, two bills")
ask("07.2")

# %% [markdown]
# Why by lot, and not simply "those we didn't get round to"? Because those would differ from the others before any letter, in ways that you know and in ways that you do not. A lot has no opinion. Hold the two groups side by side, as they were *beforehand*:

# %%
show(winback.alike(campaign), caption="Were they alike before the letter? Medians, and shares of words")

# %% [markdown]
# Not to the last digit; that's luck, and it shrinks as groups grow. Where no lot was drawn, people offer you something that looks like one. Here are five such proofs.

# %% tags=["form"]
ask("07.3")

# %% [markdown]
# ### Whom a letter moves
#
# An average hides people. Ask twice of everybody, *without it?* and *with it?*, and there are **four groups** (四类客户). The **persuadable** (可说服) come because of it. The **sure** (必来) come anyway. The **lost** (流失) don't come either way. And there are those
# whom it reminds of something: **do not disturb** (勿扰). They would have stayed, but for your letter.

# %% tags=["form"]
ask("07.4")

# %% [markdown]
# Nobody wears a label, and no one can be seen both with a letter and without it. Groups can. Somebody had asked these customers, at last contact, what had come between us. (Where nobody asked, we take another trait.)

# %% tags=["form"]
predict("07.p2")
moved = winback.uplift_by(campaign, winback.main_trait(campaign))
reveal("07.p2", figures.uplift_bars(moved))

# %% [markdown]
# Look at the left of the zero line, if anything stands there. Those are customers we paid to drive away, and the slide counts every one of them who stayed as a success. Nobody would have noticed without the lot; they don't write in to say that they didn't come back.
#
# **Safe to stop here.** *Find one success in your own firm and ask, kindly: compared with whom?* Bring your own cake.
#
# ## Second sitting · Who is gone, and why
#
# What does **lost** (流失客户) mean? That depends on whether they tell you.

# %%
show(winback.two_settings(), caption="Two ways to lose a customer")

# %% [markdown]
# ### When no orders come
#
# Without a contract there is only silence, and silence needs a ruler: the customer's own **usual gap** (购买间隔). Within one gap they are *on time*, within two *late*. Beyond that they are **dormant** (沉睡客户), and if they are hardly likely to be customers at all any more
# (P(alive), the chance from lesson 6), *lost*. Don't wait for the end of the quarter: **call while it's late** (没有订单时及时沟通), not when it's lost.

# %%
lines = need(firm, "orders")
summary = orders.customers(lines, as_of=firm.as_of)
alive = handed("06_lifetime", winback.still_here, summary)
standing = winback.standings(summary, alive, people)
show(winback.quiet_accounts(standing, named=firm.named), caption="How long they have been quiet, in their own gaps")

# %% tags=["form"]
ask("07.5")

# %% [markdown]
# Two rulers, and they may quarrel: the gaps say *dormant* while P(alive) still hopes. The model has seen many customers pause; the rule has seen this one never do it. When they disagree, pick up the telephone. It is cheaper than a third opinion.

# %%
values = winback.year_values(summary)
show(winback.standing_table(standing, values), caption="The whole firm, and what a usual year with them left")

# %% [markdown]
# With a contract it is the other way round: they tell you the day. What you don't know is how long the others will stay. The trap is to average those who have left; they left *because* they were short. Count everybody for as long as you have seen them, and
# you get a staircase. (How it is built, and what makes people leave sooner, stands on the bench.)

# %%
contracts = need(firm, "subscriptions")
show(figures.survival(winback.kaplan_meier(contracts, as_of=firm.as_of)))

# %% [markdown]
# ### Risk and value
#
# You can't ring everybody. One source says: look after those whose **risk of leaving** (流失风险) is high. Half of an answer. Multiply by what a year with them is worth, and you have the **value at risk** (风险价值); now the top right corner is short enough for
# this week.

# %%
chances = winback.chances_of_loss(standing, contracts, as_of=firm.as_of)
at_risk = winback.value_at_risk(chances, winback.worth_a_year(values, contracts))
show(figures.risk_grid(winback.placed(at_risk), named=firm.named, currency=firm.currency))
show(winback.risk_grid(at_risk), caption="The four corners, and what to do in each")

# %% [markdown]
# Find a name you know. If it stands on the left and you have a bad feeling all the same, trust the feeling enough to look at its last three deliveries.
#
# Why do they go? Count the reasons twice, by heads and by money, and see whether the order stays.

# %%
show(winback.reason_table(campaign), caption="What came between us")

# %% [markdown]
# A reason on a form is where the digging begins. "And why was that?", asked five times or so, leads from what the customer saw to something you can change on Monday: the **root cause** (根本原因).

# %% tags=["form"]
ask("07.6")

# %% [markdown]
# ### Ask somebody who has left
#
# Who has left owes you nothing, and therefore knows more than anyone. An **exit interview** (流失客户访谈) isn't a sale with a sad face. You want a day and a story, not a reason. On the form stands "price", of course. The form was filled in standing up.

# %% tags=["form"]
talk("07_exit")

# %% [markdown]
# **Safe to stop here.** *Think of a customer who left you. What stands on the form? What happened that day?*
#
# ## Third sitting · Sorry, and then?
#
# ### When we have failed them
#
# Every source says "solve complaints quickly". Fine: how quickly, and what else? A **relationship crisis** (客户关系危机) has a script, and it begins within the hour, long before anybody knows what to do.

# %%
show(winback.playbook(), caption="A crisis, step by step")
show(winback.response_scores(need(firm, "tickets")), caption="And we: first answers against the promise", formats={"points": "count", "promise_hours": "count", "median_hours": "number"})

# %% tags=["form"]
ask("07.7")

# %% [markdown]
# ### Say it
#
# An **apology** (道歉) has four parts. *What happened*, and by whose doing. *What it did to them.* *What has changed* since, so that it can be checked. And it *asks for nothing*: no order, no smile, no forgiveness. The fourth is the hardest, because there will be a silence, and you
# have been trained to fill it.

# %% tags=["form"]
talk("07_apology")

# %% [markdown]
# Textbooks promise you a reward. The **service-recovery paradox** (服务补救悖论): whoever complained and was treated well is said to be more loyal afterwards than whoever never had a reason. It would be lovely. Look.

# %%
show(winback.recovered(need(firm, "tickets"), lines, as_of=firm.as_of), caption="Who ordered again in the half year after", formats={"reordered": "percent", "low": "percent", "high": "percent", "adjusted": "percent"})
ask("07.8")

# %% [markdown]
# *Adjusted* compares them with customers who had as many orders before: better than nothing, and still nobody drew lots. Hold the last two rows against each other first, for between those stands our own desk. Whether a good repair makes *friends*, such a table can't know.
#
# ### What to offer, and when to let go
#
# An offer should answer the reason. **Money off** answers only one, and badly: it is also paid to those who were coming anyway.

# %%
show(winback.offers(), caption="An answer to each reason")
ask("07.9")

# %% [markdown]
# What may it cost, then? No more than the **second life** (二次生命周期价值) is worth: part of their old business, for as long as they stay this time, which is shorter. And no more often than it helps: every letter without an answer halves the next one's chance.
# The last letter says that it is the last. **Letting go** (放手) is a kindness with a stamp on it.

# %%
a_return = worth.median()
say("A middling return is worth {worth} from then on. With a chance of three in a hundred that halves each time, at {cost} a letter, {n} letters are worth sending.",
    worth=money(a_return, firm.currency), cost=money(letter, firm.currency), n=winback.attempts(0.03, value=a_return, cost=letter)["worth_it"].sum())

# %% [markdown]
# And before any letter: have they said that you may? **Consent** (同意) goes by channel, it can be taken back, and the most valuable customer in the world has it or has it not.

# %% tags=["form"]
ask("07.12")

# %% [markdown]
# Now write one. You know this customer; you may even have played her. Then read it aloud to somebody who doesn't like you much, and count the sentences that want something.

# %% tags=["form"]
ask("07.10")

# %% [markdown]
# ### A mini-case
#
# Four groups, one pencil, and nobody telling you which number to rank by.

# %% tags=["form"]
ask("07.11")

# %% [markdown]
# ### Lin's decision, now yours
#
# The cake is gone, the printer is free again. To whom do the next letters go, and how many? *The most valuable*, says finance. *Those furthest gone*, says sales, they need it most. *Everybody*, says the agency. (Nobody counts here for more than the customer at nine tenths of the way up: above that it's a person who goes, not a letter.)
#
# **Practice first.** A quarter of the campaign is your judge; another quarter taught the model. Beside your list stand the others'.

# %%
rehearse("07.list", cost_per_letter=cost_per_letter, regained=regained, retention=retention)

# %% [markdown]
# **Now commit, once,** with a reason and with what would change your mind. The half of the campaign that nobody has looked at yet judges you: whoever got a letter there by lot speaks for it, whoever got none speaks against.

# %% tags=["form"]
decide("07.list", rank_by=rank_by, letters=letters, cost_per_letter=cost_per_letter, regained=regained, retention=retention)

# %% [markdown]
# Few people come back, and those few decide this; so mind the range before you mind the number: what one list *leads* by, and whether that stays on one side of zero. The rest is **luck** (运气). And the judge has a short memory. He saw one letter, one spring, and ninety days.
#
# Who gets the next one? Those who have waited: the control group is owed its turn. Whoever has not agreed is not on it, nor is anybody whom a letter would rather drive away.

# %%
model = winback.uplift_model(campaign)
scored = winback.scored(winback.waiting(campaign), model, before, cost=cost_per_letter or letter, terms=winback.SecondLife(regained, retention))
listed = winback.winback_list(scored, people, letters=letters)
show(listed, caption="The list", rows=8)
say(winback.consent_note(people))

# %% [markdown]
# ### Monday morning
#
# One quiet customer, one day. Then box seven of the plan for your own.

# %% tags=["form"]
sheet("07_winback")

# %% [markdown]
# ## What stays
#
# - Of every success ask: compared with whom? If the answer is "with before" or "with the others", ask on.
# - A letter is worth what it changes. The sure and the lost look fine on slides; those better left in peace pay for them.
# - Measure silence in the customer's own gaps, and ring while it is late.
# - An apology says what happened, what it did to them and what has changed, and then it asks for nothing.
# - Nobody is on a list who has not agreed to it. There are no exceptions for the valuable.
#
# **Words:** control group 对照组 · uplift 增量效应 · persuadable 可说服 · do not disturb 勿扰 · dormant 沉睡客户 · value at risk 风险价值 · root cause 根本原因 · exit interview 流失客户访谈 · apology 道歉 · second life 二次生命周期价值 · consent 同意 · letting go 放手.
#
# **Where this breaks down.** A lot takes patience: for ninety days half of them get nothing, and somebody will call that a waste. Few return, so small differences drown. People talk, and a letter to one is read by two. And what worked in spring was that letter, from that firm,
# that spring.
#
# **To argue about.** For ninety days you kept an apology from half of those you had let down, because you wanted to know. Was that fair? Would it have been with a voucher?

# %% tags=["form"]
quiz("07_winback")

# %% [markdown]
# You know whom to write to. Where do you keep it, so that the next one who takes over an account finds it? **Next:** [8 · Systems and the desk](08_crm.ipynb).
#
# ## More practice
#
# Short ones, in any order. They don't count, and they hurt nobody.

# %% tags=["form"]
practice("07_winback")

# %% [markdown] tags=["analyst"]
# ## The analyst's bench
#
# Methods by name, with 95% intervals, and the place where each gives way. `help(winback.cox)` and its neighbours say their sources.
#
# ### How sure are we?
#
# **Churn rate** is the share of contracts that ended, the monthly one counts endings by months lived; uplift has **Newcombe's** interval, AUC **DeLong's**, the median **Brookmeyer and Crowley's**, the Qini coefficient a bootstrap. Scores come from models that had not seen the customer.

# %% tags=["analyst"]
churn = winback.churn_scores(contracts, as_of=firm.as_of)
crossed = winback.crossed(campaign)
measures, absent = winback.measures(firm.table("subscriptions"), firm.table("campaigns"), scores=churn, crossed_scores=crossed, as_of=firm.as_of)
show(measures, caption="Measures of step 7")

# %% [markdown] tags=["analyst"]
# ### How long do contracts live?
#
# **Kaplan and Meier** (1958): at each ending the share that stays, of those still watched, all multiplied. Who is still here is *censored*: counted until today, and not a day longer. By hand on a few; then the numbers the curve rests on. Its right end rests on few, and the band knows it.

# %% tags=["analyst"]
show(winback.contracts(contracts), caption="A few contracts by hand")
show(winback.numbers_at_risk(contracts, as_of=firm.as_of), caption="How many are still seen")

# %% tags=["analyst"]
kind = winback.first_words(contracts)
show(figures.survival(winback.kaplan_meier(contracts, by=kind, as_of=firm.as_of), by=kind))
show(winback.curves_compared(contracts, kind, as_of=firm.as_of), caption="Log-rank: could it be one curve?")

# %% [markdown] tags=["analyst"]
# ### What makes them leave sooner
#
# **Cox** (1972) with **Efron's** ties. Columns that never vary, have blanks or copy others are named and left out; a hazard ratio of 1.5 means half as much again at any age. It assumes that this ratio does not change with age. Predictions for those still here are conditional on how long they have
# already stayed.

# %% tags=["analyst"]
hazards = winback.cox(contracts, as_of=firm.as_of)
show(hazards.table, caption="Hazard ratios", rows=20)
show(winback.hazards_found(hazards, samples.truth(firm, "hazard")), caption="Found, and true in the simulation")
show(winback.contract_risk(contracts, months=12, as_of=firm.as_of).nlargest(6, "churn_probability"), caption="Most likely to end within a year, given that they are here")

# %% [markdown] tags=["analyst"]
# ### Does the score know too much?
#
# A column that is filled in after the fact makes any score brilliant until the day you use it: **leakage** (数据泄漏). The guard names suspects; you ask who writes the column, and when. Then **calibration**: 30% should mean 30%.

# %% tags=["analyst"]
show(winback.leaks(contracts), caption="Suspected of knowing too much")
show(winback.calibration(churn), caption="Said and seen", formats=dict.fromkeys(("said", "seen", "low", "high"), "percent"))

# %% [markdown] tags=["analyst"]
# ### Whom does it move?
#
# One logit in which each trait works, and works differently with the letter, the difference held back by a **ridge** (Lo 2002); or **two models**, one an arm (Radcliffe and Surry 1999). The order they make is judged by the **Qini curve**: down the list, returns with the letter less returns without.

# %% tags=["analyst"]
show(winback.moved_by(campaign), caption="What the letter does to the odds", rows=14)
show(figures.qini_curve(winback.qini_curve(campaign, crossed["uplift"]), coefficient=winback.qini(campaign, crossed["uplift"])))

# %% tags=["analyst"]
show(winback.qini_by_kind(campaign), caption="Two ways to the same order")
show(winback.groups_found(crossed, samples.truth(firm, "uplift")), caption="Found (rows) and true in the simulation (columns)")

# %% [markdown] tags=["analyst"]
# Long silence and a mild reason look alike from outside, so *lost* and *persuadable* mix at the border; a stamp is a cheap mistake. The dear one is the other border. In the simulation every list can be priced exactly, without luck:

# %% tags=["analyst"]
priced = winback.lists_priced(campaign, crossed, samples.truth(firm, "uplift"), before, cost=letter)
show(figures.list_profit(priced, currency=firm.currency))

# %% [markdown] tags=["analyst"]
# ### What came before
#
# Tickets around the last order, of those who went quiet and of those who didn't. It is a comparison without a lot: a lift of two is a place to dig, not a cause.

# %% tags=["analyst"]
show(winback.before_leaving(need(firm, "tickets"), standing, summary), caption="Before the last order", formats=dict.fromkeys(("quiet", "others", "low", "high"), "percent"))

# %% [markdown] tags=["analyst", "story"]
# ### Real people
#
# 432 men released from prison, of whom a lot gave half some money (Rossi, Berk and Lenihan 1980): an ending is an arrest, and here too somebody asked *compared with whom*. Below them seven thousand telephone customers (*wa_churn*): a photograph, and the columns that copy one another are named.

# %% tags=["analyst", "story"]
show(winback.cox(samples.rossi()).table, caption="Rossi: hazard ratios")
telco = samples.telco()
show(figures.survival(winback.kaplan_meier(telco, by="contract"), by="contract"))
say("AUC {value:.3f} ({low:.3f} to {high:.3f}), by models that had not seen the customer.", **winback.auc_of(winback.churn_scores(telco))._asdict())

# %% [markdown] tags=["analyst"]
# ### Your own customers
#
# `ninesteps case check my_case` says what is wrong with `campaigns` (arm: treatment or control), `subscriptions` and `tickets`; each stands alone. Without a campaign there is no list, and the decision is recorded, not scored: draw lots first.
#
# Last, what this lesson hands on.

# %% tags=["analyst", "hand-over"]
tables = {"07_risk": winback.risk_table(at_risk), "07_survival": winback.survival_table(contracts, as_of=firm.as_of), "07_winback": listed}
hand_over(tables, measures=measures, absent=absent)
