import type { WordsOfRoom } from '../en';

export const errors: WordsOfRoom<'errors'> = {};
