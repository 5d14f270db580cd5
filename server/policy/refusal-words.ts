import { m } from '~/generated/messages/messages';
import type { RefusalCode } from './refusal';

type Words = Record<
  `refusals_${Lowercase<RefusalCode>}`,
  (inputs: object, options: { locale: 'en' | 'zh-CN' }) => string
>;

/** Says a refusal to a person: what happened and what to do next. */
export function refusalSentence(code: RefusalCode, locale: 'en' | 'zh-CN'): string {
  const words: Words = m;
  return words[`refusals_${code.toLowerCase() as Lowercase<RefusalCode>}`]({}, { locale });
}
