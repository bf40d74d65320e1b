"""Pieces of work on the nodes of a Ray cluster, each done as `local` does it on one machine.

CLEAN has to lie on storage that all nodes see under one path: packs are written by the nodes, and
only their names travel. A piece whose node is lost is done again on another one.
"""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from pipeline.model.errors import Fault, Stopped
from pipeline.run import local
from pipeline.run.watch import LIMITS, Limits, Watch

_W = TypeVar("_W")
_R = TypeVar("_R")

RAY_ADDRESS = "RAY_ADDRESS"
# Nodes come and go; a piece that was lost with this many of them has something against them.
_LOST = 20
# Pieces of one task: a task begins a process, which takes as long as half a piece.
_TASK = 8


def map_shards(
    fn: Callable[[_W, Watch], _R],
    pieces: Iterable[_W],
    beat: Callable[[int], None] | None = None,
    limits: Limits = LIMITS,
) -> Iterator[tuple[int, _R]]:
    """The number of each piece and what `fn` made of it, as they get done, in no order.

    Other nodes tell nothing before a piece is done, so `beat` is not called.

    As many tasks are under way as the cluster has cores, and as many again wait: more would only
    fill its memory. Raises `Stopped` when nodes are lost faster than work is done.
    """
    ray = _cluster()
    remote = ray.remote(num_cpus=1, max_retries=_LOST)(_on_a_node)
    numbered = list(enumerate(pieces))
    size = max(1, min(_TASK, len(numbered) // (4 * _cores(ray))))
    waiting = (numbered[i : i + size] for i in range(0, len(numbered), size))
    running: list[Any] = []
    try:
        while True:
            while len(running) < 2 * _cores(ray) and (task := next(waiting, None)):
                running.append(remote.remote(fn, task, limits))
            if not running:
                return
            done, running = ray.wait(running, num_returns=1)
            for ref in done:
                yield from ray.get(ref)
    except (ray.exceptions.RaySystemError, ray.exceptions.WorkerCrashedError) as error:
        raise Stopped(f"the cluster lost work too often: {error}; run again") from error
    except ray.exceptions.RayTaskError as error:
        raise error.cause from error
    finally:
        for ref in running:
            ray.cancel(ref, force=True)


def _on_a_node(
    fn: Callable[[_W, Watch], _R], task: Sequence[tuple[int, _W]], limits: Limits
) -> list[tuple[int, _R]]:
    """Some pieces, in a process of their own that a bad document may take along."""
    with local.Workers(1, limits) as workers:
        made = workers.map_shards(fn, [piece for _, piece in task])
        return [(task[i][0], result) for i, result in made]


def _cores(ray: Any) -> int:
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def _cluster() -> Any:
    """Ray, connected: to the cluster of `RAY_ADDRESS` where that is set, else to this machine."""
    try:
        import ray
    except ImportError as error:
        raise Fault("--on ray needs Ray; pip install 'article-pipeline[ray]'") from error
    if not ray.is_initialized():
        try:
            ray.init(
                address=os.environ.get(RAY_ADDRESS),
                include_dashboard=None if os.environ.get(RAY_ADDRESS) else False,
                log_to_driver=False,
                logging_level=logging.WARNING,
            )
        except (ConnectionError, RuntimeError) as error:
            raise Fault(
                f"{RAY_ADDRESS}={os.environ.get(RAY_ADDRESS)}: {error}; start the cluster"
            ) from error
    return ray
