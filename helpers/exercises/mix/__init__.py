"""Questions of lesson 4: along the trainee's path, for more practice, and the two decisions."""

from helpers.exercises.mix import budget, path, practice, practice_sell, price, sums

__all__ = ["budget", "path", "practice", "practice_sell", "price", "sums"]
