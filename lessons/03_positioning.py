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
# # 3 · Taking a position (确立市场定位)

# %% [markdown] tags=["story"]
# > Thursday, the last hour of the fair. Twenty-four square metres of carpet, four days, USD 42,000 with the flowers. A buyer from Porto has sat in the Harbour chair, said
# > "comfortable" and taken a bag. At the exit a student with a clipboard asks what she saw. "Chairs." Whose? She turns the bag round to read it. "Meridian Home.
# > Or no: the ones beside them." The student draws a dash. Two steps behind stands Lin, who paid for the bag.

# %% [markdown]
# **When you are done** you can *read* a map of what buyers say, and say what it hides; *tell* what you must match from what you could own; and
# *say* in one breath whom you are for.
#
# **Time:** three sittings of about half an hour, more than half of it talking, judging and writing. **You bring** from lesson 2 what decides, which isn't what they told you.
# **You hand on** a position: a target, a difference, and the reason. Lesson 4 builds the offer around it.

# %% tags=["parameters"]
case: str = "meridian"  # a case folder, or the name of one in data/
out: str = ""  # folder for tables and workbook; empty: nothing is written
customer_type: str = ""  # only customers of this type; empty: all
region: str = ""  # only customers of this region; empty: all
as_of: str = ""  # last day that counts, as 2026-06-30; empty: as the case says
target: str = "everybody"  # the decision: a customer type that was asked, or everybody
lead: str = "price"  # the decision: what we stand out in: price, quality, lead_time, payment_terms, after_sales, supply_stability
give_up: str = "nothing"  # the decision: what goes down a step to pay for it: nothing, or one of those but price
price_step: float = 0.08  # assumed: by what part a lower price is lower
cost_of_move: float = 25000.0  # assumed: a year, to make the move and to tell one customer type of it

# %%
from helpers.lesson import ask, check_parameters, choice, closed, decide, explore, figures, hand_over, handed, money, need, open_case, orders, positioning, practice, predict, quiz, recall, rehearse, reveal, samples, say, sheet, show, targeting

# %%
check_parameters()
firm = open_case(case, out=out, customer_type=customer_type, region=region, as_of=as_of)

# %%
sales, answers = need(firm, "sales"), need(firm, "answers")
us = positioning.our_brand(sales, answers, firm=firm.name)
year = positioning.market_year(sales)
say("Last year this market spent **{year}** on the class. Every point of share is {point} a year: that's the price of a dash on a clipboard.",
    year=money(year, firm.currency), point=money(year / 100, firm.currency))

# %% [markdown]
# Before anything new, something from last time, and from the time before. The gauge says which gate this step works on: before a buyer can want you, she has to know which one you are.

# %% tags=["form"]
show(figures.gauge(step=3))
recall("03_positioning")

# %% [markdown]
# ## First sitting · Who else is on the shelf
#
# A **competitor** (竞争对手) isn't whoever makes chairs. It is whoever the buyer would have bought from if you had stayed at home. So the list comes from buyers; the
# card index comes after: who they are, how large, what they ask for, and which way they are going. **Market share** (市场份额) here means share of *units*; the share of money stands beside it,
# because a cheap brand looks larger in chairs than in the bank. **Relative share** (相对份额) compares with the largest *other*: above one there is room for a single firm. (The table adds up twelve months; the picture below it goes period by period, and whoever leads in the last one need not lead in the year.)

# %%
cards = positioning.rivals(sales, us=us)
show(cards, caption="The rivals' card index: the last twelve months", formats={"shift": "percent", "relative_share": "number", "promotion": "percent"})
show(figures.share_trend(positioning.market_shares(sales), us=us))

# %% [markdown]
# Shares say who has the market, not why. For that you need the inside of other people's heads: what they *say* when asked which words fit whom. Words are cheap; that's why there are many, and why one can count.
#
# ### By hand
#
# Take the four words that part the brands most. Of a hundred such words said about each brand, so many are this one. Now compare two rows: how many words would have to change hands for one brand to sound like the other?
# The differences are done. Half of their sum is the answer, since a word that leaves one column turns up in another. One row is yours.

# %%
counts = positioning.word_counts(answers)
by_hand = positioning.per_hundred(counts)
show(by_hand, caption="Of a hundred of these words")
show(positioning.apart_from(by_hand, us=us, blanks=1), caption="How far each rival is from us, in words")

# %% tags=["form"]
ask("03.1")

# %% [markdown]
# Four words and a pencil. With all the words you would have a distance between every two brands, and a **perceptual map** (感知图) is only that: a drawing in which brands described alike stand close, and every word pulls those
# it is said of, more than one would expect, in its own direction. Commit yourself before it appears.

# %% tags=["form"]
predict("03.p1")

# %%
found = positioning.correspondence(counts)
shown = found.explained[:2].sum()
reveal("03.p1", figures.perceptual_map(found.points(), us=us, explained=shown))

# %% [markdown]
# Read it in three moves. *Who is near whom?* They are hard to tell apart, whatever their catalogues say. *Which word pulls?* Follow its line outward. *Who is in the middle?* Whoever is described
# like the average of all, or whose words pull in a direction that paper doesn't have. Left and right mean nothing.
#
# The source puts it as a minimum and a maximum: at least make a difference (做出差异), at best be one of a kind (别具一格). That is a ladder, and one can measure on which rung a brand stands: by its **distance from the nearest
# rival** (差异度).
#
# And what does it hide? A map is a promise to leave things out. It leaves out fame: each brand is drawn by its own hundred words, whether it got forty or four hundred. It leaves out facts: these are words. It leaves out wishes: nobody was asked what they *want*. And it leaves out
# every direction but two.

# %%
show(positioning.distinctiveness(found), caption="From “one of a kind” down to “which one was it?”")
faint = found.points().query("kind == 'column'").sort_values("quality").head(1)
say("The two axes show **{shown:.0%}** of the differences. Of what parts the brands in the word “{word}”, they show {quality:.0%}: whoever owns it can look like nobody here.",
    shown=shown, word=faint["point"].squeeze(), quality=faint["quality"].squeeze())

# %% tags=["form"]
ask("03.2")

# %% [markdown]
# **Safe to stop here.** *Ask three people today, separately, for the first word that comes to mind about your firm.* Three different words is a result too. You know where that stands on a map.
#
# ## Second sitting · Level first, different second
#
# One source speaks of a basic height (基本高度) and a theoretical height (理论高度), and says of both that one *must* reach them. They aren't the same kind of must. The first is **points of parity** (必须持平之处): what the usual rival
# has and you may not lack. In lesson 2 these were the must-bes of Kano, and nobody ever thanked anyone for exceeding a must-be. The second is a **point of difference** (差异点): what decides, and is yours before it is anyone's. Parity gets you onto the list. The difference gets you off it, in
# the right direction.

# %%
weights = handed("02_needs", positioning.need_weights, need(firm, "choices"))
people = positioning.asked(answers)
rates = positioning.word_rates(counts, people)
level = positioning.parity(rates, weights, us=us, people=people)
show(level[["word", "weight", "ours", "usual", "best_rival", "margin"]], caption="How many say it: of us, of the usual rival, of the best one", formats={"ours": "percent", "usual": "percent", "best_rival": "percent", "margin": "percent", "weight": "percent"})

# %% tags=["form"]
ask("03.3")
closed("Open this after your answer", figures.parity_chart(level))

# %% [markdown]
# With that the source's three offers can be told apart by rule and not by mood. **Generic** (普遍): level, and nothing more. **Differentiated** (差异化): ahead of everybody in something that decides. **Unique** (独特): ahead, and no rival comes near half of
# it. And one the source left out: *below the basic height*, in something that decides.

# %%
show(positioning.offer_levels(rates, weights, people=people), caption="Which of the three offers each brand makes")

# %% [markdown]
# ### A gap with money in it
#
# A difference is worth what somebody pays for it. So put the buyers on the map as well. In lesson 2 they chose between cards; count how often each let a feature decide, and you have what each segment *weighs*. An imaginary brand that was given exactly those words,
# in those proportions, is the segment's **ideal point** (理想点). It is placed on the map; it has no vote in how the map is drawn.

# %%
segments = positioning.segments(answers, firm.table("customers"))
seen, unseen = choice.hold_out(need(firm, "choices"))
wants = positioning.wants(seen, segments)
show(wants, caption="What decides, segment by segment", formats=dict.fromkeys(wants.columns, "percent"))

# %% [markdown]
# Now look for empty places. They are easy to find; any map is mostly empty, and so is the sea. Guess first.

# %% tags=["form"]
predict("03.p2")

# %%
parts = positioning.segment_parts(segments, firm.table("orders"), firm.table("customers"), as_of=firm.as_of)
ideals = positioning.ideal_points(found, wants)
gaps = positioning.gaps(found, ideals, positioning.segment_markets(parts, year), weights=wants)
chart = positioning.map_table(found, ideals).query("kind != 'word'")
reveal("03.p2", figures.perceptual_map(chart, us=us, explained=shown, gaps=gaps, currency=firm.currency))

# %% [markdown]
# A **gap** (市场空隙) is where nobody stands. Sometimes that is because nobody thought of it. More often somebody did. Behind each gap the table puts the money of those whose ideal lies nearer to it than to any brand. (Market sales
# don't say who bought. How they part between segments is taken from *our* orders, which is a guess: whom nobody serves well is larger out there than in our books.)

# %%
show(gaps[["gap", "words", "nearest", "wanted_by", "asks_for", "market"]], caption="Three empty places, the widest first", formats={"market": "money"})
say("Read the zeros twice. Buyers chose among cards, and only these words of the map say what a card could show: {words}. Whoever wishes for something in another word was not heard. Such a gap isn't unwanted; it is *unasked*.", words=positioning.heard(found))

# %% tags=["form"]
ask("03.4")

# %% [markdown]
# ### Argue with numbers
#
# You have sat through a **SWOT** (优势、劣势、机会、威胁): four boxes, sticky notes, "our people" among the strengths. There is nothing wrong with the boxes. The rule that saves them is small: *no number, no note*. Anything nobody could check comes off the wall, kindly,
# and its author may bring it back with evidence.

# %% tags=["form"]
ask("03.5")

# %%
swot = positioning.swot(positioning.evidence(level, cards, gaps))
show(swot, caption="What this case can prove, with weights and ratings to quarrel with", formats={"evidence": "number"})
closed("Open this for what follows from each pair, and for the two totals: internal (IFE) and external factor evaluation (EFE)", positioning.tows(swot), positioning.ife_efe(swot))

# %% [markdown]
# Try it in pairs. One reads an entry aloud, the other may ask one question only: *how do we know?* Three rounds, then swap. Inside, four and three are strengths, two and one are weaknesses; outside, the rating says how well you answer. Weighted totals around two and a half are an average firm, and a fine thing to
# disagree about.
#
# One more habit of the sources: they file **Porter's five forces** (波特五力) under "competitor analysis". The forces weigh the *industry*: what presses on everybody in it, you and your rivals alike. And "buyers" there means all buyers of the trade. Your own customers are a sample of them, and
# not a random one. How crowded a trade is has a number too, the **HHI** (赫芬达尔指数): square every firm's share and add up. From where on that counts as *high* has been laid down differently in different years.

# %% tags=["story"]
revenue = orders.customers(need(firm, "orders"), as_of=firm.as_of).set_index("customer_id")["revenue"]
forces = positioning.industry(sales, revenue, **positioning.CHAIR_TRADE)
show(figures.forces_bars(forces))
closed("Open this for the reason of each score, and where it comes from", forces)

# %% [markdown]
# **Safe to stop here.** *Take one sentence from your firm's website and ask of it: parity, difference, or no evidence?* Then ask whether the firm beside you could print it too.
#
# ## Third sitting · Say it
#
# You met her in lesson 1: the woman who lost her job and sells papers where the 35 bus turns. Left and right of the stop stands a kiosk, and the owner of one is a friend of the station manager. She has no roof, no shelf, no friend. What she has is legs. *You are fixed, so I move.* That is a **unique selling
# proposition** (独特销售主张), and on a **strategy canvas** (战略布局图) you see what makes it one: her line isn't a little higher than theirs. It has another shape.

# %%
canvas = positioning.stall_canvas()
show(figures.strategy_canvas(canvas, us="she", them="kiosks"))

# %% tags=["form"]
ask("03.6")
closed("Open this after your answer: lead times weight", positioning.usp_score(canvas, positioning.WAITING, us="she", them="kiosks"))

# %% [markdown]
# Standing somewhere new has an entrance fee, and it is people. Before she sold a single paper she had worked out who could send her away, who would want to, and who might speak for her: a **stakeholder map** (利益相关者图), drawn without a consultant.

# %% tags=["form"]
ask("03.7")

# %% [markdown]
# ### One sentence
#
# The source defines a position in a line: what you offer to meet which need of whom. Add two things and you have a **positioning statement** (定位陈述). *For whom*, so narrowly that somebody is left out. *Instead of what*. *The one
# thing*. And *why believe it*: something a stranger could check by Friday. With three of the four it is a slogan.

# %% tags=["form"]
ask("03.8")

# %% [markdown]
# Now build one for this firm. The builder is a stubborn clerk: as long as a part is missing or says nothing, it gives you no sentence and tells you which part. Then take what it gave you to an owner in a lift: a sentence on paper is patient, and he isn't.

# %% tags=["form"]
offered = positioning.statement_parts(wants, level, counts.index.difference([us]).tolist(), thing="dining chairs")
explore(positioning.statement, **offered)

# %% tags=["form"]
ask("03.9")

# %% [markdown]
# ### Whose market is it?
#
# One source announces that the internet will make every middleman vanish, and then explains five kinds of buyer who are middlemen or firms. It asks you to treat each customer as an individual, and then says: don't position the customer, position the customer's **market** (客户所在地市场). Both are right, about different people.
# Whoever sits on the chair is the market; ask her. A reseller is a pipe with a market at the far end (**derived demand** 派生需求): his taste is weather, his dealers' till is climate.
#
# And whom should *we* be looking for? The source sorts sellers simply: a web shop finds households, a small factory finds dealers, a professional exporter finds importers. Know which one you are before you fall in love with a market.

# %% tags=["form"]
ask("03.10")

# %%
places = positioning.markets(need(firm, "orders"), need(firm, "customers", "country"), as_of=firm.as_of)
show(places, caption="Our customers' markets, by what all our buyers there do", rows=6, formats={"growth": "percent", "repeat": "percent"})

# %%
show(targeting.seller_fit("professional exporter"), caption="One kind of seller, and whom it suits")

# %% [markdown]
# ### A mini-case
#
# Nobody tells you which tool to take.

# %% tags=["form"]
ask("03.11")

# %% [markdown]
# ### Lin's decision, now yours
#
# Next year's carpet is booked. For whom will we stand out, in what, and who pays for it? A step better costs money on every chair; a step given up saves some. Whoever you aim at must be told, and telling costs the same for each kind of customer. Three colleagues have plans as well: *copying the leader*, *the lowest price*,
# *more of our best*. Zero is what standing still would earn: a plan to the left of it is better left alone.
#
# **Practice first.** Your judges here are the people whose choices you have been looking at: a model of what they chose is shown the offers as buyers see them today, with ours moved.

# %%
rehearse("03.position", price_step=price_step, cost_of_move=cost_of_move)

# %% [markdown]
# **Now commit, once,** with a reason and with what would change your mind. The judges are now others: every fifth respondent took no part in what was chosen above, nor in the rehearsal. They are few, so the ranges are wide; that is what it's like to ask a hundred strangers.

# %% tags=["form"]
decide("03.position", target=target, lead=lead, give_up=give_up, price_step=price_step, cost_of_move=cost_of_move)

# %% [markdown]
# Did you try paying for the difference with something that *decides*? Then you have seen what happens to a brand that trades its parity for a poster. And did you aim at everybody? One difference is then told to every kind of customer, and bought by the kinds who wanted it. What stays open: rivals don't stand still in real life, while here they hold their
# breath for a year. The first to copy you is already reading your catalogue.
#
# ### Monday morning
#
# One action, with whom, by when; and the third box of the plan for your own customer.

# %% tags=["form"]
sheet("03_positioning")

# %% [markdown]
# ## What stays
#
# - Your rival is whoever they would have bought from. Ask them, then count.
# - A map shows who is described alike. It hides fame, facts, wishes, and every direction but two.
# - Level first, different second. Nobody thanks you for parity, and nobody forgives its absence.
# - An empty place is a market only when somebody with money wants to stand there.
# - For whom, instead of what, the one thing, why believe it. Whatever nobody could check comes off the wall.
#
# **Words:** competitor 竞争对手 · market share 市场份额 · perceptual map 感知图 · distinctiveness 差异度 · points of parity 必须持平之处 · point of difference 差异点 · ideal point 理想点 · gap 市场空隙 · SWOT 优势、劣势、机会、威胁 ·
# unique selling proposition 独特销售主张 · positioning statement 定位陈述 · derived demand 派生需求.
#
# **Where this breaks down.** People tick words you gave them; the word that matters may not have been on the card. A map of averages hides two camps that disagree. Ideal points rest on a word for each need, and "future benefit" has none. And a position you can't keep is a promise you have broken in advance.
#
# **To argue about.** She gave the station staff her leftover papers, and the gate opened. Yesterday's papers are worth nothing; the favour was. At which point does a friendly gesture to somebody who decides become a bribe, and who in your firm could tell you?

# %% tags=["form"]
quiz("03_positioning")

# %% [markdown]
# You know where to stand. What you charge there, what you put in the box, where it is sold and who hears of it is the next lesson. **Next:** [4 · The marketing mix](04_mix.ipynb), in which somebody is eight per cent cheaper.
#
# ## More practice
#
# Short ones on markets and industries, in any order. They don't count, and they hurt nobody.

# %% tags=["form"]
practice("03_positioning")

# %% [markdown] tags=["analyst"]
# ## The analyst's bench
#
# The same lesson with its sleeves rolled up. The map is **correspondence analysis**: singular values of the standardised residuals of brands × words. Total inertia is chi-square divided by the number of mentions. Each axis is turned so that the brand which contributes most to it lies on its positive side; without a rule the sign is the library's whim.

# %% tags=["analyst"]
measures, absent = positioning.measures(found, firm.table("sales"))
show(measures, caption="Measures of step 3", formats={"value": "number"})
show(found.points(), caption="Points: mass, contribution to the plane, and how much of each the plane shows", rows=20)

# %% [markdown] tags=["analyst"]
# ### How sure is the map?
#
# Whole respondents are drawn again, each with everything they said; every new map is laid on the first by a **Procrustes** turn, since axes swap and flip from draw to draw. Crosses are the places that the simulated truth would give. Drawn cell by cell instead of person by person the ellipses would be too small.

# %% tags=["analyst"]
hidden = samples.truth(firm, "brands")
true_map = positioning.correspondence(hidden.pivot(index="brand", columns="word", values="probability"))
brands = positioning.map_table(found).query("kind == 'brand'")
show(figures.perceptual_map(brands, us=us, explained=shown, ellipses=positioning.ellipses(answers), truth=positioning.aligned(true_map, found)))
show(positioning.recovered(counts, hidden, people=people), caption="Words of which the true chance lies in the interval of what was said", formats={"said_share": "percent"})

# %% [markdown] tags=["analyst"]
# ### How crowded is the market?
#
# The **HHI** sums squared shares. Thresholds have a year: those of the US merger guidelines of 2023 are lower than those of 2010, which many textbooks still print.

# %% tags=["analyst"]
show(positioning.crowding(cards["share"]), caption="Concentration, by units of the last twelve months")
show(positioning.thresholds(positioning.hhi(cards["share"])), caption="The same number, by year of the guidelines", formats={"guidelines_year": "text"})

# %% [markdown] tags=["analyst"]
# ### Who moves when a price moves?
#
# Substitutes in Porter's sense come from *outside* the class. These sales hold only brands within it, so the **cross-price elasticity** says how easily buyers change brand: a cousin of the question. Least squares with a level for every brand and store, months and promotion; robust errors. Prices here were set without an eye on demand; in your firm
# they weren't, and then the slope is biased.

# %% tags=["analyst"]
show(positioning.cross_price(sales), caption="Elasticities between brands of the class")
show(samples.truth(firm, "demand").head(3), caption="What the simulation used")

# %% [markdown] tags=["analyst"]
# ### Is the statement true of people who never saw it?
#
# A position claims two things: that its target follows the difference, and follows it more than others do. Both can be counted on respondents who were held out, without any model: levels were dealt to the cards by chance.

# %% tags=["analyst"]
aimed_at, difference = positioning.main_claim(wants, parts)
say("Target: {who}. Difference: {what}.", who=aimed_at.replace("_", " "), what=difference.replace("_", " "))
show(positioning.tested(unseen, segments, target=aimed_at, attribute=difference), caption="How often a card was taken, by people held out", formats={"low": "percent", "high": "percent"})

# %% [markdown] tags=["analyst", "story"]
# ### Who does the dishes?
#
# Real people, at last. Couples were asked who does which of thirteen tasks at home (Greenacre and Blasius). Two axes are enough: one runs from her to him, the other from alone to together. Nothing in the method knows what a brand is.

# %% tags=["analyst", "story"]
home = positioning.correspondence(samples.house_tasks())
show(figures.perceptual_map(home.points(), explained=home.explained[:2].sum(), things="tasks"))

# %% [markdown] tags=["analyst"]
# ### Your own market
#
# `answers` with survey `brand` (item: the brand, answer: a word) gives the map; `choices` with a customer per respondent gives wishes; `sales` with brand, units and price gives shares, elasticities and money. Name the case as your brand is named. Then
# `papermill notebooks/03_positioning.ipynb out.ipynb -p case my_case -p out my_run`. Last, what this lesson hands on.

# %% tags=["analyst", "hand-over"]
tables = {"03_map": positioning.map_table(found, ideals), "03_shares": positioning.market_shares(sales)}
hand_over(tables, measures=measures, absent=absent)
