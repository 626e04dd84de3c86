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
# # 1 · Choosing target customers (选择目标客户)

# %% [markdown] tags=["story"]
# > Monday, 8:40. Lin runs sales at Meridian Home, a furniture exporter that exists only in this course. This summer she
# > decides afresh which accounts her two account managers look after. On her desk lies the customer list, with every name on it. "Give them the biggest,"
# > says finance, already standing up to leave. Lin does not sign. The biggest *what*?

# %% [markdown]
# **When you are done** you can *rank* customers by what they leave you rather than by what they buy, *judge* a rule such as "cut the small ones"
# by what it does to profit, and *tell* a small customer to their face what is going to change.
#
# **Time:** three sittings, talking and writing included: two of half an hour and one of forty minutes, with a safe place to stop after each. Role-play and practice come on top.
# **You bring** the accounts and the customer of your own from lesson 0. **You hand on** a decision and its reason: to whom the places go.

# %% tags=["parameters"]
case: str = "meridian"  # a case folder, or the name of one in data/
out: str = ""  # folder for tables and workbook; empty: nothing is written
customer_type: str = ""  # only customers of this type; empty: all
region: str = ""  # only customers of this region; empty: all
as_of: str = ""  # last day that counts, as 2026-06-30; empty: as the case says
rank_by: str = "revenue"  # the decision: revenue, orders, rfm, profit or value_to_come
bottom: str = "keep_all"  # the decision: keep_all, cut_wood or cut_below_zero
places: int = 80  # accounts that two account managers can look after
cost_per_place: float = 1750.0  # a year of account management, per account
lift: float = 0.15  # assumed: what attention adds to an account's profit

# %%
from helpers.lesson import ask, check_parameters, closed, decide, figures, hand_over, money, need, open_case, orders, practice, predict, quiz, recall, rehearse, reveal, samples, say, sheet, show, talk, targeting

# %%
check_parameters()
firm = open_case(case, out=out, customer_type=customer_type, region=region, as_of=as_of)

# %%
lines, people = need(firm, "orders"), need(firm, "customers")
customers = targeting.customer_value(lines, people, as_of=firm.as_of)
left = money(need(customers, "profit_12m")["profit_12m"].sum(), firm.currency)
say("**{n} places**, at {cost} a year for all of them. All customers together left {left} last year.",
    n=places, cost=money(places * cost_per_place, firm.currency), left=left)

# %% tags=["form"]
show(figures.gauge(step=1))
recall("01_targeting")

# %% [markdown]
# ## First sitting · Who, and how much of it
#
# Ask four colleagues who the customer is and you get four answers, all of them right. The shopper who sits in the chair is a
# **consumer** (消费者). The hotel with two hundred chairs is a **business customer** (企业客户): it uses them, or builds them into
# what it sells. The wholesaler never sits down at all; he is the **channel** (渠道客户). And your own showroom, which orders like
# everybody else, is an **internal customer** (内部客户), usually the last to be served.
#
# Two questions do most of the sorting: *what is it bought for*, and *where does the buyer stand* on the road from the factory to the sofa?
# One list has two kinds of customer, another four, a third six. It is the same cake, cut along those two lines.

# %%
kinds = targeting.type_crosswalk()[["customer_type", "zh", "four_kinds", "purpose", "position"]]
show(kinds, caption="One cake, and where it is cut")

# %% [markdown]
# In export the cut that earns money is the six-part one, because each part has its own **rhythm** (采购节奏): how much at once, and
# how long until the next time. A retailer fills a container and is quiet for a month or three. A project is silent for a season, and then makes
# your summer. Treat one like the other and you will chase the second and bore the first. (Each mark is the middle one of all gaps, or of all orders; the pale bar holds the middle half.)
#
# Below the picture it is your turn. Six people write to you on the same morning, one sentence each.

# %%
rhythm = targeting.observed_rhythm(lines, need(firm, "customers", "customer_type"))
show(figures.types_rhythm(rhythm, currency=firm.currency))
ask("01.1")

# %% [markdown]
# One small horror before you count anything. Every ranking believes the list. But is each line on it one customer? Judge six pairs of records the way you would on a Friday afternoon.

# %% tags=["form"]
ask("01.2")

# %% [markdown]
# Miss a pair and a good customer looks like two middling ones: that costs attention. Merge a wrong pair and two people get each other's invoices: that costs
# trust. So a machine may *propose* a merge. A person signs it.
#
# ### The biggest *what*?
#
# Take six accounts. Put the one with the most sales on top and add as you go down: that is the whole method. Divide each running total by
# the last one and you have a **cumulative share** (累计占比). Four rows are done. The fifth is yours, and the sixth you can fill without a sum. Why?

# %%
six = targeting.cast(customers, named=firm.named)
show(targeting.running_total(six, blanks=2), caption="Six accounts, largest first")
ask("01.3")

# %% [markdown]
# Now everybody. You have heard the **Pareto rule** (二八定律): so many per cent of the sales from so few of the customers. Is it true *here*?
# A number you wrote down yourself teaches you more than one you were handed.

# %% tags=["form"]
predict("01.p1")
sales = targeting.pareto(customers, by="revenue")
reveal("01.p1", figures.pareto(sales, named=firm.named))

# %% [markdown]
# The famous version says eighty per cent from twenty. It is a tune, not a law: most firms can hum it, few are in exactly that key. But Lin's question
# was *the biggest what*, and sales were only finance's answer. What is left after the goods, the discounts, the returns, and the hours
# we spend on the customer: that pays for account managers.
#
# Same method, another column: what each has left us so far. Follow the shares down. Where they pass a hundred, somebody below takes back a slice of what the others earned.

# %%
show(targeting.running_total(six, by="profit"), caption="The same six, by what they left")

# %% [markdown]
# One odd account, or a habit of the house? Guess again: out of every hundred customers, how many cost us more than they bring?

# %% tags=["form"]
predict("01.p2")
profit = targeting.pareto(customers, by="profit")
reveal("01.p2", figures.whale(profit, named=firm.named, currency=firm.currency))

# %% [markdown]
# A curve that climbs over the top and comes back down is a **whale curve** (鲸鱼曲线): money earned on some customers
# and lost again on others. Two of our sources say 80/20, one of sales, one of profit, as if that were one fact. Here are both in one picture.

# %%
show(figures.pareto(sales, profit))

# %% [markdown]
# How does a customer end up below zero? Seldom in one blow. Here is the biggest of those who have (or, if nobody has, the one who came closest), from the invoice down. Do the sum yourself before you open the steps.

# %% tags=["form"]
ask("01.4")
steps = targeting.profit_steps(customers, lines, customer_id=targeting.puzzling(customers))
closed("Open this after your sum", figures.waterfall(steps, currency=firm.currency))

# %% [markdown]
# **Safe to stop here,** after about half an hour. You can now do what finance did not: say which number you are ranking by. *Tell someone today what a whale curve
# is, using your hands.* If they get it, you have it.
#
# ## Second sitting · What they leave, what they will leave
#
# Our first source sorts customers into four **tiers** (客户等级) and gives each an order: **platinum** (铂金) keep, **diamond** (钻石) keep, **gold** (黄金) raise to the next tier,
# **wood** (木头) cut. It does not say where a tier ends. Here they are lined up by sales: platinum until half of all sales is reached, diamond until 80%, gold until 95%, wood the rest. Sellers call those at the top
# **key accounts** (大客户).

# %%
show(targeting.tier_table(customers), caption="Four tiers by sales")
show(figures.tier_map(customers, named=firm.named, currency=firm.currency))

# %% [markdown]
# Cut the wood, then? Another of our sources disagrees without noticing: those in the middle and below *still leave us something*, it says; only those **below zero**
# (低于零点, 负价值客户) take money away. Both can't be right, and it need not be settled by whoever talks loudest. The table says what wood left us; the whale said what those below zero took. Suppose
# every cost of serving a customer goes when the customer goes.

# %% tags=["form"]
ask("01.5")
exits = targeting.exit_test(customers)
closed("Open this after your answer: what each goodbye would have done to profit so far", exits[["policy", "customers", "revenue", "change"]][:3])

# %% [markdown]
# People who like to cut leave one thing out: does the cost of serving a customer really go when the customer goes? Rent and salaries stay for a while. Say half of that cost stays.

# %%
stays = exits.set_index("policy")["change_if_shared"]
say("Then letting the below-zero customers go changes profit by {cut}. Asking them for the price at which the loss is gone, and losing every second one over it, changes it by {ask}.",
    cut=money(stays["cut_below_zero"], firm.currency), ask=money(stays["reprice_below_zero"], firm.currency))

# %% [markdown]
# So before *anyone* is let go, ask four things. Would the cost really leave with the customer? Could a price, a minimum
# order or a web shop turn the sign? Is the loss theirs, or did *we* promise something silly? And would we be happy to read
# the letter aloud to them? The best use of a below-zero list is a conversation, not an axe.
#
# Profit so far is yesterday's; a place is paid for next year. **Value to come** (客户未来价值) fits on the back of an
# envelope: *what they left* in the last twelve months; the *chance* that they are still customers, whole until one usual gap has passed, then halved with every further gap missed; and *how many
# such years* that is worth today. Take two years and two thirds; the sum behind it is on the bench.

# %%
show(targeting.envelope(six), caption="Value to come, on the back of an envelope", formats={"chance_active": "percent", "usual_gap_days": "count"})
ask("01.6")

# %% [markdown]
# Is there an account whose past is better than its future? Measure a silence by *their own* usual gap, never by the calendar:
# sixty quiet days are nothing for a project and an alarm for a wholesaler. (With few orders the table leans a little on others of the type.)
#
# ### Say it to their face
#
# Tiers are easy on a slide. Somewhere in them is a person who used to have your mobile number. Play the conversation before you have
# it: you tell a small, loyal customer that the service will change. Nobody loses the house. Somebody may lose the customer.

# %% tags=["form"]
talk("01_service", places=places)

# %% [markdown]
# **Safe to stop here,** after another half hour. Next time you choose.
#
# ## Third sitting · Choose
#
# First: which group? A **segment** (细分市场) is a group you intend to treat differently. Anyone can draw one; five tests (细分五条标准) decide whether it is worth the ink. Can you *measure* it? Is it *big enough*? Can
# you *reach* it? Do its people *behave differently* from the rest? Can you *do* anything for it that pays?

# %% tags=["form"]
ask("01.7")

# %% [markdown]
# Without any survey you already own a rough segmentation: **RFM** (最近、频率、金额), how *recently*, how *frequently* and for how much *money* someone buys, each in scores from 1 to 5. It is older than
# the computer, and anything newer should be made to beat it. Read it like a map of a town: top right is the market square; bottom right are the big houses with the shutters down.

# %%
show(figures.rfm_grid(customers))

# %% [markdown]
# ### A mini-case
#
# This time nobody tells you which tool to take. All four accounts cost the same to look after; put them in order.

# %% tags=["form"]
ask("01.8")

# %% [markdown]
# ### Lin's decision, now yours
#
# Two account managers, a fixed number of places. By what will you rank, and what happens at the bottom of the list? A place is worth what attention *adds*; nobody has measured that yet (lesson 7 will), so we assume it adds the same
# part to whatever a customer leaves anyway.
#
# **Practice first.** Below it is a year ago, and the year that followed is your judge. Try as many plans as you like.

# %%
rehearse("01.tiering", places=places, cost_per_place=cost_per_place, lift=lift)

# %% [markdown]
# **Now commit, once,** with a reason in one sentence and with what would change your mind. The first commit travels to lesson 2, because that's how it is at work.
# It is scored on orders that nobody had seen when you chose, beside three colleagues: one draws lots, finance takes the biggest, one swears by RFM.

# %% tags=["form"]
decide("01.tiering", rank_by=rank_by, bottom=bottom, places=places, cost_per_place=cost_per_place, lift=lift)

# %% [markdown]
# Before you cheer: a good year is good for every plan. What counts is your *lead*, and whether its range stays on one side of zero. The rest is **luck** (运气), and a decision is good or
# bad before luck has spoken.
#
# Then read the line under the table: how much of the method's lead the goodbyes make, and how much the better ranking. The goodbyes assume, bluntly, that every cost goes with the customer. You have seen what becomes
# of that when half of it stays. So in the letter the price comes before the goodbye.
#
# ### Monday morning
#
# One action, with whom, by when; lesson 2 asks how it went. Then the first box of the plan for your own customer.

# %% tags=["form"]
sheet("01_targeting")

# %% [markdown]
# ## What stays
#
# - "Biggest" is not a number until you say *of what*. Sales, profit and value to come give three different lists.
# - 80/20 is a question to put to your own data, not an answer to bring along.
# - Size protects nobody from standing below zero. Look at the top of the list as well as at the bottom, and name the reason.
# - A silence is long or short against the customer's own rhythm, never against the calendar.
# - Decide, write down why, and let a number you had not seen be the judge.
#
# **Words:** target customer 目标客户 · segment 细分市场 · Pareto rule 二八定律 · whale curve 鲸鱼曲线 · tier 客户等级 · below zero 低于零点 ·
# value to come 客户未来价值 · RFM 最近、频率、金额 · key account 大客户 · rhythm 采购节奏 · internal customer 内部客户.
#
# **Where this breaks down.** Cost to serve is only as true as the hours people write down. A young firm has no rhythm to compare with. A customer's profit depends on how shared costs
# are split, which is politics with decimals. And a ranking knows nothing of those you never asked.
#
# **To argue about.** A clinic in a small town is below zero because it rings three times a week, and it rings because nobody else answers. It is your list and your quarter. What do you owe them, and who should know how you decided?

# %% tags=["form"]
quiz("01_targeting")

# %% [markdown]
# You have a list and a reason for it. What you do not have is a single word from the people on it. **Next:** [2 · Finding needs](02_needs.ipynb), in which they say one thing
# and choose another.
#
# ## More practice
#
# Short ones, in any order, whenever a customer of your own looks like this. They don't count, and they hurt nobody.

# %% tags=["form"]
practice("01_targeting")

# %% [markdown] tags=["analyst"]
# ## The analyst's bench
#
# The same lesson with its sleeves rolled up: methods by name, with an interval where the field has one (low and high are 95%), and with the place where each gives way. Every function says its
# source: `help(targeting.gini)`.
#
# ### How sure are we?
#
# The **Gini coefficient** puts a whole Lorenz curve into one number, 0 where all customers are alike and near 1 where one has everything. Its interval is a bootstrap over customers: *what if other
# customers of the same sort had walked in?* It knows nothing of next year.

# %% tags=["analyst"]
duplicates = targeting.likely_pairs(need(firm, "customers"))
measures, absent = targeting.measures(lines, customers, duplicates=duplicates, case=firm)
show(measures, caption="Measures of step 1")
show(targeting.deciles(customers, by="profit"), caption="Tenths of customers by profit")
show(targeting.abc(customers, by="revenue").groupby("abc")["revenue"].agg(["size", "sum"]), caption="ABC analysis by revenue")

# %% [markdown] tags=["analyst"]
# ### Four classes, four stand-ins
#
# Why two years and two thirds? If four customers in five stay each year and money costs ten per cent, a customer who is still one has 0.8 ÷ (1 + 0.1 − 0.8) such years to come.
#
# What they *could* bring is their **potential** (潜力): the distance to the better quarter of their own type. From these come the classes of Peppers and Rogers: **most valuable** (最具价值), the first fifth by value to come; **most
# growable** (最具成长性), of the rest those with most potential (a fifth of all customers at most) who still buy and whose orders do not fall; *below zero* and *other*.
#
# One source lists four figures to watch while lifetime value is out of reach. Do they put customers into the order of their profit? **Spearman's rank correlation** asks only about the order, so one giant cannot decide it.

# %% tags=["analyst"]
known = need(customers, "profit", "value_to_come")
show(targeting.cast(known.assign(stage=targeting.lifecycle_stage(known)), named=firm.named)[["account", "profit", "value_to_come", "potential", "stage", "value_class"]], caption="What they left, what may come, what could")
show(targeting.class_table(customers), caption="The whole firm")
say("The first fifth begins at {cut} to come.", cut=money(known[known["value_class"] == "most_valuable"]["value_to_come"].min(), firm.currency))
show(targeting.proxy_agreement(customers), caption="Which stand-in ranks customers as profit does")

# %% [markdown] tags=["analyst"]
# ### Which traits part customers?
#
# Country, kind, culture, income: any of them may divide customers, or may not. **Cramér's V** measures it from 0 to 1; the corrected one does not rise with the number of pigeonholes. Small expected counts make the p-value rough.
#
# **k-means** finds groups in anything, clouds included. Keep a number of groups only if it returns on other samples (stability, the adjusted Rand index); silhouette alone flatters. Then the other way round: split finely and let **Ward's method** put
# together again what behaves alike.

# %% tags=["analyst"]
show(targeting.associations(customers, ["customer_type", "country", "channel"], "tier", people=people), caption="Traits and tiers")
show(targeting.five_tests(customers, people, by="customer_type"), caption="The five tests, put to the customer types")
show(targeting.grid(customers, rows="customer_type", columns="tier"), caption="Two-way segmentation", rows=30)
show(targeting.cluster_choices(customers, ks=[2, 3, 4, 5], draws=3), caption="How many segments?")
show(targeting.merge_tree(customers, by=["customer_type"]), caption="Joined again, nearest first")

# %% [markdown] tags=["analyst"]
# ### Moving between tiers
#
# Tiers are not marble. A first-order **Markov chain** counts who moved where within a year; that last year's moves repeat is the assumption. Tiers here add up all sales so far, so nobody is ever gone and everybody moves slowly; tiers of single years would jump.
#
# And a tier is a photograph. A **cohort** is a film: all customers won in one month, and what share of them buys again, month after month.

# %% tags=["analyst"]
year_ago = targeting.tiers_at(lines, as_of=firm.as_of, years_back=1)
show(targeting.migration(year_ago, customers), caption="From the tier a year ago (rows) to the tier today")
show(figures.cohort_heatmap(orders.retention(orders.cohorts(lines))))

# %% [markdown] tags=["analyst"]
# ### Against the truth
#
# The simulation knows who had left. An honest chance lies within the interval of what came true. Watch the lowest band first: a rule of thumb that knows one rhythm for each customer and halves without mercy gives up too early. It may rank well and predict badly. Lesson 6 does better.
#
# It also knows who is in the list twice. **Fellegi and Sunter** weigh each agreement by how much likelier it is for one customer than for two; splink does it on DuckDB. Pairs that no blocking rule lets through are never compared, and no threshold brings them back: count that loss first. The typing errors of a simulation were made by a program we know; real ones are worse, so check a sample by hand before you believe a figure near 100%.

# %% tags=["analyst"]
truth = samples.truth(firm, "customers")
here = samples.still_here(customers, truth, as_of=firm.as_of)
show(targeting.reliability(here, said="chance_active", seen="still_here"), caption="The chance of still being a customer: said, and seen")
show(targeting.evaluate(duplicates, truth, customers=people), caption="Doubles found, against the truth")
show(targeting.blocking_recall(people, truth), caption="What each blocking rule lets through")

# %% [markdown] tags=["analyst", "story"]
# ### Real customers
#
# Nothing so far has happened to anyone. This did: people who bought from an online music shop for the first time in early 1997, followed to mid-1998; every tenth of them (CDNOW; Fader and Hardie). Half of them bought once. Quintiles of strictly equal size would tear equal customers apart; in ours equals
# share a score, which is why the scores of frequency leave a gap.

# %% tags=["analyst", "story"]
cdnow = orders.customers(samples.cdnow_sample(), as_of="1998-07-01")
show(figures.pareto(targeting.pareto(cdnow, by="revenue")))
show(cdnow.groupby("f")["revenue"].agg(["size", "sum"]), caption="CDNOW by score of frequency")

# %% [markdown] tags=["analyst"]
# ### Your own customers
#
# `ninesteps case from-orders orders.xlsx --out my_case` guesses the columns and shows the guess. `ninesteps case check my_case` says what is wrong, by file, row and column. Then set the parameter `case` above, or run
# `papermill notebooks/01_targeting.ipynb out.ipynb -p case my_case -p out my_run`. With orders alone you get concentration, RFM and tiers; with `unit_cost` profit; with `service_cost` in the table customers the whale.
#
# Last, what this lesson hands on.

# %% tags=["analyst", "hand-over"]
tables = {"01_customers": targeting.customer_table(customers), "01_duplicates": duplicates}
hand_over(tables, measures=measures, absent=absent)
