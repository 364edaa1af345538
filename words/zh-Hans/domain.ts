import type { WordsOfRoom } from '../en';

export const domain: WordsOfRoom<'domain'> = {};
