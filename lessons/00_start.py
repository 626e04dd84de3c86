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
# # 0 · Start here (从这里开始)
#
# Before a single number, sell something. You have a stall, a carved stone seal in a box, and a stranger who has just stopped in front of it. Say what you would say.
# When it goes wrong, go back a turn and say something else: nowhere else in your working life will that be so cheap.
#
# **When you are done** you can *name* what has to be true before anybody buys, *say* which of them was missing in a sale you lost, and *find* your
# way round the nine steps. **Time:** two sittings of about 25 minutes. **You bring** one real customer, or the wish to have one. **You take along** a first page about them.

# %% tags=["parameters"]
case: str = "meridian"  # a case folder, or the name of one in data/
out: str = ""  # folder for tables and workbook; empty: nothing is written
customer_type: str = ""  # only customers of this type; empty: all
region: str = ""  # only customers of this region; empty: all
as_of: str = ""  # last day that counts, as 2026-06-30; empty: as the case says

# %%
from helpers.lesson import ask, check_parameters, figures, need, open_case, predict, quiz, reveal, self_check, sheet, show, start, talk

# %%
check_parameters()
firm = open_case(case, out=out, customer_type=customer_type, region=region, as_of=as_of)

# %% [markdown]
# ## First sitting · The seal
#
# The story is an old one in sales training, and the usual telling has the seller win with *an emperor wore it, freshly dug up, five hundred*. Try that here if you like.
# The buyer who doubts it will turn out to be the sensible one.

# %% tags=["form"]
talk("00_seal")

# %% [markdown]
# Four things had to be true, and each of them alone could stop the sale. The buyer had to **know** the thing (了解产品), **need** it and find it worth the money
# (有需求并认可价值), **trust** the person holding it (信任), and, to come back at all, be **satisfied** with how it went (满意). These are the four
# **purchase elements** (采购四要素). They don't add up; they multiply. Three splendid elements and a zero make zero. (The picture shows the three before a first purchase; the fourth gate stands before the second.)

# %%
show(figures.gates(start.gate_table({"know": 0.9, "need": 0.8, "trust": 0.9}, missing="trust")))

# %% [markdown]
# Low price, you will notice, isn't one of the four. It hides inside the second: *worth it* is always "for that money".
#
# To each element belongs a **force** (四种力量), the thing a seller actually does: present, uncover needs, build trust, go beyond what was expected. Becoming friends isn't one of them. Friendship is lovely, and it is no reason to buy sofas.

# %% tags=["form"]
ask("00.1")

# %% tags=["form"]
ask("00.2")

# %% [markdown]
# In every lesson you will meet this small gauge. It says which element the step is working on, so that you never forget what all the arithmetic is for.

# %%
show(figures.gauge(step=1))

# %% [markdown]
# **Safe to stop here.** *Before the next sitting: think of the last sale you lost. Which of the four was at zero?* If your first word is "price", look again.
#
# ## Second sitting · The firm, the loop, and your own customer

# %% [markdown] tags=["story"]
# Meridian Home ships furniture and homeware from a port in the south of China to people who sell it, build with it, or simply sit on it. The firm is **simulated** (模拟): a
# program made up its customers and knows the truth about each of them, which is why this course can tell you whether you were right. Six of its accounts
# have faces. You will sell to them, lose one if you are careless, and wonder about another.

# %%
lines, people = need(firm, "orders"), need(firm, "customers")
show(start.accounts(people, lines, named=firm.named), caption="Accounts with a face")

# %%
show(figures.accounts(start.account_orders(lines, named=firm.named), as_of=firm.as_of))

# %% [markdown] tags=["story"]
# A word on each. *Nordhaus* decides slowly, on paper, with four people round the table. *Casa Lume* opens another shop whenever you look away. *Altan* buys once a year, and the technical buyer
# reads every page. *Maple & Finch* is mostly Nora Finchley, in Halifax, who pools her orders, pays the same day and writes long letters. *Kestrel* is big and loud and everybody's favourite
# in the sales meeting. *Hoshino* has gone quiet.

# %% [markdown]
# ### Nine steps, one loop
#
# Choose them · study what they need · take a position · fix the mix · win them · keep them · win them back · remember it all in one place · close the loop.
# A list would end there. This is a loop: what step 1 promises, step 9 measures, and what you decide on the way becomes next year's
# data. Someone has to live in it, and that's you.

# %%
show(figures.loop(step=1))

# %% [markdown]
# The loop lives on people who come back. One number before you look: of all customers who ever ordered from this firm, what share ordered a second time?

# %% tags=["form"]
predict("00.p1")

# %%
reveal("00.p1", figures.orders_per_customer(start.orders_per_customer(lines)))

# %% [markdown]
# ### One customer of your own
#
# Pick a real customer you know, or want. Give them a **nickname**: real names stay out of here. What you write is kept in one file on this machine and nowhere else.
# Every lesson fills one box of their plan; lesson 9 prints the page. No customer yet? Borrow one of the accounts above.

# %% tags=["form"]
sheet("00_start")

# %% [markdown]
# ### How to work here
#
# *Guess first.* Where you are asked for a prediction, what follows stays shut until you commit, or until you say "show me". A wrong guess is worth more than a peek.
#
# *Check, hint, solution.* A wrong answer gets a reason, not a cross. Hints come in three sizes. The solution is worked out from the same data, by the same rule that checked you.
#
# *Decide once.* Each lesson ends in one decision with a reason. The first one counts and travels on.
#
# *Your path and the bench.* The path to the quiz needs no code. Behind it stands the analyst's bench: methods by name, other people's data, your own. Leave it closed until you are curious.
#
# ### Ten situations, unmarked
#
# Answer as you would act tomorrow. Nobody marks them now. At the end of lesson 9 you meet their cousins, and you will see what moved.

# %% tags=["form"]
quiz("00_start")

# %% [markdown]
# ## What stays
#
# - Nobody buys what they do not know, do not need, do not trust; and nobody comes back unsatisfied.
# - The elements multiply. Find the zero before you polish the nine.
# - A claim nobody can check is not evidence. A receipt and a kept promise are.
# - Nine steps, one loop: what you promise in the first is measured in the last.
#
# **Words:** purchase element 采购要素 · force 力量 · trust 信任 · satisfaction 满意 · account 客户账户 · loop 闭环, virtuous circle 良性循环.
#
# **Where this breaks down.** Four gates are a picture, not a measurement: nobody can read trust off a dial, and in a firm the four may sit in four different heads. Lesson 5 gives each head a name.
#
# **To argue about.** Suppose the seller with the emperor says afterwards: "It helped her decide." When does presenting end, and what begins there?
#
# Eight questions to see what stuck. Every answer gets a reason.

# %% tags=["form"]
quiz("00_words")

# %% [markdown]
# **Next:** [1 · Choosing target customers](01_targeting.ipynb). You have met six. There are a few thousand more.

# %% [markdown] tags=["analyst"]
# ## The analyst's bench
#
# First, is everything here that the lessons need?

# %% tags=["analyst"]
self_check()

# %% [markdown] tags=["analyst"]
# A case is a folder: one file per table, and a `case.toml` that says which is which. `ninesteps case from-orders FILE --out my_case` guesses the columns of a raw order file, shows you the guess, and writes it.
# `ninesteps case check my_case` names what is wrong by file, row and column. Then put the folder's name into the parameter `case` above, or run
# every lesson at once with `ninesteps run my_case --out my_run`.
#
# This is what the course found in the case that is open now.

# %% tags=["analyst"]
show(start.inventory(firm.tables), caption="Tables of this case")

# %% [markdown] tags=["analyst"]
# The gate picture has a formula behind it: if the elements are independent, the chance of a purchase is their product. Independence is the assumption to doubt: people who trust you also listen longer. With a
# positive link the product is too gloomy, never too rosy, as the lower and upper bounds of Fréchet show.

# %% tags=["analyst"]
show(start.gate_bounds({"know": 0.9, "need": 0.8, "trust": 0.9}), caption="Product and Fréchet bounds")
