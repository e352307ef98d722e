"""What is read by weights learned from data: which act, which want, which words are the theme, which course of a suit."""
