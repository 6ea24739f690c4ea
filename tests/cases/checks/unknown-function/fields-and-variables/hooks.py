def is_bright(limit):
    return limit < 20
