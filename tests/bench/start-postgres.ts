import { startEmbedded } from '~/server/database/embedded';

// Starts PostgreSQL on a data directory and nothing else: what a start of Linli is measured against.

const [directory] = process.argv.slice(2);
if (!directory) throw new Error('Name a data directory');
const postgres = await startEmbedded({ directory });
console.log('PostgreSQL is ready');
process.once('SIGTERM', () => void postgres.stop().then(() => process.exit(0)));
