"""Packaging that pyproject.toml cannot say: the bundled model travels inside the wheel.

``models/nl-en`` stays where people look for it in a checkout, and becomes
``translate/_models/nl-en`` in a wheel.
"""

from setuptools import find_packages, setup

MODELS = {"translate._models.nl-en": "models/nl-en"}

setup(
    packages=[*find_packages(include=["translate", "translate.*"]), *MODELS],
    package_dir=MODELS,
    package_data={
        "translate": ["py.typed", "**/*.toml", "**/*.tsv", "**/*.txt", "**/*.sql", "**/*.j2"],
        **{package: ["*"] for package in MODELS},
    },
)
