/** English words of headings, each with the words of other languages that mean it, without accents. */
const TRANSLATIONS: Record<string, string> = {
  title: 'titre titres intitule titel titulo titolo',
  name: 'nom nome nombre designation libelle bezeichnung',
  game: 'jeu jeux spiel spiele juego juegos gioco giochi jogo jogos videojuego videogioco',
  date: 'datum fecha',
  year: 'annee jahr ano anio anno',
  release:
    'sortie parution erscheinung erscheinungsdatum veroffentlichung veroffentlichungsdatum lanzamiento lancamento uscita',
  released: 'sorti parue paru erschienen veroffentlicht',
  platform:
    'plateforme plateformes machine machines plattform plattformen plataforma plataformas piattaforma piattaforme',
  console: 'konsole konsolen consola consolas',
  system: 'systeme systemes sistema sistemas',
  genre: 'genero generos genere generi gattung',
  tags: 'etiquettes schlagworte etiquetas',
  developer:
    'studio studios developed developpe entwickelt desarrollado sviluppato desenvolvido developpeur developpeurs developpeuse entwickler desarrollador desarrolladora desarrolladores desenvolvedor desenvolvedora sviluppatore sviluppatori',
  publisher:
    'published edite publie verlegt publicado pubblicato editeur editeurs editrice herausgeber distribuidor distribuidora editore editori editora',
  series: 'serie saga reihe collana',
  score: 'note notes bewertung wertung puntuacion puntaje calificacion nota voto valutazione pontuacao punteggio',
  critics: 'critique presse kritiker critica prensa imprensa',
  users: 'utilisateurs utilisateur joueurs joueur nutzer spieler usuarios jugadores jogadores utenti giocatori',
  reviews: 'avis bewertungen resenas recensioni avaliacoes',
  votes: 'stimmen votos voti',
  sales: 'ventes vente verkaufe verkaufszahlen ventas vendite vendas',
  copies: 'exemplaires exemplare copias copie unidades',
  sold: 'vendus vendues verkauft vendidos vendidas venduti vendute',
  total: 'totale totales gesamt insgesamt',
  world: 'monde mondial mondiales mondiale weltweit mundo mundial mondo mundiales',
  summary: 'resume zusammenfassung resumen riassunto resumo',
  description: 'beschreibung descripcion descrizione descricao',
  kind: 'typ tipo',
  id: 'identifiant identifiants ref reference code cle numero kennung nummer schlussel referenz clave codigo referencia chiave codice',
}

const ENGLISH = new Map(
  Object.entries(TRANSLATIONS).flatMap(([english, others]) =>
    others.split(' ').map((other) => [other, english] as const),
  ),
)

/** Articles and prepositions: `date de sortie` and `titre du jeu` name the same as without them. */
const FILLERS = new Set(
  'by par von por da de du des d la le les l un une del della dello der die das des do da dos das el los las il of the in'.split(
    ' ',
  ),
)

/**
 * Returns the words of a column's name in lower case, without accents, articles and prepositions, and in English where they are
 * known: `year` and `release` for `Année de sortie`.
 */
export function headingWords(name: string): string[] {
  const words = name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  const telling = words.filter((word) => !FILLERS.has(word))
  return (telling.length > 0 ? telling : words).map((word) => ENGLISH.get(word) ?? word)
}

/** Usual names of a title column, as `headingWords` gives them, in order of preference. */
export const TITLE_HEADINGS: readonly string[] = [
  ...['title', 'name', 'game title', 'title game', 'game name', 'name game', 'game'],
  ...['product name', 'product title', 'product', 'rom', 'rom name', 'file', 'file name', 'filename'],
]

/** True if a name is usual for a title column. */
export const isTitleHeading = (name: string): boolean => TITLE_HEADINGS.includes(headingWords(name).join(' '))
