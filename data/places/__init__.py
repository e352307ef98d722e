"""Places and institutions of China: their names, and where a text names them."""
