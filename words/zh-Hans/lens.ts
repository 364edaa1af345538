import type { WordsOfRoom } from '../en';

export const lens: WordsOfRoom<'lens'> = {
  loading: '正在加载异常情况',
  loadingRows: '正在加载记录',
  meaning_cash:
    '现金日志中与众不同、或与顾客本人以往不同的情况。发现不等于指控：它只把一个数字与通常情况并列，并列出其依据的记录。',
  meaning_insider:
    '员工发放、作废、更换的情况中与同事或本人以往不同之处。发现不等于指控：员工会换班，客户主任也各有自己的顾客。',
  days: '多少个营业日',
  span: '{days, plural, other {# 个营业日}}',
  withAcknowledged: '包括已确认的',
  reset: '显示最近 15 天',
  findings: '异常情况',
  nothing: '没有异常情况',
  nothingMeaning: '这些天里没有未确认且与众不同的数字。',
  showAcknowledged: '同时显示已确认的',
  more: '共 {total} 项，显示最异常的 {shown} 项。选择较少的天数可查看其余各项。',
  acknowledged: '已确认',
  acknowledge: '确认',
  acknowledgeOf: '确认：{finding}',
  acknowledgedBy: '{staff} 于 {when} 确认：{reason}',
  acknowledgedBefore: '{staff} 于 {when} 确认之后又有新记录：{reason}',
  reason: '您查看后的结论',
  comesBack: '在出现新记录之前不再显示。',
  acknowledgeEverything: '全部确认…',
  acknowledgeMany: '确认 {count, plural, other {# 项异常}}',
  reasonMany: '您查看这些情况后的结论',
  comeBack: '这些情况不再显示。出现新记录时，相应的一项会重新显示。',
  ownStay: '{count, plural, other {# 项}}涉及您本人，留给同事查看。',
  allAcknowledged: '已确认 {count, plural, other {# 项异常}}',
  passedOver: '{count, plural, other {# 项}}已由同事确认，或期间记录有变。',
  rows: '{count, plural, other {# 条记录}}',
  rowsOf: '{count, plural, other {# 条记录}}：{finding}',
  rowsBehind: '其依据的记录',
  points: '{points} 积分',
  baseline: '其他 {others, plural, other {# 个}}的通常水平：{median}，最高 {allowed}。从 {from} 起视为异常。',
  baselineOwnDays:
    '本人之前 {others, plural, other {# 个营业日}}的通常水平：{median}，最高 {allowed}。从 {from} 起视为异常。',
  baselineOwnWeeks:
    '本人之前 {others, plural, other {# 周}}的通常水平：{median}，最高 {allowed}。从 {from} 起视为异常。',
  noBaseline: '没有可比较的对象。从 {from} 起视为异常。',
  kind_under_step: '多笔金额略低于界线',
  kind_in_out_alike: '收入与支出几乎相等',
  kind_same_description: '同一描述，多位顾客',
  kind_chip_walk: '买入筹码而未兑回',
  kind_own_past_in: '现金收入高于本人以往',
  kind_own_past_out: '现金支出高于本人以往',
  kind_patron_share: '奖励大多给了一位顾客',
  kind_outside_usual: '在不常去的赌台或时段发放奖励',
  kind_void_after_play: '玩过之后作废的优惠券',
  kind_replace_chain: '一张优惠券多次更换',
  kind_dormant_account: '给休眠账户的积分',
  kind_staff_namesake: '给与员工同名者的积分',
  kind_overrides: '多次超过软上限的奖励',
  kind_overrides_own_past: '超过软上限的次数高于本人以往各周',
  text_under_step:
    '{count, plural, other {# 笔现金}}略低于界线，共 {cents}；略高于界线的有 {over, plural, other {# 笔}}。',
  text_in_out_alike: '一个营业日内收入 {cashInCents}，支出 {cashOutCents}。',
  text_same_description:
    '同样的描述用在了 {count, plural, other {# 个人}}身上，共 {entries, plural, other {# 条记录}}。',
  text_chip_walk: '买入筹码 {boughtCents}，兑回 {redeemedCents}：这些天里有 {figure} 未兑回。',
  text_own_past_in:
    '一个营业日内收入 {figure}，是这位顾客之前 {days, plural, other {# 个}}有现金收入的营业日中位数的 {times} 倍。人会赢钱、出游，也会有进账。',
  text_own_past_out:
    '一个营业日内支出 {figure}，是这位顾客之前 {days, plural, other {# 个}}有现金支出的营业日中位数的 {times} 倍。手气好时也会兑付较多。',
  text_patron_share: '同一发放人的 {allGiven} 笔奖励中有 {given} 笔（{figure}）给了这位顾客。',
  text_outside_usual:
    '{given} 笔奖励中有 {count, plural, other {# 笔}}，其地点或时段是发放人之前 28 个营业日里没有过的：在其他赌台 {byTable} 笔，在其他时段 {byHour} 笔。',
  text_void_after_play:
    '作废的 {voided} 张优惠券中有 {count, plural, other {# 张}}，其玩家在优惠券有效期间曾坐上赌台。',
  text_replace_chain: '一张优惠券由 {people, plural, other {# 个人}}更换了 {count, plural, other {# 次}}。',
  text_dormant_account:
    '在 {count, plural, other {# 天}}没有分录也没有到访之后，手工给了 {points} 积分；此后游戏赚得 {earned}。',
  text_staff_namesake: '手工给了一位与员工同名的玩家 {figure} 积分。',
  text_overrides: '{given} 笔奖励中有 {count, plural, other {# 笔}}超过软上限。每笔都有说明。',
  text_overrides_own_past:
    '一周内 {given} 笔奖励中有 {count, plural, other {# 笔}}超过软上限，多于此人之前各周的通常水平。每笔都有说明。',
};
