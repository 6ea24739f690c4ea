"""What can go wrong."""


class MeasurementError(Exception):
    pass
