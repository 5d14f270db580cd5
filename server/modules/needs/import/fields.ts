import { createHash } from 'node:crypto';
import { m } from '~/generated/messages/messages';

/** What a column of a sheet can mean. */
export const fieldKeys = [
  'sourceId',
  'title',
  'summary',
  'organisation',
  'organisationId',
  'category',
  'startDate',
  'startTime',
  'endDate',
  'endTime',
  'recurrence',
  'weekdays',
  'places',
  'minimumPlaces',
  'minimumAge',
  'place',
  'latitude',
  'longitude',
  'community',
  'urgency',
  'bring',
  'risks',
] as const;

export type FieldKey = (typeof fieldKeys)[number];

const requiredFields: readonly FieldKey[] = ['title', 'startDate'];

/** Which column holds which field, by the column's heading. Fields that are left out have no column. */
export type Mapping = Partial<Record<FieldKey, string>>;

/** Headings that mean a field, as people and exports write them. Compared after `normaliseHeading`. */
const synonyms: Record<FieldKey, readonly string[]> = {
  sourceId: [
    'id',
    'opportunity id',
    'source id',
    'need id',
    'activity id',
    'number',
    'no',
    '编号',
    '活动编号',
    '需求编号',
    '项目编号',
  ],
  title: [
    'title',
    'name',
    'activity',
    'activity name',
    'need',
    'event',
    '标题',
    '名称',
    '活动名称',
    '活动',
    '需求',
    '需求名称',
    '项目名称',
    '活动主题',
    '主题',
  ],
  summary: [
    'summary',
    'description',
    'details',
    'content',
    '简介',
    '说明',
    '内容',
    '活动内容',
    '需求内容',
    '活动简介',
    '描述',
    '详情',
  ],
  organisation: [
    'organisation',
    'organization',
    'org',
    'org title',
    'organisation name',
    'organization name',
    'posted by',
    '单位',
    '组织',
    '主办单位',
    '发布单位',
    '组织单位',
    '承办单位',
    '机构',
    '服务单位',
  ],
  organisationId: [
    'org id',
    'organisation id',
    'organization id',
    'org content id',
    '单位编号',
    '组织编号',
    '机构编号',
  ],
  category: [
    'category',
    'category desc',
    'type',
    'topic',
    '类别',
    '类型',
    '分类',
    '服务类别',
    '活动类型',
    '活动类别',
    '服务类型',
  ],
  startDate: [
    'start date',
    'start date date',
    'date',
    'start',
    'from',
    'day',
    '日期',
    '开始日期',
    '活动日期',
    '时间',
    '开始时间',
    '活动时间',
    '服务日期',
  ],
  startTime: [
    'start time',
    'time',
    'event time',
    'hours from',
    '时段',
    '开始时刻',
    '活动时段',
    '服务时段',
    '几点开始',
  ],
  endDate: ['end date', 'end date date', 'end', 'until', 'to', '结束日期', '截止日期', '结束时间'],
  endTime: ['end time', 'hours until', '结束时刻', '几点结束'],
  recurrence: ['recurrence', 'recurrence type', 'repeats', 'frequency', '重复', '频次', '周期', '是否定期'],
  weekdays: ['weekday', 'weekdays', 'days', 'days of week', '星期', '周几', '每周几'],
  places: [
    'places',
    'vol requests',
    'volunteers',
    'volunteers needed',
    'volunteers wanted',
    'spots',
    'capacity',
    'maximum',
    '人数',
    '招募人数',
    '需要人数',
    '名额',
    '志愿者人数',
    '所需人数',
    '需求人数',
  ],
  minimumPlaces: ['minimum', 'minimum places', 'minimum volunteers', 'at least', '最少人数', '最低人数'],
  minimumAge: ['minimum age', 'age', 'min age', '最低年龄', '年龄要求', '年龄'],
  place: [
    'place',
    'address',
    'location',
    'locality',
    'venue',
    'where',
    '地点',
    '活动地点',
    '地址',
    '服务地点',
    '集合地点',
  ],
  latitude: ['latitude', 'lat', '纬度'],
  longitude: ['longitude', 'lng', 'lon', 'long', '经度'],
  community: [
    'community',
    'district',
    'neighbourhood',
    'neighborhood',
    '社区',
    '辖区',
    '所属社区',
    '所在社区',
  ],
  urgency: ['urgency', 'priority', 'is priority', '紧急程度', '是否紧急', '优先级'],
  bring: ['bring', 'what to bring', 'equipment', '携带物品', '自备物品', '需携带'],
  risks: ['risks', 'safety', 'risk', '风险', '风险提示', '注意事项', '安全提示'],
};

/** A heading as it is compared: width, case, punctuation, remarks in brackets and spacing do not count. */
export const normaliseHeading = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Headings made distinct: an empty one becomes its letter, a repeated one gets a number. */
export function columnNames(headings: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headings.map((heading, at) => {
    const name = heading.replace(/\s+/g, ' ').trim().slice(0, 120) || columnLetter(at);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** 0 is A, 26 is AA, as spreadsheets count. */
function columnLetter(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnLetter(Math.floor(at / 26) - 1) + letter;
}

/** The field each heading most likely means; the first heading that fits takes a field. */
export function guessMapping(columns: readonly string[]): Mapping {
  const mapping: Mapping = {};
  const headings = columns.map((column) => ({ column, heading: normaliseHeading(column) }));
  for (const key of fieldKeys) {
    for (const synonym of synonyms[key]) {
      const found = headings.find(
        ({ column, heading }) => heading === synonym && !Object.values(mapping).includes(column),
      );
      if (!found) continue;
      mapping[key] = found.column;
      break;
    }
  }
  return mapping;
}

/** How many headings of a row are known: the row with most is the header row. */
export function knownHeadings(cells: readonly string[]): number {
  return Object.keys(guessMapping(columnNames(cells))).length;
}

/** Names a header row, so that its mapping is remembered for the next file of the same make. */
export const headerHash = (columns: readonly string[]): string =>
  createHash('sha256').update(columns.map(normaliseHeading).join('\u001f')).digest('hex');

/** Required fields that a mapping leaves out. */
export const missingFields = (mapping: Mapping): FieldKey[] => requiredFields.filter((key) => !mapping[key]);

export const isRequired = (key: FieldKey): boolean => requiredFields.includes(key);

/** A field's name for people. */
export function fieldLabel(key: FieldKey, locale: 'en' | 'zh-CN'): string {
  const options = { locale };
  const labels: Record<FieldKey, () => string> = {
    sourceId: () => m.server_import_field_source_id({}, options),
    title: () => m.server_import_field_title({}, options),
    summary: () => m.server_import_field_summary({}, options),
    organisation: () => m.server_import_field_organisation({}, options),
    organisationId: () => m.server_import_field_organisation_id({}, options),
    category: () => m.server_import_field_category({}, options),
    startDate: () => m.server_import_field_start_date({}, options),
    startTime: () => m.server_import_field_start_time({}, options),
    endDate: () => m.server_import_field_end_date({}, options),
    endTime: () => m.server_import_field_end_time({}, options),
    recurrence: () => m.server_import_field_recurrence({}, options),
    weekdays: () => m.server_import_field_weekdays({}, options),
    places: () => m.server_import_field_places({}, options),
    minimumPlaces: () => m.server_import_field_minimum_places({}, options),
    minimumAge: () => m.server_import_field_minimum_age({}, options),
    place: () => m.server_import_field_place({}, options),
    latitude: () => m.server_import_field_latitude({}, options),
    longitude: () => m.server_import_field_longitude({}, options),
    community: () => m.server_import_field_community({}, options),
    urgency: () => m.server_import_field_urgency({}, options),
    bring: () => m.server_import_field_bring({}, options),
    risks: () => m.server_import_field_risks({}, options),
  };
  return labels[key]();
}
