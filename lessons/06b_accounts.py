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
# # 6b · The account plan and service (大客户计划与服务)

# %% [markdown] tags=["story"]
# > Tuesday, 8:55. The order from Osaka usually lies in the tray by now; by now there should have been two. In May a mail came, four very polite lines of thanks for the catalogue, and everybody was pleased. "Who has rung them
# > since?" asks Lin. Sales thought that service had. Service thought that sales had. Export had put it down to a holiday in Japan. "For how long?" says Lin.

# %% [markdown]
# **When you are done** you can *plan* one account on one page, *own* a complaint that isn't your department's, and *read* what a service desk reports without being fooled, not even by your own.
#
# **Time:** three sittings of 35, 40 and 40 minutes, talking and writing included, each with a place where it is safe to stop, and ten for the quiz on another day; playing a talk with a colleague takes a quarter of an hour more. **You bring** a customer of your own and, from lesson 6, who is silent. **You hand on** an account
# plan, and a decision: when hours are short, whose trouble comes first.

# %% tags=["parameters"]
case: str = "meridian"  # a case folder, or the name of one in data/
out: str = ""  # folder for tables and workbook; empty: nothing is written
customer_type: str = ""  # only customers of this type; empty: all
region: str = ""  # only customers of this region; empty: all
as_of: str = ""  # last day that counts, as 2026-06-30; empty: as the case says
first: str = "oldest"  # the decision: oldest, severe, biggest or risk
turn_by: int = 0  # the decision: working days after which it is anybody's turn, 0 to 40; 0: never
hours_a_month: float = 160.0  # of service, for all tickets
lost_a_day: float = 0.005  # assumed: part of what a customer leaves that is lost with each working day a normal ticket waits
margin: float = 0.37  # assumed where no costs are known: share of the price that is left
visit_days: float = 60.0  # days a quarter that we can give to visits

# %%
from helpers.lesson import ask, check_parameters, decide, figures, hand_over, keeping, money, need, open_case, orders, practice, predict, quiz, recall, rehearse, reveal, samples, say, sheet, show, talk

# %%
check_parameters()
firm = open_case(case, out=out, customer_type=customer_type, region=region, as_of=as_of)

# %%
lines, people, contacts = need(firm, "orders"), need(firm, "customers"), need(firm, "interactions")
customers = keeping.with_kind(orders.customers(lines, as_of=firm.as_of), people)
quiet = keeping.unasked(customers, contacts, as_of=firm.as_of)
one = keeping.missed(quiet, names=firm.named)
say("**{who}** usually orders every {gap:.0f} days, for about {worth}. It has been silent for {days:.0f}. Since the last order, we have come to them **{times:.0f} times**.", who=one["account"], gap=one["usual_gap_days"], worth=money(one["usual_order"], firm.currency), days=one["silent_days"], times=one["we_came"])

# %% [markdown]
# No table lost that order, and no table could have saved it. This lesson has few sums in it and many people. Begin with what you remember; the book stays shut.

# %% tags=["form"]
show(figures.gauge(step=6))
recall("06b_accounts")

# %% [markdown]
# ## First sitting · One account, one page
#
# Our first source has nine steps for everybody, and inside the sixth, like a doll in a doll, five for the few that one can't afford to lose, the **key accounts** (大客户): **screen** (筛选), **know** (了解), **hold** (固守), **defend** (防御), **improve** (提升). They look like
# a second system. They are the same work, done for one name; and five questions on one page are an **account plan** (大客户计划).
#
# ### Five questions on one page

# %% tags=["form"]
show(keeping.five_steps(), caption="The account plan, as it stands empty")
ask("06b.1")

# %% [markdown]
# *Improve* sounds as if the account were to be raised. The source explains it otherwise: school yourself (修炼自己). Growing an account is a fine thing and belongs to lesson 5; what's meant here is
# the person who comes out of the door, and what they do about it before the next one. It's the only step for which nobody else can be hired.
#
# ### The customer in the round
#
# Orders lie with sales, letters with service, answers with marketing, and the customer, who is one, wonders. So first everything on one page: **one to one** (一对一) begins on our side of the counter. Here is what our own tables know of one account; where contacts are on file, of the one that nobody rang.

# %%
account = keeping.whose_page(customers, quiet, names=firm.named)
show(keeping.account_360(account["customer_id"], firm.tables, as_of=firm.as_of, name=account["account"]), caption="One account, by all our tables", rows=20)

# %% [markdown]
# Read the dates one under the other. They tell a story that nobody has read, as it lies in six drawers. A system for customers (客户关系管理) is worth its licence on the day when this page takes a
# second, and someone looks at it. And see how few of the five questions it answers. The rest somebody has to ask.
#
# ### The call when no orders come
#
# "When there are no orders, get in touch in time" (没有订单时及时和客户沟通). In time is: by *their* clock. Take those of lesson 6 who had come back before and have been silent for more than two of their usual gaps. To how many has one of us come since, by any way at all? Guess before you look.

# %% tags=["form"]
predict("06b.p1")
reveal("06b.p1", figures.asked_since(keeping.asked_by_tier(quiet)))

# %% [markdown]
# It is nobody's ill will. A silence makes no noise. It has no sender, no due date and no department, and so it waits until somebody writes its name on a list. The list below leaves out whoever agreed to no way of being reached, whoever has been asked, and whoever has been silent for so long that it takes more than a call (lesson 7).

# %% tags=["form"]
show(keeping.call_list(quiet, people, names=firm.named), caption="Quiet, reachable, and nobody has asked")
ask("06b.2")

# %% [markdown]
# ### Would they tell you?
#
# They'll tell you what has changed if they think it is safe. That's what **mutual trust** (互信互利) is good for: it makes bad news arrive early. A worksheet of three consultants (Maister, Green and Galford) puts it into a fraction. It measures nothing. It shows
# which of the four one has neglected.

# %% tags=["form"]
ask("06b.3")

# %% [markdown]
# ### A kitchen table
#
# Twice a year you sit down with an account and look at what became of what you both said: the **review** (客户回顾). This time a rival sits at the table too, in the form of a lamp. **Defending** (防御竞争对手) is mostly done before the rival rings.
#
# (Playing it in two? Then don't read on: open the role-play card, which is folded under the talk, and let each read their own part.)

# %% tags=["form"]
talk("06b_review")

# %% [markdown]
# Before the train leaves: four questions. The army invented them for people who had been shot at; they also work after a sandwich. *Improve* is nothing else.

# %%
show(keeping.after_action(), caption="After every talk (复盘)")

# %% [markdown]
# **Safe to stop here.** *After your next talk, whatever it is, answer the four questions on the back of an envelope.* Do it twice and you have begun.
#
# ## Second sitting · It reached you
#
# A complaint is a customer who still believes in you. The others just order elsewhere. **After-sales service** (售后服务) is what becomes of that belief, and it begins with a small question of grammar: who is *we*?
#
# ### Five pairs of hands
#
# Follow a hundred complaints through a house in which everybody is helpful and hands them on. One in ten isn't picked up. With an owner, somebody asks on the next day, and what had dropped is picked up after all; only what drops twice is lost.

# %% tags=["form"]
show(keeping.handed_on(blanks=1), caption="Of a hundred complaints, how many are still somebody's")
ask("06b.4")

# %% [markdown]
# That is the case for an old rule, **the first one asked owns it** (首问负责制): not "mends it", *owns* it, until the customer says it's settled. The work may wander. The name doesn't. Read the flow by its middle column: that's one person, all the way down.

# %%
show(keeping.complaint_flow(), caption="The way of a complaint (投诉管理流程)")

# %% [markdown]
# ### At first contact
#
# Now the desk's own report. Its proudest number is **first-contact resolution** (首次解决率): settled in the first talk. Before you see it: how often does that happen here, and hold?

# %% tags=["form"]
tickets = keeping.handled(need(firm, "tickets"), as_of=firm.as_of)
predict("06b.p2")
reveal("06b.p2", figures.at_once(keeping.first_contact(tickets)))

# %% [markdown]
# Two things to read. The ring is what a desk likes to report; what came back was never settled. And look how far the kinds lie apart: whoever takes more questions and fewer broken tables looks like the better desk. Compare like with like, or you'll reward people for
# the telephone they sit at.
#
# ### How long does it take?
#
# "Half are settled within so many days" sounds plain. But some are still open, and of these we only know that they take *at least* so long. Leave them out and you have left out the slow ones, because they're slow. Here are seven of last month's, or as many as there are. The middle one needs no patience: you know it as soon as half are done, however long the rest may take.

# %% tags=["form"]
few = keeping.few_tickets(tickets, as_of=firm.as_of, names=firm.named)
show(few.drop(columns="settled"), caption="A few of last month's tickets, shortest on top", formats={"days": "text"})
ask("06b.5")

# %%
month = keeping.recent(tickets, as_of=firm.as_of)
say("The same for everything that was opened in the last thirty days: half was settled after **{all:.1f} days**. Who looks at the settled ones alone says {done:.1f}.", all=keeping.middle_day(month), done=keeping.middle_day(month[month["settled"]]))

# %% [markdown]
# ### One cause, gone
#
# A desk that gets faster and faster at the same complaint is a bucket under a leak. **Complaint management** (客户投诉管理) takes in, mends, follows up, and then asks *why*. Which leak first? Count the buckets, or count the days that people stood in the wet.

# %%
show(figures.causes(keeping.causes(tickets), keeping.causes(tickets, by="days")))

# %% [markdown]
# ### Eight minutes to four
#
# The telephone rings. It isn't yours, you write invoices, and her chairs have no legs. To **keep her confidence** (维持信心) you can't mend anything. What can you do? (In two: the card first, as before.)

# %% tags=["form"]
talk("06b_complaint")

# %% [markdown]
# **Safe to stop here.** Four questions, envelope, you know the way. *And tomorrow, when something reaches you that isn't yours, say: "I've got it now." Then watch what it does to a voice.*
#
# ## Third sitting · Before they have to ask
#
# Everything so far was an answer. The best service is noticed by nobody, because nothing happened. It needs eyes rather than hours.
#
# ### What becomes of our goods
#
# The sale isn't over when the container leaves; it's over when somebody carries a chair home. What share of our goods has **sold through** (关注客户的销售情况), and how many weeks does the rest last? A shop like Casa Lume's, counted on a Saturday (numbers made up for this lesson).

# %% tags=["form"]
show(keeping.sell_through(keeping.SHOP, weeks=keeping.SHOP_WEEKS, blanks=1), caption="Nine weeks in one shop; a new delivery takes eight", formats={"share": "percent", "had": "count", "sold": "count"})
ask("06b.6")

# %% [markdown]
# Whoever counts may also propose: what suits *this* shop, between these beams, stands in no table, and somebody who sells lamps has been saying it every week. (Whether tables can guess a **new product for an old customer**, 向老客户推新产品, is tried on the bench.)
#
# ### Who is visited
#
# **Visits** (客户走访) are the dearest way to be in touch and the only one in which you see what is behind the door. So they follow a rule: by tier, so many a year, and never to somebody who agreed to nothing. Here is what the rule owes for a quarter, and what there is.

# %%
show(keeping.visit_load(customers, people, days=visit_days), caption="Visits owed a quarter, and the days there are")

# %% [markdown]
# A promise that can't be kept gets broken at random. Better to promise less, aloud, and keep it; and **regular follow-up** (定期回访) by telephone for all the others. (Who comes first by this rule is on the bench.)
#
# ### For all, and for some
#
# **Universal service** (普遍服务) and **fine-grained service** (精细服务) at once? Yes, if you read them in this order: first the column that everybody gets, and it never breaks. Then what is added. Nobody moves to the right because they shout.

# %%
show(keeping.service_matrix(), caption="What everybody gets, and what is added")

# %% [markdown]
# ### Care, with a date of their own
#
# **Customer care** (客户关怀) by calendar is easily done and easily seen through: a card on New Year's Day, from a printer. A date that is *theirs* is something else: three weeks after a delivery, two weeks after a complaint, so many years with us to the day.
#
# No birthdays: a firm hasn't got one, and a person's belongs to that person (PIPL, 个人信息保护法, and GDPR: for a purpose, with consent). And a present is a thing of value. The laws on bribery, in London, Washington and Beijing, look at the same three: what for, how secret, and who is deciding just now. Where a public servant is
# concerned the answer is nearly always no. (A course, and no counsel.)

# %% tags=["form"]
ask("06b.7")

# %% [markdown]
# ### Did anybody tell her?
#
# The last thing costs two minutes and is almost never done. A **feedback loop** (反馈机制) is closed when the person who said it hears what came of it, also when it's a no. Until then it's a collection.

# %% tags=["form"]
ask("06b.8")

# %% [markdown]
# ### Lin's decision, now yours
#
# The hours are fixed, and more comes in than they can settle at once. Whose trouble is taken first? And after how many working days is it *anybody's* turn?
#
# What waiting costs nobody has measured, so here is what we assume, aloud: each working day that a normal ticket waits costs a small part of what its customer will leave us; a low one half of that, a severe one twice. Each kind takes so many hours, from half of one for a question to three for something broken. In this simulation tickets change no order: the
# orders that judge you are real to it, the loss is our sum. Put your own number in.
#
# **Practice first**, with the tickets of the same quarter a year ago, and with what those customers left in the year after.

# %%
rehearse("06b.hours", hours_a_month=hours_a_month, lost_a_day=lost_a_day, margin=margin)

# %% [markdown]
# **Now commit, once,** with a reason and with what would change your mind. You're judged on the last quarter's tickets, by orders nobody had seen, beside those who take the first that came, and the biggest. What counts is what waiting *cost*: the table has it below zero, so nearer to zero is better.

# %% tags=["form"]
decide("06b.hours", first=first, turn_by=turn_by, hours_a_month=hours_a_month, lost_a_day=lost_a_day, margin=margin)

# %% [markdown]
# Now read the sentence under the table. Somebody always pays for the order in which others are served, and with the clever order it's somebody small with a dull trouble. *Anybody's turn after so many days* is the price of looking them in the eye; compare the two last lines and you know what it comes to. It may be as much as all the
# cleverness over "biggest first" earned. You can pay it, or not. You should know that you do.
#
# The ranges are wide, as few customers leave most of what there is to lose. Which of them had a ticket in just this quarter was **luck** (运气).
#
# ### Monday morning
#
# One call that nobody has made. Before it one sentence, after it three; lesson 7 asks how it went. Then the page for your own customer: five rows.

# %% tags=["form"]
sheet("06b_accounts")

# %% [markdown]
# **Safe to stop here.** What follows is for another day.
#
# ## What stays
#
# - A silence has no sender. Write it on a list, by their own clock, and ring.
# - Whoever is asked first owns it until the customer says it's settled. Promise only what is yours: a time at which you ring.
# - Count the open ones. A report of what is done leaves out the slow, because they're slow.
# - Begin a review with what you owe. And close the loop: whoever said it hears what came of it.
# - *Improve* means you.
#
# **Words:** account plan 大客户计划 · screen, know, hold, defend, improve 筛选、了解、固守、防御、提升 · mutual trust 互信互利 · after-action review 复盘 · the first asked owns it 首问负责制 · first-contact resolution 首次解决率 ·
# complaint management 客户投诉管理 · sell-through 关注客户的销售情况 · universal and fine-grained service 普遍服务、精细服务 · follow-up 定期回访 · customer care 客户关怀 · feedback loop 反馈机制.
#
# **Where this breaks down.** Tickets know those who complained; most don't. Who had a contact may have had it by telephone, and nobody wrote it down. A rule of ownership fails where the owner has no hours. And a plan for an account is no plan for the person who leaves it in March.
#
# **To argue about.** A household with a wobbly bed has waited nineteen days. A chain that leaves a hundred times as much rings today, with a question. You have one hour. Whom do you ring, and what would you say to the other if they asked?

# %% tags=["form"]
quiz("06b_accounts")

# %% [markdown]
# They have been asked, and some of them have answered. With others it's too late; or so it looks. **Next:** [7 · Winning back](07_winback.ipynb), in which you find out with whom it isn't.
#
# ## More practice
#
# Short ones, in any order. They don't count, and they hurt nobody.

# %% tags=["form"]
practice("06b_accounts")

# %% [markdown] tags=["analyst"]
# ## The analyst's bench
#
# The same with its sleeves rolled up. `help(keeping.settling)` and its neighbours say their sources.
#
# ### Still open, to the letter
#
# **Kaplan and Meier's** curve (1958), with Greenwood's variance on the log-log scale, for what was opened in the last thirty days. It takes open tickets to be like the others of their age: right where they are open because the month ended, wrong where somebody closes the easy ones first on the thirtieth. Days by the calendar, weekends
# and all. Under it shares settled by kind.

# %% tags=["analyst"]
show(figures.still_open(keeping.settling(month), keeping.settling(month[month["settled"]]), watched_days=month["days"].max()))
show(keeping.settled_by_kind(tickets, days=(1, 3, 7, 14)), caption="Share settled within so many days, open tickets counted", formats=dict.fromkeys(["1", "3", "7", "14"], "percent"))

# %% [markdown] tags=["analyst"]
# And against what was promised? An answer isn't a solution; but it is the moment at which somebody has got it. A key account will ask for this table by kind and by month, and put it into the contract: a **service-level agreement** (服务水平协议). Read the share beside the median. Where the severe are answered soonest of all and still late,
# it isn't the desk that is lazy but the promise that is shorter than a night.

# %% tags=["analyst"]
show(keeping.service_levels(tickets, as_of=firm.as_of), caption="First answers within the promise", formats={"promise_hours": "count", "low": "percent", "high": "percent"})

# %% [markdown] tags=["analyst"]
# ### Better, or luck?
#
# A **p-chart** (Shewhart) for each of two things that a desk reports by the month: tickets not settled at first contact, and first answers after more than a day; limits of three standard errors around the first two years. A point outside is a reason to look, not yet a cause. The simulation has one true shift in the whole service.
# Which chart sees it, and does the other one keep quiet?

# %% tags=["analyst"]
show(figures.control_chart(keeping.p_chart(keeping.monthly_first_contact(tickets), base=24), of="tickets not settled at first contact"))
late = keeping.p_chart(keeping.first_replies(need(firm, "tickets", "first_reply_at"), freq="ME"), base=24)
show(keeping.signals(late, samples.truth(firm, "signals"), measure="first_reply_hours"), caption="First answers after a day: months that signal, before and since the true shift")

# %% [markdown] tags=["analyst"]
# ### The order, and who pays for it
#
# Serving by cost of waiting an hour of work is **Smith's rule** (1956), in queues the *cμ* rule (Cox and Smith 1961). With everything in the tray and losses that grow evenly, no order costs less; with arrivals and a loss that flattens it's a very good rule and no theorem. Simulated here on the last quarter's tickets; the cost, which is what
# it makes small, is reckoned by what these customers had left in the year before, as the desk knew them.

# %% tags=["analyst"]
waiting = keeping.last_tray(tickets, lines, as_of=firm.as_of, margin=margin, service=keeping.service_an_order(lines, people))
show(keeping.who_waits(waiting, keeping.usual_desks(hours_a_month), lost_a_day=lost_a_day), caption="Working days of waiting by order of work, and what it costs", formats={"cost": "money"})

# %% [markdown] tags=["analyst"]
# ### What to offer next
#
# "It must suit *their market*." A good sentence; can it be tested? For each customer one category they have never had: by what others of their kind and region buy, by what everybody buys, or by lot. All learnt before the last quarter; then look what they took in it. Where the first two bars overlap, the market told us nothing that everybody
# else hadn't, and a finer recommender will have to show its hits before anybody believes it.

# %% tags=["analyst"]
past, later = keeping.last_quarter(need(firm, "orders", "product_id"), as_of=firm.as_of)
show(figures.offers_taken(keeping.offers_tried(past, later, need(firm, "products", "category"), people)))
show(keeping.with_names(keeping.next_category(lines, need(firm, "products", "category"), people), firm.named), caption="One new category each", rows=5)

# %% [markdown] tags=["analyst"]
# ### Who comes first
#
# The quarter's visits by the rule of the third sitting: platinum before diamond, in a tier those whom nobody has ever visited, then whoever has waited longest. And the calendar of care: three weeks after an order, two after a complaint, so many years with us.

# %% tags=["analyst"]
visits = keeping.visit_schedule(customers, people, days=visit_days, start=firm.as_of, last_visit=keeping.last_visits(need(firm, "interactions", "channel"), as_of=firm.as_of))
show(keeping.with_names(visits, firm.named), caption="The first visits of the quarter", rows=6)
care = keeping.care_calendar(customers, people, as_of=firm.as_of, tickets=tickets)
show(keeping.with_names(care, firm.named), caption="Care, by their own dates", rows=6)

# %% [markdown] tags=["analyst"]
# ### Your own desk
#
# `tickets` wants ticket_id and opened_at; customer_id, first_reply_at, resolved_at, category, severity and reopened each bring their part, and `ninesteps case check` says what's missing. `interactions` with `direction` tells who came to whom. Without any consent on file there is neither call list nor calendar, and that's meant.
#
# Last, what this lesson hands on.

# %% tags=["analyst", "hand-over"]
hand_over({"06_visits": visits, "06_care": care, "06_unasked": quiet}, measures=keeping.service_measures(tickets, as_of=firm.as_of))
