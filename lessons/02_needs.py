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
# # 2 · Finding needs (研究客户需求)

# %% [markdown] tags=["story"]
# > Tuesday, 9:15. Lin has money for two improvements next year, and five hundred filled-in questionnaires. She reads the first line: price. She reads the second: price.
# > "There you are," says finance. "Cheaper." From the door the man who runs the warehouse asks, rather quietly, why the people who wrote *price* keep ordering from the dearer house
# > down the road. Nobody answers. He takes his coffee and goes.

# %% [markdown]
# **When you are done** you can *tell* what people say from what they choose, *sort* needs into those that hurt, those that count and those that delight, and
# *spend* a budget on the step that buys most, rather than on the word that is said most often.
#
# **Time:** three sittings of about half an hour, each with a place where it is safe to stop. **You bring** the customers you chose in lesson 1. **You hand on** a weight for every need, and
# what you would improve. Lesson 2b goes and asks.

# %% tags=["parameters"]
case: str = "meridian"  # a case folder, or the name of one in data/
out: str = ""  # folder for tables and workbook; empty: nothing is written
customer_type: str = ""  # only customers of this type; empty: all
region: str = ""  # only customers of this region; empty: all
as_of: str = ""  # last day that counts, as 2026-06-30; empty: as the case says
points_price: int = 10  # the decision: points for a lower price, 0 to 10
points_quality: int = 8  # the decision: points for better quality
points_lead_time: int = 7  # the decision: points for a shorter lead time
points_payment_terms: int = 6  # the decision: points for later payment
points_after_sales: int = 6  # the decision: points for better after-sales service
points_supply_stability: int = 6  # the decision: points for a steadier supply
budget_share: float = 0.10  # what improvements may cost in a year, as a share of today's sales

# %%
from helpers.lesson import ask, check_parameters, choice, closed, decide, decided, figures, hand_over, handed, money, need, needs, offer, open_case, practice, predict, quiz, recall, rehearse, reveal, samples, say, sheet, show, targeting

# %%
check_parameters()
firm = open_case(case, out=out, customer_type=customer_type, region=region, as_of=as_of)

# %%
answers, choices, people, lines = need(firm, "answers"), need(firm, "choices"), need(firm, "customers"), need(firm, "orders")
picks, aside = choice.hold_out(choices)
market = offer.market(need(firm, "sales", "price"), need(firm, "products", "list_price", "unit_cost"), lines, brand=firm.name)
say("**{budget}** for improvements. One hundredth of this market more would leave {point} a year.",
    budget=money(budget_share * market.sales, firm.currency), point=money(market.units * market.left / 100, firm.currency))

# %% [markdown]
# The gauge first. Of the four **purchase elements** (采购四要素) this step works on the second, *need, and worth the money*, by the **force** (四种力量) of uncovering needs. It is the gate where most offers
# fail politely: they are known, they are trusted, and they answer a question that nobody had.

# %% tags=["form"]
show(figures.gauge(step=2))
recall("02_needs")

# %% [markdown]
# ## First sitting · What they say, what they choose
#
# Our first source adds a need up from nine parts: **brand** (品牌) + **quality** (质量) + **expected benefit** (未来预期) + **price** (价格) + **payment terms** (付款方式) + **after-sales** (售后服务) + **lead time**
# (供货周期) + **steady supply** (货源稳定) + **whatever else** (其它因素). A good list, and a bad sum: a plus sign says that all nine weigh alike. Nobody has ever met such a buyer. But first, can you hear
# the nine when nobody calls them by name?

# %% tags=["form"]
ask("02.1")

# %% [markdown]
# So the plus signs need numbers in front: **weights** (权重). The easy way is to ask. *How important is it to you, from 1 to 7?* We asked, and turned the answers into shares of all weight.

# %%
said = needs.stated(answers)
show(said[["factor", "mean", "weight"]], caption="What they say", formats={"weight": "percent"})

# %% [markdown]
# Lay the heaviest beside the lightest: is anything *un*important? Calling a thing important is free, so people are generous. The other way takes one thing away when it gives another: put a few offers on the table (and *none of them*), and watch
# which is taken. Here are three tables that one person sat at. Which offers were left lying, and what would they have cost?

# %%
by, owner = needs.two_factors(picks), needs.owners(answers, picks)
rival = needs.rivalry(picks, by=by)
who = needs.faces(rival, owner, people, named=firm.named)
show(needs.offers_of(picks, who, rival, by=by), caption="Three tables, three offers each (and the fourth choice: none of them)")

# %% [markdown]
# ### With a finger
#
# Now a few more people, three tables each. Two needs are set against each other: at each of these tables one offer was best on the first and *another* on the second, so that wanting both was no help. First what they said, then what they
# took. The last two rows are yours to count.

# %% tags=["form"]
show(needs.tally(answers, rival, by=by, who=who, blanks=2), caption="Said, and taken")
ask("02.2")

# %% [markdown]
# A handful of tables is an anecdote. Now everybody's. Write your guess down before you look: is it what finance would say, or the warehouse?

# %% tags=["form"]
predict("02.p1")
reveal("02.p1", figures.best_taken(needs.best_taken(picks)))

# %% [markdown]
# Counting takes one need at a time. A **choice model** (选择模型) does the same for all of them at once: it tries one set of weights after another, until those offers come out best that people really took. Those are
# the **derived weights** (推导权重), the ones nobody had to say. Which need will rise most on the way from word to choice?

# %% tags=["form"]
predict("02.p2")
fit = needs.fitted(picks, brand=firm.name)
gap = needs.gap(said, needs.derived(picks, fit))
reveal("02.p2", figures.need_gap(gap))

# %% [markdown]
# (Only needs that stood on the cards can be compared, so the shares in words are here taken over those alone.)
#
# Did they lie? Hardly. Find price in both columns before you laugh at finance. What people leave out is what they take for granted until it fails, and what sounds petty in front of a
# visitor. And one warning that most reports forget: a weight belongs to **the range that was shown** (属性范围). Price swung wide in this experiment. No budget of yours swings that wide.

# %% tags=["form"]
ask("02.3")

# %% [markdown]
# ### No need met, no purchase
#
# "Only what meets a need is bought," says the same source. It sounds like a calendar motto, and it can be tested. Line up all offers, from those that meet their reader's needs worst to those that do it best, and look how
# often each lot was taken. The dashed curve is the model's own guess.

# %%
show(figures.need_fit(needs.fit_and_taken(fit, picks)))

# %% [markdown]
# An S, not a ramp: where the offer is hopeless, or already loved, a little better changes little. In the middle it decides.
#
# And price? The sources quarrel. One counts it among the nine needs. Another says *cheap* is none of the four elements, preaches "anything but price first", and then lists a competitive price among its tools.
# All three are right about **value** (客户价值): what it brings, less what it costs in money, time and trouble. (One source prints 代价, *cost*, where it must mean 价值, *value*. A slip, and rather a deep one.)

# %% tags=["form"]
ask("02.4")

# %% [markdown]
# **Safe to stop here.** *Ask someone today which of two things they would give up, instead of whether they like both.* You will hear a different person.
#
# ## Second sitting · The needs nobody mentions
#
# How many kinds of need are there? Four, says one source: **basic** (基本需求), **expected** (期望需求), **hidden** (隐藏需求) and **originating**, or killer (本源需求、杀手级需求). Three, says another: what stands in the contract, what
# lies inside, what lies behind. A third only says: classify, rank, prioritise. They are one map in three scales. Professor **Kano** (卡诺模型) drew it in 1984, with three fields the sources lack.

# %%
show(needs.level_crosswalk(), caption="One map, three scales; the last three fields are Kano's alone")

# %% [markdown]
# His trick is to ask twice. *How do you feel if it is there? How do you feel if it is not?* One answer alone tells nothing: everyone likes screws that fit. The pair tells all. Play it with a colleague and your own product:
# five features, two questions each, and no explaining.

# %% tags=["form"]
show(needs.kano_table(), caption="With it (rows), without it (columns): M must-be, O one-dimensional, A attractive, I indifferent, R reverse, Q questionable")
ask("02.5")

# %% [markdown]
# One person gives a letter, a hundred give a spread. Two numbers sum it up: **better** (满意系数), the share whom it would please to have it, and **worse** (不满意系数), the share whom it would hurt to lack it.

# %% tags=["form"]
ask("02.6")

# %%
features = needs.kano(need(firm, "kano"))
show(figures.kano_map(features))

# %% [markdown]
# Bottom right stands what you are never thanked for. Top left stand the presents, and they age: what delights this year is expected in two, and in five it will be missed. ("Always exceed expectations," a source
# advises. Try that with screws.) Somewhere low on the left lies a thing your marketing department is proud of.
#
# The hidden needs are the interesting ones, and *hidden* has four meanings. Each hides in its own way, so each is hunted in its own way. You will do all four in [lesson 2b](02b_interview.ipynb).

# %% tags=["form"]
show(needs.hidden_needs(), caption="Four ways to be hidden")
ask("02.7")

# %% [markdown]
# ### Where to act first
#
# The fourth kind, important and badly served, you can already score. **Opportunity score** (机会分): importance, plus importance less satisfaction, as long as that is above zero. Once by hand, then all nine.

# %% tags=["form"]
ask("02.8")
scores = needs.opportunity_scores(answers)
closed("Open this after your sum: the nine needs, by what people say", scores)

# %% [markdown]
# Does price stand on top? Then ask who was ever *satisfied* with a price. A score fed with words repeats the words. So feed it with choices: **importance and performance** (重要性–表现矩阵) in one picture, the weight upright, how well we do it
# along. The hollow ring is the weight in words, the diamond the weight in choices. Where the cross stands decides what counts as heavy; here it stands at the mean, and we say so.

# %%
does = needs.means(needs.ratings(answers, "performance")).rename(columns={"item": "factor", "mean": "performance"})
grid = needs.importance_performance(gap.rename(columns={"chosen": "importance"}), does)
show(figures.needs_grid(grid, gap.rename(columns={"said": "importance"})))

# %% [markdown]
# Whatever climbed over the line from below would have waited, had Lin believed the questionnaires.
#
# So: serve what is asked for, or create what nobody imagined? One source praises building to order, another the need that never crossed a customer's mind. **Reactive** and **proactive** (被动与主动) are
# not rivals; they are an order of work. First what hurts, then what counts, then what delights. **Classify, rank, prioritise** (分类、排序、优先级).

# %% tags=["form"]
ask("02.9")
closed("Open this after your answer: the same for every feature people were asked about", needs.priorities(features))

# %% [markdown]
# **Safe to stop here.** *Name one thing your customers never mention. Would you hear it if it failed?*
#
# ## Third sitting · Whose needs, and what to do
#
# An average customer is half wholesaler, half household, and sits on one chair at a time. Whose needs are these? You have evidence for that already: lesson 1 knows how **recently, how often and for how much** (RFM) each of them buys, and in
# which tier they stand. Lay their choices beside it.

# %%
customers = handed("01_customers", targeting.customer_value, lines, people, as_of=firm.as_of)
say("In lesson 1 places went by {rule}. Look at the lines of the upper tiers.", rule=decided("01.tiering", rank_by="revenue")["rank_by"].replace("_", " "))
tiers = need(customers, "tier").set_index("customer_id")["tier"]
show(needs.taken_by(picks, owner, tiers, by=by), caption="What each tier takes when it cannot have both")

# %% [markdown]
# A table of tiers is true and quickly forgotten. A **persona** (客户画像) is the same evidence with a face: *who they are* (基本信息), *what they do* (行为特征), *what they care for* (心理特征). Groups are found by a machine, from all three at once, and each card says beside every
# trait what everybody else is like. What it doesn't say is a first name and a hobby: nobody measured those.
# Read one aloud. Which line would change what you *do* for them on Monday? A line that wouldn't is decoration.

# %%
grouped = needs.personas(needs.profile(people, customers, answers), k=3)
show(needs.persona_card(grouped, 2), caption="One of three kinds, on a card (cares for: points above their own mean answer)")
closed("Open this for all three side by side (everybody in brackets)", needs.persona_table(grouped))

# %% tags=["form"]
ask("02.10")

# %% [markdown]
# ### Ask it otherwise, and a mini-case
#
# Some people's sevens are as regular as their payments. You have two minutes with one of them. When you have written your question, read it to a colleague who plays her: bored, exact, and
# determined to find everything very important. If your colleague can still say "both", it isn't finished. Then change chairs. After her comes
# a clinic: small numbers, and everything you need is in the text.

# %% tags=["form"]
ask("02.12")

# %% tags=["form"]
ask("02.11")

# %% [markdown]
# ### Lin's decision, now yours
#
# Back to the two improvements. This is the shop: where we stand, where the next step would lead, what part of the range it covers, and what it would cost at
# today's sales. (We stand in the middle of what people were shown; what a step costs on every chair is assumed. Lessons 2b, 3 and 4 begin from the same offer and the same costs.) A lower price stands in the same shop, at its own price: what it costs is the money every chair no longer brings.
#
# **Practice first.** As the sliders stand, you believe what people say. Four in five respondents are your judges here. The money counts what the new share of the market would leave, less what the improvements cost.

# %%
steps = needs.improvements(picks, fit, market)
show(steps[["factor", "now", "then", "part", "cost"]], caption="What can be improved, by one step", formats={"part": "percent"})
rehearse("02.weights", budget_share=budget_share)

# %% [markdown]
# **Now commit, once,** with a reason and with what would change your mind. You will be judged by the fifth of the respondents who took no part in anything above, neither figure nor rehearsal, beside a colleague who believes the questionnaire, one who puts all of it
# into the price, and one who leaves everything as it is.

# %% tags=["form"]
decide("02.weights", points_price=points_price, points_quality=points_quality, points_lead_time=points_lead_time,
       points_payment_terms=points_payment_terms, points_after_sales=points_after_sales,
       points_supply_stability=points_supply_stability, budget_share=budget_share)
closed("Open this when you have committed: weight times part, and what a step buys for each hundredth of sales it costs", needs.worth(needs.derived(picks, fit), steps), formats={"weight": "percent", "part": "percent", "bought": "percent", "per_cost": "percent"})

# %% [markdown]
# The last two lines are the lesson's own: *the heaviest in choices* is cleverer than the questionnaire and still falls for the range; *what the steps are worth* multiplies the weight by the part that the step covers, and asks what it costs. The ranges are the judges' doubt: a fifth
# of the respondents are not many, which is **luck** (运气) again. And the judges are blunt: rivals stand still, everyone hears of the improvement, and nobody gets used to it.
#
# ### Monday morning
#
# One action, with whom, by when; lesson 2b begins by asking how it went. Then the second box of your customer's plan.

# %% tags=["form"]
sheet("02_needs")

# %% [markdown]
# ## What stays
#
# - Importance is cheap to state. Make people choose, and they tell you what they would give up.
# - A weight belongs to the range that was shown; what you buy is a step. Weight times part, for the money.
# - Ask twice, with it and without it. What must be is never praised; what delights is never missed.
# - *Hidden* has four meanings. Each has its own way of being found.
# - A persona is evidence with a face. If no table says it, you wrote it.
#
# **Words:** weight 权重 · basic 基本需求 · expected 期望需求 · hidden 隐藏需求 · originating need 本源需求 · Kano model 卡诺模型 · better and worse 满意系数、不满意系数 · opportunity score 机会分 ·
# importance and performance 重要性–表现矩阵 · customer value 客户价值 · persona 客户画像 · classify, rank, prioritise 分类、排序、优先级.
#
# **Where this breaks down.** A choice on paper costs nothing either; it is only less free than an opinion. Whoever was never shown a thing can't choose it. One model for everybody is a blend that may be true of nobody. And
# needs move: what you measured is last spring.
#
# **To argue about.** You find a need people can't put into words, and meeting it makes them order more than they can sell. You saw it first. Whose need was it?

# %% tags=["form"]
quiz("02_needs")

# %% [markdown]
# You know what they choose. You do not know why. **Next:** [2b · Asking for them](02b_interview.ipynb), in which you have to keep quiet.
#
# ## More practice
#
# Short ones, in any order. They don't count, and they hurt nobody.

# %% tags=["form"]
practice("02_needs")

# %% [markdown] tags=["analyst"]
# ## The analyst's bench
#
# Methods by name, with 95% intervals, and the place where each gives way. `help(needs.kano)` and its neighbours say their sources.
#
# ### Part-worths by name
#
# The derived weights are range shares of a **conditional logit** (McFadden 1974). On the path a fifth of the respondents was put aside to judge the decision; here, and in the tables handed on, everybody counts. Eight answers of one person are not eight people, so errors are clustered by respondent. Numbers are laid out over the range shown; the brand's own part-worths say what a name is worth when all
# else is equal.

# %% tags=["analyst"]
whole = needs.fitted(choices, brand=firm.name)
show(choice.over_range(whole, choices).drop(columns="se"), caption="Part-worths over the range shown", rows=20)
own, hidden = needs.one_kind(choices, needs.owners(answers, choices), people, samples.truth(firm, "tastes"))
found = needs.recovered(needs.fitted(own, brand=firm.name), hidden)
show(figures.recovered(found, of="the commonest kind of customer"))

# %% [markdown] tags=["analyst"]
# In the simulation each kind of customer has tastes of its own, so it is one kind that is recovered; the pooled fit is a blend of all of them. Of the intervals about one in twenty should miss.
#
# ### Is the class a class?
#
# The largest Kano class may lead by luck. The **difference of two shares of one multinomial** has variance (p₁ + p₂ − (p₁ − p₂)²) ÷ n; **Fong** (1996) asks for a lead in heads, at 90%.

# %% tags=["analyst"]
show(needs.kano_tests(features), caption="How sure each class is")
show(needs.recovered_classes(features, samples.truth(firm, "kano")), caption="Found and true")

# %% [markdown] tags=["analyst"]
# ### Do the questions hang together?
#
# **Cronbach's alpha** of how well people say we do, with **Feldt's** interval, and each item's correlation with the rest. A high alpha over things as different as price and lead time means a halo: people answer for
# the firm, not for the part.

# %% tags=["analyst"]
measures, absent = needs.measures(answers, people)
show(measures, caption="Measures of step 2")
show(needs.item_total(needs.ratings(answers, "performance")), caption="Item and rest")

# %% [markdown] tags=["analyst", "story"]
# Twenty-eight hundred real people, five scales of a personality questionnaire (Revelle's *bfi*): seven statements are put the other way round, and forgetting to turn them is the classic mistake. Below them, thirty real
# departments rated by their clerks (*attitude*, Chatterjee and Price): weights from a **driver regression**, where nobody chose anything. Six drivers, thirty rows, and intervals to match.

# %% tags=["analyst", "story"]
bfi = needs.turned(samples.bfi(), "A1", "C4", "C5", "E1", "E2", "O2", "O5", low=1, high=6)
show(needs.alphas(bfi, scales={scale: [f"{scale}{n}" for n in range(1, 6)] for scale in "ACENO"}), caption="Five scales of bfi")
show(needs.drivers(samples.attitude(), outcome="rating"), caption="What goes with a good rating")

# %% [markdown] tags=["analyst"]
# ### Where the cross stands
#
# Mean, median or middle of the scale: three crosshairs, three maps. A factor that changes its quadrant with the rule has no business in a headline.

# %% tags=["analyst"]
show(needs.quadrants_by_rule(said.rename(columns={"mean": "importance"}), does), caption="By what people say, under three rules")

# %% [markdown] tags=["analyst"]
# ### How many personas, and who does what
#
# Traits are of mixed kinds: numbers standardised, categories as in **FAMD** (Pagès 2004), the three kinds of trait weighing alike, then k-means. A number of groups is worth keeping if it returns on bootstrap samples (adjusted Rand index).
#
# One source sells newspapers on trains by rules such as *those who stand*. Such a rule is a conditional share and its **lift**. Here: which kind of customer takes the second need of the small table?

# %% tags=["analyst"]
show(needs.persona_choices(needs.profile(people, customers, answers), draws=6), caption="Do they come back?")

# %% tags=["analyst"]
seen = needs.with_trait(rival, owner, people, trait="customer_type")
show(needs.patterns(seen, given="customer_type", outcome="took_second"), caption="Who takes it, and how much more often than everybody")

# %% [markdown] tags=["analyst"]
# ### Your own customers
#
# `ninesteps case check my_case` says what is wrong with the tables `answers`, `kano` and `choices`; each stands alone. Without `choices` the weights are those that people state, and the decision is recorded, not scored.
#
# Last, what this lesson hands on.

# %% tags=["analyst", "hand-over"]
weights = needs.needs_table(said, needs.derived(choices, whole))
tables = {"02_needs": weights, "02_kano": features, "02_personas": needs.persona_table(grouped)}
hand_over(tables, measures=measures, absent=absent)
