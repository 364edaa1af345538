import type { WordsOfRoom } from '../en';

export const ui: WordsOfRoom<'ui'> = {
  close: '关闭',
  cancel: '取消',
  done: '完成',
  dismiss: '清除',
  tryAgain: '重试',
  loading: '正在加载 …',
  loadMore: '加载更多',
  loadingMore: '正在加载更多 …',
  restNotLoaded: '列表还有内容，但未能加载。',
  retry: '重试',
  askingServer: '正在询问服务器 …',
  discard: '放弃',
  discardRequest: '要放弃此请求吗？',
  keepIt: '保留',
  reason: '原因',
  other: '其他',
  whatWasIt: '具体原因',
  opensNewWindow: '（在新窗口打开）',
};
