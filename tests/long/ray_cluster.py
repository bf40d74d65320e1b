"""A run on two nodes of a Ray cluster here, and with one lost midway: `make test-ray`."""

import os
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
os.environ["PYTHONPATH"] = str(ROOT)  # the nodes are to find the same code
os.environ.setdefault("RAY_DEDUP_LOGS", "0")

from ray.cluster_utils import Cluster  # noqa: E402 - it starts what reads the environment

from pipeline import flow  # noqa: E402
from pipeline.report import progress  # noqa: E402
from pipeline.run import pieces  # noqa: E402
from pipeline.run.ray import RAY_ADDRESS  # noqa: E402
from pipeline.run.settings import Options  # noqa: E402
from tests.made.faults import files, pages, put, scratch  # noqa: E402

STORE = 100 << 20  # bytes of a node's object store: only names travel


def main() -> None:
    """Run both ways, and say whether the bytes are the same."""
    pieces.PIECE_DOCUMENTS = 16  # so that there is something to lose
    with tempfile.TemporaryDirectory(prefix="ray-run-") as folder:
        raw = Path(folder, "raw")
        put(raw, pages(1, 120))
        truth = scratch(raw, Path(folder, "truth"))
        cluster = Cluster(
            initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": STORE}
        )
        second = cluster.add_node(num_cpus=1, object_store_memory=STORE)
        cluster.wait_for_nodes()
        os.environ[RAY_ADDRESS] = cluster.address
        options = Options(format="jsonl", on="ray")
        try:
            start = time.monotonic()
            flow.run(raw, Path(folder, "two"), options, progress.plain_lines)
            right = files(Path(folder, "two")) == truth
            told = "the same bytes" if right else "OTHER BYTES"
            print(f"two nodes: {told}, {time.monotonic() - start:.0f} s", flush=True)

            lossy = Path(folder, "lossy")
            lost = threading.Event()

            def lose() -> None:
                while not list(lossy.glob(".state/packs/*")):
                    time.sleep(0.02)
                cluster.remove_node(second, allow_graceful=False)
                lost.set()

            threading.Thread(target=lose, daemon=True).start()
            flow.run(raw, lossy, options, progress.plain_lines)
            also = files(lossy) == truth and lost.is_set()
            told = "the same bytes" if also else f"OTHER BYTES, node lost: {lost.is_set()}"
            print(f"one of two nodes killed midway: {told}", flush=True)
        finally:
            import ray

            ray.shutdown()
            cluster.shutdown()
    sys.exit(not (right and also))


if __name__ == "__main__":
    main()
