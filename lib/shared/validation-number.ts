/** Crockford's base 32: digits and capitals without I, L, O and U, which are read wrongly. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/** A number as it is compared: letters and digits only, capitals, O read as 0, I and L as 1. As `app.validation_key`. */
export function validationKey(text: string): string {
  return text
    .replace(/[^0-9A-Za-z]/g, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

/**
 * Eleven characters and a check character, one of them a letter. Most numbers of pre-printed stock look otherwise, but
 * some look just like this (`MP2600001234`), so that it proves nothing about a paper.
 */
function looksLikeOurs(key: string): boolean {
  return key.length === LENGTH && /[A-Z]/.test(key.slice(0, -1)) && [...key].every((sign) => ALPHABET.includes(sign));
}

/**
 * Whether a number looks like one that Pitside made, but with a typing error: its last character is not the check of the
 * others (their value modulo 37, so that every wrong character and every swap of neighbours shows). It may as well be the
 * right number of a pre-printed paper, so this is a reason to ask a person to look, never one to refuse a number.
 */
export function hasTypo(text: string): boolean {
  const key = validationKey(text);
  if (!looksLikeOurs(key)) return false;
  const remainder = [...key.slice(0, -1)].reduce((rest, sign) => (rest * 32 + ALPHABET.indexOf(sign)) % 37, 0);
  return remainder !== ALPHABET.indexOf(key.slice(-1));
}

/** A number as it is read aloud: one of ours in groups of four, any other as it was printed. */
export function formatValidationNumber(validationNumber: string): string {
  if (!looksLikeOurs(validationNumber) || hasTypo(validationNumber)) return validationNumber;
  return validationNumber.replace(/(.{4})(?=.)/g, '$1-');
}
