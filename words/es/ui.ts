import type { WordsOfRoom } from '../en';

export const ui: WordsOfRoom<'ui'> = {};
