"""What is known of Dutch and English, once: words, sentences, numbers, names.

Word lists are data, in ``lists/``. Nothing here knows articles, models or flags.
"""
