"""Whether a case is meant: one calibrated judge for every case, by words and by meaning."""
