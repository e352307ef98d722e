"""Other programs: the same answers for what speaks MCP, HTTP or OpenAI's protocol; nothing here can change the catalog."""
