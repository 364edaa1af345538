import type { WordsOfRoom } from '../en';

export const offline: WordsOfRoom<'offline'> = {
  needsNetwork: '此屏幕需要网络',
  needsNetworkWhy: '现在没有网络。赌区显示最后一次读到的情况，您在那里确认的内容会保留到可以发送为止。',
  toPit: '返回赌区',
  noFloor: '此设备上没有保留赌区的情况',
  noFloorWhy: '在有网络时打开赌区，其情况就会保留。网络恢复后它会自行显示。',
  players: '赌区的玩家',
  playersOnly: '这些玩家当时在赌区。查找其他人需要网络，而现在没有网络。',
  nobody: '当时没有人在游戏',
  nobodyWhy: '网络恢复后，入座的玩家会显示在这里。',
  nothingKept: 'Pitside 需要网络才能让您登录',
  nothingKeptWhy: '现在没有网络，未登录的人看不到任何内容。在此设备上等待的奖励会保留。',
};
