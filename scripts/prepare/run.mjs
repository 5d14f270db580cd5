import { spawn } from 'node:child_process';
import { PlainError } from './say.mjs';

/**
 * Runs a program and keeps what it says to itself unless it fails.
 * @param {string} title for the failure
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string> }} [options]
 * @returns {Promise<string>} what it printed
 */
export function runQuietly(title, command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    const collect = (chunk) => (output += chunk);
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => reject(new PlainError(`${title} failed: ${error.message}`)));
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new PlainError(`${title} failed (${command} ${args.join(' ')}):\n${output.trim()}`));
    });
  });
}

/** Runs one of the installed packages' programs by its script, without npx. */
export function runTool(title, script, args, options) {
  return runQuietly(title, process.execPath, [`node_modules/${script}`, ...args], options);
}
