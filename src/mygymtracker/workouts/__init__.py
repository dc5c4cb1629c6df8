"""What you did: workouts, their exercises, their sets."""
