class DetectTask(PipelineTask:
    ConfigClass = DetectConfig
