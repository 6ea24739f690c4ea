def customize(connections):
    pass


def adjust(connections, inputs, outputs, label, data_id):
    return {}, {}


def adjust_all(connections, adjuster):
    pass


def check_config(config):
    pass


def set_defaults(config):
    pass
