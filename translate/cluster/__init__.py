"""The same batch on many machines: parts of it in processes that Ray Data feeds.

What an article becomes is made by :mod:`translate.batch` and :mod:`translate.writing`; here is
only who does it where, and what is kept of it. Ray is imported when a cluster is asked for and
not before.
"""

from translate.cluster.driver import ClusterRun

__all__ = ["ClusterRun"]
