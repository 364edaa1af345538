import type { WordsOfRoom } from '../en';

export const seals: WordsOfRoom<'seals'> = {};
