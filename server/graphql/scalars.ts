import { GraphQLError, Kind } from 'graphql';
import { builder } from './builder';

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const day = /^\d{4}-\d{2}-\d{2}$/;

function parseInstant(value: unknown): Date {
  const date = typeof value === 'string' && instant.test(value) ? new Date(value) : null;
  if (!date || Number.isNaN(date.getTime())) {
    throw new GraphQLError(
      'A DateTime is written like 2026-03-01T09:00:00+08:00 (ISO 8601 with its offset).',
    );
  }
  return date;
}

function parseDay(value: unknown): string {
  const date = typeof value === 'string' && day.test(value) ? new Date(`${value}T00:00:00Z`) : null;
  if (!date || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value) {
    throw new GraphQLError('A Date is written like 2026-03-01.');
  }
  return value;
}

builder.scalarType('DateTime', {
  description: 'An instant, ISO 8601 with an offset; answered in UTC.',
  serialize: (value) => value.toISOString() as unknown as Date,
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : null),
});

builder.scalarType('Date', {
  description: 'A calendar day, YYYY-MM-DD.',
  serialize: (value) => value,
  parseValue: parseDay,
  parseLiteral: (node) => parseDay(node.kind === Kind.STRING ? node.value : null),
});

builder.scalarType('JSON', {
  description:
    'Any JSON value; used for GeoJSON and WebAuthn messages, whose shapes are standards of their own.',
  serialize: (value) => value,
  parseValue: (value) => value,
});

function parseFile(value: unknown): string | { open(): AsyncIterable<Uint8Array> } {
  if (typeof value === 'string' || isSource(value)) return value;
  throw new GraphQLError('FileBytes are written in base64.');
}

/** No JSON holds a function: only a page, which runs in this process, can hand a source over. */
const isSource = (value: unknown): value is { open(): AsyncIterable<Uint8Array> } =>
  typeof value === 'object' && value !== null && 'open' in value && typeof value.open === 'function';

builder.scalarType('FileBytes', {
  description: 'The bytes of a file, in base64.',
  serialize: (value) => value,
  parseValue: parseFile,
  parseLiteral: (node) => parseFile(node.kind === Kind.STRING ? node.value : null),
});
