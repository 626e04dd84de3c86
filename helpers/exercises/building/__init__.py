"""Questions of lesson 5: along the trainee's path, for more practice, and the decision."""

from helpers.exercises.building import costs, decision, path, practice, practice_more, practice_tales, score

__all__ = ["costs", "decision", "path", "practice", "practice_more", "practice_tales", "score"]
