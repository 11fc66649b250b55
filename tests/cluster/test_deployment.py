"""The manifest of the documentation: it parses, its fields fit, and its command is one of ours."""

from __future__ import annotations

import re
import shlex
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml

from docs.generate import tree

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / "docs" / "how-to" / "kuberay" / "rayjob.yaml"


@pytest.fixture(scope="module")
def job() -> dict[str, Any]:
    (document,) = yaml.safe_load_all(MANIFEST.read_text(encoding="utf-8"))
    assert isinstance(document, dict)
    return document


def pods(job: dict[str, Any]) -> list[dict[str, Any]]:
    cluster = job["spec"]["rayClusterSpec"]
    groups = [cluster["headGroupSpec"], *cluster["workerGroupSpecs"]]
    return [group["template"]["spec"] for group in groups]


def test_it_is_a_ray_job(job: dict[str, Any]) -> None:
    assert (job["apiVersion"], job["kind"]) == ("ray.io/v1", "RayJob")
    assert re.fullmatch(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?", job["metadata"]["name"])
    assert job["spec"].keys() == {
        "entrypoint",
        "shutdownAfterJobFinishes",
        "ttlSecondsAfterFinished",
        "backoffLimit",
        "rayClusterSpec",
    }
    for group in job["spec"]["rayClusterSpec"]["workerGroupSpecs"]:
        assert group["minReplicas"] <= group["replicas"] <= group["maxReplicas"]
        assert all(isinstance(value, str) for value in group["rayStartParams"].values())


def test_its_command_is_one_of_ours(job: dict[str, Any]) -> None:
    program, name, *words = shlex.split(job["spec"]["entrypoint"])
    assert (program, name) == ("translate", "run")
    root = tree()
    context = root.make_context("translate", [], resilient_parsing=True)
    command = root.get_command(context, "run")
    parsed = command.make_context("run", words, parent=context)
    assert parsed.params["cluster"] == "ray" and parsed.params["ray_address"] == "auto"
    cluster = job["spec"]["rayClusterSpec"]
    cores = sum(
        group["replicas"]
        * int(group["template"]["spec"]["containers"][0]["resources"]["requests"]["cpu"])
        for group in cluster["workerGroupSpecs"]
    )
    assert parsed.params["workers"] == cores


def test_its_pods_hang_together(job: dict[str, Any]) -> None:
    for pod in pods(job):
        volumes = {volume["name"] for volume in pod["volumes"]}
        for container in pod["containers"]:
            assert {mount["name"] for mount in container["volumeMounts"]} <= volumes
            paths = [mount["mountPath"] for mount in container["volumeMounts"]]
            assert len(paths) == len(set(paths))
            assert all(isinstance(entry["value"], str) for entry in container["env"])


def test_its_ray_is_the_tested_one(job: dict[str, Any]) -> None:
    try:
        installed = metadata.version("ray")
    except metadata.PackageNotFoundError:
        pytest.skip("the extra 'ray' is not installed")
    assert job["spec"]["rayClusterSpec"]["rayVersion"] == installed
    page = (ROOT / "docs" / "how-to" / "several-machines.md").read_text(encoding="utf-8")
    assert f"ray[default]=={installed}" in page
