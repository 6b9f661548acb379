const en = {
  title: 'Sign in',
  kept: 'Afterwards you are where you wanted to go.',
  email: 'E-mail address',
  password: 'Password',
  enter: 'Sign in',
  or: 'Without an account',
  link: 'On the machine that serves this, make a link that signs a browser in:',
  guest: 'Go on as a guest',
  reasons: {
    ended: 'Your session has ended. Sign in again: the address is kept.',
    bad_link: 'This link does not work: it was used before, or is older than 10 minutes. Make another one.',
    bad_password: 'The address or the password is wrong.',
    too_many: 'Too many failed attempts: wait a little.',
    unreachable: 'The service does not answer at the moment.',
  },
}

const fr: typeof en = {
  title: 'Connexion',
  kept: 'Vous irez ensuite là où vous vouliez aller.',
  email: 'Adresse électronique',
  password: 'Mot de passe',
  enter: 'Se connecter',
  or: 'Sans compte',
  link: 'Sur la machine qui sert cette page, créez un lien qui connecte un navigateur :',
  guest: 'Continuer en invité',
  reasons: {
    ended: 'Votre session est terminée. Reconnectez-vous : l’adresse est gardée.',
    bad_link: 'Ce lien ne marche pas : il a déjà servi, ou date de plus de 10 minutes. Créez-en un autre.',
    bad_password: 'L’adresse ou le mot de passe est faux.',
    too_many: 'Trop d’essais manqués : attendez un peu.',
    unreachable: 'Le service ne répond pas pour le moment.',
  },
}

/** Texts of the sign-in form. */
export const signInWords = PAGE_LANGUAGE === 'fr' ? fr : en
