import type { WordsOfRoom } from '../en';

export const forms: WordsOfRoom<'forms'> = {};
