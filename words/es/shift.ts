import type { WordsOfRoom } from '../en';

export const shift: WordsOfRoom<'shift'> = {};
