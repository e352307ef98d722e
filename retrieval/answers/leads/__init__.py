"""The words of a case that are said first: a figure, a name, a body, a day, a penalty, each in the form it is told in."""
