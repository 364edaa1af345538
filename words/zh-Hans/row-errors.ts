import type { WordsOfRoom } from '../en';

export const rowErrors: WordsOfRoom<'rowErrors'> = {
  CELL_COUNT: '该行有 {found} 个单元格，表头有 {expected} 个：分隔符或引号有缺失或多余。',
  QUOTE_NOT_CLOSED: '该行有引号打开后没有关闭。',
  ROW_TOO_LARGE: '该行超过 {max} KB。',
  CELL_IS_ERROR: '没有值：此单元格的公式出错，或从未计算。',
  VALUE_TOO_LONG: '文字超过 {max} 个字符。',
  ID_IN_SCIENTIFIC_NOTATION: '电子表格缩短了此编号，数字已丢失。请将该列设为文本格式后重新保存文件。',
  IDENTIFIER_MISSING: '该行没有说明是谁。',
  NOT_A_PLAYER_ID: '这不是 Pitside 玩家编号的格式。',
  PLAYER_NOT_FOUND: '这里没有玩家使用此编号。',
  IDENTIFIERS_DISAGREE: '使用此编号的玩家另有会员号。',
  NOT_WHOLE_POINTS: '积分须为整数，例如 12500 或 12,500。',
  TOO_MANY_POINTS: '积分最多 {max} 位数。',
  DATE_UNREADABLE: '按该列的读法，这不是日期。',
  DATE_OUT_OF_RANGE: '日期过早，或尚未到来。',
  UNDER_AGE: '玩家须年满 {min} 岁。',
  DATE_IN_FUTURE: '最近活动的日期尚未到来。',
  unknown: '该行无法使用（{code}）。',
};
