"""What is told of a set of cases: its members, its groups, the one at an end, a text over all of them."""
