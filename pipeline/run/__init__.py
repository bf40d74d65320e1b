"""How work is done: tasks, workers, Ray."""
