import { describe, expect, it } from 'vitest';
import { categoriesByUse, channelOf } from './from-recent';

const intake = (by: string, channel: 'phone' | 'paper', category?: string) => ({
  channel,
  takenInBy: { id: by },
  category: category ? { id: category } : null,
});

describe('the channel a form starts with', () => {
  it('is that of the officer’s own last request', () => {
    expect(channelOf([intake('ben', 'phone'), intake('amy', 'paper'), intake('amy', 'phone')], 'amy')).toBe(
      'paper',
    );
  });

  it('is the telephone when there is none', () => {
    expect(channelOf([intake('ben', 'paper')], 'amy')).toBe('phone');
  });
});

it('offers the kinds used most first, and leaves the others in their order', () => {
  const categories = ['meals', 'repairs', 'errands'].map((id) => ({ id, name: id, parent: null }));
  const recent = [
    intake('amy', 'phone', 'errands'),
    intake('amy', 'phone', 'errands'),
    intake('amy', 'phone', 'repairs'),
  ];
  expect(categoriesByUse(categories, recent).map(({ value }) => value)).toEqual([
    'errands',
    'repairs',
    'meals',
  ]);
});
