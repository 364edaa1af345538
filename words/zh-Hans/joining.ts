import type { WordsOfRoom } from '../en';

export const joining: WordsOfRoom<'joining'> = {
  title: '加入 Pitside',
  reading: '正在查询链接',
  welcome: '{name}，{casino} 邀请您加入',
  once: '此链接只能使用一次。',
  elsewhere: '如果您已在另一家赌场使用此邮箱登录，请输入您在那里的密码。',
  account: '您的邮箱，用于登录',
  password: '设置密码',
  rules: '至少 {lowest} 个字符。短句更容易记住；赌场里没有人能看到它。',
  show: '显示密码',
  accept: '设置密码并进入',
  accepting: '请稍候',
  noToken: '此页面需通过一次性链接打开',
  noTokenRemedy: '请复制管理员给您的完整链接。如已有密码，请直接登录。',
};
