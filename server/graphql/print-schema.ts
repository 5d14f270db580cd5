import { writeFileSync } from 'node:fs';
import { printSchema } from 'graphql';
import { schema } from './schema';

// `npm run schema`: writes the contract that is committed and that pages are typed against.
writeFileSync(new URL('./schema.graphql', import.meta.url), `${printSchema(schema)}\n`);
