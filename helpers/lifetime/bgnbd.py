"""BG/NBD: orders at a steady rate, and after each repeat order a chance to leave for good.

Source: Fader, Hardie & Lee (2005). **A property, not an error: who ordered once has not left, P(alive) = 1**,
however long the silence, because the model lets nobody leave before a first repeat order. MBG/NBD does.

>>> import numpy as np
>>> cdnow = np.array([0.2425945, 4.4136019, 0.7929199, 2.4258881])
>>> BG_NBD.orders_of_new(cdnow, np.array([1.0, 31.8571])).round(4).tolist()
[0.0532, 1.0405]
>>> once_and_thrice = np.array([0.0, 2.0]), np.array([0.0, 30.43]), np.array([38.86, 38.86])
>>> BG_NBD.p_alive(cdnow, *once_and_thrice).round(4).tolist()
[1.0, 0.7266]
"""

from helpers.lifetime.beta_geometric import BetaGeometric

BG_NBD = BetaGeometric("BG/NBD", first=0)
