"""By which signs the parts of a case are known: headings, sections, columns, joints of text."""
