"""An athlete to look around with, whose training nobody did."""
