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
# # 9 · The virtuous cycle (良性循环)

# %% [markdown] tags=["story"]
# > First Monday of the month, 8:30. On the wall the director's dashboard glows: one green arrow, six red. He has already found out who sits behind the red ones. "Before you ring them," says Lin, "how far does each of these usually move?" He looks at her as one looks at somebody who asks how far
# > rain usually falls. Nobody has ever asked. The arrows have been turning red and green for two years, and somebody has been spoken to every month.

# %% [markdown]
# **When you are done** you can *tell* a number that has changed from one that has only moved, *read* an experiment without fooling yourself, and *write* on one page whom you serve, what you promised, and how you will know.
#
# **Time:** three sittings of half an hour, each with a place where it is safe to stop, and a shorter one to look back; the conversation comes on top. **You bring** nine decisions, or as many as you took. **You hand on** a scorecard, a short list of actions with names and dates, and a year that somebody can be held to: you.

# %% tags=["parameters"]
case: str = "meridian"  # a case folder, or the name of one in data/
out: str = ""  # folder for tables and workbook; empty: nothing is written
customer_type: str = ""  # only customers of this type; empty: all
region: str = ""  # only customers of this region; empty: all
as_of: str = ""  # last day that counts, as 2026-06-30; empty: as the case says
roll_out: str = "everybody"  # the decision: nobody, half or everybody is rung after a delivery
customers: int = 2000  # assumed: how many customers get a delivery in a year
call_cost: float = 4.0  # assumed: what one call costs
order_left: float = 120.0  # assumed: what an order leaves that would not have come

# %%
from helpers.lesson import ask, check_parameters, closed, cycle, decide, decided, decisions, explore, figures, gain, hand_over, handed, lap, money, need, open_case, orders, own_plan, practice, predict, quiz, recall, rehearse, reveal, samples, say, sheet, show, talk

# %%
check_parameters()
firm = open_case(case, out=out, customer_type=customer_type, region=region, as_of=as_of)

# %%
months = cycle.monthly(cycle.lines_until_now(need(firm, "orders"), firm.after))
plan = cycle.filled(need(firm, "targets"), months)
say("**{n} measures** stand on the dashboard, each with a plan for every month. For the twelve months after the last day of the books it foresees {planned}.",
    n=plan["measure"].nunique(), planned=money(cycle.planned_year(plan, as_of=firm.as_of), firm.currency))

# %% [markdown]
# The gauge for the last time: this step works on *satisfaction*, and on whoever is to produce it. Then something from earlier lessons, with the book shut.

# %% tags=["form"]
show(figures.gauge(step=9))
recall("09_cycle")

# %% [markdown]
# ## First sitting · Has it changed, or has it moved?
#
# Take one number, and six months of it. Beside each stands how far it lies from the month before: a **step** (移动极差). Two steps are yours.

# %%
own = cycle.first_measure(plan)
show(cycle.steps(own, blanks=2), caption="Six months, and the steps between them", formats={"actual": "{:.2f}".format, "step": "{:.2f}".format})
ask("09.1")

# %% [markdown]
# That mean step is all you need. A month that lies within about two and two thirds steps of the mean has done what months do. This is the band of a **control chart** (控制图), and whatever stays inside it is **noise** (噪声): real, felt by everyone, and without a reason that
# anybody could find. What lies outside is a **signal** (信号). So is a run of eight on one side.

# %% tags=["form"]
ask("09.2")

# %%
show(figures.signal_chart(cycle.individuals(own.assign(value=own["actual"])), measure=cycle.name_of(plan), write="{:.1f}".format))

# %% [markdown]
# Read it from left to right. Up to which month would you have asked nobody? Where months are ringed together they say: this is another level now. They don't say why. But then there *is* a why, and a month in which to look for it.
#
# ### Promised, and come
#
# Each step before this one promised something: whom to serve, when it would come, how soon somebody answers. Guess, then look: the whole dashboard, with the arrows replaced by two signs. Hollow: noise. Filled: more than noise.

# %% tags=["form"]
predict("09.p1")
card = cycle.scorecard(plan, since=firm.as_of)
reveal("09.p1", figures.scorecard(card))

# %%
promised = handed("06_lifetime", cycle.expected, orders.customers(need(firm, "orders"), as_of=firm.as_of))
kept = cycle.by_group(promised, need(firm, "orders"), firm.after, as_of=firm.as_of)
whole = cycle.with_steps(cycle.together([card, kept]))
show(whole, caption="What was promised, and what came: signals first", rows=12)

# %% [markdown] tags=["story"]
# In the simulated year after the last day of the books hardly anybody new was won: nobody worked the leads. That is why new customers, and slowly everything after them, fall behind the plan. One reason, for most of his red arrows. The director had found a culprit for each. (The fall of new customers is dated to the first winter because the books begin that summer: whoever came back then looked new.)

# %% [markdown]
# Below the plan's own lines stand promises that we made ourselves: the orders expected of everybody we knew (step 6), of the best fifth (step 1), and of those we had called lost (step 7). Whoever of the lost comes back unasked stands in that promise already, and nobody has "won" them.
#
# A **scorecard** (记分卡) that tells noise from signal has fewer surprises and makes fewer enemies. Try it on a meeting.

# %% tags=["form"]
ask("09.3")

# %% [markdown]
# ### Three questions, one root
#
# One source asks three things of every firm, and finds them the root of all else. Is there a **customer strategy** (客户战略)? Are there **measures** (计划措施) with names and days? And is there **correction** (实施中及时纠偏) while it runs? A wall can hold the first, a drawer the second. The third
# needs a Monday.

# %% tags=["form"]
ask("09.4")
closed("Ten questions for your own firm: an audit (客户战略实施检查)", cycle.audit())

# %% [markdown]
# **Safe to stop here.** *Take one number from your own wall and write two years of it in a row. How large is its usual step?*
#
# ## Second sitting · Try it before you buy it
#
# Somebody at the desk had an idea: ring after a delivery, *how did it arrive?*, half a minute. Lin had it tried on half of some customers, by lot. You met the lot in lesson 7. Half of it all is laid out here; the other half stays shut until you have decided.

# %%
tried, judging = cycle.halves(need(firm, "experiments"))
show(cycle.arms(tried), caption="Who ordered again within sixty days", formats=dict.fromkeys(("rate", "low", "high"), "percent"))
ask("09.6")

# %% [markdown]
# Now a warning, for experiments are watched like pots. Two pages that are *equally* good; somebody looks twenty times, and stops at the first look that shines.

# %% tags=["form"]
predict("09.p2")
reveal("09.p2", figures.peeking(cycle.peeking()))

# %% [markdown]
# Every look is another ticket in the lottery. So agree beforehand: how many, how long, and what must not suffer meanwhile, the **guardrail** (护栏指标). If you have to look, there are stricter bounds made for looking; they stand on the bench.

# %% tags=["form"]
ask("09.5")

# %% [markdown]
# ### Lin's decision, now yours
#
# The calls, then. Whom do we ring next year after a delivery: nobody, half of them by lot, everybody? **Practice first:** as judges sit the customers you have already seen.

# %%
rehearse("09.calls", customers=customers, call_cost=call_cost, order_left=order_left)

# %% [markdown]
# **Now commit, once,** with a reason and with what would change your mind. The other half of the experiment judges, which nobody has looked at.

# %% tags=["form"]
decide("09.calls", roll_out=roll_out, customers=customers, call_cost=call_cost, order_left=order_left)

# %% [markdown]
# If the judges are less enthusiastic than the half you saw, nobody cheated. What looks best at first has usually been lucky as well as good; the next look takes the **luck** (运气) away and leaves the good. That is why one keeps counting after the decision, and why "half of them, by lot" is sometimes the
# dearest-looking and the wisest answer.
#
# ### Who does it?
#
# An idea from the front line has a road before it. One source tells how a large firm builds it: **memo, team, process, rule** (备忘录→小组→流程→制度). (An anecdote; nobody counted. These numbers are made up.) Most memos end as memos. Whether somebody *answered* them decides if there will be
# others.

# %%
show(cycle.idea_pipeline(), caption="A year of ideas from the front", formats=dict.fromkeys(("rate", "low", "high", "of_all"), "percent"))

# %% tags=["form"]
ask("09.7")

# %% [markdown]
# Four letters help: who **does** it (R), who **answers** for it (A), who is **asked** (C), who is **told** (I). One A to a task. This table has two faults, and a small clerk finds them.

# %%
who = cycle.example_raci()
show(who, caption="Who does what (RACI): as it hung in the kitchen")
show(cycle.raci(who), caption="What the clerk says")

# %% [markdown]
# ### What is paid for is done
#
# One more thing decides whether anybody rings on a busy Friday: what they are paid for. A bonus is a process as well. It runs every day, and faster than yours.

# %% tags=["form"]
ask("09.10")
show(cycle.bonus({"revenue": 1}), caption="Four ways to spend a quarter, paid on revenue; made up", formats={"stay": "percent", "pay": "count", "profit": "count"})

# %% [markdown]
# Now you are the one who pays. Give each of the four some points, and see which way of spending a quarter comes out on top: she'll find it, too, and sooner than you. (That a measure stops being good once it is paid for has a name, **Goodhart's law**, 古德哈特定律.)

# %% tags=["form"]
explore(cycle.bonus_on, revenue=3, margin=3, promises=3, stay=3)

# %% [markdown]
# **Safe to stop here.** *What are you paid for? And what is the cheapest way to reach it?*
#
# ## Third sitting · The house and the wheel
#
# ### The customer down the corridor
#
# Whom does everyone forget? One source is sure: the **internal customer** (内部客户). Your promise to a hotel is made of promises that people in this house make to one another, and nobody has those on a wall.

# %% tags=["form"]
ask("09.9")

# %%
show(cycle.inside_promises(), caption="Promises inside the house (内部客户承诺), made up: the least kept first", formats={"share": "percent", "low": "percent", "high": "percent"})

# %% [markdown]
# Look at the top line, and then at who suffers for it two desks on. Play one such promise: the one that you made to a customer, with somebody else's hands. He packs, and he has asked you to come down.

# %% tags=["form"]
talk("09_internal")

# %% [markdown]
# ### Where the time goes
#
# What he sat on was a **process** (流程). Redesign begins there: follow one thing through the house and write down when somebody *works* on it, and when it *lies*.

# %%
process = cycle.process()
show(figures.process_map(process))
ask("09.8")

# %%
show(cycle.before_and_after(process, cycle.without(process, "signed off")), caption="The same way without the signature", formats={"change": "percent", "before": "{:.3g}".format, "after": "{:.3g}".format})

# %% [markdown]
# That is **process redesign** (业务流程重组) without a consultant: one step that nobody waits for any more. What two desks promise each other has a name as well, an **internal service agreement** (内部服务协议), and it is worth the count that hangs beside it.
#
# ### Why it turns, and why it slows
#
# Good service makes customers stay; those who stay tell others; who is told comes, and pays for better service. That is the **virtuous cycle** (良性循环), and on slides it speeds up for ever.

# %%
show(figures.virtuous_circle())

# %% [markdown]
# Two arrows are missing on the slides: expectations follow what people get, and strangers run out. Written as sums, with both brakes in, it looks like this. One firm as it is; one that spends three times as much on service; and one that puts the same money into selling.

# %%
wheels = cycle.three_wheels()
show(figures.wheel({name: cycle.turned(one) for name, one in wheels.items()}))
show(cycle.compare(wheels), caption="After five years; every number is assumed", formats={"customers": "count", "satisfaction": "{:.2f}".format, "profit": "count"})

# %% [markdown]
# Both pushes cost the same at first, and in five years neither has earned it back. Service lifts satisfaction until people have got used to it; bought customers leave like all the others. So marketing is an **investment** (营销是投资) like any: ask what it brings beyond itself, and by when. (Which of these assumptions matters most stands on the bench.)
#
# And where do our own customers stand in the circle? A year ago, and now, the **customer lifecycle** (客户生命周期):

# %%
now, before = (cycle.stages(need(firm, "orders"), as_of=firm.as_of, years_ago=years) for years in (0, 1))
show(cycle.moves(before, now), caption="From where to where: rows a year ago, columns now")
show(figures.retention_curve(cycle.retained(orders.cohorts(need(firm, "orders")))))

# %% [markdown]
# ### The lap
#
# A simulated market has one kindness: it lives the same year again. Same customers, same luck, other decisions; rivals answer by a rule that is written down. Beside *yours* stand three others: *do nothing*; *the sources to the letter*, with every rule of theirs taken at its word; and *informed*, as the methods of these lessons
# would decide.

# %% tags=["form"]
predict("09.p3")
world, mine = lap.world(firm), lap.plan(decisions())
reveal("09.p3", figures.lap_policies(lap.compare(world, lap.policies(yours=mine)), currency=firm.currency))
say(cycle.named(lap.said(mine)))

# %% [markdown]
# Profit is this year; **customer equity** (客户资产) is what those who are left at its end are worth. A plan can buy the one with the other. And which decision earned what? One at a time against doing nothing, first the informed plan's, then yours. They need not add up: decisions can help each other,
# and they can compete for the same order. The last row says which it was.

# %%
show(figures.lap_decisions(cycle.named(lap.one_at_a_time(world, lap.policies()["informed"])), currency=firm.currency))
show(cycle.named(lap.one_at_a_time(world, mine)), caption="Yours, one at a time", rows=14)

# %% [markdown] tags=["story"]
# And three years in a row? Here with the **oracle** (先知) beside the others: it knows the truth of the simulation, though not its luck, and no firm can hire it.

# %% tags=["story"]
show(figures.laps(lap.stored(), currency=firm.currency))

# %% [markdown]
# ### One page for the board
#
# Nine steps on one page. Here is what you decided in each (where you did not, the line says so). Could a rival sign it? Then something is missing.

# %%
show(cycle.strategy_page(cycle.in_words(decisions())), caption="Our customer strategy (客户战略), on a page", rows=9)

# %% tags=["form"]
ask("09.12")

# %% [markdown]
# A page is not a plan. A plan has names and days on it, and is short enough to be finished.

# %%
gain_of_calls = cycle.yearly_gain(need(firm, "experiments"), customers=customers, call_cost=call_cost, order_left=order_left)
chosen = decided("09.calls", roll_out=roll_out)
todo = cycle.next_year(card, gain_of_calls, **chosen, as_of=cycle.today(firm.after, firm.as_of))
show(todo, caption="Next year: what is done, by whom, by when")

# %% [markdown]
# Three sums stand beside the calls by now. The half of the experiment that you had not seen *tested* them; see whether its range leaves nothing out. Both halves together say what one may *expect*, in this table. And the lap is a *story*: a simulated year with all its orders. Only a test can prove, and so somebody goes on counting.
#
# Systems must carry it, too. Where nothing flows back the loop is open: somebody knows something that the others would need.

# %%
closed("Which system feeds which (CRM与信息技术协同整合), made up", cycle.systems())

# %% [markdown]
# **Safe to stop here.** *Write one sentence of your page and read it to somebody who isn't in sales.*
#
# ## Looking back
#
# ### A mini-case
#
# Nobody tells you which tool to take.

# %% tags=["form"]
ask("09.11")

# %% [markdown]
# ### Ten situations, again
#
# At the very beginning you answered ten situations, and nobody marked them. Here are their cousins. Answer first; then look at both side by side.

# %% tags=["form"]
quiz("09_parallel")
gain("00_start", "09_parallel")

# %% [markdown]
# ### Your own customer, on one page
#
# One box a lesson, for one real person with a nickname. Fill the last box, then print the page. It is the only sheet of this course that somebody is waiting for.

# %% tags=["form"]
sheet("09_cycle")
own_plan()

# %% [markdown]
# ## What stays
#
# - Before you ask who, ask how far it usually moves. Noise has no culprit.
# - One look, agreed beforehand. Every further look finds something.
# - What people are paid for is what happens, in the cheapest way there is.
# - Whoever waits for your work is a customer. Begin with the promise inside the house.
# - A strategy leaves somebody out, a plan has names on it, and on the first Monday somebody looks.
#
# **Words:** virtuous cycle 良性循环 · customer strategy 客户战略 · control chart 控制图 · noise 噪声 · signal 信号 · scorecard 记分卡 · guardrail 护栏指标 · internal customer 内部客户 · process redesign 业务流程重组 · Little's law 利特尔法则 · correction 纠偏 · customer lifecycle 客户生命周期.
#
# **Where this breaks down.** A chart of a measure that people can bend shows how it is bent. A band drawn from two years in which everything changed is as wide as the changes. An experiment on this spring's customers says little of next autumn's. And no chart says *why*; for that you have to go there.
#
# **To argue about.** Whoever shouts at people in their worst month sees the next one get better. Whoever praises in the best month sees it get worse. What will an honest boss learn from experience alone?

# %% tags=["form"]
quiz("09_cycle")

# %% [markdown]
# Before you close the book: the source that taught us the four elements ends with a quiz of its own. Here it is, in the field's words, with its keys. Three of them can be argued with; both answers count there.

# %% tags=["form"]
quiz("09_source")

# %% [markdown]
# That was the ninth step, and it leads to the first: [1 · Choosing target customers](01_targeting.ipynb), a year later. In a simulated market that is one command: `ninesteps market lap --case data/meridian --decisions my_run --out next_year` lets it live the year that you decided, and writes it down as a case.
#
# ## More practice
#
# Short ones, in any order. They don't count, and they hurt nobody.

# %% tags=["form"]
practice("09_cycle")

# %% [markdown] tags=["analyst"]
# ## The analyst's bench
#
# Methods by name, with their sources in `help(cycle.individuals)` and its neighbours, and the place where each gives way.
#
# ### The band
#
# **XmR** after Shewhart and Wheeler: mean ± 3 × mean moving range ÷ d₂. The constants are integrals over the normal distribution; with few points they are estimates themselves, so that false alarms are a little more frequent than the textbook's.

# %% tags=["analyst"]
show(cycle.constants(5).to_frame("n = 5").T, caption="Constants by integration")
show(cycle.false_alarms().to_frame("share").T, caption="Charts of 36 points in which nothing ever changes", formats=dict.fromkeys(("by_limit", "by_run", "by_either"), "percent"))
say("With limits that are known exactly chance puts one point in {n:.0f} outside.", n=cycle.run_length())

# %% tags=["analyst", "story"]
chart = cycle.individuals(own.assign(value=own["actual"]))
show(cycle.beside_truth(chart, samples.truth(firm, "signals"), measure=cycle.name_of(plan)), caption="Found, and true in the simulation", formats={"factor": "{:.2f}".format})
show(figures.signal_chart(cycle.rechart(chart), measure=cycle.name_of(plan), write="{:.1f}".format))

# %% [markdown] tags=["analyst"]
# Shares have a chart of their own. With hundreds of units a month the binomial band is too narrow, because months differ by more than chance; **Laney's p′** widens it by what neighbouring months show.

# %% tags=["analyst"]
late = cycle.first_answers(need(firm, "tickets"), hours=24)
show(figures.signal_chart(cycle.shares(late, hits="late", of="tickets"), measure="answers_later_than_a_day", write="{:.0%}".format))

# %% [markdown] tags=["analyst"]
# ### How many, and how sure
#
# Power as R's `power.prop.test` has it; the lift with **Newcombe's** interval; the split of the lot checked; stricter bounds for several looks by **Pocock** and by **O'Brien and Fleming**.

# %% tags=["analyst"]
measures, absent = cycle.measures(firm.table("experiments"), cycle.cohorts_or_none(firm.table("orders"), orders.cohorts))
show(measures, caption="Measures of step 9")
whole_trial = need(firm, "experiments")
show(cycle.design(whole_trial), caption="The experiment, as designed and as read")

# %% tags=["analyst"]
show(figures.power_curve(cycle.power_table(whole_trial), had=cycle.arms(whole_trial)["units"].mean()))
show(cycle.bounds(5), caption="How far z has to be at each of five looks")
show(cycle.bounded(looks=5), caption="And where nothing is there: experiments stopped at one of the five", formats={"false_alarms": "percent"})
show(cycle.guardrail(905, 1000, 900, 1000, worst=-0.03).to_frame("made up").T, caption="What must not suffer: 905 of 1,000 stayed beside 900 of 1,000, and 3 points fewer would be too many")

# %% tags=["analyst", "story"]
show(cycle.experiment_truth(whole_trial, samples.truth(firm, "experiment")), caption="Lift, and the true one of the simulation")

# %% [markdown] tags=["analyst"]
# ### Where the wheel is sensitive
#
# Each assumption a fifth down and up, the others at rest. It tells where to measure before believing any of it. Below it the lifecycle as a Markov chain: it knows a customer's stage and forgets the rest.

# %% tags=["analyst"]
show(cycle.sensitivity(cycle.Wheel()), caption="What it does to five years' profit", formats={"less": "percent", "more": "percent"})
show(figures.lifecycle(cycle.projected(cycle.moves(before, now), now.value_counts())))

# %% [markdown] tags=["analyst"]
# ### Nearly full is very slow
#
# The complaint's way through the house once more, now with chance in it: things come and are taken at random (M/M/1 at each step, added up: Jackson 1957; **Little's law** gives how many lie about). A desk that is always busy is a desk at which everything waits.

# %% tags=["analyst"]
show(figures.waiting(cycle.busier(process)))
show(cycle.queued(process, a_week=20), caption="Twenty a week, played thing by thing; the last column is what Little's law says lies about")

# %% [markdown] tags=["analyst"]
# ### Your own firm
#
# `targets` with period, measure and plan gives the scorecard (what orders can say is filled in by itself), `experiments` with arm and outcome the reading, `orders` retention and lifecycle. Each stands by itself. `cycle.marked` adds up the audit, `cycle.orientation` a questionnaire among colleagues (do we sell, or do we do marketing?), `cycle.counts` charts counts.
#
# Last, what this lesson hands on.

# %% tags=["analyst", "hand-over"]
tables = {"09_scorecard": whole, "09_actions": todo}
hand_over(tables, measures=measures, absent=absent)
