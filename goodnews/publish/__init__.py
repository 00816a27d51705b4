"""Publishing: from built output to a site that readers get, safely."""
