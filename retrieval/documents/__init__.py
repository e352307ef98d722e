"""Documents made of cases: what a briefing says, and by what record it is written anew and checked."""
