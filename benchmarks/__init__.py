"""How fast conngen is: beside its peers (`run`), and from one change to the next (`instructions`)."""
