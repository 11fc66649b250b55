"""The same batch on many machines: read, split, translate, summarise and write as Ray Data stages.

What an article becomes is made by the functions of :mod:`translate.batch` and
:mod:`translate.pipeline`; here is only who does it where, and what is kept of it. Ray is
imported when a cluster is asked for and not before.
"""

from translate.cluster.driver import ClusterRun
from translate.cluster.folders import is_url

__all__ = ["ClusterRun", "is_url"]
