"""MyGymTracker: a self-hosted strength-training tracker on PostgreSQL."""
