"""Where a model comes from: one small module for each kind of source."""
