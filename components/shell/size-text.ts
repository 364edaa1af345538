import { formatPoints } from '@/lib/shared/format';

const KILOBYTE = 1_000;
const UNITS = ['kB', 'MB', 'GB', 'TB'] as const;

/** Room on a device, rounded: `640 kB`, `12 GB`. */
export function sizeText(bytes: number): string {
  let value = bytes / KILOBYTE;
  let place = 0;
  for (; value >= KILOBYTE && place < UNITS.length - 1; place += 1) value /= KILOBYTE;
  return `${formatPoints(Math.floor(value))}\u00a0${UNITS[place]}`;
}
