import { DAYS, ICO, OKAMI, type TriedFile, tried, YEARS } from './tried-file'

/** What spreadsheets write. */
export const TRIED_SPREADSHEETS: TriedFile[] = [
  tried(
    'Google Sheets: TRUE, $19.99, 4/20/2006',
    ['Title,Owned,Release date,Price', 'Okami,TRUE,4/20/2006,$19.99', 'Ico,FALSE,9/24/2001,"$1,019.99"'],
    DAYS,
  ),
  tried(
    'Excel in German: WAHR, 19,99 €, 20.04.2006',
    ['Titel;Erschienen;Gekauft;Preis;Bewertung', 'Okami;20.04.2006;WAHR;19,99 €;8,5', 'Ico;24.09.2001;FALSCH;9,99 €;9'],
    [
      { ...DAYS[0], critics: { value: 85 } },
      { ...DAYS[1], critics: { value: 90 } },
    ],
    { asks: '10 as the highest score is a guess' },
  ),
  tried(
    'Excel in French: VRAI, 8,5/10, 20/04/2006',
    ['Titre;Sorti le;Acheté;Note', 'Okami;20/04/2006;VRAI;8,5/10', 'Ico;24/09/2001;FAUX;9/10'],
    [
      { ...DAYS[0], critics: { value: 85 } },
      { ...DAYS[1], critics: { value: 90 } },
    ],
    { asks: 'does not say who gives the score' },
  ),
  tried(
    'Excel in Spanish: VERDADERO, 1.500.000',
    ['Título;Año;Comprado;Ventas', 'Okami;2006;VERDADERO;1.500.000', 'Ico;2001;FALSO;650.000'],
    [
      { ...YEARS[0], salesCopies: 1_500_000 },
      { ...YEARS[1], salesCopies: 650_000 },
    ],
  ),
  tried(
    'Excel in Italian: 20 apr 2006, 1.500',
    ['Titolo;Uscita;Vendite', 'Okami;20 apr 2006;1.500', 'Ico;24 set 2001;650'],
    [
      { ...DAYS[0], salesCopies: 1500 },
      { ...DAYS[1], salesCopies: 650 },
    ],
    { asks: 'has three digits after it, which is read as thousands' },
  ),
  tried('Excel: days as numbers', ['Title,Release Date', 'Okami,38827', 'Ico,37158'], [OKAMI, ICO], {
    asks: 'seems to have the numbers of days that spreadsheets count from 1900',
  }),
  tried('Excel: texts as formulas, ="007"', ['Code,Title,Year', '="007",="Okami",2006', '"=""008""",Ico,2001'], YEARS),
  tried(
    'Excel: faults of formulas, #REF! and #NAME?',
    ['Title,Year', 'Okami,#REF!', '#NAME?,2001', 'Ico,#VALUE!'],
    [OKAMI, 'missing_title', ICO],
  ),
  tried(
    'Excel: long ids as 7.61234E+12',
    ['Id,Title', '7.61234E+12,Okami', '7.61235E+12,Ico'],
    ['invalid_key', 'invalid_key'],
  ),
  tried(
    'Excel: a page of HTML named .xls',
    ['<html><table><tr><td>Okami</td></tr></table></html>'],
    'is XML or HTML, not a table',
    { file: 'list.xls' },
  ),
  tried('Numbers: the name of the table first', ['Table 1', 'Title,Year', 'Okami,2006', 'Ico,2001'], YEARS),
]
