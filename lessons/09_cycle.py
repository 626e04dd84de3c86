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
# **Time:** four sittings of thirty to forty minutes, each with a place where it is safe to stop, and an hour to look back, which may be another day's. **You bring** what you decided in nine steps, or as much of it as you did. **You hand on** a scorecard, a short list of actions with names and dates, and a year that somebody can be held to: you.
#
# First the gauge, for the last time: this step works on *satisfaction*, and on whoever is to produce it. Then something from earlier lessons, with the book shut.

# %% tags=["parameters"]
case: str = "meridian"  # a case folder, or the name of one in data/
out: str = ""  # folder for tables and workbook; empty: nothing is written
customer_type: str = ""  # only customers of this type; empty: all
region: str = ""  # only customers of this region; empty: all
as_of: str = ""  # last day that counts, as 2026-06-30; empty: as the case says
roll_out: str = "everybody"  # the decision: nobody, half or everybody is rung after a delivery
customers: int = 2000  # assumed: how many customers get a delivery in a year
call_cost: float = 4.0  # assumed: what one call costs
order_left: float = 1280.0  # assumed: what an order leaves, after goods and service, that would not have come

# %%
from helpers.lesson import ask, check_parameters, closed, cycle, decide, decided, decisions, explore, figures, gain, hand_over, handed, keeping, lap, money, need, open_case, orders, own_plan, practice, predict, quiz, recall, rehearse, reveal, samples, say, sheet, show, talk

# %%
check_parameters()
firm = open_case(case, out=out, customer_type=customer_type, region=region, as_of=as_of)

# %%
months = cycle.monthly(cycle.lines_until_now(need(firm, "orders"), firm.after))
plan = cycle.filled(need(firm, "targets"), months)
say("**{n} measures** stand on the dashboard, each with a plan for every month. For the twelve months after the last day of the books it foresees {planned}.{remark}",
    n=plan["measure"].nunique(), planned=money(cycle.planned_year(plan, as_of=firm.as_of), firm.currency), remark=cycle.remark(plan, months))

# %% tags=["form"]
show(figures.gauge(step=9))
recall("09_cycle")

# %% [markdown]
# ## First sitting · Has it changed, or has it moved?
#
# One number from the wall, and its first six months. Beside each stands how far it lies from the month before: a **step** (移动极差). Two steps are yours.

# %% tags=["form"]
own, name = cycle.first_measure(plan), cycle.name_of(plan)
say("The number: {what}.", what=cycle.called(name))
show(cycle.steps(own, blanks=2), caption="Six months, and the steps between them", formats={"actual": "{:.2f}".format, "step": "{:.2f}".format})
ask("09.1")

# %% [markdown]
# That mean step is all you need. A month that lies within about two and two thirds steps of the mean has done what months do. This is the band of a **control chart** (控制图), and whatever stays inside it is **noise** (噪声): real, felt by everyone, and without a reason that
# anybody could find. What lies outside is a **signal** (信号). So is a run of eight on one side, even inside the band.

# %% tags=["form"]
ask("09.2")

# %%
chart = cycle.individuals(own.assign(value=own["actual"]))
show(figures.signal_chart(chart, measure=name, write="{:.1f}".format))
say("Six months gave an upper limit of {six:.1f}; all {n} give {all:.1f}. The more months, the surer the band.",
    six=cycle.pencil_limits(own)["high"], n=len(own), all=chart["high"].iloc[0])

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
wall = cycle.with_steps(cycle.together([card]), currency=firm.currency)
show(wall[["step", "measure", "unit", "plan", "actual", "share", "signal", "since"]], caption="The last twelve months, on average: signals first, and the month since when")

# %% [markdown] tags=["story"]
# So he was right that something happened, and wrong about who. Five of his six red arrows are more than noise. Four of the five have one reason, and it sits at nobody's desk: in the simulated year after the last day of the books nobody worked the leads, so hardly anybody new was won, and customers, orders and revenue fell with them. The fifth, the wait for a first answer, has been longer since one autumn month: that is where to look. Only the sixth had done what months do. He had found a culprit for each.

# %% [markdown]
# A **scorecard** (记分卡) that tells noise from signal has fewer surprises and makes fewer enemies. (What the steps promised beyond the wall, orders of those we knew and of those we had given up, stands on the bench.) Try it on a meeting.

# %% tags=["form"]
ask("09.3")

# %% [markdown]
# ### Three questions, one root
#
# One source asks three things of every firm, and finds them the root of all else. Is there a **customer strategy** (客户战略)? Are there **measures** (计划措施) with names and days? And is there **correction** (实施中及时纠偏) while it runs? A wall can hold the first, a drawer the second. The third
# needs a Monday.

# %% tags=["form"]
ask("09.4")

# %% [markdown]
# **Safe to stop here** (about forty minutes). *Take one number from your own wall and write two years of it in a row. How large is its usual step?*
#
# ## Second sitting · Try it before you buy it
#
# Somebody at the desk had an idea: ring after a delivery, *how did it arrive?*, half a minute. Lin had it tried on half of some customers, by lot. You met the lot in lesson 7. Half of it all is laid out here; the other half stays shut until you have decided.

# %% tags=["form"]
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
# The calls, then. Whom do we ring next year after a delivery: nobody, half of them by lot, everybody? **Practice first:** as judges sit the customers you have already seen. **Then commit, once,** with a reason and with what would change your mind; the other half judges, which nobody has looked at.
#
# Be warned: you'll meet several sums for these calls, and they'll differ. All take the same gain from an order. The half you saw is usually too hopeful, for you liked what you saw. The judges are fair, and few. The plan at the end takes both. And the last sitting plays a simulated year with all its deliveries.

# %%
left = cycle.an_order_leaves(need(firm, "orders", "unit_cost"), firm.table("customers"), who=need(firm, "experiments")["unit_id"], as_of=firm.as_of)
say("In the books an order of the customers in this trial left {left} last year, after goods and service; the sums take {taken}, {n:,} deliveries, and {cost} a call.",
    left=money(left, firm.currency), taken=money(order_left, firm.currency), n=customers, cost=money(call_cost, firm.currency))
rehearse("09.calls", customers=customers, call_cost=call_cost, order_left=order_left)

# %% tags=["form"]
decide("09.calls", roll_out=roll_out, customers=customers, call_cost=call_cost, order_left=order_left)

# %% [markdown]
# If the judges are less enthusiastic than the half you saw, nobody cheated. What looks best at first has usually been lucky as well as good; the next look takes the **luck** (运气) away and leaves the good. That is why one keeps counting after the decision, and why "half of them, by lot" is sometimes the
# dearest-looking and the wisest answer.
#
# ### Who does it?
#
# Half a minute, and somebody has to own it: a task that belongs to all of them waits for all of them.

# %% tags=["form"]
ask("09.7")

# %% [markdown]
# ### What is paid for is done
#
# One more thing decides whether anybody rings on a busy Friday: what they are paid for. A bonus is a process as well. It runs every day, and faster than yours.

# %% tags=["form"]
ask("09.10")

# %% [markdown]
# Now you are the one who pays. Below are four ways to spend a quarter (made up). Take all points but those for revenue away, and look at the top line; then share them out otherwise. The way that pays best comes first, and she'll find it sooner than you. (That a measure stops being good once it is paid for has a name, **Goodhart's law**, 古德哈特定律.)

# %% tags=["form"]
explore(cycle.bonus_on, revenue=3, margin=3, promises=3, stay=3)

# %% [markdown]
# **Safe to stop here** (about forty minutes). *What are you paid for? And what is the cheapest way to reach it?*
#
# ## Third sitting · The customer down the corridor
#
# Whom does everyone forget? One source is sure: the **internal customer** (内部客户). Your promise to a hotel is made of promises that people in this house make to one another, and nobody has those on a wall.

# %% tags=["form"]
ask("09.9")

# %% [markdown]
# Play one such promise: the one that you made to a customer, with somebody else's hands. He packs, and he has asked you to come down. Take a quarter of an hour, and the stairs.

# %% tags=["form"]
talk("09_internal")

# %% [markdown]
# ### Where the time goes
#
# What he sat on was a **process** (流程). Redesign begins there: follow one thing through the house and write down when somebody *works* on it, and when it *lies*.

# %%
process = cycle.process()
show(figures.process_map(process))
say("With “signed off” left out: {hours:.0f} hours, and nobody works any faster.", hours=cycle.through(cycle.without(process, "signed off"))["hours"])

# %% [markdown]
# That is **process redesign** (业务流程重组) without a consultant: one step that nobody waits for any more.
#
# **Safe to stop here** (about half an hour). *Who waits for your work, and since when?*
#
# ## Fourth sitting · The wheel, and one page
#
# ### Why it turns, and why it slows
#
# Good service makes customers stay; those who stay tell others; who is told comes, and pays for better service. That is the **virtuous cycle** (良性循环), and on slides it speeds up for ever.

# %%
show(figures.virtuous_circle())

# %% [markdown]
# Two brakes are missing on the slides: expectations follow what people get, and strangers run out. With both in, service lifts satisfaction until people have got used to it. So marketing is an **investment** (营销是投资) like any: ask what it brings beyond itself, and by when. (The wheel as sums stands on the bench.)
#
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
# Profit is this year; **customer equity** (客户资产) is what those who are left at its end are worth. A plan can buy the one with the other. (Which decision earned what, one at a time, stands on the bench.)
#
# ### One page for the board
#
# Nine steps on one page. Here is what you decided in each (where you did not, the line says so). Could a rival sign it? Then something is missing.

# %%
show(cycle.strategy_page(cycle.in_words(decisions())), caption="Our customer strategy (客户战略), on a page", rows=9)

# %% tags=["form"]
ask("09.12")

# %% [markdown]
# A page is not a plan. A plan has names and days on it, and is short enough to be finished. What the calls may bring is taken from both halves of the experiment here, the one you saw and the one that judged: the best guess there is, and still a guess. So somebody goes on counting.

# %%
gain_of_calls = cycle.yearly_gain(need(firm, "experiments"), customers=customers, call_cost=call_cost, order_left=order_left)
chosen = decided("09.calls", roll_out=roll_out)
todo = cycle.next_year(card, gain_of_calls, **chosen, as_of=cycle.today(firm.after, firm.as_of))
show(todo, caption="Next year: what is done, by whom, by when")

# %% [markdown]
# **Safe to stop here** (about half an hour). *Write one sentence of your page and read it to somebody who isn't in sales.*
#
# ## Looking back
#
# An hour, whenever you like: a case, ten situations, your own customer on a page, and two quizzes.
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
# - Before you ask who, ask how far it usually moves. Noise has no culprit; a signal has a month before it has a name.
# - One look, agreed beforehand. Every further look finds something.
# - What people are paid for is what happens, in the cheapest way there is.
# - Whoever waits for your work is a customer. Begin with the promise inside the house.
# - A strategy leaves somebody out, a plan has names on it, and on the first Monday somebody looks.
#
# **Words:** virtuous cycle 良性循环 · customer strategy 客户战略 · control chart 控制图 · noise 噪声 · signal 信号 · scorecard 记分卡 · guardrail 护栏指标 · internal customer 内部客户 · process redesign 业务流程重组 · correction 纠偏 · customer equity 客户资产.
#
# **Where this breaks down.** A chart of a measure that people can bend shows how it is bent. A band drawn from two years in which everything changed is as wide as the changes. An experiment on this spring's customers says little of next autumn's. And no chart says *why*; for that you have to go there.
#
# **To argue about.** Whoever shouts at people in their worst month sees the next one get better. Whoever praises in the best month sees it get worse. What will an honest boss learn from experience alone?

# %% tags=["form"]
quiz("09_cycle")

# %% [markdown]
# ### The source's own quiz
#
# Before you close the book: the source that taught us the four elements ends with a quiz of its own. Here it is, in the field's words, with its keys. Three of them can be argued with; both answers count there.

# %% tags=["form"]
quiz("09_source")

# %% [markdown]
# That was the ninth step, and it leads to the first: [1 · Choosing target customers](01_targeting.ipynb), a year later.
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
# **XmR** after Shewhart and Wheeler: mean ± 3 × mean moving range ÷ d₂. The constants are integrals over the normal distribution; limits that come of few points are estimates themselves.

# %% tags=["analyst"]
show(cycle.constants(5).to_frame("n = 5").T, caption="Constants by integration")
show(cycle.false_alarms().to_frame("share").T, caption="Charts of 36 points in which nothing ever changes", formats=dict.fromkeys(("by_limit", "by_run", "by_either"), "percent"))
say("With limits that are known exactly chance puts one point in {n:.0f} outside.", n=cycle.run_length())

# %% tags=["analyst", "story"]
show(cycle.beside_truth(chart, samples.truth(firm, "signals"), measure=name), caption="Found, and true in the simulation", formats={"factor": "{:.2f}".format})
show(figures.signal_chart(cycle.rechart(chart), measure=name, write="{:.1f}".format))
show(cycle.experiment_truth(need(firm, "experiments"), samples.truth(firm, "experiment")), caption="The trial's lift, and the true one")

# %% [markdown] tags=["analyst"]
# ### Shares, and promises with an interval
#
# Shares have a chart of their own. With hundreds of units a month the binomial band is too narrow, because months differ by more than chance; **Laney's p′** widens it by what neighbouring months show. The first two years set the band (as in lesson 6b, whose binomial one is narrower); were they all to, a change at the end would widen what is to find it.
#
# Below it the whole scorecard: what orders step 6 expected of everybody known, of the best fifth, and of the long silent, beside what came. *Long silent* is a rule, more than four usual gaps of one's own; lesson 7's *lost* asks the chance, so the two count other people.

# %% tags=["analyst"]
late = cycle.first_answers(need(firm, "tickets"), hours=24)
show(figures.signal_chart(cycle.shares(late, hits="late", of="tickets", base=24), measure="answers_later_than_a_day", write="{:.0%}".format))
promised = handed("06_lifetime", keeping.still_here, keeping.with_kind(orders.customers(need(firm, "orders"), as_of=firm.as_of), firm.table("customers")))
whole = cycle.with_steps(cycle.together([card, cycle.by_group(promised, need(firm, "orders"), firm.after, as_of=firm.as_of)]), currency=firm.currency)
show(whole, caption="What was promised, and what came: signals first", rows=12)

# %% [markdown] tags=["analyst"]
# ### How many, and how sure
#
# The lift with **Newcombe's** interval; the split of the lot checked; power as R's `power.prop.test` has it, for lifts named in advance (the power of the lift that was seen would only say p once more: Hoenig and Heisey). Whoever has looked at one half and then reads both has looked twice, and for two looks **Pocock's** bound counts. The measures handed on read the whole trial, as a run would that looks once.

# %% tags=["analyst"]
measures, absent = cycle.measures(firm.table("experiments"), cycle.cohorts_or_none(firm.table("orders"), orders.cohorts))
show(measures, caption="Measures of step 9")
show(cycle.readings(need(firm, "experiments")), caption="Seen, judging, and both")
show(cycle.design(judging), caption="The half that judges, as designed and as read")

# %% tags=["analyst"]
show(figures.power_curve(cycle.power_table(judging), had=cycle.arms(judging)["units"].mean()))
show(cycle.bounds(5), caption="How far z has to be at each of five looks, after Pocock and after O'Brien and Fleming")
show(cycle.bounded(looks=5), caption="And where nothing is there: experiments stopped at one of the five", formats={"false_alarms": "percent"})
show(cycle.guardrail(905, 1000, 900, 1000, worst=-0.03).to_frame("made up").T, caption="What must not suffer: 905 of 1,000 stayed beside 900 of 1,000, and 3 points fewer would be too many")

# %% [markdown] tags=["analyst"]
# ### Who comes back, and where they stand
#
# Retention by month over all cohorts, and the **customer lifecycle** (客户生命周期): from where to where in a year, and as a Markov chain, which knows a customer's stage and forgets the rest.

# %% tags=["analyst"]
now, before = (cycle.stages(need(firm, "orders"), as_of=firm.as_of, years_ago=years) for years in (0, 1))
show(figures.retention_curve(cycle.retained(orders.cohorts(need(firm, "orders")))))
show(cycle.moves(before, now), caption="From where to where: rows a year ago, columns now")
show(figures.lifecycle(cycle.projected(cycle.moves(before, now), now.value_counts())))

# %% [markdown] tags=["analyst"]
# ### The wheel, as sums
#
# One firm as it is; one that spends three times as much on service; one that puts the same money into selling. Every number is assumed. Both pushes cost the same at first, and in five years neither has earned it back. Satisfaction here is what people get, divided by what they expect. Last, each assumption a fifth down and up, the others at rest: it tells where to measure before believing any of it.

# %% tags=["analyst"]
wheels = cycle.three_wheels()
show(figures.wheel({name: cycle.turned(one) for name, one in wheels.items()}))
show(cycle.compare(wheels), caption="After five years", formats={"customers": "count", "satisfaction": "{:.2f}".format, "profit": "count"})
show(cycle.sensitivity(cycle.Wheel()), caption="What it does to five years' profit", formats={"less": "percent", "more": "percent"})

# %% [markdown] tags=["analyst"]
# ### Nearly full is very slow
#
# The complaint's way without the signature: what gets through a week rises only to what the next narrowest step passes. Then with chance in it: things come and are taken at random (M/M/1 at each step, added up: Jackson 1957; **Little's law**, 利特尔法则, gives how many lie about). A desk that is always busy is a desk at which everything waits.

# %% tags=["analyst"]
show(cycle.before_and_after(process, cycle.without(process, "signed off")), caption="The same way without the signature; made up", formats={"change": "percent", "before": "{:.3g}".format, "after": "{:.3g}".format})
show(figures.waiting(cycle.busier(process)))
show(cycle.queued(process, a_week=20), caption="Twenty a week, played thing by thing; the last column is what Little's law says lies about")

# %% [markdown] tags=["analyst"]
# ### The house on paper
#
# Who **does** it (R), who **answers** for it (A), who is **asked** (C), who is **told** (I): one A to a task. This table has two faults, and a small clerk finds them. What two desks promise each other is an **internal service agreement** (内部服务协议), worth the count beside it. Where nothing flows back between two systems the loop is open. Last, ten questions for your own firm, which somebody outside may ask as well. All of it is made up.

# %% tags=["analyst"]
show(cycle.example_raci(), caption="Who does what (RACI): as it hung in the kitchen")
show(cycle.raci(cycle.example_raci()), caption="What the clerk says")
show(cycle.inside_promises(), caption="Promises inside the house (内部客户承诺): the least kept first", formats=dict.fromkeys(("share", "low", "high"), "percent"))
closed("Which system feeds which (CRM与信息技术协同整合)", cycle.systems())
closed("Ten questions: an audit (客户战略实施检查)", cycle.audit())

# %% [markdown] tags=["analyst"]
# ### Which decision earned what
#
# One at a time against doing nothing, first the informed plan's, then yours. They need not add up: decisions can help each other, and they can compete for the same order. *Lost* is what the whole plan would be short of without that decision. Last three years in a row, with the **oracle** (先知) beside: it knows the truth of the simulation, though not its luck. It is judged by profit *and* customer equity, and so may earn less in a year than *informed* does, and be worth more at its end.

# %% tags=["analyst"]
show(figures.lap_decisions(cycle.named(lap.one_at_a_time(world, lap.policies()["informed"])), currency=firm.currency))
show(cycle.named(lap.one_at_a_time(world, mine)), caption="Yours, one at a time; a simulated year", rows=14)

# %% tags=["analyst", "story"]
show(figures.laps(lap.stored(), currency=firm.currency))

# %% [markdown] tags=["analyst"]
# ### Your own firm
#
# `targets` with period, measure and plan gives the scorecard (what orders can say is filled in by itself), `experiments` with arm and outcome the reading, `orders` retention and lifecycle. Each stands by itself. `cycle.marked` adds up the audit, `cycle.orientation` a questionnaire among colleagues (do we sell, or do we do marketing?), `cycle.counts` charts counts.
#
# A simulated market lives on: `ninesteps market lap --case data/meridian --decisions my_run --out next_year` plays the year that you decided and writes it down as a case. Last, what this lesson hands on.

# %% tags=["analyst", "hand-over"]
tables = {"09_scorecard": whole, "09_actions": todo}
hand_over(tables, measures=measures, absent=absent)
