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
# # 2b · Asking for them (把需求问出来)

# %% [markdown] tags=["story"]
# > Tuesday, 9:15. Two sheets lie on Lin's desk. On one, customers say what matters to them. On the other they choose, and choose something else. "Ask them again,"
# > says marketing, "and more of them." Graça, who runs Casa Lume's shop in Lisbon, is on the telephone. "Ask *one* of them properly," she says. "Nobody has ever asked me
# > what happens on the day the chairs come." Every interview costs Lin half a day and somebody's patience. How many? And what does she say when the door opens?

# %% [markdown]
# **When you are done** you can *decide* how many people to ask and whom, *lead* a talk in which somebody tells you what they had not meant to tell, and *judge* which lines of it you may keep.
#
# **Time:** three sittings of about half an hour, each with a place where it is safe to stop; the role-play comes on top. **You bring** a customer of your own and, from lesson 2, what people say and choose. **You hand on** one
# decision with its reason, how many to ask before one thing is made better, and a page of needs that its owner has read.

# %% tags=["parameters"]
case: str = "meridian"  # a case folder, or the name of one in data/
out: str = ""  # folder for tables and workbook; empty: nothing is written
customer_type: str = ""  # only customers of this type; empty: all
region: str = ""  # only customers of this region; empty: all
as_of: str = ""  # last day that counts, as 2026-06-30; empty: as the case says
interviews: int = 60  # the decision: how many people to ask, 0 to 400
whom: str = "by_lot"  # the decision: by_lot or one_circle
cost_per_interview: float = 250.0  # an hour with somebody, a thank-you, half a day of ours
error: float = 0.05  # how far off a share may be by chance, either way
market_units: int = 0  # pieces the market buys a year; 0: as the table sales says, else 10,000
margin: float = 0.0  # share of the price that is left today; 0: as sales and products say, else 0.4

# %%
from helpers.lesson import ask, check_parameters, closed, decide, figures, hand_over, money, need, needs, open_case, practice, predict, quiz, recall, rehearse, reveal, samples, say, sheet, show, talk

# %%
check_parameters()
firm = open_case(case, out=out, customer_type=customer_type, region=region, as_of=as_of)

# %%
people, answers = need(firm, "customers"), need(firm, "answers")
everybody = people["customer_id"].nunique()
say("**{n:,} customers** could be asked. To ask every one of them, an hour of theirs and half a day of ours, costs {cost}.", n=everybody, cost=money(everybody * cost_per_interview, firm.currency))

# %% [markdown]
# Uncovering needs is the second of the four forces, and the one that turns round who talks. First, though, something from before. Answer from memory; the book stays shut until you do.

# %% tags=["form"]
show(figures.gauge(step=2))
recall("02b_interview")

# %% [markdown]
# ## First sitting · How many, and whom
#
# Before any question comes a page, and the page begins at the wrong end: with the decision. **Market research** (市场调研) that changes nothing is a hobby. So: what will be done differently? What would we have to know for that? From whom, by which
# **method** (调研方法), from how many, how far may it be off, at what cost? Seven lines. If the first stays blank, you have just saved the rest of the money.
#
# ### The page before the first question

# %%
brief = needs.research_brief(decision="which one thing about the chair to make better", question="what is each worth to those who buy", population=everybody, error=error, cost_per_interview=cost_per_interview, currency=firm.currency)
show(brief, caption="A research brief (调研计划), on one page")

# %% [markdown]
# There is a cheaper way, and everybody uses it: ask yourself. Or ask ten people one knows, which is the same with more coffee. One of our sources calls it the **trap of experience** (经验主义误区): the taste of a few, ours included, is taken for the market's.
# Here is what it does. People said, from 1 to 7, what a need is worth to them. Suppose you had asked ten, all from one circle.
#
# ### The circle you happen to know

# %%
circle = needs.circle_of(answers, people)
show(figures.circles(needs.circles(answers, circle, item="after_sales"), of="after_sales"))

# %% [markdown]
# Two different troubles lie in one picture. The *length* of a bar is chance: ten people are few. The *place* of a bar is the circle: ask ten thousand of the same sort and it stays where it is, only thinner. Numbers cure the first. The second is cured by a **sample**
# (样本) drawn by lot, from all those you want to speak about. The lot has no friends.
#
# ### Six people, and all the ways to ask some of them
#
# How much does chance do? Take six people, and write down every way to ask one of them, two, three. Each way would have been somebody's report.

# %%
six = needs.few_answers(answers, item="lead_time", named=firm.named)
show(six, caption="What short lead times are worth to six people, from 1 to 7", formats={"answer": "count"})
show(needs.ask_some(six["answer"], sizes=(1, 2)), caption="Every way to ask one, and to ask two")

# %% tags=["form"]
ask("02b.1")
closed("Open this after your answer", needs.ask_some(six["answer"], sizes=(3, 4, 6)))

# %% [markdown]
# Read the last column from top to bottom: it shrinks. Whoever asks all six can't be off at all, which is the comfort of small firms. Most of us never reach the last one. So let there be very many people like these six: put each answer back into the bowl before the next is drawn.

# %%
show(needs.ask_some(six["answer"], sizes=(1, 2, 4), put_back=True), caption="The same six in a bowl, each put back before the next is drawn")

# %% [markdown]
# Lay the first line of the last column beside the third. How far a share may be off by chance, nineteen times in twenty, is called the **margin of error** (误差范围). You have asked a hundred of very many, and
# it is ten points. You would like five.

# %% tags=["form"]
predict("02b.p1")
margins = needs.margins(everybody)
reveal("02b.p1", figures.margin_curve(margins))

# %% [markdown]
# Half the error, four times the people. That is the **law of the square root** (平方根定律), and it is the one piece of statistics in this lesson. It has a friendly side: the first thirty people teach you most. And an unfriendly one: the last point of precision costs
# more than all the others together. The dashed line forgets that customers come to an end; where you ask a good part of them, you need fewer than it says.

# %% tags=["form"]
ask("02b.2")

# %% [markdown]
# ### Ask, listen, watch, read
#
# How many is the second question. The first is *how*. A **questionnaire** (问卷调查) counts what you already know. A **depth interview** (深度访谈) finds what you don't. In a **focus group** (焦点小组) eight people set each other off, and keep each other quiet about money. Some things nobody can
# tell you because nobody knows: there you stand and look. And some are written down in your own books; nobody likes to be asked what the seller could have read.

# %% tags=["form"]
ask("02b.3")

# %% [markdown]
# Standing there is the oldest of them. One of our sources tells of a woman who sells newspapers at a bus station. Before she sold one she spent days just standing there (蹲点): how many pass, how many stop, who buys. Counts such as hers, made up
# for this lesson, look like this. The bar is what the same place could show on another morning.

# %%
tally = needs.observation_sheet(needs.MORNINGS)
show(figures.observed(tally))

# %% [markdown]
# **Safe to stop here.** You know how many, and that the lot should choose them. *Today, count something for a quarter of an hour that you have only ever guessed.*
#
# ## Second sitting · The talk
#
# Now a sentence with a question mark. It has to be short, about one thing, with no answer in it, and mean the same to two people. That is all, and it is hardly ever kept. These are out of real questionnaires, with the names filed off.

# %% tags=["form"]
ask("02b.4")

# %% [markdown]
# A small program can look for the worst. It has a list of words and understands nothing, so treat it as you would a spelling checker: a rule of thumb, useful when you are tired, and no judge. Here is what it makes of a question that sounds quite all right.
#
# ### A second pair of eyes

# %%
show(needs.check_wording("Don't you agree that our fast and reliable delivery has improved recently?"), caption="What a list of words can see")

# %% tags=["form"]
ask("02b.5")

# %% [markdown]
# ### Four kinds of question
#
# In a talk you can do what no form can: go on asking. Neil Rackham's people sat in on thousands of sales calls, and found four kinds of question that do different work. **Situation**: how is it now? **Problem**: what gives trouble? **Implication**: what comes
# of that? **Need-payoff**: and if it were gone? Together they spell **SPIN** (引导需求). Poor sellers ask many of the first kind. Good ones ask the third, and then say nothing.

# %%
show(needs.spin_questions(thing="a chair, between our carton and the customer's car", trouble="the ones that stay in the store", consequence="the next order", gain="the space and the money"), caption="One trouble, four questions")
ask("02b.6")

# %% [markdown]
# Our source calls it *guiding* demand (需求引导), and here be careful. Guiding somebody to see their own trouble clearly is a service. Guiding them to a trouble they do not have is a trick, and it comes back as a return. The test is simple: could you ask the
# same question if your product did not exist?
#
# ### Said, meant, and behind it
#
# Needs lie at three depths (需求三层次), says the same source: what is **said** (外在需求), what it is **meant** for (内在需求), and what stands **behind** it (需求背后的需求). The field counts five, and agrees.

# %%
show(needs.need_levels(), caption="Three depths, and the five kinds of need of Philip Kotler")
ask("02b.7")

# %% [markdown]
# ### Why, and why again
#
# How does one get down there? By one plain question, asked kindly, three times: *and why does that matter to you?* From what a thing **is** you come to what it **does**, and from there to what somebody **wants**. It is called **laddering** (阶梯访谈), and it is for needs that
# people have and cannot put into words. Six shop owners, made up for this lesson, climbed like this.

# %%
climbed = needs.ladders(needs.SHOP_OWNERS)
show(figures.ladder_map(needs.elements(climbed), needs.implications(climbed), at_least=1))

# %% [markdown]
# Read one line from the bottom to the top and you have a sentence for a sales letter. Read it from the top and you know when to stop: nobody buys "to be my own master" from a chair seller, and it would be odd to offer it.
#
# Then there are needs that people could name, and don't (客户无法公开表达的需求): too little cash, a boss who must not know, a fear of looking small. You don't drag them out. You ask *beside* the point, and leave the door open.
#
# ### The back room
#
# Enough theory. She has till eleven, and she begins by asking for five per cent.

# %% tags=["form"]
talk("02b_needs")

# %% [markdown]
# **Safe to stop here.** Did you notice when you wanted to offer something? That moment is worth more than the four letters. *In your next talk, count your sentences that end in a question mark.*
#
# ## Third sitting · What you bring home
#
# Back at the desk lies a heap of sentences. To count them somebody has to say what each is about: **coding** (编码). Here are some of your customers' own words, each of them a gift.
#
# Two people code, apart, with the same short list of **codes** (编码表). Where they differ, it is nearly always the list that is at fault: it did not say whether a missed ship is *delivery* or *nobody told me*. Mend the list, then code afresh. Then try it on eight made-up ones.

# %%
sheet_of_answers = needs.coding_sheet(answers, rows=6)
show(sheet_of_answers, caption="A coding sheet: first yours, then a colleague's, apart")

# %% tags=["form"]
ask("02b.8")

# %% [markdown]
# ### May I keep this?
#
# She asked what stood on your page. So does the law. China's Personal Information Protection Law, **PIPL** (个人信息保护法), and Europe's **GDPR** ask the same: a purpose, named beforehand; no more than it takes, called **data minimisation** (最小必要); a ground
# for keeping it, such as **consent** (同意) or a contract; and that the person may see it, correct it and have it deleted. Where somebody travels, and when, counts as sensitive in China.
#
# One of our sources lists twelve things to find out about every buyer, pets and holidays among them, because they bring you closer. In its own quiz, it says that becoming friends is *not* a force of selling. Take it at its second word.

# %% tags=["form"]
ask("02b.9")

# %% [markdown]
# A gift belongs here too: a good dinner can be a need of yours rather than theirs, and beyond a small sum it has another name in the criminal code. This is a course, not counsel; ask your lawyer where the line runs with you.
#
# ### The needs file
#
# What may stand there goes into one place. The source gives it six pages (个性化需求分析六要点): who is who · their business and network · where they want to go · what they use of ours · how they decide · what they have not said. How full are they?
#
# Look at the empty column first. It can't be read anywhere; it can only be asked, and it is the page from which the next offer is written. *Know them better than they do* (比客户更了解客户), the source says. More modestly: better than they have *written down*. One page at least you can fill before you ring.

# %%
show(needs.file_completeness(firm.named, firm.tables), caption="How full is each page, by what our tables hold", rows=3, formats=dict.fromkeys([*needs.SIX, "complete"], "percent"))

# %%
use = needs.account_use(need(firm, "orders", "product_id"), as_of=firm.as_of, named=firm.named, products=need(firm, "products"))
show(use, caption="What one account uses of ours: these twelve months, the twelve before", rows=3, formats={"trend": "percent"})

# %% [markdown]
# ### A mini-case
#
# This time nobody names the tool.

# %% tags=["form"]
ask("02b.10")

# %% [markdown]
# ### Lin's decision, now yours
#
# One thing about the chair can be made better by a step, from the offer and at the costs of lesson 2: quality, lead time, terms, service or supply. Which would earn most depends on what people choose. Ask nobody, and you draw a lot. Ask everybody, and the interviews eat what they bring. In between lies the **value of
# information** (信息的价值): what a better choice earns, less what asking costs.
#
# The people below did choose, among chairs with prices. So we can pretend to know only some of them, take the improvement *they* make look best, and let **other** people judge it. Practice first.

# %%
rehearse("02b.sample", cost_per_interview=cost_per_interview, market_units=market_units, margin=margin)

# %% [markdown]
# **Now commit, once,** with a reason and with what would change your mind. It is judged by people whom nobody asked, beside three colleagues: one asks nobody, one asks ten friends of a single circle, one cannot stop.

# %% tags=["form"]
decide("02b.sample", interviews=interviews, whom=whom, cost_per_interview=cost_per_interview, market_units=market_units, margin=margin)

# %% [markdown]
# The ranges are wide, and that is the lesson. With few people the lot decides, and you might have drawn the lucky ten: that is **luck** (运气), and it does not make ten enough. What the improvements cost us is assumed. And all of this is about a choice that is still open. Where the choice is made
# already, the right number of interviews is none.
#
# ### Monday morning
#
# One talk, without a catalogue. Lesson 3 asks how it went. Then the second box of the plan for your own customer.

# %% tags=["form"]
sheet("02b_interview")

# %% [markdown]
# ## What stays
#
# - Begin with the decision. If no answer could change it, do not ask.
# - Numbers cure chance, by the square root: half the error, four times the people. They do not cure a circle.
# - One question, one thing, no answer in it. Then ask what comes of it, and wait.
# - What cannot be said openly is asked beside the point, and stays off the page.
# - Keep what has a purpose, and show the page to the one it is about.
#
# **Words:** market research 市场调研 · sample 样本 · margin of error 误差范围 · questionnaire 问卷调查 · depth interview 深度访谈 · focus group 焦点小组 · SPIN 引导需求 · explicit, internal, behind the need 外在、内在、背后的需求 · laddering 阶梯访谈 ·
# coding 编码 · consent 同意 · data minimisation 最小必要.
#
# **Where this breaks down.** A lot can only draw from a list, and those you most want to hear, who never bought, are on none. People who answer differ from those who don't. And a talk has two ends: they tell it to *you*, in your jacket, on that day.
#
# **To argue about.** A buyer tells you, over dinner, that his firm will close the plant in autumn. Your own people are about to extend its credit. Whom do you tell, and what do you tell the buyer first?

# %% tags=["form"]
quiz("02b_interview")

# %% [markdown]
# You know what they need, from their own mouths, and you have asked whether you may know it. So do your rivals, perhaps. **Next:** [3 · Positioning](03_positioning.ipynb): what you are to them that others are not.
#
# ## More practice
#
# Short ones, in any order. They don't count, and they hurt nobody.

# %% tags=["form"]
practice("02b_interview")

# %% [markdown] tags=["analyst"]
# ## The analyst's bench
#
# The same lesson with its sleeves rolled up. Every function says its source: `help(needs.sample_size)`.
#
# ### How many, to the letter
#
# **Cochran's** sample size comes with two corrections for a finite population, n₀ ÷ (1 + (n₀ − 1)/N) and n₀ ÷ (1 + n₀/N). The first follows from the variance of drawing without replacement, and is the one used here; the second is its shortening. They differ by less than one
# person, until rounding makes it one: of 528 people, ± 5 points takes 222.6 by the first and 222.4 by the second.

# %% tags=["analyst"]
show(needs.sample_table(population=everybody), caption="For a share of one half, 95%", formats={"error": "percent"})
weight = needs.sample_weights(circle.dropna(), people["customer_type"].value_counts())
say("Weighted so that every customer type counts for its part, {n} respondents are worth {worth:.0f} drawn evenly (Kish).", n=len(weight), worth=needs.effective_size(weight))

# %% [markdown] tags=["analyst"]
# ### Two coders, one of them a page of words
#
# **Cohen's kappa** is agreement beyond what two coders' habits would bring. Here the first coder is the simulation's truth, and the second a **codebook**: some eighty beginnings of words, written down by somebody who had read a part of the answers. That flatters it:
# written blind it would do worse. Where it finds none of its words, as in a language it has none of, the answer is *not coded*, which is not the same as nothing said; such answers stay out of kappa.

# %% tags=["analyst"]
coded, truth = needs.code_by_words(answers), samples.truth(firm, "themes")
say("{note}", note=needs.left_uncoded(coded))
pairs = needs.coded_pairs(coded, truth)
show(figures.coder_agreement(needs.agreement_table(pairs["theme_true"], pairs["theme"]), first="the truth", second="the codebook"))
show(needs.kappa_table(needs.cohens_kappa(pairs["theme_true"], pairs["theme"])), caption="Agreement beyond chance")

# %% [markdown] tags=["analyst"]
# ### Themes by machine
#
# **TF-IDF** weighs words by how rare they are; **non-negative matrix factorisation** (NMF) parts answers into as many themes as it is told. On short answers it finds words that stand together, and those need not be what people mean. Name each theme by reading its examples, then let kappa say
# how much of the truth it holds. Naming every theme after its commonest true one, as is done here, flatters it.

# %% tags=["analyst"]
found = needs.themes(answers, number=9)
show(found.words, caption="What NMF found", rows=9)
machine, crossed = needs.themes_against(found.assigned, truth)
show(needs.kappa_table(machine), caption="The machine against the truth")

# %% [markdown] tags=["analyst"]
# ### Ladders as the field prints them
#
# Reynolds and Gutman's **implication matrix**: in each cell how many led straight from the row to the column, a point, and how many with rungs between.

# %% tags=["analyst"]
show(needs.implication_matrix(climbed), caption="Direct.indirect")

# %% [markdown] tags=["analyst"]
# ### What nobody says aloud
#
# **Randomised response** hides each answer behind chance and recovers the share. Warner's cards (1965) put the sensitive statement to most, its opposite to the rest; with a coin, heads say yes whatever is true. The price is people. Below, a thousand simulated buyers, three in ten of whom have done it.

# %% tags=["analyst"]
cards = needs.warner(0.7)
show(needs.hidden_table({"coin": needs.COIN, "Warner's cards": cards}, true_share=0.3, n=1000), caption="Recovered from a thousand hidden answers")

# %% [markdown] tags=["analyst"]
# ### A morning's count, and a market's size
#
# The bars above are exact **Poisson** intervals (Garwood 1936): right where buyers come one by one, too short where a bus lets out forty at once. How long to stand there follows from the rate.
#
# TAM, SAM and SOM are a sum and a temptation. Where market sales are known, begin with those: what is sold, where, and how much of it is ours already.

# %% tags=["analyst"]
show(tally, caption="The tally, with 95% intervals", formats={"bought_per_hour": "number", "low": "number", "high": "number"})
say("To know a rate of 12 an hour within ± 3 takes about {hours:.0f} hours of standing there.", hours=needs.hours_needed(12, error=3))
show(needs.market_from_sales(need(firm, "sales", "brand"), brand=firm.name), caption="The last twelve months of the market", formats={"revenue": "money", "units": "count", "own_units": "count"})

# %% [markdown] tags=["analyst"]
# ### Your own questions
#
# `needs.check_items([…])` takes a list of them, English or Chinese. For your own case the table `answers` wants respondent_id, survey, item, answer and, for circles and files, customer_id; `ninesteps case check` says what is missing.
#
# Last, what this lesson hands on.

# %% tags=["analyst", "hand-over"]
measures, absent = needs.theme_measures(answers, found)
hand_over({"02_themes": needs.theme_table(answers, found)}, measures=measures, absent=absent)
