import type { WordsOfRoom } from '../en';

export const rewards: WordsOfRoom<'rewards'> = {};
