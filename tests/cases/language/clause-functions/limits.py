"""Limits of what can be measured."""


def fits(threshold, size):
    return threshold < size


def floor(value):
    return int(value)
