import type { WordsOfRoom } from '../en';

export const seals: WordsOfRoom<'seals'> = {
  seals: '封存',
  meaning:
    '每个已结束的营业日对每种记录（积分账、审计记录、现金记录）都有一个数值。请与发送到贵方系统的副本比对：两者不同，即表示有人改动了记录。',
  kind: '哪种记录',
  kind_ledger: '积分账',
  kind_audit: '审计记录',
  kind_mtl: '现金记录',
  nothingSealed: '尚无封存',
  nothingSealedMeaning: '营业日结束约一小时后封存。',
  showAll: '{count, plural, other {显示全部 # 个封存}}',
  entries: '{count, plural, other {# 条记录}}',
  text: '文本',
  textOf: '{day} 封存内容的文本',
  pack: '监管档案包',
  packMeaning:
    '一个已签名的文件，包含已封存营业日的积分账与现金日志、封存、招待与券、现金申报、变更与例外。收到者无需 Pitside 即可核验。您的制作会留下记录。',
  pack_from: '第一个营业日',
  pack_to: '最后一个营业日',
  packMake: '制作档案包',
  packStop: '停止',
  packComing: '正在制作：已收到 {kilobytes} kB。',
  packStopped: '已停止：未保存任何内容。曾开始制作一事已记录在案。',
  packDone: '{name} 已在您的下载中。',
  verifier: '核验档案包的程序',
  witness: '外部人员如何见证封存',
  witness_download: '下载某一天的文本：其 SHA-256 即旁边的数值。其中不含任何人名。',
  witness_stamp: '为其加盖时间戳（RFC 3161，如 openssl ts），或用您持有的密钥签名。命令见运营方的封存指南。',
  witness_keep: '将结果保存在数据库管理员无法写入之处。每个数值都包含前一天，因此每周一次即可覆盖整周。',
};
