"""What is answered: one short module for each thing that can be wanted, and the table that names them."""
