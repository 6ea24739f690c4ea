def find_flat(dataset_type, registry, data_id, collections):
    return registry.queryDatasets(dataset_type, collections=collections, dataId=data_id)
