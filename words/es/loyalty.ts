import type { WordsOfRoom } from '../en';

export const loyalty: WordsOfRoom<'loyalty'> = {};
