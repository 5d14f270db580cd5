import { createHmac } from 'node:crypto';
import type { Deps } from '~/server/deps';

// prettier-ignore
/** Everyday words that fit into any call and are not easily misheard, in the language of the community. */
export const stopWords = {
  CN: [
    '茶叶', '雨伞', '钥匙', '日历', '窗帘', '花盆', '报纸', '围巾', '毛线', '相册', '板凳', '台灯', '饺子', '苹果', '豆浆', '年糕',
    '书架', '手套', '拖鞋', '帽子', '风扇', '水壶', '篮子', '铅笔', '邮票', '象棋', '月饼', '蜂蜜', '核桃', '石榴', '桂花', '毛巾',
  ],
  US: [
    'umbrella', 'teapot', 'calendar', 'curtain', 'newspaper', 'mittens', 'garden', 'pancake', 'blanket', 'candle', 'pumpkin',
    'postcard', 'button', 'kettle', 'lemon', 'marble', 'napkin', 'orchard', 'pillow', 'puzzle', 'ribbon', 'saucer', 'slipper',
    'spoon', 'sweater', 'thimble', 'tulip', 'violin', 'waffle', 'walnut', 'window', 'yogurt',
  ],
} as const;

/**
 * The word of one task that, said on the telephone, means "come". Made of the task's id and the installation's secret: nothing of
 * it is stored.
 */
export function stopWordOf(
  deps: Pick<Deps, 'settings'>,
  taskId: string,
  country: keyof typeof stopWords,
): string {
  const words = stopWords[country];
  const digest = createHmac('sha256', deps.settings.secret).update(`stop-word:${taskId}`).digest();
  return words[digest.readUInt32BE(0) % words.length] ?? words[0];
}
