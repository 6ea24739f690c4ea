def find_flat(dataset_type, registry, data_id, collections):
    return []
