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
# > Wednesday, 9:05. The agency has brought a cake. Its slide says how many of the lost customers came back after the letter and, in larger type, what they bought. "Won back," says the agency, and cuts.
# > Lin eats a piece; it's good. In March she had let a lot decide which half of the silent customers got the letter. The other half got nothing, and the agency had
# > been rather hurt. "And those?" she asks. "Those got nothing," says the agency. Yes. But what did they *do*? She also drew an envelope, with half of all the names. The slide knows nothing of that.

# %% [markdown]
# **When you are done** you can *ask* of any success whom it is compared with, *apologise* so that it costs the other side nothing, and *choose* whom to write to, whom to visit, and whom to leave in peace.
#
# **Time:** four sittings of about 30, 35, 25 and 30 minutes, talking and writing included, with a safe place to stop after each; ten for the quiz on another day. **You bring** what you know of who stays (lesson 6). **You hand on** a list of names with an offer beside
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
from helpers.lesson import ask, check_parameters, decide, figures, hand_over, handed, keeping, money, need, open_case, practice, predict, quiz, recall, rehearse, reveal, samples, say, sheet, show, talk, targeting, winback

# %%
check_parameters()
firm = open_case(case, out=out, customer_type=customer_type, region=region, as_of=as_of)

# %%
mailing, people = need(firm, "campaigns"), firm.table("customers")
campaign, letter = winback.laid_out(mailing), winback.letter_cost(mailing)
arms = winback.arms(campaign)
say("Lots were drawn for {whole} silent customers; {part} of them are laid out here. **{n}** of these got a letter. **{back}** of those ordered again, for {sum}. So says the slide.",
    whole=mailing.shape[0], part=campaign.shape[0], n=arms["customers"][0], back=arms["returned"][0], sum=money(winback.told(campaign), firm.currency))

# %% [markdown]
# The others stay in an envelope until you have decided something, and then they judge. (A campaign too small to be parted is laid out whole, and nobody judges.)
#
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
# Now all that are laid out. Write your guess down before you look.

# %% tags=["form"]
predict("07.p1")
reveal("07.p1", figures.two_arms(arms))

# %% [markdown]
# Mind the range before the number: another lot, on the same day, would have drawn other names. Whoever shows you an uplift without its range has shown you a cake.
#
# Same letter, same customers, same orders. On the left the sum as its makers tell it, on the right as the control group does. Look at the fourth line.

# %%
show(winback.two_bills(campaign, cost=letter, currency=firm.currency), caption="One mailing, two bills")
ask("07.2")

# %% [markdown]
# Why by lot, and not simply "those we didn't get round to"? Because those would differ from the others before any letter, in ways that you know and in ways that you do not. A lot has no opinion. Two groups that it parts are alike but for luck, and luck shrinks as groups grow.
#
# Where no lot was drawn, people offer you something that looks like one. Here are five such proofs.

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
# Nobody wears a label, and no one can be seen both with a letter and without it. Groups can. Somebody had asked these customers, at last contact, what had come between us. (Where nobody asked, we take another trait.) The reasons are counted twice, by heads and by what these people had bought. Is the order the same?

# %% tags=["form"]
show(winback.reason_table(campaign), caption="What came between us")
predict("07.p2")
reveal("07.p2", figures.uplift_bars(winback.uplift_by(campaign, winback.main_trait(campaign))))

# %% [markdown]
# Look at the left of the zero line, if anything stands there. Those are customers we paid to drive away, and the slide counts every one of them who stayed as a success. Nobody would have noticed without the lot; they don't write in to say that they didn't come back.
#
# **Safe to stop here.** *Find one success in your own firm and ask, kindly: compared with whom?* Bring your own cake.
#
# ## Second sitting · Who is gone, and why
#
# ### When no orders come
#
# A **lost customer** (流失客户) with a contract gives notice, on a day. All others just go quiet, and silence needs a ruler: the customer's own **usual gap** (购买间隔), as in lesson 6. Within one gap they are *on time*, within two *late*. Beyond that they are **dormant** (沉睡客户), and if their P(alive) is below one in five, *lost*.
# Don't wait for the end of the quarter: **call while it's late** (没有订单时及时沟通), not when it's lost.

# %%
customers = targeting.customer_money(need(firm, "orders"), people, as_of=firm.as_of)
standing = winback.standings(customers, handed("06_lifetime", keeping.still_here, customers))
show(winback.quiet_accounts(standing, named=firm.named), caption="How long they have been quiet, in their own gaps")

# %% [markdown]
# Two rulers, and they may quarrel: the gaps say *dormant* while P(alive) still hopes. The model has seen many customers pause; the rule has seen this one never do it. When they disagree, pick up the telephone. It is cheaper than a third opinion.
#
# Now everybody. Who **ordered once** has no gap, so no silence of theirs is long: they get no P(alive), only the orders one may expect of them.

# %%
year = winback.year_values(customers)
show(winback.standing_table(standing, year), caption="The whole firm: orders to expect in a year, and what a usual year with them left")

# %% [markdown]
# (*Left* as in lesson 1, after what serving them costs, where the case knows it. The sum isn't last year's profit: those who have gone stand in it with a year of their old days.)
#
# ### Risk and value
#
# You can't visit everybody. One source says: look after those whose **risk of leaving** (流失风险) is high. Half of an answer. Multiply by what a year with them left, and you have the **value at risk** (风险价值). Lesson 6 rang those who could still be *kept*; here we look for whom to fetch *back*. Begin with ten names.

# %%
signed = firm.table("subscriptions")
at_risk = winback.value_at_risk(winback.chances_of_loss(standing, signed, as_of=firm.as_of), winback.worth_a_year(year, signed))
top = winback.at_the_top(at_risk, people, named=firm.named)
show(figures.risk_grid(winback.placed(at_risk), named=firm.named, top=top, currency=firm.currency))
show(top.drop(columns="customer_id"), caption="The ten with most at risk: a person, not a letter", formats={"chance_gone": "percent"})

# %% [markdown]
# A name at the right edge has gone. You visit it to learn something and, with luck, to be asked in. If a name you know stands on the left and you have a bad feeling all the same, trust the feeling enough to look at its last three deliveries.
#
# Why do they go? A reason on a form is where the digging begins. "And why was that?", asked five times or so, leads from what the customer saw to something you can change on Monday: the **root cause** (根本原因).

# %% tags=["form"]
ask("07.5")

# %% [markdown]
# ### Ask somebody who has left
#
# Who has left owes you nothing, and therefore knows more than anyone. An **exit interview** (流失客户访谈) isn't a sale with a sad face. You want a day and a story, not a reason. The form says "price", of course. The form was filled in standing up.

# %% tags=["form"]
talk("07_exit")

# %% [markdown]
# **Safe to stop here.** *Think of a customer who left you. What does the form say? What had happened that day?*
#
# ## Third sitting · Sorry, and then?
#
# ### When we have failed them
#
# "Solve complaints quickly," says everybody. Fine: how quickly, and what else? A **relationship crisis** (客户关系危机) has a script, and it begins within the hour, long before anybody knows what to do. Below it, how our own desk kept its promise. (An answer in time earns 100 points, one after four times as long none.)

# %%
show(winback.playbook(), caption="A crisis, step by step")
show(winback.response_scores(need(firm, "tickets")), caption="And we: first answers against the promise", formats={"points": "count", "promise_hours": "count", "median_hours": "number"})

# %% [markdown]
# ### Say it
#
# An **apology** (道歉) has four parts. *What happened*, and by whose doing. *What it did to them.* *What has changed* since, so that it can be checked. And it *asks for nothing*: no order, no smile, no forgiveness. The fourth is the hardest, because there will be a silence, and you
# have been trained to fill it.

# %% tags=["form"]
talk("07_apology")

# %% [markdown]
# Textbooks promise you a reward, the **service-recovery paradox** (服务补救悖论): whoever was let down and treated well is said to be more loyal than whoever never had a reason. Compared with whom? Who orders much complains much, and orders again. (The count is on the bench.) Repair it because it is broken.
#
# And a small promise is kept by writing. If you played the exit interview well, one is open. Write it, then read it aloud to somebody who doesn't like you much, and count the sentences that want something.

# %% tags=["form"]
ask("07.6")

# %% [markdown]
# **Safe to stop here.** *Is there a line that you promised somebody? Write it before lunch.*
#
# ## Fourth sitting · Whom to write to
#
# ### What to offer, and when to let go
#
# An offer should answer the reason. **Money off** answers only one, and badly: it is also paid to those who were coming anyway.

# %%
show(winback.offers(), caption="An answer to each reason")

# %% [markdown]
# It may cost no more than the **second life** (二次生命周期价值) is worth: part of their old business, for as long as they stay this time, which is shorter. And each letter without an answer makes the next one weaker. So the last one says that it is the last: **letting go** (放手) is a kindness.
#
# ### A mini-case
#
# Four groups, one pencil, and nobody telling you which number to rank by.

# %% tags=["form"]
ask("07.7")

# %% [markdown]
# ### Lin's decision, now yours
#
# The cake is gone, the printer is free again. To whom do the next letters go, and how many? *The most valuable*, says finance. *Those furthest gone*, says sales, they need it most. *Everybody*, says the agency. (Nobody counts here for more than the customer at nine tenths of the way up: above that it's a person who goes, not a letter.)
#
# **Practice first.** Part of what was laid out has taught a model, the rest judges. Beside your list you see the others'.

# %%
rehearse("07.list", cost_per_letter=cost_per_letter, regained=regained, retention=retention)

# %% [markdown]
# **Now commit, once,** with a reason and with what would change your mind. The envelope judges you, which was in no table and no figure above: whoever got a letter there by lot speaks for it, whoever got none speaks against.

# %% tags=["form"]
decide("07.list", rank_by=rank_by, letters=letters, cost_per_letter=cost_per_letter, regained=regained, retention=retention)

# %% [markdown]
# Few people come back, and those few decide this. So read *Mid* first, then one more thing: does what you *lead* by stay on one side of zero? The rest is **luck** (运气). The last line you weren't shown before: it ranks by what a letter *changes* times what a return is worth, and stops where that no longer pays for the stamp. And the judge has a short
# memory. He saw one letter, one spring, and ninety days.
#
# Who gets the next one? Those who have waited: the control group is owed its turn. **Consent** (同意) goes by channel and can be taken back; whoever has not agreed is not on it, nor is anybody whom a letter would rather drive away.

# %%
before = winback.values_before(mailing, firm.table("orders"), people)
scored = winback.scored(winback.waiting(mailing), winback.uplift_model(mailing), before, cost=cost_per_letter or letter, terms=winback.SecondLife(regained, retention))
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
# **Safe to stop here.** What follows is for another day, when some of it has been forgotten.
#
# ## What stays
#
# - Of every success ask: compared with whom? If the answer is "with before" or "with the others", ask on.
# - A letter is worth what it changes, give or take its range. The sure and the lost look fine on slides; those better left in peace pay for them.
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
# Methods by name, with 95% intervals, and the place where each gives way. `help(winback.cox)` and its neighbours say their sources. On the path part of the campaign stayed shut; here, and in what is handed on, all of it counts.
#
# ### How sure are we?
#
# **Churn rate** is the share of contracts that ended, the monthly one counts endings by months lived; uplift has **Newcombe's** interval, AUC **DeLong's**, the median **Brookmeyer and Crowley's**, the Qini coefficient a bootstrap. Below: what the lot made of the two arms before any letter.

# %% tags=["analyst"]
contracts = need(firm, "subscriptions")
churn, crossed = winback.churn_scores(contracts, as_of=firm.as_of), winback.crossed(mailing)
measures, absent = winback.measures(firm.table("subscriptions"), firm.table("campaigns"), scores=churn, crossed_scores=crossed, as_of=firm.as_of)
show(measures, caption="Measures of step 7")
show(winback.alike(mailing), caption="The arms before the letter: of numbers the median, of words the share")

# %% [markdown] tags=["analyst"]
# ### Silence, checked
#
# Is a P(alive) of 80% an 80%? The simulation knows who had left; but it drew these orders from the very model (BG/NBD, kind by kind), so this tests the fit and not the world. Lesson 6 shows clockwork customers, on whom it fails. Then two comparisons without a lot: tickets around the last order of those who went quiet, where a lift of two is a place to dig and no cause; and the paradox, *adjusted* to equal numbers of orders
# before (bootstrap). Hold its last two rows against each other: our own desk stands between them.

# %% tags=["analyst"]
here = samples.still_here(standing.dropna(subset=["p_alive"]), samples.truth(firm, "customers"), as_of=firm.as_of)
show(targeting.reliability(here, said="p_alive", seen="still_here"), caption="P(alive) said, and still here")
show(winback.before_leaving(need(firm, "tickets"), standing, customers), caption="Before the last order", formats=dict.fromkeys(("quiet", "others", "low", "high"), "percent"))
show(winback.recovered(need(firm, "tickets"), need(firm, "orders"), as_of=firm.as_of), caption="Who ordered again in the half year after", formats=dict.fromkeys(("reordered", "low", "high", "adjusted", "adjusted_low", "adjusted_high"), "percent"))

# %% [markdown] tags=["analyst"]
# ### How long do contracts live?
#
# Whose? Of those who signed one, beside their orders or instead of them (`subscriptions`); nobody else is in it. To average the contracts that have ended is a trap: they ended *because* they were short. **Kaplan and Meier** (1958) multiply, at each ending, the share that stays of those still watched. Who is still here is *censored*: counted until today, and not a day
# longer. The right end rests on few, and the band knows it.

# %% tags=["analyst"]
ask("07.8")
show(winback.numbers_at_risk(contracts, as_of=firm.as_of), caption="How many contracts are still seen")
kind = winback.first_words(contracts)
show(figures.survival(winback.kaplan_meier(contracts, by=kind, as_of=firm.as_of), by=kind))
show(winback.curves_compared(contracts, kind, as_of=firm.as_of), caption="Log-rank: could it be one curve?")

# %% [markdown] tags=["analyst"]
# ### What makes them leave sooner
#
# **Cox** (1972) with **Efron's** ties. Columns that never vary, have blanks or copy others are named and left out. Traits must date from the start of the contract, as the sample's do. A hazard ratio of 1.5 means half as much again *at any age*, and the sample's contracts were drawn so: finding its weights again is by construction. Hence a last table, of simulated contracts that can end only at a renewal. The model spreads that over all
# months; just before one it is far too calm, and afterwards it worries.

# %% tags=["analyst"]
hazards = winback.cox(contracts, as_of=firm.as_of)
show(hazards.table, caption="Hazard ratios", rows=20)
show(winback.hazards_found(hazards, samples.truth(firm, "hazard")), caption="Found, and true in the simulation")
show(winback.contract_risk(contracts, months=12, as_of=firm.as_of).nlargest(6, "churn_probability").reset_index(drop=True), caption="Most likely to end within a year, given that they are here")
show(winback.said_at_renewal(winback.only_at_renewal()), caption="A world of another kind: chance to end within three months, said and true", formats=dict.fromkeys(("said", "true"), "percent"))

# %% [markdown] tags=["analyst"]
# ### Does the score know too much?
#
# The chance of leaving within a year of the start, each contract by a Cox model that had not seen it. How long it has run is no trait: its ending made it short. A column filled in after the fact makes any score brilliant until the day you use it: **leakage** (数据泄漏). The guard names suspects; you ask who writes the column, and when. Then **calibration**: 30% should mean 30% (*seen* by Kaplan and Meier).

# %% tags=["analyst"]
ask("07.9")
show(winback.leaks(contracts), caption="Suspected of knowing too much")
show(winback.calibration(churn), caption="Said and seen, twelve months after the start", formats=dict.fromkeys(("said", "seen", "low", "high"), "percent"))

# %% [markdown] tags=["analyst"]
# ### Whom does it move?
#
# One logit in which each trait works, and works differently with the letter, the difference held back by a **ridge** (Lo 2002); or **two models**, one an arm (Hansotia and Rukstales 2002). The **Qini curve** judges the order they make: down the list, returns with the letter less returns without. *Lost* and *persuadable* mix at the border, where a stamp is a cheap mistake; the dear border is the other one. In the simulation
# every list can be priced without luck.

# %% tags=["analyst"]
show(winback.moved_by(mailing), caption="What the letter does to the odds", rows=14)
show(figures.qini_curve(winback.qini_curve(mailing, crossed["uplift"]), coefficient=winback.qini(mailing, crossed["uplift"])))
show(winback.qini_by_kind(mailing), caption="Two ways to the same order")
show(winback.groups_found(crossed, samples.truth(firm, "uplift")), caption="Found (rows) and true in the simulation (columns)")
show(figures.list_profit(winback.lists_priced(mailing, crossed, samples.truth(firm, "uplift"), before, cost=letter), currency=firm.currency))

# %% [markdown] tags=["analyst", "story"]
# ### Real people
#
# 432 men released from prison, of whom a lot gave half some money (Rossi, Berk and Lenihan 1980): an ending is an arrest, and here too somebody asked *compared with whom*. Below them seven thousand telephone customers (*wa_churn*): a photograph whose columns are of today, so that a score made of them would flatter itself.

# %% tags=["analyst", "story"]
show(winback.cox(samples.rossi()).table, caption="Rossi: hazard ratios")
show(figures.survival(winback.kaplan_meier(samples.telco(), by="contract"), by="contract"))

# %% [markdown] tags=["analyst"]
# ### Your own customers
#
# `ninesteps case check my_case` says what is wrong with `campaigns` (arm: treatment or control), `subscriptions` and `tickets`; each stands alone. Letters go by post, or by e-mail where only that was ever asked; `winback_list(…, channel="phone")` makes another list. Without a campaign there is no list, and the decision is recorded, not scored: draw lots first.
#
# Last, what this lesson hands on.

# %% tags=["analyst", "hand-over"]
tables = {"07_risk": winback.risk_table(at_risk), "07_survival": winback.survival_table(contracts, as_of=firm.as_of), "07_winback": listed}
hand_over(tables, measures=measures, absent=absent)
