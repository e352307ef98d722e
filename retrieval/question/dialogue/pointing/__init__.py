"""A turn that points at what was told: by its order, by its name, by its place, one or each of them."""
