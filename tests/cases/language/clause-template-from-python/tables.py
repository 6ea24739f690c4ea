class LookUpTable:
    DATASET_TYPE_NAME = "look_up_table"
    DIMENSIONS = ("instrument", "detector")
