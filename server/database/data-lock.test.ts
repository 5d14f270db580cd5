import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataInUseError, lockDataDirectory } from './data-lock';
import { startMark } from './processes';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'linli-lock-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('is held once, and free again after its release', () => {
  const lock = lockDataDirectory(directory);

  expect(() => lockDataDirectory(directory)).toThrow(DataInUseError);
  lock.release();
  lockDataDirectory(directory).release();
  expect(readdirSync(directory)).toEqual([]);
});

test('names the process that holds it', () => {
  const lock = lockDataDirectory(directory);

  expect(() => lockDataDirectory(directory)).toThrow(`(process ${process.pid})`);
  lock.release();
});

test('of a process that ended is taken over', async () => {
  const ended = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => ended.once('exit', resolve));
  writeFileSync(join(directory, 'linli.pid'), `${ended.pid} 1\n`);

  lockDataDirectory(directory).release();
});

test('of a process whose id now belongs to another is taken over', () => {
  writeFileSync(join(directory, 'linli.pid'), `${process.pid} ${startMark(process.pid)}0\n`);

  lockDataDirectory(directory).release();
});

test('that was cut short while being written is taken over', () => {
  writeFileSync(join(directory, 'linli.pid'), '');

  lockDataDirectory(directory).release();
});

test('that another process took over is not released by its former holder', () => {
  const lock = lockDataDirectory(directory);
  writeFileSync(join(directory, 'linli.pid'), `1 ${startMark(1)}\n`);
  lock.release();

  expect(() => lockDataDirectory(directory)).toThrow('(process 1)');
});
