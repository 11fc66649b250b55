"""Packaging that pyproject.toml cannot say: what is bundled of models travels inside the wheel.

``models/nl-en`` and ``models/summary-en`` stay where people look for them in a checkout, and
become ``translate/_models/…`` in a wheel.
"""

from setuptools import find_packages, setup

MODELS = {
    "translate._models.nl-en": "models/nl-en",
    "translate._models.summary-en": "models/summary-en",
}

setup(
    packages=[*find_packages(include=["translate", "translate.*"]), *MODELS],
    package_dir=MODELS,
    package_data={
        "translate": ["py.typed", "**/*.toml", "**/*.tsv", "**/*.txt", "**/*.sql", "**/*.j2"],
        **{package: ["*"] for package in MODELS},
    },
)
