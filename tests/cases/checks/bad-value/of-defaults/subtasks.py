from lsst.pipe.base import Task


class MeasureTask(Task):
    pass
