"""STAND-IN."""
import pickle
from dataclasses import dataclass
from functools import cached_property
@dataclass(frozen=True)
class Reading:
    act: dict
    kind: dict
    relation: dict
    form: dict
class Heads:
    @cached_property
    def _m(self):
        return pickle.load(open("/tmp/quick/heads.pkl","rb"))
    def read(self, text, follows):
        vec, models = self._m
        x = vec.transform(["^"+text.strip("？?。！! ")+"$"])
        out={}
        for h,m in models.items():
            out[h]=dict(zip(map(str,m.classes_), map(float,m.predict_proba(x)[0])))
        if not follows: out["relation"]={"new":1.0}
        return Reading(**out)
