import { family } from './family'

/** Computers of laboratories and universities on which the first games were written. */
export const MAINFRAMES = family('Early computer', [
  { id: 1500, slug: 'plato', name: 'PLATO' },
  { id: 1501, slug: 'pdp-1', name: 'PDP-1' },
  { id: 1502, slug: 'pdp-7', name: 'PDP-7' },
  { id: 1503, slug: 'pdp-8', name: 'PDP-8' },
  { id: 1504, slug: 'pdp-10', name: 'PDP-10' },
  { id: 1505, slug: 'pdp-11', name: 'PDP-11' },
  { id: 1506, slug: 'edsac', name: 'EDSAC' },
  { id: 1507, slug: 'hp-2100', name: 'HP 2100' },
  { id: 1508, slug: 'hp-3000', name: 'HP 3000' },
  { id: 1509, slug: 'cdc-cyber-70', name: 'CDC Cyber 70' },
  { id: 1510, slug: 'sds-sigma-7', name: 'SDS Sigma 7' },
  { id: 1511, slug: 'imlac-pds-1', name: 'Imlac PDS-1' },
  { id: 1512, slug: 'dec-gt40', name: 'DEC GT40' },
  { id: 1513, slug: 'nimrod', name: 'Ferranti Nimrod Computer' },
  { id: 1514, slug: 'donner-model-30', name: 'Donner Model 30' },
])
