/** Of each kind here: the direction, and whether currency of it counts. Written down a second time on purpose. */
export const KINDS = {
  chip_purchase: ['in', true],
  marker_payment: ['in', true],
  money_play_rebet: ['in', false],
  chip_redemption: ['out', true],
  cash_comp: ['out', true],
  jackpot_hand_pay: ['out', false],
} as const;
export type Kind = keyof typeof KINDS;
export type Direction = 'in' | 'out';

/** Who stood at the window, for whom, and who shared it, as they were known then. `cents` is 0 of what does not count. */
export type Entry = {
  id: string;
  day: string;
  direction: Direction;
  cents: number;
  atWindow: string;
  principal: string | null;
  sharers: string[];
  isVoided: boolean;
};
type Sums = { in: number; out: number; count: number };

/** One out of some, by a number that was drawn. */
export const pick = <T>(from: readonly T[], at: number): T => from[at % from.length] as T;

/** The log as a list of entries and a map of who is who; totals are added up from nothing each time. */
export class LogModel {
  readonly entries: Entry[] = [];
  readonly unknown: string[] = [];
  readonly knownAs = new Map<string, string>();

  readonly who = (id: string): string => this.knownAs.get(id) ?? id;

  /** Everybody an entry is about under the names that were given then. */
  readonly namesIn = ({ atWindow, principal, sharers }: Entry): string[] => [
    atWindow,
    ...(principal === null ? [] : [principal]),
    ...sharers,
  ];

  /** Everybody an entry is about, each once, as far as it is known today who they are. */
  readonly peopleOf = (entry: Entry): Set<string> => new Set(this.namesIn(entry).map(this.who));

  readonly sums = (): Map<string, Sums> => {
    const sums = new Map<string, Sums>();
    for (const entry of this.entries) {
      if (entry.isVoided) continue;
      for (const person of this.peopleOf(entry)) {
        const sum = sums.get(`${entry.day} ${person}`) ?? { in: 0, out: 0, count: 0 };
        sum[entry.direction] += entry.cents;
        sum.count += 1;
        sums.set(`${entry.day} ${person}`, sum);
      }
    }
    return sums;
  };
}
