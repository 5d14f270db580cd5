import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distanceMetres } from './distance';

const point = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

test('measures a known distance to within half a per cent', () => {
  const timesSquare = { latitude: 40.758, longitude: -73.9855 };
  const changsha = { latitude: 28.2282, longitude: 112.9388 };
  const pudong = { latitude: 31.2304, longitude: 121.4737 };
  expect(distanceMetres(changsha, pudong)).toBeGreaterThan(880_000);
  expect(distanceMetres(changsha, pudong)).toBeLessThan(892_000);
  expect(distanceMetres(timesSquare, timesSquare)).toBe(0);
});

test('is the same in both directions and never more than half way round the earth', () => {
  fc.assert(
    fc.property(point, point, (a, b) => {
      expect(distanceMetres(a, b)).toBeCloseTo(distanceMetres(b, a), 3);
      expect(distanceMetres(a, b)).toBeLessThanOrEqual(Math.PI * 6_371_009);
    }),
  );
});
