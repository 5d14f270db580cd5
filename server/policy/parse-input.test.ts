import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseInput } from './parse-input';
import { InvalidInput, refusalCodes } from './refusal';
import { refusalSentence } from './refusal-words';

const shape = z.object({
  name: z.string().min(2),
  tasks: z.array(z.object({ places: z.number().int().min(1) })),
});

const issuesOf = (input: unknown, locale: 'en' | 'zh-CN') => {
  try {
    parseInput(shape, input, locale);
  } catch (error) {
    if (error instanceof InvalidInput) return error.issues;
    throw error;
  }
  return [];
};

describe('parseInput', () => {
  it('names every field that does not fit, by its path', () => {
    const issues = issuesOf({ name: 'x', tasks: [{ places: 1 }, { places: 0 }] }, 'en');
    expect(issues.map((issue) => issue.path)).toEqual([['name'], ['tasks', '1', 'places']]);
  });

  it("speaks the caller's language", () => {
    expect(issuesOf({ name: 'x', tasks: [] }, 'zh-CN')[0]?.message).toMatch(/\p{Script=Han}/u);
    expect(issuesOf({ name: 'x', tasks: [] }, 'en')[0]?.message).not.toMatch(/\p{Script=Han}/u);
  });

  it('looks a named message up', () => {
    const password = z.string().min(8, { error: 'server_password_short' });
    expect(() => parseInput(password, 'short', 'en')).toThrow(InvalidInput);
    try {
      parseInput(password, 'short', 'zh-CN');
    } catch (error) {
      expect((error as InvalidInput).issues[0]?.message).toMatch(/密码/);
    }
  });
});

describe('refusalSentence', () => {
  it.each(refusalCodes)('says %s in both languages', (code) => {
    expect(refusalSentence(code, 'en')).toMatch(/^[\p{L}\p{N}].*[.?!]$/u);
    expect(refusalSentence(code, 'zh-CN')).toMatch(/\p{Script=Han}.*。$/u);
  });
});
