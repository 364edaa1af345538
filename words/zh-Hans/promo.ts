import type { WordsOfRoom } from '../en';

export const promo: WordsOfRoom<'promo'> = {};
