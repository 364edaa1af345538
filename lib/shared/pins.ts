/** How many digits a personal PIN has. */
export const PIN_DIGITS = 6;

// Past the nine comes the nought, as on the keys.
const UP = '012345678901234';
const DOWN = '432109876543210';

/** Whether it is what everybody tries first: all the same, or a straight run up or down. The database decides again. */
export function isEasyPin(pin: string): boolean {
  return /^(\d)\1*$/.test(pin) || UP.includes(pin) || DOWN.includes(pin);
}
