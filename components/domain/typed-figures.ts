/** `1,000` is a thousand, `1.25` a factor; whatever is no plain number is NaN, for the contract to refuse. */
export function readNumber(text: string): number {
  const plain = text.trim().replaceAll(/,(?=\d{3}(\D|$))/g, '');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** A code made of a name: `Black Card` is `black_card`. */
export function tierCodeOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 31);
}
