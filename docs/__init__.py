"""The documents, and the program that writes those of them which follow from the code."""
