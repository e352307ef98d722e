"""From a published file to a document, and from its lines to cases."""
