"""HTTPS in a home network: an authority of the tracker's own, its certificates, and how a phone comes to trust it."""
