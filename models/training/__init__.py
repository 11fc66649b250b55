"""Recipe that trains the bundled Dutch-to-English MarianMT model."""

RECIPE_VERSION = "1"
