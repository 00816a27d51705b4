"""Publishing: from built output to a site that readers get, safely."""

from goodnews.publish.headers import LoopbackSite
from goodnews.publish.stage import stage_site
from goodnews.publish.targets.target import Delivery, Target
from goodnews.publish.wait import WaitResult, wait_until_live

__all__ = ["Delivery", "LoopbackSite", "Target", "WaitResult", "stage_site", "wait_until_live"]
