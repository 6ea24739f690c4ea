; Marks such as TODO in comments, for editors that have a grammar for them.
((comment) @injection.content
  (#set! injection.language "comment"))
