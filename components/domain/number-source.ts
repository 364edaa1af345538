/** Where a coupon's number comes from; `text` is what is typed of one on paper. */
export type NumberSource = { isPrePrinted: boolean; text: string };
export const MADE_BY_PITSIDE: NumberSource = { isPrePrinted: false, text: '' };
