from lsst.pipe.base import Task


class FitTask(Task):
    pass
