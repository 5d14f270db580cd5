import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contains, toArea } from './locate';

const square = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
  [0, 0],
];
const hole = [
  [4, 4],
  [6, 4],
  [6, 6],
  [4, 6],
  [4, 4],
];
const area = toArea('a', { type: 'Polygon', coordinates: [square, hole] });
const islands = toArea('b', {
  type: 'MultiPolygon',
  coordinates: [
    [square],
    [
      [
        [20, 0],
        [30, 0],
        [25, 10],
        [20, 0],
      ],
    ],
  ],
});

const has = (where: typeof area, latitude: number, longitude: number) =>
  where !== null && contains(where, latitude, longitude);

test('a point lies inside an outline and in none of its holes', () => {
  expect(has(area, 2, 2)).toBe(true);
  expect(has(area, 5, 5)).toBe(false);
  expect(has(area, 12, 5)).toBe(false);
});

test('a point may lie on any of several islands', () => {
  expect(has(islands, 5, 5)).toBe(true);
  expect(has(islands, 2, 25)).toBe(true);
  expect(has(islands, 9, 21)).toBe(false);
  expect(has(islands, 5, 15)).toBe(false);
});

test('what is no polygon is no area', () => {
  expect(toArea('x', null)).toBeNull();
  expect(toArea('x', { type: 'Point', coordinates: [1, 2] })).toBeNull();
  expect(toArea('x', { type: 'Polygon', coordinates: [] })).toBeNull();
});

test('agrees with plain comparison on rectangles', () => {
  const degree = fc.double({ min: -80, max: 80, noNaN: true });
  fc.assert(
    fc.property(
      degree,
      degree,
      fc.double({ min: 0.1, max: 20 }),
      fc.double({ min: 0.1, max: 9 }),
      degree,
      degree,
      (west, south, width, height, x, y) => {
        const [east, north] = [west + width, south + height];
        const box = toArea('r', {
          type: 'Polygon',
          coordinates: [
            [
              [west, south],
              [east, south],
              [east, north],
              [west, north],
              [west, south],
            ],
          ],
        });
        fc.pre(![west, east].includes(x) && ![south, north].includes(y));
        expect(has(box, y, x)).toBe(x > west && x < east && y > south && y < north);
      },
    ),
  );
});
