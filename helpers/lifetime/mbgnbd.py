"""MBG/NBD: as BG/NBD, but the chance to leave is there from the first order on.

Source: Batislam, Denizel & Filiztekin (2007). So P(alive) of who ordered once falls with silence, as that of
everybody else. Where a quarter leave after the first order, and a customer of the mean rate of one order in
four weeks (and all rates about it: r = 1) has been silent for four, twice the odds speak for leaving:

>>> import numpy as np
>>> one = np.array([1.0, 4.0, 1.0, 3.0])
>>> MBG_NBD.p_alive(one, np.zeros(2), np.zeros(2), np.array([0.0, 4.0])).round(6).tolist()
[0.75, 0.6]
"""

from helpers.lifetime.beta_geometric import BetaGeometric

MBG_NBD = BetaGeometric("MBG/NBD", first=1)
