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
# # 8 · Building and using a CRM (建设和应用CRM系统)

# %% [markdown] tags=["story"]
# > Tuesday, 11:10. Three lights blink at the service desk, two people talk, and in the corner somebody reads the paper: his calls come at four. "Always three of us, all day long. That's fair," says Marit. A hotel rings about forty chairs. Which hotel? On the invoices it is one name, on the desk's list another. Whom
# > one asks for there is in Piet's notebook, with a number that nobody has ever answered. Piet is on holiday.

# %% [markdown]
# **When you are done** you can *make* one record of three, and say what may stand in it; *seat* as many people as callers need, when they need them; and *announce* a number of orders that will come.
#
# **Time:** four sittings of 30, 30, 40 and 40 minutes, talking and writing included, with a safe place to stop after each, and ten for the quiz on another day; role-play and practice come on top. **You bring** everything that the seven steps before have written down. **You hand on** a base that the next one can open, a plan for the desk, and a list on which nobody stands who has said no.

# %% tags=["parameters"]
case: str = "meridian"  # a case folder, or the name of one in data/
out: str = ""  # folder for tables and workbook; empty: nothing is written
customer_type: str = ""  # only customers of this type; empty: all
region: str = ""  # only customers of this region; empty: all
as_of: str = ""  # last day that counts, as 2026-06-30; empty: as the case says
early: int = 3  # the decision: people at the desk until 10
forenoon: int = 3  # the decision: people from 10 to 12
noon: int = 3  # the decision: people from 12 to 14
afternoon: int = 3  # the decision: people from 14 to 16
late: int = 3  # the decision: people from 16
agent_hour: float = 28.0  # assumed: what an hour of one person at the desk costs
waiting_minute: float = 0.6  # assumed: what a minute of one caller's waiting costs us
lost_call: float = 12.0  # assumed: what it costs when a caller hangs up
patience_seconds: float = 180.0  # assumed: how long callers wait before they hang up, in the mean
within: float = 20.0  # for the rota handed on: seconds that count as answered in time
target: float = 0.8  # for the rota handed on: share of callers to be answered in time

# %%
from helpers.lesson import ask, check_parameters, crm, database, decide, explore, figures, hand_over, money, need, open_case, practice, predict, quiz, recall, rehearse, reveal, samples, say, sheet, show, talk, vendors

# %%
check_parameters()
firm = open_case(case, out=out, customer_type=customer_type, region=region, as_of=as_of)
calls = need(firm, "calls")
usual = crm.arrivals(crm.learnt(calls))
say("**{n:,.0f} calls** on a usual day. A chair at the desk, occupied all day long, costs {seat} a year; three of them {three}.", n=usual["calls"].sum(), seat=money(crm.seat_year(usual, agent_hour), firm.currency), three=money(3 * crm.seat_year(usual, agent_hour), firm.currency))

# %% [markdown]
# The gauge first. This step keeps what was promised, so that it outlives whoever happened to make the promise. And then something from earlier lessons; the book stays shut.

# %% tags=["form"]
show(figures.gauge(step=8))
recall("08_crm")

# %% [markdown]
# ## First sitting · One record instead of three
#
# Here is the hotel, from three lists, and a stranger among them. A telephone number is *valid* with its country code and enough digits, a mail with an @, a country in our one spelling; a name is valid if it is the firm's own and no note on whom to ask for. Four records are judged. The last two are yours.

# %%
show(crm.three_lists(), caption="Six records from three lists, as found")
show(crm.record_scores(crm.three_lists(), blanks=2), caption="How good is each of them?")

# %% tags=["form"]
ask("08.1")
ask("08.2")

# %% [markdown]
# *Filled* is not *valid*, and valid isn't *true*. A **customer database** (客户数据库) begins where somebody says, for each field, which list is believed: the **source of record** (数据来源). One customer, one record, and behind every value the place it came from.

# %%
show(crm.one_record(), caption="What stands in the base in place of the five")

# %% [markdown]
# ### Everything about one of them
#
# So much for the hotel. Seven steps have left their notes about every customer: orders, visits, tickets, letters. Now they stand in one base, and here is the whole of one account as whoever picks up the phone sees it: the **360° page** (客户全景). Read it for a minute. They are ringing. What do you say first?

# %%
base = database.built(firm, out)
page = database.account_page(base, database.example_account(base, firm.named), without=["reach"])
show(figures.account_page(crm.timeline(page), name=crm.title(page), currency=firm.currency))
show(page["people"].query("kind == 'person'")[["name", "buying_role", "level", "relationship"]], caption="Who is there", rows=6)
show(crm.timeline(page), caption="The last things that happened (below zero: what a contact cost us)", rows=5)

# %% [markdown]
# Begin with the last thing that you did together: it is on top. And look when anybody last spoke with them; a page full of orders can be a page without a voice. More on what one says and what one had better only know waits under *More practice*.
#
# ### How good is the address book?
#
# Back to the whole. The same questions that you asked of six, asked of everyone: **data quality** (数据质量) is not a feeling. It is a share, a worst column, and a remedy. *Current* is whoever ordered, was met or complained within a year.

# %%
quality = crm.quality(need(firm, "customers"), firm.table("contacts"), duplicates=database.shared_addresses(base), last_contact=database.last_touched(base), as_of=firm.as_of)
show(figures.quality_bars(crm.score(quality)))

# %% [markdown]
# *Complete* is easy; machines fill fields gladly. *Current* costs shoe leather.
#
# **Safe to stop here.** *Which of your own lists would you believe on a telephone number?*
#
# ## Second sitting · Somebody rings
#
# ### What may stand there
#
# One source wants seven groups of facts about a firm and twelve about a person: family, pets, holidays, ambitions. Such things help to sell; so people said when a file was a drawer. In a base eleven colleagues can open it. So each field needs a purpose and a **lawful basis** (合法依据), and goes when the purpose has gone.

# %% tags=["form"]
ask("08.3")

# %% [markdown]
# **Consent** (同意) goes by channel and can be taken back; you know that from lesson 7. New is where it lives. In this base a mailing has one door, and behind it stand only those who said yes. A *no* that was said to us outlives every file in which a yes is ticked.

# %% tags=["form"]
agreed = database.contact_list(base, channel="email")
say("{may:,.0f} people may be written to by e-mail (people, not customers: a firm has several). The base knows {all:,.0f} addresses. The others have not agreed, or have said no; the list does not know them.",
    may=agreed["person_id"].nunique(), all=database.query(base, "SELECT COUNT(*) AS n FROM persons WHERE email <> ''")["n"].iloc[0])
ask("08.4")

# %% [markdown]
# ### On the line
#
# It is your turn at the desk, for five minutes. She is calm, she has a question, and she has the right to an answer.

# %% tags=["form"]
talk("08_consent")

# %% [markdown]
# She asked for the **right to be forgotten** (被遗忘权). A good base can do that, and still knows that it did. What becomes of what?

# %% tags=["form"]
ask("08.5")

# %% [markdown]
# **Safe to stop here.** *Open one record of a customer you know. Which line would you not read aloud to them?*
#
# ## Third sitting · What an empty chair is good for
#
# Now the blinking lights. Eight calls, two people, a pencil. Nobody pushes in.

# %% tags=["form"]
show(crm.eight_calls(agents=2, blanks=2), caption="Eight calls, two people (minutes)")
ask("08.6")

# %% [markdown]
# It isn't the work that makes them wait. They wait because calls don't take turns: three in as many minutes, and then nobody. That is a **queue** (排队), and it is the one new idea of this lesson. A third person sits down.

# %% tags=["form"]
ask("08.7")

# %% [markdown]
# The third one knits a good deal. It is the knitting that picks up. (Explain that to somebody tonight, with eight sugar cubes.) Now the whole desk, at its busiest time: as few people as can just keep up with the work, and then one more joins them.

# %% tags=["form"]
predict("08.p1")
top = crm.busiest(usual)
reveal("08.p1", figures.one_more(crm.people_and_waits(top["load"], handle_seconds=top["handle_seconds"], more=5), agents=top["few"]))

# %% [markdown]
# *For the caller* the first extra chair is worth a fortune, and the third hardly a cushion. *For the till* that is another sum: a chair is paid whether it rings or not. Where to stop? The trade says: eight callers in ten within twenty seconds. That is a **service level** (服务水平), a habit and no law.
#
# How much work is there in the first place? Calls times seconds, measured in people who are busy without a pause: **erlangs** (厄兰), after the Dane who counted them.

# %% tags=["form"]
ask("08.8")

# %% [markdown]
# The whole day beside it, and then the busiest time to play with: it begins as in the figures. More calls, longer ones, one person fewer. And try twice the calls with twice the people: it is not the same desk twice. In a large one there is always somebody who has just hung up.

# %% tags=["form"]
show(figures.staffing_day(crm.staffing(usual), flat=3))
explore(crm.what_if, calls=top["calls"], talk_minutes=top["handle_seconds"] / 60, people=top["few"] + 1)

# %% [markdown]
# ### Lin's decision, now yours
#
# "Three of us, all day long" is fair to those who sit there. And to those who ring? A chair costs by the hour, a caller who waits costs a little, one who hangs up costs more. (Those three prices are assumed; an analyst can change them at the top.) **Practice first,** on the earlier weeks.

# %% tags=["form"]
rehearse("08.rota", agent_hour=agent_hour, waiting_minute=waiting_minute, lost_call=lost_call, patience_seconds=patience_seconds)

# %% [markdown]
# **Now commit, once,** with a reason and with what would change your mind. The last two weeks of calls judge, minute by minute. They were put aside at the very beginning, and are in nothing that you have seen.

# %% tags=["form"]
decide("08.rota", early=early, forenoon=forenoon, noon=noon, afternoon=afternoon, late=late,
    agent_hour=agent_hour, waiting_minute=waiting_minute, lost_call=lost_call, patience_seconds=patience_seconds)

# %% [markdown]
# Read *one more, all day* twice. It spares callers nearly all their waiting, and somebody has to pay for it: much for the caller, less for the till. Then *as many as the work needs*, which the formula would call reckless: does it beat three all day, and how surely? And was *eight in ten* the best use of money, or only the habit? The range is that of days, which differ: **luck** (运气). No rota knows on which Tuesday the crate was wet.
#
# **Safe to stop here.** *Stand beside your own desk for the busiest half hour. Count who waits, and what the others are doing.*
#
# ## Fourth sitting · What it is good for
#
# ### A number you can stand by
#
# On Monday somebody asks how many orders will come. The usual way: of all who ever *reached* a stage so many bought; so many stand there now; multiply. We play it through four times in the past.

# %% tags=["form"]
predict("08.p2")
reveal("08.p2", figures.forecasts_and_facts(crm.back_test(need(firm, "stages"), need(firm, "leads"), as_of=firm.as_of)))

# %% [markdown]
# Nobody lied. But whoever *stands* in a stage today has by that very fact not moved on, and some of them have gone quiet for good. So don't count all who ever passed through. Count those who stood there on earlier days: the diamonds, each with its range. Which lie nearer to the rings, they or the crosses? A **forecast** (销售预测) without a range is a wish.

# %% tags=["form"]
ask("08.9")
ahead = crm.ahead(need(firm, "stages"), need(firm, "leads"), as_of=firm.as_of)
say("{open:,.0f} sales stand open today. Counted by those who stood there, {expected:,.0f} of them will be won within ninety days, give or take: {low:,.0f} to {high:,.0f}.",
    open=ahead["open"], expected=ahead["expected"], low=ahead["low"], high=ahead["high"])

# %% [markdown]
# ### Is it used?
#
# A base is as good as the notes in it. Nobody types for a system. People type for the colleague who will need it, once they have been that colleague. Write one.

# %% tags=["form"]
ask("08.10")
spoken = crm.adoption(customers=need(firm, "customers"), activities=need(firm, "interactions"), as_of=firm.as_of).iloc[0]
say("With {good:,.0f} of our {of:,.0f} customers somebody has spoken in the last ninety days. (*Current* in the first sitting was more generous: a whole year, and an order counted as well.)", good=spoken["good"], of=spoken["of"])

# %% [markdown]
# ### Which system?
#
# One source recommends two products by name, with numbers. The article carries the sellers' links. We don't know whether the numbers are wrong; we know that nobody could tell. Read each sentence and say what it is worth.

# %% tags=["form"]
ask("08.11")

# %% [markdown]
# And then choose with **weights before names**: write down what matters to your people, and let them try the same ten tasks for a week in each.
#
# ### A mini-case
#
# A colleague has typed up the fair, between two trains. Nobody tells you which rule of this lesson applies to which line.

# %% tags=["form"]
ask("08.12")

# %% [markdown]
# ### Monday morning
#
# Ten records, or half an hour beside the desk. Then box eight of the plan for your own customer.

# %% tags=["form"]
sheet("08_crm")

# %% [markdown]
# **Safe to stop here.** *Who takes over your accounts when you are ill, and what would they find?* What follows is for another day.
#
# ## What stays
#
# - One customer, one record, and for each value the list that is believed.
# - Don't keep what you wouldn't read aloud to them. Nobody is on a list who has said no, whatever a file says.
# - Queues come from chance, not from laziness. The idle minutes are what picks up; what they are worth to the till is another sum.
# - Count those who stood there, not those who once passed. And say a range.
# - Weights before names; a claim is worth what one can look up.
#
# **Words:** CRM 客户关系管理 · customer database 客户数据库 · source of record 数据来源 · 360° page 客户全景 · data quality 数据质量 · consent 同意 · right to be forgotten 被遗忘权 · call centre 呼叫中心 · queue 排队 · service level 服务水平 · erlang 厄兰 · forecast 销售预测.
#
# **Where this breaks down.** The formula knows callers who never hang up, and calls that do not come in crowds. A record is what somebody typed. A forecast of open sales says nothing of those that are not open yet. And no base remembers why.
#
# **To argue about.** The desk can see that a caller is one of those who leave us nothing. Should she wait longer than the others? Should she know?

# %% tags=["form"]
quiz("08_crm")

# %% [markdown]
# Seven steps have promised, one has written it down. Who looks whether it came? **Next:** [9 · The virtuous cycle](09_cycle.ipynb).
#
# ## More practice
#
# Short ones, in any order. They don't count, and they hurt nobody.

# %% tags=["form"]
practice("08_crm")

# %% [markdown] tags=["analyst"]
# ## The analyst's bench
#
# `help(database.query)` and its neighbours say what they refuse; methods name their sources.
#
# ### Ask the base
#
# What a load fills; then the five questions of every Monday in SQL and with pandas, put to a small base in memory: both must agree. `database.query(base, "… WHERE country = :country", country="Portugal")` takes values as parameters, one SELECT at a time, and nothing that writes.

# %% tags=["analyst"]
show(database.tables(base), caption="What a load fills", rows=20)
small = database.trial(firm, accounts=2)
show(database.side_by_side(small), caption="Five questions, two languages")
explore(database.asked, base, question=database.questions(), seen={"answer": "the answer", "sql": "as SQL", "pandas": "with pandas"})

# %% [markdown] tags=["analyst"]
# ### What it refuses, and what it forgets
#
# Rules stand in the base, not in the form, and the base knows who changed what. On the small base, which is thrown away: nonsense is refused, a change leaves its line in the audit, somebody opts out and somebody is forgotten. Then the same file is loaded once more: it sets back what was changed by hand, adds nothing, and brings neither back.

# %% tags=["analyst"]
account, somebody = database.example_account(small), database.example_person(small)
show(database.refused(small), caption="Tried on it, and its answer")
show(database.change(small, "accounts", account, channel="referral"), caption="Changed by hand")
no = database.opt_out(small, account, channel="email", source="told us")

# %% tags=["analyst"]
show(database.erase(small, somebody["person_id"], reason="asked to be forgotten"), caption="Forgotten")
show(database.load(small, database.trial_case(firm, accounts=2)), caption="The same file once more")
show(database.mentions(small, somebody["name"], somebody["email"]), caption="Where the forgotten one is still mentioned")
show(database.audit(small)[["table_name", "action", "column_name", "actor"]], caption="What the audit knows", rows=6)

# %% [markdown] tags=["analyst"]
# ### Where it came from
#
# Every loaded row knows its file and its line. Customers bought from third parties would stand here with their seller's name; whether *they* agreed, the seller can't say. Below: of the records that come through each door, how many are somebody's; how much we hold of the source's nineteen groups; and the quality of each column, worst first.

# %% tags=["analyst"]
show(database.lineage(base)[["table", "file", "rows"]], caption="Sources of record", rows=14)
show(crm.capture(orders=firm.table("orders"), interactions=firm.table("interactions"), tickets=firm.table("tickets"), leads=firm.table("leads")), caption="Records by door, and of how many we know whose they are", formats={"share": "percent"}, rows=14)
show(database.completeness(base)[["side", "name_en", "name_zh", "lawful_basis", "share"]].rename(columns={"name_en": "field", "name_zh": "中文"}), caption="The source's nineteen groups, with what the law asks, and how much of it we hold", rows=19, formats={"share": "percent"})
show(quality.sort_values("share", ignore_index=True).drop(columns="remedy"), caption="Column by column, with an example to look up", rows=8)

# %% [markdown] tags=["analyst"]
# ### Does the formula hold?
#
# **Erlang C** (1917; by the recursion, not by factorials) beside a desk played out call by call. Talks all of one length would nearly halve the wait, a few endless ones (log-normal, far more uneven than the exponential) double it, and callers who hang up shorten it, for those who stay. The intervals of the measures draw whole days again.

# %% tags=["analyst"]
show(figures.queue_played(crm.formula_tried(calls_an_hour=2 * top["calls"], handle_seconds=top["handle_seconds"], agents=top["agents"])))
say("Days differ {d:.2f} times as much as chance would have it (1: pure chance).", d=crm.dispersion(calls))
measures, absent = crm.measures(database.crm_rows(base), calls, target=target, within_seconds=within)
show(measures, caption="Measures of step 8 (all weeks, those that judged too)")
show(crm.pooled({"north": 4.0, "south": 4.0}, handle_seconds=240), caption="Two small desks, or one")

# %% tags=["analyst", "story"]
show(crm.staffing(crm.arrivals(samples.bank_calls()).iloc[::12]), caption="A real one: calls to a bank in five minutes, on the hour (talks of four minutes assumed)", rows=14)

# %% tags=["analyst"]
rota = crm.staffing(crm.arrivals(calls), target=target, within_seconds=within)
show(plan := crm.shifts(rota, hours=4), caption="The seats as shifts of four hours: the fewest that do")
show(crm.seated_by(plan, rota), caption="Who sits there then, and who is spare", rows=6)
say("A day costs {pay}, with 30% for breaks and illness; {n} must be on the payroll so that {m} can sit.", pay=money(crm.paid(plan, wage=agent_hour, shrinkage=0.3), firm.currency),
    m=rota["agents"].max(), n=crm.on_payroll(rota["agents"].max(), shrinkage=0.3))

# %% [markdown] tags=["analyst"]
# ### A page for whoever decides
#
# **Business intelligence** (商务智能) in its plainest form: the last ninety days beside the same days a year ago, on one page. A change is not yet a signal; lesson 9 tells the two apart. Below it, what stands open, in money: three doubts, so a wide range; its rates are drawn again by lead, since one lead stands in several pictures. Then promises with a clock, each a **ticket** (工单), and how far the base is lived in.

# %% tags=["analyst"]
show(figures.key_numbers(crm.key_numbers(firm.table("orders"), tickets=firm.table("tickets"), leads=firm.table("leads"), interactions=firm.table("interactions"), as_of=firm.as_of), currency=firm.currency))
stages, leads = need(firm, "stages"), need(firm, "leads")
waiting = crm.standing(stages, leads, as_of=firm.as_of).query("status == 'open'")
worth = crm.money_ahead(waiting, crm.snapshot_rates(stages, leads, as_of=firm.as_of), crm.usual_deals(leads, need(firm, "orders")), leads, again=crm.rates_again(stages, leads, as_of=firm.as_of))
say("What stands open is worth {mid} in the next ninety days, give or take: {low} to {high}.", mid=money(worth.value, firm.currency), low=money(worth.low, firm.currency), high=money(worth.high, firm.currency))

# %% tags=["analyst"]
show(crm.ageing(waiting, as_of=firm.as_of), caption="How long open sales have stood where they stand", formats={"share": "percent"})
show(crm.service(need(firm, "tickets"), hours=24), caption="First answers within a day", formats={"share": "percent", "low": "percent", "high": "percent"})
lived_in = crm.adoption(customers=firm.table("customers"), activities=firm.table("interactions"), contacts=firm.table("contacts"), opportunities=waiting, as_of=firm.as_of)
show(lived_in, caption="How far it is lived in", formats={"share": "percent", "low": "percent", "high": "percent"})

# %% [markdown] tags=["analyst"]
# ### What is bought together
#
# **Association rules**: support, confidence, lift. Among thousands of pairs some lift by luck; look at the low end of the interval before you rearrange the shop.

# %% tags=["analyst"]
pairs = crm.rules(need(firm, "orders", "product_id"))
show(pairs.drop(columns="left_baskets"), caption="Whoever takes the left also takes the right", rows=6, formats={"support": "percent", "confidence": "percent"})
show(crm.next_product(pairs), caption="What to speak of to whoever takes the first of them", formats={"confidence": "percent"})

# %% [markdown] tags=["analyst"]
# ### The web, the road, the dealer
#
# The **web funnel** of two pages with Newcombe's interval; a **field-visit log** and the way round it (nearest first, then 2-opt); and what becomes of middlemen if a share of sales moves over each year: they vanish only if nobody ever comes back.

# %% tags=["analyst"]
show(crm.web_funnel(), caption="Two pages, step by step (made up)", formats={"rate": "percent"})
show(figures.visit_route(crm.route(log := crm.visits()), log))
show(crm.channel_share().assign(nobody_goes_back=crm.channel_share(moves_back=0.0)["dealers"]), caption="What dealers keep of our sales (the rates are assumed)", formats={"dealers": "percent", "own_shop": "percent", "nobody_goes_back": "percent"})

# %% [markdown] tags=["analyst"]
# ### Other people's systems
#
# `ninesteps case from-crm FILE… --vendor salesforce|hubspot|zoho --out DIR` reads their exports; `vendors.export` writes what their import wizards take, with spreadsheet formulas made harmless and every no kept. Before one of them is bought: what would count as evidence for what is claimed, the marks that three invented offers got beside weights written down before, who would win in other heads, and what each costs, in and out again.

# %% tags=["analyst"]
show(vendors.columns("hubspot").head(8), caption="What one of them calls our columns")
show(crm.claims(), caption="What is claimed, and what would count")
show(crm.ratings().assign(weight=list(crm.WEIGHTS.values())), caption="Marks from 1 to 5, and what each weighs")
show(crm.weights_tested(), caption="Our weights, and in how many other heads each would win", formats={"share_of_weightings": "percent"})
show(crm.ownership(), caption="Three years, twelve people: the price list shows one of these columns")

# %% [markdown] tags=["analyst"]
# ### Your own base
#
# The file is `tables/08_crm.sqlite` in the folder `out`; `database.open_base("postgresql+psycopg://…")` is the same on a server. `calls` with interval_start and calls gives the desk, `leads` and `stages` the forecast; each stands by itself. `crm.page_html(page)` is the account page for the printer, without mail or telephone; `crm.coverage_ratio` holds what is in sight against a goal; `crm.arrivals(calls, by_weekday=True)` is for desks whose Mondays differ.
#
# Last, what this lesson hands on.

# %% tags=["analyst", "hand-over"]
hand_over({"08_staffing": rota}, measures=measures, absent=absent)
