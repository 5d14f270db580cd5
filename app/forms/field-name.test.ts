import { expect, it } from 'vitest';
import { fieldNameOf } from './field-name';

it('names a nested field as the form does', () => {
  expect(fieldNameOf(['input', 'tasks', '0', 'title'])).toBe('tasks[0].title');
});

it('names a plain field', () => {
  expect(fieldNameOf(['phone'])).toBe('phone');
});
