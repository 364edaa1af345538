import type { Measure } from '../support/measure.ts';
import { notMeasured } from '../support/report.ts';

/** The comparison with pgledger's transfer needs that project's SQL, which is not part of this one. */
export const pgledger: Measure = {
  name: 'pgledger',
  async run() {
    return [
      notMeasured('reward RPC / pgledger transfer', '>= 1.5 x', 'its SQL is not committed here, and is not fetched'),
    ];
  },
};
