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
# # 4 · The marketing mix (营销组合)

# %% [markdown] tags=["story"]
# > Tuesday, 8:15. Lin puts the receiver down as if it were hot. Hamburg: a rival is eight per cent cheaper, and they want our answer in writing by Friday. The
# > sales team has an answer already. It is eight per cent. "It comes back in volume," says somebody, and everybody nods, because it always has, in the telling. Lin
# > takes a pencil. How much volume, exactly?

# %% [markdown]
# **When you are done** you can *work out* what a price cut must bring before it pays, *trade* a concession rather than give it away, and *say* where the next thousand
# of the promotion money should go, and why.
#
# **Time:** three sittings of half an hour, each with a place where it is safe to stop; role-play and practice come on top. **You bring** what people need (lesson 2) and where you
# stand in their heads (lesson 3). **You hand on** a price with its terms, and a budget. Lesson 5 goes out and sells at them.

# %% tags=["parameters"]
case: str = "meridian"  # a case folder, or the name of one in data/
out: str = ""  # folder for tables and workbook; empty: nothing is written
customer_type: str = ""  # only customers of this type; empty: all
region: str = ""  # only customers of this region; empty: all
as_of: str = ""  # last day that counts, as 2026-06-30; empty: as the case says
product: str = "Harbour dining chair"  # what people were asked about; not there: the nearest list price
price_change: float = 0.0  # the decision: change of its price, as -0.08 for 8% off
terms_days: int = 30  # the decision: days after which we are paid
budget: str = ""  # the decision: parts such as "fairs 40, visits 60"; empty: as now
inquiry_value: float = 250.0  # assumed: what an inquiry leaves in the end
rate: float = 0.10  # assumed: what money costs a year
lost: float = 0.012  # assumed: share of bills never paid, for each month of credit

# %%
from helpers.lesson import ask, check_parameters, choice, closed, decide, decided, explore, figures, hand_over, handed, mix, money, need, offer, open_case, practice, predict, quiz, recall, rehearse, reveal, samples, say, sheet, show, talk

# %%
check_parameters()
firm = open_case(case, out=out, customer_type=customer_type, region=region, as_of=as_of)

# %%
sales, choices, spend = need(firm, "sales"), need(firm, "choices"), need(firm, "spend")
seen, aside = choice.hold_out(choices)

# %%
market, ours = mix.latest_market(sales), mix.our_brand(sales, firm.name, other=choices)
own = mix.own_row(market, ours)
chair = offer.reference_product(need(firm, "products", "unit_cost"), product, near=own["price"])
say("In the last twelve months buyers paid {currency} {price:,.2f} on average for ours and took {units:,.0f}. One ({name}) costs us {currency} {cost:,.2f}.", currency=firm.currency, price=own["price"], units=own["units"], name=chair.get("name", chair["product_id"]), cost=chair["unit_cost"])

# %% [markdown]
# On the gauge this step works at the second mark, the worth of the thing. Price hangs on the same mark, but from below: people weigh what they get against what it takes from them. First,
# from memory, what you know already. The book stays shut.

# %% tags=["form"]
show(figures.gauge(step=4))
recall("04_mix")

# %% [markdown]
# ## First sitting · What a price cut costs
#
# No data yet; a pencil will do. Every piece leaves us the price less what it costs us: the **margin** (毛利). Cut the price, and the whole cut comes out of the margin, on every piece, also on those
# we would have sold anyway. So we need more pieces, each of which now leaves less. How many more, before we are only *back where we were*? That is the **break-even sales change**
# (盈亏平衡销量变化). What we lose on one old piece, divided by what one new piece leaves.

# %% tags=["form"]
ask("04.1")

# %% [markdown]
# A thin margin makes it worse, and quickly. Take your finger down the column of your own trade. A dash means that no volume in the world brings it back.
# The last column goes the other way: so many buyers may leave after a *rise* before it hurts. Nobody in the meeting had looked at that one.
#
# And is it true, by the way? One customer said eight per cent, of one offer. Here is what the whole market paid. A **competitive price** (有竞争力的价格) is not the lowest; look who sells how much at what gap.

# %%
show(mix.break_even_grid([0.1, 0.2, 0.3, 0.4, 0.6], [-0.12, -0.08, -0.05, 0.05]), caption="More (or fewer) pieces to sell after a change of price, by margin")
show(mix.price_gaps(market, ours), caption="What buyers paid, against ours, and each brand's share of units", formats={"gap": "percent"})

# %% [markdown]
# ### Will they come?
#
# So much for what we need. What would buyers do? Here are two months of ours: the same month in two years, so that the season is the same, and of all such pairs the one in which the price moved most.
# Divide the change in units by the change in price, per cent by per cent, and you have the **price elasticity** (价格弹性): by how many per cent units answer to one per cent of price.

# %% tags=["form"]
show(mix.two_months(sales, ours), caption="One month, two years", formats={"price_change": "percent", "units_change": "percent"})
ask("04.2")

# %% [markdown]
# One pair is one pair. Perhaps a rival was dear that month, perhaps somebody's warehouse burnt down. Take all brands and all months, and let each brand be compared with itself: then what
# buyers usually do shows through. Your guess first.

# %% tags=["form"]
predict("04.p1")
elasticity = mix.price_elasticity(sales)
reveal("04.p1", figures.elasticity(sales, elasticity, ours=ours, currency=firm.currency))

# %% [markdown]
# (A long step brings a little more than the elasticity times the step: each per cent works on what the one before has left.)
#
# Below −1 means: a lower price brings *more money in*. People stop reading there, and cut. But money in is not money left; the extra pieces have to be made. You have both numbers now,
# what is needed and what would come. Do the sum that nobody did on Tuesday.

# %% tags=["form"]
ask("04.3")
best = mix.lerner_price(elasticity, chair["unit_cost"])
say("If nothing else mattered, the price that leaves most would lie near {price}. That is a direction and no more: rivals would hardly sit still.", price=money(best.value, firm.currency))

# %% [markdown]
# Does it come back in volume, then? You have the sum; read it out in the next meeting. And in the other direction lies a thought that makes sellers go pale: a price may also be *too low*.
#
# ### What they say, what they take
#
# You met the gap in lesson 2, between what people say matters and what they choose by. Price has its own. Ask four questions, after the Dutchman who thought of them, **Van Westendorp** (价格敏感度测量): at which
# price is it so cheap that you doubt it, cheap, dear, too dear?

# %%
said = need(firm, "prices")
points = mix.psm_points(said)
show(figures.psm(mix.psm_curves(said), points, currency=firm.currency))

# %% [markdown]
# A tidy picture, and cheap to make. It is what people *say* about a number while nothing is at stake. The same people also chose, eight times over, among whole offers with a price on each: take it, take that one, or
# go home. From these choices follows a demand curve, and from it the **effective demand** (有效需求) at each price: those who want it *and* would pay.

# %% tags=["form"]
predict("04.p2")
fit = mix.fit_choices(seen, firm.name)
offers = mix.market_offers(fit, seen, market)
demand = mix.our_demand(fit, seen, market, ours, unit_cost=chair["unit_cost"])
reveal("04.p2", figures.demand_curve(demand, currency=firm.currency))

# %% [markdown]
# Look at the top of the lower curve before you look for its highest point. Where it is flat, the exact price matters less than not running away from it. And what people *said* is not useless: it tells you where eyebrows go up, and there you should
# have a reason ready.
#
# **Safe to stop here.** You can tell a colleague what a cut has to bring before it pays. *Do it today, with a pencil, for something they sell.*
#
# ## Second sitting · Four levers and a talk
#
# Price is one lever. The oldest list has four, the **four Ps** (4P), each with smaller ones behind it. (A source has them from the 1920s; they stand in a textbook of 1960, which is less romantic. Kindly, we
# correct the date.) Its critics say, rightly, that all four are seen from the seller's chair. So turn each round, and you have the **four Cs**: the same drawers, labelled by the buyer.

# %%
show(mix.levers(), caption="The mix, from both sides of the table")
weights = handed("02_needs", mix.needs_chosen, fit, seen)
show(mix.needs_by_lever(weights), caption="What people choose by, and the lever it hangs on", formats={"weight": "percent"})

# %% [markdown]
# Even price alone has five handles. What stands in the catalogue is where the **price waterfall** begins (标价、折扣、返利、付款期、赊销); what is left at the bottom, the **pocket price** (口袋价格), is what we live on. No step on the way
# down was ever large enough for a meeting; each was one friendly Friday. (All our orders, every product.)

# %%
lines = need(firm, "orders")
show(figures.waterfall(mix.orders_waterfall(lines, need(firm, "products", "list_price")), currency=firm.currency))

# %% [markdown]
# ### What if?
#
# The four sources do not agree about price. It is part of the need, says one; *cheap* is no reason to buy, says another; lead with something other than price, says a third; be competitive, says the
# textbook. Put it on a pair of scales and they all fit: worth is what one gets, **against** what it takes. You can load either side. Try it. Cut our price, and see who comes. Put it back, and be sooner instead, or
# surer, or wait longer for the money.

# %% tags=["form"]
explore(figures.what_if, fit, offers, ours, **mix.levels_to_try(seen, offers, ours))

# %% [markdown]
# The levers are not equally dear, to us or to them. Here is what a single day, week or point is worth to the average buyer, in money on the price of one piece, with its range. Whatever is worth more
# to them than it costs us is something to **trade** (等价交换): give it, and ask for something that is the other way round. *Never give; trade.* Giving teaches people to ask again.

# %% tags=["form"]
worth = choice.willingness_to_pay(fit)
steps = {"payment_terms": 1, "lead_time": -1, "supply_stability": 0.01}
show(mix.worth_of(worth, steps), caption="A day longer to pay, a week sooner, one delivery more in a hundred on time: what it is worth")
ask("04.4")

# %% [markdown]
# That is the whole secret of **non-price first, price second** (非价格策略为主,价格为辅): not that price is vulgar, but that it is the one concession which is never worth more to them than it costs us.
#
# ### Say what it is worth
#
# A trade needs words. **FABE** (特征、优点、利益、证据) is four steps from the thing to the person: what it *has* (feature), what that *does better* (advantage), what *this buyer* has of it (benefit), and how she can *check* it (evidence). Without the last it
# is only a louder voice.

# %% tags=["form"]
ask("04.5")

# %% [markdown] tags=["story"]
# Here is what our own sellers say, put together by a builder that begins with what buyers pay most for. It refuses one of the three. Why?

# %% tags=["story"]
given = {"payment_terms": 30, "lead_time": -2, "supply_stability": 0.05}
show(mix.fabe_table(mix.worth_of(worth, given), mix.sample_words()), caption="FABE for the three concessions you have just weighed: what buyers would pay most for comes first")

# %% [markdown]
# Now the telephone. Somebody whom you like tells you that a rival is cheaper. You may not lower the price. Three people will speak, and each of them lies awake over something else. Find out what, and mind what you give
# for nothing. You can win this one by walking away, if you do it politely.

# %% tags=["form"]
talk("04_cheaper")

# %% [markdown]
# ### Two legends
#
# Our sources tell two stories about the mix. **Ford** (福特) began with the product: one car, made so cheaply that nearly everyone could have it. **Dell** (戴尔) began with the buyer: say what the machine shall do, then we build it, and
# no dealer stands between us. Both are told as proofs. Both were right *for a time*, and both had to be given up in part by the very firms that were famous for them. Argue it out in pairs: one is the product, the other the
# buyer. Which facts would your side rather leave out?

# %% tags=["form"]
closed("The two bets as sums: cutting the price every year; building after the order", mix.price_lab(first_cost=500, learning=0.85, start_units=1000, price=200, elasticity=-2, cut=0.1, years=5), mix.build_to_order(weekly_sales=100, spread=0.3, weeks_of_stock=6, aging=0.01))
ask("04.6")

# %% [markdown]
# **Safe to stop here.** *Find one thing in your own trade that is worth more to a buyer than it costs you.* Ask a colleague what they would want for it.
#
# ## Third sitting · Where the money goes
#
# Inquiries cost money: fairs, advertisements, visits, letters. Everyone reports the *average*: so much spent, so many inquiries, divided. An average remembers the good old first thousand for ever. Here is our dearest
# channel, its money cut into five equal slices, with what each slice brought *more* than the one before. Finish the last row.

# %% tags=["form"]
curves = mix.fit_responses(spend)
show(mix.next_steps(curves, mix.dearest_channel(curves), blanks=1), caption="The dearest channel, a slice at a time")
ask("04.7")

# %% [markdown]
# What one more unit of money brings is the **marginal return** (边际回报). It falls as a channel fills: this is **saturation** (饱和). And part of what works this month was paid for earlier: that is **carry-over** (滞后效应); the curves below have both. So, with one
# more banknote in your hand: where?

# %% tags=["form"]
predict("04.p3")
table = mix.budget_table(curves, value=inquiry_value)
reveal("04.p3", figures.response_curves(mix.curve_lines(curves, value=inquiry_value), table, currency=firm.currency))

# %% [markdown]
# As long as the next banknote brings more here than there, take it from there. When do you stop? When it brings the *same everywhere*. That one sentence is the whole of budgeting; programs that split money for
# you do just this, and seldom show it. Here it is shown. (Should that same return lie below one, the last of the money comes back short: then the *sum* is too large. Today only its parts are yours to move.)

# %%
show(figures.budget_split(table, currency=firm.currency))

# %% [markdown]
# Promotion that nobody can act on is a kindness to the printer. **Place** (渠道) asks whether the thing stands where people buy. Counting doors is easy, and flatters: that is **numeric distribution** (铺货率). Weigh each door by what passes through it, and you have
# **weighted distribution** (加权铺货率).

# %% tags=["form"]
ask("04.8")

# %% [markdown]
# ### Can we do it?
#
# A mix is a promise that other people have to keep. Two American authors therefore set four more Ps beside the old ones: **people, processes, programmes, performance** (人员、流程、方案、绩效). They look at our own house. One number for each is enough
# to begin a conversation. (One source numbers ten strategies and skips the second and the fourth. We mark such gaps and do not fill them.)
#
# And is it one mix for all? People differ by trade, by place, by means, by what they grew up with. Read the lines below for what to *lead* with. A segment gets an offer of its own where its line differs by more than noise, and where somebody will pay
# for the difference.

# %%
show(mix.scorecard(firm.table("answers"), spend, firm.table("orders")), caption="The modern four: how we stand, against a target of 5 or the twelve months before")

# %%
groups = mix.segments_of(need(firm, "customers", "customer_type"), need(firm, "answers", "customer_id"), "customer_type")
sheets = mix.segment_sheets(seen, groups, ours=ours, market=market, unit_cost=chair["unit_cost"])
show(sheets, caption="A mix for each kind of buyer: where to begin", formats={"respondents": "count", "price_weight": "percent"})

# %% [markdown]
# ### A mini-case
#
# Nobody says which tool. Four plans for one customer; put them in order.

# %% tags=["form"]
ask("04.9")

# %% [markdown]
# ### Lin's decision, now yours
#
# The letter goes out on Friday. Which price, and how many days to pay? Credit costs interest, and a few bills in a hundred are never paid at all: both are charged to you. Before anybody signs, one page: the cut that the team wants, down to what is left. A fifth of the promotion money is charged to this product, in both columns; which fifth is politics with
# decimals.

# %%
page = mix.price_page(market, ours, unit_cost=chair["unit_cost"], elasticity=elasticity.value, price_change=-0.08, spend=spend)
show(figures.mix_profit(page, currency=firm.currency))

# %% [markdown]
# **Practice first.** Below, four in five of the people who were asked are your market. Beside you sit three colleagues: one matches the rival, one takes cost and half as much again, one leaves everything as it is. Try what you like. Lesson 3 promised them something; may the price show it.

# %% tags=["form"]
position = decided("03.position", target="everybody", lead="quality")
say("To stand out: {lead}, for {target}.", **{name: word.replace("_", " ") for name, word in position.items()})
rehearse("04.price", rate=rate, lost=lost)

# %% [markdown]
# **Now commit, once,** with a reason and with what would change your mind. The judge is the other fifth: people whose choices went into nothing above.

# %% tags=["form"]
decide("04.price", price_change=price_change, terms_days=terms_days, rate=rate, lost=lost)

# %% [markdown]
# Then the second signature, for the promotion money. The sum stays; only its parts move. You try on the earlier months. You are scored on the market itself where it is simulated, else on the last twelve.

# %% tags=["form"]
rehearse("04.budget", inquiry_value=inquiry_value)
decide("04.budget", inquiry_value=inquiry_value, **mix.budget_parts(spend, budget))

# %% [markdown]
# What should keep you modest. The judge's rivals sit still; real ones read price lists, and a cut that is matched is only a gift to the trade. Terms look like a bargain, and are, until somebody does not pay. The range is what **luck** (运气) leaves; your *lead* is what counts, and
# whether its range stays on one side of zero.
#
# ### Monday morning
#
# One concession, counted on both sides. Then box four of the plan for your own customer.

# %% tags=["form"]
sheet("04_mix")

# %% [markdown]
# ## What stays
#
# - A cut is paid on every piece. First ask how many more it takes, then whether they will come.
# - Elasticity is per cent by per cent, and only as good as "everything else the same".
# - What people say about a price tells you where eyebrows rise; what they choose tells you what it is worth.
# - Trade, never give: something worth more to them than to us, against something the other way round.
# - Money is well split when the next unit brings the same everywhere. Averages hide that.
#
# **Words:** marketing mix 营销组合 · four Ps 4P · four Cs 4C · margin 毛利 · break-even sales change 盈亏平衡销量变化 · price elasticity 价格弹性 · effective demand 有效需求 · pocket price 口袋价格 ·
# marginal return 边际回报 · saturation 饱和 · weighted distribution 加权铺货率 · non-price first 非价格策略为主.
#
# **Where this breaks down.** An elasticity from prices that someone set *because* demand was coming says little about what a change would do. Choices on paper know no habit, and no empty purse. A response curve is a guess wherever nobody has ever
# spent so much, or so little. And none of it knows what a rival does next.
#
# **To argue about.** Two customers buy the same thing. One asked for better terms, the other is polite and never asks. How long may the polite one pay for it, and would you like her to read this lesson?

# %% tags=["form"]
quiz("04_mix")

# %% [markdown]
# There is an offer now, with a price and a place, and money to make it known. **Next:** [5 · Building the relationship](05_building.ipynb), where you choose whom to win with it, and what that may cost.
#
# ## More practice
#
# Short ones, in any order: terms, stock and ships, bundles and coupons, a newspaper stall that grew, and two famous firms. They don't count, and they hurt nobody.

# %% tags=["form"]
practice("04_mix")
closed("For 04.m15: what 4E might mean", mix.readings_of_4e())

# %% [markdown] tags=["analyst"]
# ## The analyst's bench
#
# The same methods by name, with an interval where the field has one (low and high are 95%), held against the market's truth where there is one, and against published numbers where there is none. Every function says its source: `help(mix.elasticity)`.
#
# ### Choices: what each part is worth
#
# A **conditional logit** (McFadden), fitted by Newton with the exact Hessian. People of different tastes are pooled here, so the errors are clustered by respondent. On the path a fifth of them was put aside to judge the decision; here, and in what is handed on, everybody counts. Slopes are shown over the range that was asked, so that weeks can be laid beside words.

# %% tags=["analyst"]
whole = mix.fit_choices(choices, firm.name)
show(figures.part_worths(choice.over_range(whole, choices)))
show(choice.importance(whole, choices), caption="Importance: the range of each attribute, as a share of all", formats={"low": "percent", "high": "percent"})

# %% [markdown] tags=["analyst"]
# ### One fit for all, or one for each kind?
#
# The market draws everybody of a type from the same part-worths, so a fit per type is the right model and the pooled one a blend. Does each truth lie in its interval? About one in twenty should not. (Small types are refused where no finite part-worth fits.)

# %% tags=["analyst"]
tastes = samples.truth(firm, "tastes")
show(mix.tastes_found(choices, groups, tastes, ours=ours), caption="Share of true part-worths inside their interval")

# %% tags=["analyst"]
show(choice.accuracy(fit, aside).to_frame("held out").assign(known=choice.accuracy(fit, seen)), caption="How well the fit foresees people it has not seen")
show(figures.worth(worth, currency=firm.currency))

# %% [markdown] tags=["analyst"]
# ### Elasticity with controls, and why it may lie
#
# Log units on log price with an effect for every brand; then with season, stores and the mean price of rivals. In the simulated market prices were moved by costs, never by demand, so that least squares is honest there. Where a manager raises the price *because* he sees demand coming, price and error go together:
# **endogeneity**. The second table simulates such managers.

# %% tags=["analyst"]
full = mix.elasticity(sales, cross=True, season=True, stores=True)
show(full.table, caption="Own price, promotion, rivals' price")
show(samples.truth(firm, "demand"), caption="What the market is made of")
show(mix.endogeneity(), caption="The slope one finds when price follows demand")
show(mix.elasticity(sales, per_brand=True).table, caption="A slope for each brand")

# %% [markdown] tags=["analyst"]
# ### Price points with intervals
#
# The crossings of **Van Westendorp** are functions of four empirical distributions; their intervals are a bootstrap over respondents. Intransitive answers were set aside. The truth is that of a very large draw. **Gabor and Granger** ask "would you buy at this price?" and climb: their textbook table by our function; then the same
# question turned round, willingness to pay as a curve.

# %% tags=["analyst"]
show(mix.points_found(points, samples.truth(firm, "prices")), caption="Van Westendorp, found and true")
asked = mix.gabor_granger([5, 6, 7, 8, 9], [0.90, 0.80, 0.65, 0.45, 0.25], unit_cost=3)
show(asked, caption="Revenue is best at one price, profit at another")
show(figures.wtp_curve(mix.willing(said["too_expensive"]), currency=firm.currency, at=own["price"]))

# %% [markdown] tags=["analyst"]
# ### Response curves against the truth
#
# Adstock and exponential saturation, carry-over and scale on a grid, the rest by least squares. Base and ceiling of a channel that has always been full cannot be told apart: look at the fairs of the sample. The *marginal return*, on which the budget hangs, is what counts, and is known better. **Dorfman and Steiner** give the share of sales worth spending: the elasticity of demand to promotion over that to price (one period, no carry-over;
# ours to inquiries is an upper bound of that to units).

# %% tags=["analyst"]
returns = mix.returns_found(mix.curve_draws(spend), spend, samples.truth(firm, "channels"), value=inquiry_value)
show(returns, caption="Money back for one more unit of money, today: interval by parametric bootstrap, and truth")
show(mix.spend_elasticities(curves), caption="Per cent of inquiries for one per cent of spend")
share = mix.dorfman_steiner(promotion_elasticity=0.2, price_elasticity=-4)
say("The textbook case, 0.2 over 4: {share:.0%} of sales.", share=share)

# %% [markdown] tags=["analyst"]
# ### Segments by place and by means
#
# By region, then by country for those with enough respondents. A passport is a poor stand-in for a culture, and the number of employees for an income: they are what the tables know. **Customise** as far as needs differ (个性化程度), and where it is paid for.

# %% tags=["analyst"]
places = mix.segments_of(need(firm, "customers", "region"), need(firm, "answers", "customer_id"), "region")
show(mix.segment_sheets(choices, places, ours=ours, market=market, unit_cost=chair["unit_cost"]), caption="By region", formats={"price_weight": "percent"})
show(mix.psm_by(said, groups, draws=100).query("measure == 'psm_opp'"), caption="Where fewest turn away, by kind of buyer")

# %% [markdown] tags=["analyst"]
# ### Stores
#
# `store_distribution` takes the market table as it is. Where every brand stands everywhere, as in the sample, there is nothing to win by it, which is an answer too.

# %% tags=["analyst"]
show(mix.store_distribution(sales), caption="Numeric and weighted distribution")

# %% [markdown] tags=["analyst", "story"]
# ### Real buyers
#
# Nine hundred Californian households and their **heating** (R `mlogit`): the vignette's −0.00623 and −0.00458, log-likelihood −1095.2. **Catsup**, bought with price and display before one's eyes. And **orange juice**: two brands, loyalty and price.

# %% tags=["analyst", "story"]
heating = choice.fit(samples.heating())
say("Heating: log-likelihood {loglik:.1f}; one dollar a year less to run is worth {worth:.2f} dollars at installation.", loglik=heating.loglik, worth=-choice.willingness_to_pay(heating, price="ic").set_index("attribute")["wtp"]["oc"])
show(heating.table, caption="Heating: installation cost (ic) and operating cost (oc)", formats={"estimate": "{:.6f}".format, "se": "{:.6f}".format, "low": "{:.6f}".format, "high": "{:.6f}".format})
show(choice.fit(samples.catsup()).table, caption="Catsup")
show(choice.fit(samples.orange_juice()).table, caption="Orange juice, two brands")

# %% [markdown] tags=["analyst"]
# ### Your own market
#
# `sales` with period, brand, units and price gives elasticity; `choices` part-worths and shares; `prices` price points; `spend` with period, channel, spend and response the budget. Each stands by itself. Then
# `papermill notebooks/04_mix.ipynb out.ipynb -p case my_case -p product "my product" -p out my_run`.
#
# Last, what this lesson hands on.

# %% tags=["analyst", "hand-over"]
measures, absent = mix.measures(prices=said, sales=sales, fit=whole, unit_cost=chair["unit_cost"], currency=firm.currency)
show(measures, caption="Measures of step 4")
tables = {"04_prices": mix.psm_curves(said), "04_partworths": mix.partworths_table(whole, choices), "04_budget": table}
hand_over(tables, measures=measures, absent=absent)
