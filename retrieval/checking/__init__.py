"""Whether a text that anybody wrote says of the cases what they say."""
