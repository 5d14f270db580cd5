import { readFileSync } from 'node:fs';
import { printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '~/server/graphql/schema';

test('the committed contract is the schema that is served (npm run schema writes it anew)', () => {
  expect(readFileSync('server/graphql/schema.graphql', 'utf8')).toBe(`${printSchema(schema)}\n`);
});
