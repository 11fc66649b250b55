"""To Ray and back: starting or joining a cluster, and its faults as one line each.

The only module that imports Ray at a driver, and only when a cluster is asked for.
"""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from typing import Any

from translate.engines.processor import usable_cores
from translate.errors import (
    ClusterError,
    EngineUnavailable,
    OutputError,
    TranslateError,
    UsageError,
)

INSTALL = "pip install 'nieuws-translate[ray]'"
_AGAIN = "what is done is kept: run the same command again"
_CONNECT_SECONDS = 5.0
#: Ray gives a node 30 seconds to start, which a busy machine may need several times.
_STARTS = 3
#: Before Ray is imported: it asks nobody and says only what we pass on.
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    # a cluster that is started for a run has nothing else to do
    "RAY_worker_niceness": "0",
}


@dataclass(frozen=True, slots=True)
class Size:
    """How much of a cluster a run takes: ``workers`` processes of so many threads.

    ``workers`` None means as many as there are cores for.
    """

    workers: int | None = None
    threads: int = 1


def need_ray() -> None:
    """Raise :class:`EngineUnavailable` where Ray is not installed."""
    from importlib.util import find_spec

    if find_spec("ray") is None:
        raise EngineUnavailable("--cluster ray needs Ray, which is not installed", INSTALL)


@contextmanager
def connected(address: str | None, size: Size) -> Iterator[int]:
    """Be part of the cluster at ``address``, or of one on this machine; gives the workers' number.

    A cluster that was joined goes on without us; one that was started ends with the block.
    """
    need_ray()
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    if address is not None:
        _check_address(address)
    ray = _import()
    joined = ray.is_initialized()
    # Ray tells of every process that dies, on stdout, where only results belong
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):  # noqa: PTH123
        if not joined:
            _init(ray, address, size)
        try:
            yield size.workers or _workers(ray, size)
        finally:
            if not joined:
                ray.shutdown()


def _workers(ray: Any, size: Size) -> int:
    cores = ray.cluster_resources().get("CPU", 1)
    return max(1, int(cores) // size.threads)


@contextmanager
def faults() -> Iterator[None]:
    """Turn what Ray raises into our faults; a bug of ours comes out as itself."""
    from ray.exceptions import OutOfDiskError, RayError, RayTaskError

    try:
        yield
    except (RayError, OSError, RuntimeError) as error:
        chain = list(_causes(error))
        for one in chain:
            if isinstance(one, TranslateError):
                raise one from error
            if isinstance(one, OutOfDiskError):
                raise OutputError(
                    "no space left on a machine of the cluster for what travels between stages",
                    f"free some, or give Ray another folder; {_AGAIN}",
                ) from error
            if isinstance(one, ImportError):
                raise ClusterError(
                    f"a worker cannot import translate ({_line(one)})",
                    "install the same version on every machine",
                ) from error
        if any(isinstance(one, RayTaskError) for one in chain):
            raise chain[-1] from error
        if isinstance(error, RayError):
            raise ClusterError(f"the cluster gave up ({_line(error)})", _AGAIN) from error
        raise


def _check_address(address: str) -> None:
    """Somebody listens there; Ray itself would try for a minute, and end the process."""
    if address in ("auto", "local"):
        return
    if address.startswith("ray://"):
        raise UsageError(
            f"{address} is of a Ray client, which Ray Data does not run on",
            "run translate on a machine of the cluster, with --ray-address auto",
        )
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdigit():
        raise UsageError(f"{address} is no address", "--ray-address takes HOST:PORT, or auto")
    try:
        socket.create_connection((host.strip("[]"), int(port)), _CONNECT_SECONDS).close()
    except OSError as error:
        raise ClusterError(
            f"no cluster at {address} ({error.strerror or error})",
            "start one with 'ray start --head', or leave --ray-address out for this machine",
        ) from error


def _import() -> Any:
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise EngineUnavailable(f"Ray cannot be imported ({_line(error)})", INSTALL) from error
    return ray


def _init(ray: Any, address: str | None, size: Size) -> None:
    options: dict[str, Any] = {
        "log_to_driver": False,
        "logging_level": logging.ERROR,
        "address": address or "local",
    }
    if options["address"] == "local":
        cores = (size.workers or usable_cores()) * size.threads
        options |= {"num_cpus": cores, "include_dashboard": False}
    for start in range(_STARTS):
        try:
            with _mute():
                ray.init(**options)
            return
        except Exception as error:
            ray.shutdown()
            text = " ".join(str(error).split())
            if "timed out during startup" in text and start + 1 < _STARTS:
                continue
            if "ersion mismatch" in text:
                raise ClusterError(
                    f"the cluster at {address} runs other versions ({text})",
                    "install the cluster's versions of Ray and Python here",
                ) from error
            what = f"cannot use the cluster at {address}" if address else "cannot start Ray here"
            raise ClusterError(
                f"{what} ({text[:200]})", "nothing was begun: mend it, or run without --cluster"
            ) from error


@contextmanager
def _mute() -> Iterator[None]:
    """Nothing on stderr from Ray's C++ inside the block, which tells its log level there."""
    sys.stderr.flush()
    kept, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(null)


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        following = getattr(following, "cause", None) or following.__cause__


def _line(error: BaseException) -> str:
    text = str(error).strip().splitlines()
    return f"{type(error).__name__}: {text[-1].strip()}" if text else type(error).__name__
