"""The database of the catalog: its tables, transactions and steps forward, earlier states, who may write."""
