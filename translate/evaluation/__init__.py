"""Score: translations against references, summaries against articles, and a model's own score."""
