import { family } from './family'

/** Consoles and computers of NEC. */
export const NEC = family('NEC', [
  {
    id: 1100,
    slug: 'turbografx-16',
    name: 'TurboGrafx-16',
    fr: 'PC Engine',
    aliases: [
      'PCE',
      'TG16',
      'TG-16',
      'TurboGrafx',
      'PC Engine',
      'TurboGrafx-16/PC Engine',
      'TurboGrafx 16',
      'NEC PC Engine',
    ],
  },
  {
    id: 1101,
    slug: 'turbografx-cd',
    name: 'TurboGrafx-CD',
    fr: 'PC Engine CD',
    aliases: ['PCECD', 'TGCD', 'TG-CD', 'Turbografx-16/PC Engine CD', 'PC Engine CD', 'PC Engine CD-ROM'],
  },
  { id: 1102, slug: 'supergrafx', name: 'PC Engine SuperGrafx', aliases: ['SGX', 'SuperGrafx'] },
  { id: 1103, slug: 'pc-fx', name: 'PC-FX', aliases: ['NEC PC-FX'] },
  { id: 1104, slug: 'pc-98', name: 'PC-98', aliases: ['PC-9800 Series', 'PC-9801', 'NEC PC-9801'] },
  { id: 1105, slug: 'pc-88', name: 'PC-8801', aliases: ['PC-88', 'PC-8800 Series', 'NEC PC-8801'] },
  { id: 1106, slug: 'pc-6000', name: 'NEC PC-6000 Series', fr: 'Série NEC PC-6000', aliases: ['PC-6001'] },
])
