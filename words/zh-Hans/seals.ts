import type { WordsOfRoom } from '../en';

export const seals: WordsOfRoom<'seals'> = {
  seals: '封存',
  meaning:
    '每个已结束的营业日都有一个数值，概括每位玩家积分账的末条。请与发送到贵方系统的副本比对：两者不同，即表示有人改动了记录。',
  nothingSealed: '尚无封存',
  nothingSealedMeaning: '营业日结束约一小时后封存。',
  showAll: '{count, plural, other {显示全部 # 个封存}}',
  entries: '{count, plural, other {# 条分录}}',
  text: '文本',
  textOf: '{day} 封存内容的文本',
};
