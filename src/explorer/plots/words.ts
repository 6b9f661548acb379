const en = {
  take: 'Take it along',
  curl: 'Copy as curl',
  typescript: 'Copy as TypeScript',
  csv: 'CSV',
  table: 'Figures',
  series: 'Series: choose to hide or show; Alt + click, or the key o: only this one',
  only: 'Alt or Shift + click: only this one',
  every: 'Show all',
  keyOnly: 'in a legend: only this series, or all again (Alt or Shift + click)',
  walkYears: 'Arrow keys walk through the years, Enter opens the games of one; hold Shift, or draw, to narrow them.',
  walkCells:
    'Arrow keys walk through the cells, Enter opens games; hold Shift, or draw, to narrow the scores. A cell opens the games of its critics’ scores.',
  walkBars: 'Arrow keys walk through the bars, Enter opens games.',
  scored: (count: string) => `(${count} scored)`,
  open: 'Open these games',
}

const fr: typeof en = {
  take: 'Emporter',
  curl: 'Copier en curl',
  typescript: 'Copier en TypeScript',
  csv: 'CSV',
  table: 'Chiffres',
  series: 'Séries : choisir pour cacher ou montrer ; Alt + clic, ou la touche o : celle-ci seule',
  only: 'Alt ou Maj + clic : celle-ci seule',
  every: 'Tout montrer',
  keyOnly: 'dans une légende : cette série seule, ou toutes (Alt ou Maj + clic)',
  walkYears:
    'Les flèches parcourent les années, Entrée ouvre les jeux de l’une ; avec Maj, ou en traçant, on les restreint.',
  walkCells:
    'Les flèches parcourent les cases, Entrée ouvre des jeux ; avec Maj, ou en traçant, on restreint les notes. Une case ouvre les jeux de ses notes de la presse.',
  walkBars: 'Les flèches parcourent les barres, Entrée ouvre des jeux.',
  scored: (count) => `(${count} notés)`,
  open: 'Ouvrir ces jeux',
}

/** Texts that every plot may use. */
export const plotWords = PAGE_LANGUAGE === 'fr' ? fr : en
