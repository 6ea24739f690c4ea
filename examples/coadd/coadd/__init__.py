"""From exposures to deblended sources on coadds."""
