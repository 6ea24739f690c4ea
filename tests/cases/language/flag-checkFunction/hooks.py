from lsst.pipe.base import NoWorkFound


def need_two_visits(connection, refs, label, data_id):
    if len({ref.dataId["visit"] for ref in refs}) < 2:
        raise NoWorkFound(f"{label} needs two visits for {data_id}")
