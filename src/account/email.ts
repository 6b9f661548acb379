/** Returns the form of an e-mail address under which it is stored and compared: in small letters, its accents composed. */
export const normalizeEmail = (email: string): string => email.normalize('NFC').toLowerCase()
