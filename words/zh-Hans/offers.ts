import type { WordsOfRoom } from '../en';

export const offers: WordsOfRoom<'offers'> = {};
