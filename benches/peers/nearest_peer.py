"""The peers of `cargo xtask bench nearest`: hnswlib, n2 and usearch, and the truth by numpy."""

import argparse
import os
import time

import numpy as np

WANTED = 10
RECALL = 0.95
ROUNDS = 3
EFFORTS = (10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 64, 96, 128, 192, 256, 400)
LINKS = 16
CARE = 200


def read(options):
    vectors = lambda ending: np.fromfile(f"{options.file}.{ending}", "<f4").reshape(-1, options.width)
    return vectors("base"), vectors("query")


def truth(options):
    base, queries = read(options)
    nearest = np.empty((len(queries), WANTED), "<u4")
    for at in range(0, len(queries), 250):
        scores = queries[at : at + 250] @ base.T
        nearest[at : at + 250] = np.argpartition(-scores, WANTED, axis=1)[:, :WANTED]
    nearest.tofile(f"{options.file}.truth")


class Hnswlib:
    def __init__(self, width, threads):
        import hnswlib

        self.index = hnswlib.Index("ip", width)
        self.threads = threads

    def build(self, base):
        self.index.init_index(len(base), ef_construction=CARE, M=LINKS)
        self.index.set_num_threads(self.threads)
        self.index.add_items(base)

    def save(self, path):
        self.index.save_index(path)

    def load(self, path):
        self.index.load_index(path)
        self.index.set_num_threads(self.threads)

    def search(self, queries, effort):
        self.index.set_ef(effort)
        return self.index.knn_query(queries, WANTED)[0]


class N2:
    def __init__(self, width, threads):
        import n2

        self.index = n2.HnswIndex(width, "angular")
        self.threads = threads

    def build(self, base):
        for vector in base:
            self.index.add_data(vector)
        self.index.build(m=LINKS, max_m0=2 * LINKS, ef_construction=CARE, n_threads=self.threads)

    def save(self, path):
        self.index.save(path)

    def load(self, path):
        self.index.load(path)

    def search(self, queries, effort):
        if self.threads == 1:
            return [self.index.search_by_vector(query, WANTED, effort) for query in queries]
        return self.index.batch_search_by_vectors(queries, WANTED, effort, self.threads)


class Usearch:
    def __init__(self, width, threads):
        from usearch.index import Index

        self.index = Index(
            ndim=width, metric="ip", dtype="f32", connectivity=LINKS, expansion_add=CARE
        )
        self.threads = threads

    def build(self, base):
        self.index.add(np.arange(len(base)), base, threads=self.threads)

    def save(self, path):
        self.index.save(path)

    def load(self, path):
        self.index.load(path)

    def search(self, queries, effort):
        self.index.expansion_search = effort
        return self.index.search(queries, WANTED, threads=self.threads).keys


def search(options):
    base, queries = read(options)
    nearest = np.fromfile(f"{options.file}.truth", "<u4").reshape(-1, WANTED)
    peer = {"hnswlib": Hnswlib, "n2": N2, "usearch": Usearch}[options.peer](options.width, options.threads)
    if options.kept and os.path.exists(options.kept):
        peer.load(options.kept)
    else:
        began, worked = time.perf_counter(), time.process_time()
        peer.build(base)
        print(f"figure build_s {time.perf_counter() - began:.1f}")
        print(f"figure build_processor_s {time.process_time() - worked:.1f}", flush=True)
        if options.kept:
            peer.save(options.kept)
    for effort in EFFORTS:
        best = np.inf
        for _ in range(ROUNDS):
            began = time.perf_counter()
            found = peer.search(queries, effort)
            best = min(best, time.perf_counter() - began)
        hits = sum(len(set(map(int, a)) & set(map(int, b))) for a, b in zip(found, nearest))
        recall = hits / nearest.size
        print(f"effort {effort}: recall {recall:.4f}, {len(queries) / best:.0f} searches/s", flush=True)
        if recall >= RECALL:
            print(f"figure per_s {len(queries) / best:.0f}\nfigure recall {recall:.4f}")
            break


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    for name, run in (("truth", truth), ("search", search)):
        command = commands.add_parser(name)
        command.add_argument("file")
        command.add_argument("--width", type=int, required=True)
        command.set_defaults(run=run)
    command.add_argument("--peer", required=True)
    command.add_argument("--threads", type=int, default=1)
    command.add_argument("--kept", help="read the index from here if it is there, and write it otherwise")
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
