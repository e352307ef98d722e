"""The program where it runs: its folder, its settings files, its log, what keeps it sound."""
