"""Recipe of the summariser: a LoRA adapter that teaches a small chat model to shorten news.

`python -m models.training.summary pairs train export --config FILE`; see the README beside it.
"""
