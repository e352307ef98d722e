"""Serves one GGUF file with an OpenAI-compatible API until its standard input ends; prints the address.

Runs in an environment of its own that has xllamacpp: `python serve.py FILE [CONTEXT]`.
"""

import sys

import xllamacpp  # type: ignore[import-not-found]


def main() -> None:
    params = xllamacpp.CommonParams()
    params.model.path = sys.argv[1]
    params.n_ctx = int(sys.argv[2]) if len(sys.argv) > 2 else 4096
    params.n_parallel = 1
    params.model_alias = "local"
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 2
    params.port = 0
    params.use_jinja = True
    params.cache_ram_mib = 0
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


main()
