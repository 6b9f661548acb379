/** Names of months in English, French, German, Spanish, Italian and Portuguese, long and short, in lower case without accents. */
const NAMES = [
  'jan january janv janvier januar janner jaenner jan ene enero gen genn gennaio janeiro',
  'feb february fev fevr fevrier februar febr febrero febb febbraio fevereiro',
  'mar march mars marz maerz mrz marzo marco',
  'apr april avr avril abr abril aprile',
  'may mai mayo mag magg maggio maio',
  'jun june juin juni junio giu giugno junho',
  'jul july juil juillet juli julio lug luglio julho',
  'aug august aou aout ago agosto',
  'sep sept september septembre septiembre set sett settembre setembro setiembre',
  'oct october octobre okt oktober octubre ott ottobre out outubro',
  'nov november novembre noviembre novembro',
  'dec december decembre dez dezember dic diciembre dicembre dezembro',
]

const NUMBER_OF = new Map(NAMES.flatMap((names, at) => names.split(' ').map((name) => [name, at + 1] as const)))

/** Returns the number of a month from its name, in any case and with or without accents; 0 for another word. */
export const monthNamed = (name: string): number =>
  NUMBER_OF.get(name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')) ?? 0
