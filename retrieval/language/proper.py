"""Whether a text tells nothing of what a proper word of written language names: by no word for it, nor any tied to it.

Everyday words are told otherwise, so that their lack says little (不肯, 厕所); one such as 网约车, 肖像权 or 翻供 has no
other words than those of the thesaurus.
"""

from __future__ import annotations

from collections.abc import Sequence

from retrieval import lexicon
from retrieval.language.terms import Term, count
from retrieval.lexicon.listed import listed

_GENERAL = listed("general_noun")
_WITHIN = frozenset("里上内中间下外")
"""How a word ends that says where within: 村里."""
SHORTEST = 2
"""Characters that such a word has at least."""


def is_untold(word: str, texts: Sequence[str]) -> bool:
    """Whether `word` is a proper one, no general one, and none of `texts` (folded) has a word of its matter."""
    if len(word) < SHORTEST or word in lexicon.related() or word not in lexicon.official():
        return False
    if word[-1] in _WITHIN or _GENERAL.fullmatch(word):
        return False
    tied = {
        form for one in (word, *lexicon.synonyms().get(word, ())) for form in lexicon.alike(one, loosely=True)
    }
    return not count(Term(word, tuple((form, 1.0) for form in tied)), texts)
