// Compiles messages/<area>/{en,zh-CN}.json (Paraglide) and fails on any gap between the languages. Two outputs of the same
// names: generated/messages has a module per language, which Node.js reads twenty times faster than a module per message;
// generated/messages-apart has a module per message, so that a page is bundled with the words it speaks and no others.
//
// The inlang project lives in memory and its one plugin comes from node_modules, so nothing is fetched and
// nothing but the output is written. Run by `npm run generate`; `--watch` compiles again on each change.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const LOCALES = ['en', 'zh-CN'];
const PLUGIN_KEY = 'plugin.inlang.messageFormat';
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const source = path.join(root, 'messages');
const outputs = [
  { folder: path.join(root, 'generated/messages'), outputStructure: 'locale-modules' },
  { folder: path.join(root, 'generated/messages-apart'), outputStructure: 'message-modules' },
];
const stampIn = (folder) => path.join(folder, '.stamp');

/** Every area's messages of one locale, by key; reports keys that lie outside their area. */
function readLocale(locale, problems) {
  const all = {};
  for (const area of readdirSync(source).sort()) {
    const file = path.join(source, area, `${locale}.json`);
    if (!existsSync(file)) {
      problems.push(`messages/${area}/${locale}.json is missing`);
      continue;
    }
    for (const [key, message] of Object.entries(JSON.parse(readFileSync(file, 'utf8')))) {
      if (!/^[a-z][a-z0-9_]*$/.test(key))
        problems.push(`${area}/${locale}: "${key}" is not a snake_case name`);
      else if (!key.startsWith(`${area}_`))
        problems.push(`${area}/${locale}: "${key}" must start with "${area}_"`);
      all[key] = message;
    }
  }
  return all;
}

/** The names a message interpolates, e.g. {count}; both languages must use the same inputs. */
function inputsOf(message) {
  if (typeof message === 'string') return new Set(message.match(/(?<=\{)\w+(?=\})/g) ?? []);
  const declared = message.flatMap((variant) => variant.declarations ?? []);
  return new Set(declared.filter((line) => line.startsWith('input ')).map((line) => line.slice(6).trim()));
}

function isBlank(message) {
  return typeof message === 'string' && message.trim() === '';
}

/** What is missing or different between the languages, as sentences. */
function compareLocales(messages, problems) {
  const keys = new Set(LOCALES.flatMap((locale) => Object.keys(messages[locale])));
  for (const key of [...keys].sort()) {
    const missing = LOCALES.filter((locale) => !(key in messages[locale]) || isBlank(messages[locale][key]));
    if (missing.length > 0) {
      problems.push(`"${key}" has no words in ${missing.join(' and ')}`);
      continue;
    }
    const [first, ...others] = LOCALES.map((locale) =>
      [...inputsOf(messages[locale][key])].sort().join(', '),
    );
    if (others.some((other) => other !== first))
      problems.push(`"${key}" takes different inputs in each language`);
  }
}

async function compileMessages(messages) {
  const [{ compileProject }, { loadProjectInMemory, newProject }, { default: plugin }] = await Promise.all([
    import('@inlang/paraglide-js'),
    import('@inlang/sdk'),
    import('@inlang/plugin-message-format'),
  ]);
  const blob = await newProject({ settings: { baseLocale: 'en', locales: LOCALES, telemetry: 'off' } });
  const project = await loadProjectInMemory({ blob, providePlugins: [plugin] });
  const files = LOCALES.map((locale) => ({ locale, content: Buffer.from(JSON.stringify(messages[locale])) }));
  await project.importFiles({ pluginKey: PLUGIN_KEY, files });
  const compiled = [];
  for (const { folder, outputStructure } of outputs) {
    const files = await compileProject({
      project,
      compilerOptions: {
        outputStructure,
        // The server and the browser each set the language themselves (app/i18n): no strategy has to look for it.
        strategy: ['globalVariable', 'baseLocale'],
        isServer: "typeof window === 'undefined'",
      },
    });
    compiled.push({ folder, files });
  }
  await project.close();
  return compiled;
}

/** Writes beside the old output and swaps, so that a running dev server never sees half of it. */
async function write(folder, files, stamp) {
  const fresh = `${folder}.${process.pid}`;
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(fresh, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  writeFileSync(stampIn(fresh), stamp);
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
}

async function generate() {
  const problems = [];
  const messages = Object.fromEntries(LOCALES.map((locale) => [locale, readLocale(locale, problems)]));
  compareLocales(messages, problems);
  if (problems.length > 0) throw new Error(`The messages are not complete:\n  ${problems.join('\n  ')}`);

  const self = readFileSync(fileURLToPath(import.meta.url));
  const stamp = createHash('sha256').update(self).update(JSON.stringify(messages)).digest('hex');
  if (outputs.every(({ folder }) => isFresh(folder, stamp))) return;
  for (const { folder, files } of await compileMessages(messages)) await write(folder, files, stamp);
  console.log(`Compiled ${Object.keys(messages.en).length} messages in ${LOCALES.length} languages.`);
}

function isFresh(folder, stamp) {
  return existsSync(stampIn(folder)) && readFileSync(stampIn(folder), 'utf8') === stamp;
}

function report(error) {
  console.error(error instanceof Error ? error.message : error);
}

if (process.argv.includes('--watch')) {
  let timer;
  watch(source, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => generate().catch(report), 100);
  });
  await generate().catch(report);
} else {
  try {
    await generate();
  } catch (error) {
    report(error);
    process.exit(1);
  }
  // The in-memory project keeps timers that would hold the process for half a minute.
  process.exit(0);
}
