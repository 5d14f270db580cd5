import { z } from 'zod';
import { m } from '~/generated/messages/messages';
import { InvalidInput } from './refusal';

const errorMaps = { en: z.locales.en().localeError, 'zh-CN': z.locales.zhCN().localeError };

/**
 * Reads unknown input by a Zod shape. Throws `InvalidInput` with every issue, in the caller's language. A shape may name
 * a message of `messages/server` as its error, e.g. `.min(8, { error: 'server_password_short' })`.
 */
export function parseInput<Shape extends z.ZodType>(
  shape: Shape,
  input: unknown,
  locale: 'en' | 'zh-CN',
): z.output<Shape> {
  const result = shape.safeParse(input, { error: errorMaps[locale] });
  if (result.success) return result.data;
  throw new InvalidInput(
    result.error.issues.map((issue) => ({
      path: issue.path.map(String),
      message: inWords(issue.message, locale),
    })),
  );
}

/** The sentence of a message key of `messages/server`; any other text as it is. A use case that finds input unfit names keys too. */
export function inWords(message: string, locale: 'en' | 'zh-CN'): string {
  const words = (
    m as unknown as Record<string, ((inputs: object, options: { locale: string }) => string) | undefined>
  )[message];
  return words ? words({}, { locale }) : message;
}
