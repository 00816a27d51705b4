"""Many hands make light work: sharing jobs among processes, where that is safe.

A hand is a copy of this process (`fork`): it knows all that this one knows, at no cost, and hands back only
what came of its jobs. A process with threads must not be copied, because a copy of a lock that another thread
holds is never let go of; nor can every system copy one. There all is done here, one job after the other.
"""

from goodnews.hands.errand import Errand
from goodnews.hands.sharing import count_hands, nothing, share_out

__all__ = ["Errand", "count_hands", "nothing", "share_out"]
