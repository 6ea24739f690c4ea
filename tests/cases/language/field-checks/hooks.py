def is_even(value):
    return value % 2 == 0


def is_positive(value):
    return value > 0


def is_sorted(values):
    return list(values) == sorted(values)


def is_band(key):
    return len(key) == 1


def is_normalized(values):
    return sum(values.values()) == 1.0
