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
# # 5b · The sale (成交)

# %% [markdown] tags=["story"]
# > Wednesday, 8:05. Twelve letters lie in Lin's inbox, in two languages and several moods, and she has till half past nine. "First those with URGENT on top," says the man who has exported for thirty years,
# > "the others are only looking." Further down somebody who wrote nothing of the kind is about to give a hotel to whoever answers properly. Lin looks at the clock. Which one is it? And what does she write?

# %% [markdown]
# **When you are done** you can *read* an inquiry and see what can leave your desk today, *work out* whether your customer would make money by you, and *win over* the one who can say no alone.
#
# **Time:** three sittings of 30, 35 and 30 minutes, talking and writing included, with a safe place to stop after each. The quiz takes ten more, on another day; the role-play twenty, with two colleagues. **You bring** the stages and the odds of lesson 5, FABE from
# lesson 4, and a customer of your own. **You hand on** a rule for the morning's letters, and a map of whom you know.

# %% tags=["parameters"]
case: str = "meridian"  # a case folder, or the name of one in data/
out: str = ""  # folder for tables and workbook; empty: nothing is written
customer_type: str = ""  # only customers of this type; empty: all
region: str = ""  # only customers of this region; empty: all
as_of: str = ""  # last day that counts, as 2026-06-30; empty: as the case says
answer_first: str = "first_come"  # the decision: first_come, urgent_word, stage, completeness, type or sum
kept_free: int = 10  # the decision: per cent of the minutes for whoever comes first, 0 to 50
minutes: int = 90  # minutes a day for answers of your own
minutes_each: int = 15  # minutes that one such answer takes
odds: float = 1.2  # assumed: what an answer of your own does to the odds of getting past a stage
worth: float = 1000.0  # what a customer leaves in a year, where the case does not know

# %%
from helpers.lesson import ask, building, check_parameters, closed, decide, explore, figures, hand_over, mix, need, open_case, practice, predict, quiz, recall, rehearse, reveal, samples, say, sheet, show, talk

# %%
check_parameters()
firm = open_case(case, out=out, customer_type=customer_type, region=region, as_of=as_of)

# %%
leads = building.to_learn_from(need(firm, "leads"), as_of=firm.as_of)
say("**{n:,} leads**, whatever stage they came to, have had time to become an order; {won:,} of them did. (A fifth is put aside unread, to judge your decision.) For an answer of your own there are {minutes} minutes a day: {a_day} letters.",
    n=len(leads), won=leads["converted"].sum(), minutes=minutes, a_day=minutes // minutes_each)

# %% [markdown]
# Here everybody counts who ever wrote. Lesson 5 took those who had got as far as asking, which are fewer, and so more of them order. The sale works on the third element, trust, and most of it happens before anybody speaks of money. First something from memory.

# %% tags=["form"]
show(figures.gauge(step=5))
recall("05b_sale")

# %% [markdown]
# ## First sitting · Twelve letters
#
# An **inquiry** (询盘) tells more than it says. Before you write a word of yours, put four questions to it. *Who* writes: for themselves, to sell on, to build in? *Where* do they stand on the eight stages? *What is missing* before anybody could make an offer? And what is the
# smallest useful thing that can leave your desk today? Read these six, slowly. They are invented, and you know the senders.
#
# ### Who writes?

# %% tags=["form"]
inbox = samples.inbox()
say(samples.letter_texts(inbox, first=1, last=6))
ask("05b.1")

# %% [markdown]
# One of them cannot be told, and that is the honest answer. Now the other six. One of our sources counts eight stages from the first look to the order, of which an inquiry is only the third. After it they **check us** (再调查), **talk** (沟通), **weigh** (考虑) and **find the money** (备款), and all that
# time they write letters.
#
# ### Where do they stand?

# %% tags=["form"]
say(samples.letter_texts(inbox, first=7, last=12))
ask("05b.2")

# %% [markdown]
# The commonest mistake in answering a letter is to answer the one before. He asks for a report, and gets a price. She asks for a page, and gets a telephone call. The second commonest is an offer with a hole in it, which comes back as three more letters: has it *which goods, how many, by when, who decides, how it is paid*?

# %% tags=["form"]
ask("05b.4")

# %% [markdown]
# ### A word put to the test
#
# Now the old exporter's rule. The source has it too: as long as **URGENT** (加急) stands nowhere, don't speak of orders. It sounds like experience. Has anybody ever counted? We need only two questions, and they are not the same. Of those who write the word, how many order: its
# **precision** (查准率). Of those who order, how many wrote it: its **recall** (查全率). A rule may be good at one and hopeless at the other. Here is what became of the twelve.

# %% tags=["form"]
closed("What became of the twelve (made up)", inbox[["letter", "sender", "ordered", "became"]])
ask("05b.6")

# %% [markdown]
# Twelve letters prove nothing; they teach you the sum. Now everybody who wrote to this firm. In lesson 5 the word had a factor on the odds, worked out with everything else in the letter held equal. Here it comes as it does in the morning, alone, with whatever travels in its company. A guess, before you look.

# %% tags=["form"]
predict("05b.p1")
marked = building.with_word(leads)
reveal("05b.p1", figures.word_test(building.shares_ordered(marked["flagged"], marked["converted"])))

# %% [markdown]
# Hold the two ends of the first bar against the line for all. And then the last half of the sentence, which is the one that costs money: whoever answers only those with the word never meets the others. Other things in a letter can be counted in just the same way. Which would you rather go by?

# %%
show(building.signals(leads), caption="The word among other signs: of those with it, how many order (precision); of those who order, how many have it (recall)", formats={"lift": "number"})

# %% [markdown]
# **Lift** is precision divided by the share of all; 1 is as good as drawing lots. A word with a lift near 1 may say *soon*; it doesn't say *sure*. (Whoever is in a hurry needs it soon, and that helps a little. Hold it equal, as lesson 5 does, and what is left is the word.) Remember letter 4, with a closing hour and no adverb; or letter 5, urgent in a language that the rule cannot
# read.
#
# **Safe to stop here.** *At home: answer letter 5 (05b.m14, under More practice). This week: take the last ten letters you answered late. How many of them said they were in a hurry?*

# %% [markdown]
# ## Second sitting · Interest, and four people
#
# Customers say they are *interested*. The source opens a dictionary there and is delighted: interest (兴趣) is also what a bank pays, **benefit** (利益). Resellers are interested in what your chair leaves in *their* till. So sell to their market and not to them: whatever they like themselves, their customers have to carry it home.
#
# ### Would they make money?
#
# Letter 7, from Bremen. By the time one of our chairs stands at the daughters' door, freight and duty paid, it costs them 70. That is its **landed cost** (到岸成本). And what could they pay?

# %% tags=["form"]
ask("05b.7")

# %% [markdown]
# So at 70 they miss what they wanted to keep. Is that the end of it? Look at the whole sum from their side of the counter. The state takes its tax, you take yours, selling costs something, the rest is theirs. But a chair earns nothing while it sleeps: **weeks of stock** (库存周数), and what a year brings for each euro asleep. Beside it stand two ways to come towards them.

# %%
offers = building.bremen_offers()
show(building.resale_beside(offers), caption="Nine chairs a week, 139 on the shelf with 19% tax: three offers (EUR, made up)", rows=11)
show(building.against_first(offers), caption="The other two against the whole container, in a year (EUR): more or less for them, and what it costs us", formats={"left_to_them": "count", "asleep": "count", "each_1_free_must_bring": "{:.2f}".format, "costs_us": "count"})

# %% [markdown]
# Half a container costs them a little more a piece and leaves them a little less in the year. It also sets half of the money free, and each euro set free need bring less than twenty cents a year elsewhere to make up for that; on their shelves it brings many times as much (before the selling). The elder daughter saw it at once. Two per cent
# off gives them about the same sum out of *our* pocket, year after year, and sets next to nothing free.

# %% tags=["form"]
explore(figures.resale_sum, 24.0, 0.19, "EUR", landed=70.0, shelf_price=139.0, sold_a_week=9.0, lot=180)

# %% [markdown]
# ### Thirty seconds
#
# Now say it. You know **FABE** (特征、优点、利益、证据) from lesson 4: what it has, what that does better, what *this buyer* has of it, and something they can go and check.

# %% tags=["form"]
say("*{pitch}*", pitch=mix.fabe("dowelled and glued, without a screw", "nothing works loose", "no chair comes back to your three shops wobbling", "take one, and let your loudest customer sit on it till Saturday").sentence)
ask("05b.8")

# %% [markdown]
# ### Whose yes?
#
# A chain, a clinic, a hotel: there nobody buys alone. The people with a part in a purchase are called the **buying centre** (采购中心). The source counts four: **finance** (财务), **user** (使用), **technical** (技术), **decision** (决策层). (The field adds four more; they wait under More practice.)

# %% tags=["form"]
show(building.roles(), caption="Who has a part, and what brings each of them round")
ask("05b.9")

# %% [markdown]
# In one chapter the source says that the decision lies with the deciders, so climb. In another it says: visit finance, users and technical people, always. Each is half a plan. A decider who overrules his engineer is rare; an engineer who stops her decider is Tuesday. So map **all four**, and look for the blanks.
#
# ### The map and its blanks

# %%
contacts = need(firm, "contacts", "buying_role")
show(building.people_map(contacts, named=firm.named), caption="Whom we know, by name")
say("**The alert.** {alert}", alert=building.alert(building.role_gaps(contacts, named=firm.named)))
covered = building.coverage_by_customer(contacts)
say("In the whole firm: of {n:,} accounts in which we know anybody we know all four parts in {four:,}.", n=covered.shape[0], four=covered["known"].eq(4).sum())

# %% [markdown]
# A blank may mean that they have no such person. It may also mean that somebody decides about you whom you have never met. There is one way to find out.
#
# ### Four in a row
#
# Four people, four chances of a yes, and each can stop it. You know that sum from the gates of lesson 0. Whom do you visit next? Say a good talk doubles somebody's **odds** (胜算), as in lesson 5.

# %% tags=["form"]
ask("05b.10")
hotel = building.agreement(building.hotel_four())
closed("Open this after your answer: what one good talk would do for the deal (their chance now and after, the deal's, and what it adds)", hotel, formats={"chance": "percent", "chance_if": "percent", "deal_if": "percent", "deal_more": "percent"})

# %% [markdown]
# The visit is worst liked and worth most where the chance is smallest. The arithmetic is short. The way to her office is long.
#
# ### The engineer's door
#
# So you knock. Three have said yes, and on your screen stands one line of hers. Nobody can give you what you would like, which is for her to look away.

# %% tags=["form"]
talk("05b_technical")

# %% [markdown]
# **Safe to stop here.** Whom would you have rung instead? That person is on your side already. *This week, ring the one who can say no.*
#
# ## Third sitting · Close, and keep the door open
#
# Some relations serve the person, some the firm, some both, some neither. The source's quiz gives the four of them names: **outsider** (局外人), **supplier** (供应商), **friend** (朋友), **partner** (合作伙伴). Where are the people we know?
#
# ### Whom does the relation serve?

# %% tags=["form"]
show(figures.relationship_map(building.relations(need(firm, "contacts", "relationship"), named=firm.named)))
ask("05b.11")
closed("Open this after your answer: the four, and what to do next", building.relationship_table())

# %% [markdown]
# The warm corner at the bottom right is the dangerous one. You enjoy going there, and the firm has nothing of it; when somebody new looks at the prices, your friend must defend you or drop you. The way out leads upwards: find what the *firm* gains.
#
# ### What we write down, and what we give
#
# Of a firm you may note nearly everything. Of a person, what you could show to the person, and no pets. **PIPL** (个人信息保护法) and **GDPR** want a purpose, no more than it takes, and an end; the columns of the **sheet** (客户资料) are exactly that.
# **Bribery:** a gift that buys a place is an old story and a crime in most countries, and public offices have rules of their own. This is a course, no counsel; have your lawyer draw the line, before you need it.

# %% tags=["form"]
closed("The person's sheet, with purpose and date of deletion", building.person_sheet())
ask("05b.12")
verdict, why = building.gift_check(amount=2, limit=30, official=True, decision_open=True, said_openly=False)
closed("Open this after your answer: a rule of thumb on the papers at the station", f"{verdict.capitalize()}. {why}")

# %% [markdown]
# ### A tight contract, and after yes
#
# For a key account, says the source, bring a **solution** and a contract whose terms are **tight** (条款缜密). Tight is not hostile. It is the list of quarrels you will not have. Suppose a draft for the hotel has goods, price, payment and delivery. What is missing, and which of the four will read that clause?
#
# And one more thing sells, when most sellers are already elsewhere: does anybody ring before they have to? That is the **follow-up** (下单跟进), with dates. The last call matters most. Does it sell?

# %%
show(building.contract_gaps(["goods", "price", "payment", "delivery"]), caption="What the draft does not say")
show(building.follow_up(firm.as_of), caption="What we promise for an order of today, and by when")

# %% [markdown]
# ### Lin's decision, now yours
#
# Back to the morning's letters: so many minutes, and more letters than minutes. Everybody gets a decent standard answer. For whom do you sit down yourself? By the word, by stage, by kind, by what the letter tells, or in the order in which they came?
#
# What is an answer of your own worth? We assume that it improves the odds of getting past the present stage by the same factor for everybody. Nobody has measured that here; lesson 7 shows how one would. Then the money depends on three things: how likely they order anyway, what they are worth, and how leaky the
# stage is. **Practice first**, on older letters.

# %% tags=["form"]
rehearse("05b.reply", answer_first=answer_first, kept_free=kept_free, minutes=minutes, minutes_each=minutes_each, odds=odds, worth=worth)

# %% [markdown]
# **Now commit, once,** with a reason and with what would change your mind. It is judged by the newest letters, which nobody has looked at, beside three colleagues: one takes them as they come, one goes by URGENT, and one multiplies.

# %% tags=["form"]
decide("05b.reply", answer_first=answer_first, kept_free=kept_free, minutes=minutes, minutes_each=minutes_each, odds=odds, worth=worth)

# %% [markdown]
# Look at your lead, and whether its range stays on one side of zero. A few large orders decide such a sum; whether they fell on your desk or beside it is **luck** (运气). Then read who got an answer and who did not. The part kept free costs a little, and is the only way in which the oddly written ever
# teach you anything: a rule that never answers a kind never learns that it was wrong about it.
#
# ### Monday morning
#
# One talk, with somebody who could say no, and afterwards four lines: what I wanted, what happened, why, what next. It is called an **after-action review** (复盘). It takes five minutes and works best while you are still annoyed.

# %% tags=["form"]
sheet("05b_sale")

# %% [markdown]
# **Safe to stop here.** What follows is for another day.
#
# ## What stays
#
# - Read a letter four times: who, where on the road, what is missing, what can leave today.
# - A sign has two numbers: of those who have it, how many order; of those who order, how many have it. Ask for both.
# - Resellers are interested in their own till. What is left on a piece, and for how many weeks does it sleep?
# - Several people say yes, each for a reason of their own; one can say no alone. Go there first, and leave them the no.
# - A relation that serves firm and person needs no curtain. A gift that needs one is none.
#
# **Words:** inquiry 询盘 · precision 查准率 · recall 查全率 · benefit 利益 · weeks of stock 库存周数 · FABE 特征、优点、利益、证据 · buying centre 采购中心 · decision, finance, user, technical 决策、财务、使用、技术 · outsider, supplier, friend, partner 局外人、供应商、朋友、合作伙伴 ·
# follow-up 下单跟进 · after-action review 复盘.
#
# **Where this breaks down.** The four parts may sit in one head, or in forty. Chances of a yes are guesses, and people do not decide apart: one yes makes the next easier. What a personal answer does was assumed. And whoever was answered first in the past may have been the better inquiry all along.
#
# **To argue about.** Your friend in the buyer's office tells you, unasked, what the rival has offered. It would save the account, and his firm would not want you to know. What do you do with it, and what do you say to him?

# %% tags=["form"]
quiz("05b_sale")

# %% [markdown]
# They have ordered. Most books end here, and so do most sellers. **Next:** [6 · Keeping them](06_keeping.ipynb): who stays, and why.
#
# ## More practice
#
# Short ones, in any order. They don't count, and they hurt nobody.

# %% tags=["form"]
practice("05b_sale")

# %% [markdown] tags=["analyst"]
# ## The analyst's bench
#
# The same lesson with its sleeves rolled up. Every function says its source: `help(building.word_test)`.
#
# ### The word, with its intervals, and what the simulation knows
#
# Precision and recall are shares, with **Wilson's** intervals; the lift has one by the delta method, since its two shares have letters in common; the odds ratio has **Woolf's**. Does the word add anything to what one could ask? Compare leads who need it equally soon (difference of shares, **Newcombe** 1998): if the word
# only means *soon*, what is left within a row is chance. Here the truth is on file: leads become customers by a logit of their traits, and the last table is what the word adds to it, and a week of waiting.

# %% tags=["analyst"]
show(building.word_test(marked["flagged"], marked["converted"]), caption="The word URGENT")
show(building.within_weeks(leads), caption="Needed equally soon, with the word and without it", formats={"difference": "percent", "low": "percent", "high": "percent"})
truth = samples.truth(firm, "lead_odds")
show(building.true_odds(truth, ["urgent", "timing_weeks", "need", "budget", "authority"]), caption="True log odds, and the factor on the odds")

# %% [markdown] tags=["analyst"]
# ### Who is writing? By the words alone
#
# **Naive Bayes** counts words by kind of customer in the older half of the letters and guesses the newer half, as if words fell independently. It has one column to beat: always saying the commonest kind. Where two kinds write the same letters, no model parts them, and neither would you. That is a finding about letters: *how many shops have you?*
# is a better classifier than any of these. Simulated letters come out of a stock of sentences, so in the sample words tell more than they would in your own inbox.

# %% tags=["analyst"]
guessed = building.guessed_kinds(need(firm, "leads", "message", "customer_type"))
show(figures.kind_confusion(building.kind_confusion(guessed)))
show(building.kind_scores(guessed), caption="Right, by kind (95% of the recall)")
show(building.telling_words(leads), caption="The words that speak most for a kind")

# %% [markdown] tags=["analyst"]
# ### Will they agree, with weights and a veto
#
# Give each person a weight and perhaps a veto, and say how much of the weight must nod. All combinations are worked out. Each decides alone: that is the assumption to doubt.

# %% tags=["analyst"]
four = building.hotel_four().assign(weight=[1, 1, 2, 1], veto=[0, 0, 1, 1])
show(building.agreement(four, needed=0.6), caption="Three fifths of the weight, two vetoes", formats={"chance": "percent", "chance_if": "percent", "deal_if": "percent", "deal_more": "percent"})

# %% [markdown] tags=["analyst"]
# ### The accounts on file
#
# Where do we know whom, and how high up? How much of the **firm's sheet** is filled, and what would one ask first? And how much **effort** (购买便利性) was it to get something done with us: 1 none, 7 very much; *easy* is 3 or less (interval: bootstrap over people).

# %% tags=["analyst"]
show(building.reach_by_type(contacts, need(firm, "customers", "customer_type")), caption="Accounts in which we know somebody, by part")
show(building.level_counts(need(firm, "contacts", "buying_role", "level")), caption="People on file, by part and level")
show(building.profile_score(building.firm_sheet(firm.tables, named=firm.named)), caption="The firm's sheet: how much of it is known, and what to ask first")
show(building.effort_score(need(firm, "answers")), caption="How much work it was", formats={"effort": "number", "low": "number", "high": "number"})

# %% [markdown] tags=["analyst"]
# ### One customer, line by line, and your own inbox
#
# Over the counter, or as a key account (消费品与大客户)? A dentist decides alone, buys once and for much: each line of the source's table is asked on its own. Below it a letter for any kind of customer at any stage (**tailored**, 有针对性的沟通, is not long).
#
# Your own inbox: `leads` wants lead_id and converted; with message the word is tried, with customer_type the kinds are guessed, with `stages` the decision knows how near they are. `building.has_word(texts, "asap")` tries another word; try yours in every language you get letters in.

# %% tags=["analyst"]
show(building.selling_table(), caption="Two ways of selling, and the question that parts them")
show(building.selling_style(deciders=1, orders_a_year=0.1, order_amount=30_000, usual_amount=900), caption="The dentist, line by line (made up)")
explore(building.message_for, customer_type=building.WRITE_TO, stage=building.STAGES)

# %% tags=["analyst", "hand-over"]
hand_over({"05_coverage": covered}, measures=building.word_measures(building.matured(need(firm, "leads"), as_of=firm.as_of)))
