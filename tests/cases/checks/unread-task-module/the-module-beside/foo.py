class FooTask(PipelineTask:
