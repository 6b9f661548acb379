/** Languages of the notice. */
export const NOTICE_LANGUAGES = ['en', 'fr'] as const
export type NoticeLanguage = (typeof NOTICE_LANGUAGES)[number]

/** Words of the notice in one language, besides those of the register. */
export type NoticeText = {
  title: string
  headings: Readonly<Record<NoticeSectionId, string>>
  operator: string
  contact: string
  noContact: string
  purpose: (to: string, basis: string) => string
  basis: Readonly<Record<string, string>>
  kept: (time: string, what: string) => string
  right: Readonly<Record<string, string>>
  fixed: Readonly<
    Record<
      'optional' | 'recipients' | 'transfers' | 'device' | 'complaint' | 'automated' | 'sources',
      readonly string[]
    >
  >
  always: (rights: readonly string[]) => string
  rights: (purposes: readonly string[], rights: readonly string[]) => string
  how: readonly string[]
  warning: string
}

/** Sections of the notice, in their order. Each answers one question of Art. 13 and 14. */
export const NOTICE_SECTIONS = [
  'controller',
  'purposes',
  'optional',
  'recipients',
  'transfers',
  'retention',
  'device',
  'rights',
  'complaint',
  'automated',
  'sources',
] as const
export type NoticeSectionId = (typeof NOTICE_SECTIONS)[number]

const ENGLISH: NoticeText = {
  title: 'Your data, and your rights',
  headings: {
    controller: 'Who is responsible',
    purposes: 'Why we use your data, and what allows us to',
    optional: 'Must you give us data?',
    recipients: 'Who sees them',
    transfers: 'Where they are',
    retention: 'What we keep, and how long',
    device: 'What your browser keeps',
    rights: 'Your rights',
    complaint: 'If you are not satisfied',
    automated: 'Decisions by a computer',
    sources: 'Data that do not come from you',
  },
  operator: 'The operator of this service',
  contact: 'Questions about your data, and requests about your rights, go to',
  noContact:
    'Ask an administrator of this service about your data and your rights. No data protection officer was named.',
  purpose: (to, basis) => `We use data ${to}. ${basis}`,
  basis: {
    consent: 'You have agreed to it, and can take that back at any time.',
    contract: 'You asked for it when you opened an account.',
    'legal-obligation': 'The law asks it of us.',
    'legitimate-interest':
      'The law allows it where we have a good reason (a "legitimate interest"), and we keep only what it takes.',
  },
  kept: (time, what) => `${capital(time)}, we keep: ${what.replaceAll(' ; ', '; ')}.`,
  right: {
    access: 'to see them',
    rectification: 'to have them corrected',
    erasure: 'to have them deleted',
    restriction: 'to have their use stopped for a time',
    portability: 'to take them with you',
    objection: 'to object to their use',
  },
  fixed: {
    optional: [
      'No: you can give us no data at all, and then you have no account. For an account we need an e-mail address and a password. Everything else is up to you.',
    ],
    recipients: [
      'The administrators of this service see your address, your role and security events. They do not see your password. Nothing is sold.',
      'Your collections are shown to nobody but you. Whoever runs the server and its backups could read them there.',
      'If you ask for the games that you own at Steam, your SteamID is sent to Steam (Valve) for that. Nobody else receives your data.',
      'If you decide about games, everybody who may read decisions sees what you decided, with the number of your account.',
    ],
    transfers: [
      'Your data stay on the servers of the operator. There is one exception, which you ask for yourself each time: Steam belongs to Valve, in the United States, so the SteamID that you give to import your games leaves the European Union. It is not kept here.',
    ],
    device: [
      'When you sign in, a cookie (vestim_refresh) keeps you signed in until you sign out or the session ends. When you choose a language, a cookie (vestim_language) keeps it for a year. The browser also keeps the colours, shortcuts and views that you choose, until you delete them, and which of your last answers in the review you can take back, until you close the page.',
      'Nothing of this is kept before you ask for it, and nothing follows you to other sites.',
    ],
    complaint: [
      'You can complain to the authority of your country. In France it is the CNIL: 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, https://www.cnil.fr/fr/plaintes.',
    ],
    automated: ['No decision about you is made by a computer alone, and no profile of you is made.'],
    sources: [
      'The names of the makers of games come from public lists and services, which are named at /v1/sources. If you are one of them, you can have your name corrected or removed.',
      'Names, addresses and pictures of people who wrote a review are removed before anything is kept.',
    ],
  },
  always: (rights) => `Whatever we use your data for, you have the right ${listOf(rights, 'and')}.`,
  rights: (purposes, rights) =>
    `You also have the right ${listOf(rights, 'and')}, where we use data ${purposes.join('; or ')}.`,
  how: [
    'You can do much of this yourself, on the page /explorer/account: take all your data with you, or delete your account. Programs use /v1/me/export and /v1/me; your address is corrected there. For the rest write to the operator, who answers within one month. It costs nothing.',
  ],
  warning:
    'This service sends no mail, so nobody can warn you before an unused account is deleted: sign in once in 24 months to keep it.',
}

const FRENCH: NoticeText = {
  title: 'Vos données et vos droits',
  headings: {
    controller: 'Qui est responsable',
    purposes: 'Pourquoi nous utilisons vos données, et ce qui nous y autorise',
    optional: 'Devez-vous nous donner des données ?',
    recipients: 'Qui les voit',
    transfers: 'Où elles se trouvent',
    retention: 'Ce que nous gardons, et combien de temps',
    device: 'Ce que garde votre navigateur',
    rights: 'Vos droits',
    complaint: "Si vous n'êtes pas satisfait",
    automated: 'Décisions prises par un ordinateur',
    sources: 'Données qui ne viennent pas de vous',
  },
  operator: "L'exploitant de ce service",
  contact: 'Pour toute question sur vos données et pour exercer vos droits, écrivez à',
  noContact:
    "Adressez-vous à un administrateur de ce service pour vos données et vos droits. Aucun délégué à la protection des données n'a été désigné.",
  purpose: (to, basis) => `Nous utilisons des données pour ${to}. ${basis}`,
  basis: {
    consent: 'Vous avez donné votre accord, et pouvez le retirer à tout moment.',
    contract: "Vous l'avez demandé en ouvrant un compte.",
    'legal-obligation': "La loi nous l'impose.",
    'legitimate-interest':
      'La loi le permet quand nous avons une bonne raison (un « intérêt légitime »), et nous ne gardons que le nécessaire.',
  },
  kept: (time, what) => `${capital(time)}, nous gardons : ${what}.`,
  right: {
    access: 'de les voir',
    rectification: 'de les faire corriger',
    erasure: 'de les faire supprimer',
    restriction: 'de faire arrêter leur utilisation pour un temps',
    portability: 'de les emporter',
    objection: 'de vous opposer à leur utilisation',
  },
  fixed: {
    optional: [
      "Non : vous pouvez ne nous donner aucune donnée, et vous n'avez alors pas de compte. Pour un compte, il nous faut une adresse électronique et un mot de passe. Tout le reste dépend de vous.",
    ],
    recipients: [
      "Les administrateurs de ce service voient votre adresse, votre rôle et les événements de sécurité. Ils ne voient pas votre mot de passe. Rien n'est vendu.",
      "Vos collections ne sont montrées à personne d'autre que vous. La personne qui gère le serveur et ses sauvegardes pourrait les y lire.",
      "Si vous demandez les jeux que vous possédez chez Steam, votre SteamID est envoyé à Steam (Valve) pour cela. Personne d'autre ne reçoit vos données.",
      'Si vous décidez au sujet de jeux, toutes les personnes qui peuvent lire les décisions voient ce que vous avez décidé, avec le numéro de votre compte.',
    ],
    transfers: [
      "Vos données restent sur les serveurs de l'exploitant. Il y a une exception, que vous demandez vous-même à chaque fois : Steam appartient à Valve, aux États-Unis ; le SteamID que vous donnez pour importer vos jeux quitte donc l'Union européenne. Il n'est pas gardé ici.",
    ],
    device: [
      "Quand vous vous connectez, un cookie (vestim_refresh) vous garde connecté jusqu'à votre déconnexion ou la fin de la session. Quand vous choisissez une langue, un cookie (vestim_language) la garde un an. Le navigateur garde aussi les couleurs, les raccourcis et les vues que vous choisissez, jusqu'à ce que vous les supprimiez, et vos dernières réponses de la révision que vous pouvez reprendre, jusqu'à ce que vous fermiez la page.",
      "Rien de cela n'est gardé avant que vous ne le demandiez, et rien ne vous suit sur d'autres sites.",
    ],
    complaint: [
      "Vous pouvez adresser une réclamation à l'autorité de votre pays. En France, c'est la CNIL : 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, https://www.cnil.fr/fr/plaintes.",
    ],
    automated: [
      "Aucune décision à votre sujet n'est prise par un ordinateur seul, et aucun profil de vous n'est établi.",
    ],
    sources: [
      "Les noms des créateurs des jeux viennent de listes et de services publics, nommés à l'adresse /v1/sources. Si vous en faites partie, vous pouvez faire corriger ou retirer votre nom.",
      'Les noms, adresses et images des personnes qui ont écrit une critique sont retirés avant tout enregistrement.',
    ],
  },
  always: (rights) => `Quel que soit l'usage de vos données, vous avez le droit ${listOf(rights, 'et')}.`,
  rights: (purposes, rights) =>
    `Vous avez aussi le droit ${listOf(rights, 'et')}, quand nous utilisons des données pour ${purposes.join(' ; ou pour ')}.`,
  how: [
    "Vous pouvez en faire une bonne partie vous-même, sur la page /explorer/account : emporter toutes vos données, ou supprimer votre compte. Les programmes utilisent /v1/me/export et /v1/me ; votre adresse s'y corrige. Pour le reste, écrivez à l'exploitant, qui répond sous un mois. C'est gratuit.",
  ],
  warning:
    "Ce service n'envoie aucun courriel : personne ne peut vous prévenir avant la suppression d'un compte inutilisé. Connectez-vous une fois en 24 mois pour le garder.",
}

const listOf = (items: readonly string[], and: string): string =>
  items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} ${and} ${items.at(-1)}`

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** Words of the notice by language. */
export const NOTICE_TEXTS: Readonly<Record<NoticeLanguage, NoticeText>> = { en: ENGLISH, fr: FRENCH }
