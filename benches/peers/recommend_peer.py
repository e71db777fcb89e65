"""The peers of `cargo xtask bench recommend`: implicit, and EASE in its few lines of numpy."""

import argparse
import resource
import time

import numpy as np
import scipy.linalg
import scipy.sparse
from implicit.als import AlternatingLeastSquares
from threadpoolctl import threadpool_limits


def read(path):
    """People, items, pairs: as the generator writes them."""
    numbers = np.fromfile(path, "<u4")
    return int(numbers[0]), int(numbers[1]), numbers[2:].reshape(-1, 2)


def matrix(path):
    people, items, pairs = read(path)
    ones = np.ones(len(pairs), np.float32)
    return scipy.sparse.csr_matrix((ones, (pairs[:, 0], pairs[:, 1])), (people, items))


def als(known, factors, regularization, alpha, iterations=15, threads=2):
    model = AlternatingLeastSquares(
        factors=factors,
        regularization=regularization,
        alpha=alpha,
        iterations=iterations,
        num_threads=threads,
        random_state=1,
    )
    model.fit(known, show_progress=False)
    return model


def ease(known, regularization):
    gram = (known.T @ known).toarray().astype(np.float64)
    gram[np.diag_indices_from(gram)] += regularization
    inverse = scipy.linalg.inv(gram, overwrite_a=True, check_finite=False)
    weights = -inverse / np.diag(inverse)
    weights[np.diag_indices_from(weights)] = 0
    return known @ weights.astype(np.float32)


def ndcg(scores, known, held_out, at=10):
    scores = np.array(scores, np.float32)
    scores[known.nonzero()] = -np.inf
    first = np.argpartition(-scores, at, axis=1)[:, :at]
    order = np.argsort(-np.take_along_axis(scores, first, 1), axis=1)
    hits = np.take_along_axis(held_out.toarray() > 0, np.take_along_axis(first, order, 1), 1)
    discount = 1 / np.log2(np.arange(2, at + 2))
    count = np.diff(held_out.indptr)
    best = np.cumsum(discount)[np.minimum(np.maximum(count, 1), at) - 1]
    return float(((hits * discount).sum(1) / best)[count > 0].mean())


def train(options):
    began = time.perf_counter()
    known = matrix(options.file)
    prepared = time.perf_counter()
    model = als(known, 64, 10.0, 2.0)
    trained = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"figure prepare_s {prepared - began:.2f}")
    print(f"figure train_s {trained - prepared:.2f}")
    print(f"figure memory_mb {memory:.0f}")
    people = np.arange(known.shape[0])
    best = 0.0
    for threads in (1, 2):
        with threadpool_limits(threads, "blas"):
            began = time.perf_counter()
            model.recommend(people, known, N=10, filter_already_liked_items=True)
            best = max(best, len(people) / (time.perf_counter() - began))
    print(f"figure top_per_s {best:.0f}")


def foretell(options):
    """The best of many settings, chosen on what is to be foretold: the peers are given that advantage."""
    known, held_out = matrix(options.file), matrix(options.held_out)
    best = {"als": (0.0, ""), "ease": (0.0, "")}

    def offer(name, setting, scores):
        best[name] = max(best[name], (ndcg(scores, known, held_out), setting))

    for regularization in (20, 50, 100, 200, 300, 400, 500, 700, 1000, 1500):
        offer("ease", f"{regularization}", ease(known, regularization))
    for factors in (16, 32, 64, 128):
        for alpha in (1, 5, 10, 20, 40):
            for ratio in (1, 3, 6, 8, 10, 14, 20):
                model = als(known, factors, float(ratio * alpha), float(alpha))
                scores = model.user_factors @ model.item_factors.T
                offer("als", f"{factors} factors, regularization {ratio * alpha}, alpha {alpha}", scores)
    for name, (gain, setting) in best.items():
        print(f"{name}: {gain:.4f} with {setting}\nfigure {name}_ndcg {gain:.5f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("train")
    one.add_argument("file")
    one.set_defaults(run=train)
    one = commands.add_parser("foretell")
    one.add_argument("file")
    one.add_argument("held_out")
    one.set_defaults(run=foretell)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
