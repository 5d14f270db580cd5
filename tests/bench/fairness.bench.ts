import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '~/server/database/client';
import { startEmbedded } from '~/server/database/embedded';
import { migrate } from '~/server/database/migrate';
import type { BenchLine } from './measure';
import { playSeason, type SeasonFigures, type Way } from './season';
import { createWorld } from './season-world';

/** A Monday. */
const firstDay = new Date('2026-03-02T00:00:00Z');

/**
 * A season of twelve weeks, played by the use cases themselves on a database and a clock of their own: the weighted draw for popular
 * tasks against first come. LINLI_BENCH_SEED makes another season.
 */
export async function fairness(): Promise<BenchLine> {
  const seed = Number(process.env.LINLI_BENCH_SEED ?? 2026);
  const directory = mkdtempSync(join(tmpdir(), 'linli-bench-fairness-'));
  // PostgreSQL runs as another user when this runs as root.
  chmodSync(directory, 0o755);
  const postgres = await startEmbedded({ directory });
  const play = async (way: Way): Promise<SeasonFigures> => {
    const name = `season_${way.replace(' ', '_')}`;
    await postgres.ensureDatabase(name);
    const { pool, prisma, close } = openDatabase(postgres.url(name), { maxConnections: 4 });
    try {
      await migrate(pool);
      const figures = await playSeason({ pool, prisma }, createWorld(seed, firstDay), way);
      console.log(`${way}: ${told(figures)}`);
      return figures;
    } finally {
      await close();
    }
  };
  try {
    const reference = await play('first come');
    const draw = await play('draw');
    return {
      name: 'fairness',
      ratio: rounded(draw.jain / reference.jain),
      rounds: 1,
      reference: 'the same season, popular tasks to whoever comes first',
      seed,
      jain: rounded(draw.jain),
      referenceJain: rounded(reference.jain),
      newcomersRatio: rounded(draw.firstPopular / reference.firstPopular),
      newcomersAnyTaskRatio: rounded(draw.firstTask / reference.firstTask),
      filled: rounded(draw.filled),
      referenceFilled: rounded(reference.filled),
      refillMinutes: rounded(draw.refillMinutes),
      referenceRefillMinutes: rounded(reference.refillMinutes),
    };
  } finally {
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

const rounded = (value: number): number => Number(value.toFixed(3));
const percent = (part: number): string => `${(part * 100).toFixed(0)} %`;

const told = (figures: SeasonFigures): string =>
  `Jain ${figures.jain.toFixed(3)}, newcomers with a popular task in two weeks ${percent(figures.firstPopular)}, with any ` +
  `${percent(figures.firstTask)}, places filled ${percent(figures.filled)}, ${figures.refilled} of ${figures.dropOuts} drop-outs ` +
  `refilled, in the middle after ${figures.refillMinutes.toFixed(1)} minutes`;
