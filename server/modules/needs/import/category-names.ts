import { normaliseHeading } from './headings';

/** Words that committees and other systems use for a category, by the key it has here. */
const otherNames: Record<string, readonly string[]> = {
  'community-life': [
    'strengthening communities',
    'community',
    'community building',
    'civic',
    '社区建设',
    '文体活动',
    '文化',
    '便民服务',
    '邻里互助',
  ],
  care: [
    'helping neighbors in need',
    'helping neighbours in need',
    'social care',
    'elderly',
    '助老',
    '敬老',
    '关爱',
    '帮扶',
    '助残',
    '为老服务',
  ],
  education: ['education', 'tutoring', 'school', '教育', '助学', '支教', '课业辅导', '四点半课堂'],
  health: ['health', 'medical', '健康', '医疗', '义诊', '卫生'],
  environment: ['environment', 'nature', 'parks', '环保', '环境', '绿化', '垃圾分类', '环境整治'],
  emergency: [
    'emergency preparedness',
    'emergency',
    'disaster',
    'safety',
    '应急',
    '安全',
    '防灾',
    '平安',
    '治安',
  ],
  food: ['food', 'meals', 'hunger', '助餐', '送餐', '食品'],
};

/** Finds a category by key, by its name in either language, or by another name in use. */
export class CategoryNames {
  private readonly ids = new Map<string, string>();

  constructor(categories: readonly { id: string; key: string; nameEn: string; nameZh: string }[]) {
    for (const { id, key } of categories) {
      for (const name of otherNames[key] ?? []) this.ids.set(normaliseHeading(name), id);
    }
    // Own names count before other names, and of equal names the first, which stands higher in the tree.
    for (const { id, key, nameEn, nameZh } of [...categories].reverse()) {
      for (const name of [nameEn, nameZh, key]) this.ids.set(normaliseHeading(name), id);
    }
  }

  find(name: string): string | null {
    return this.ids.get(normaliseHeading(name)) ?? null;
  }
}
