import type { WordsOfRoom } from '../en';

export const reconcile: WordsOfRoom<'reconcile'> = {};
