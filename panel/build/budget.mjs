// Fails the build if a page needs more than its budget: what a browser loads for it, compressed by gzip, in kB (1,000 bytes).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const root = join(import.meta.dirname, '../target/classes/sotto-panel');
const chunks = JSON.parse(readFileSync(join(root, '../../panel-chunks.json'), 'utf8'));

const LANGUAGES = { en: 'en_GB', de: 'de_DE', fr: 'fr_FR', es: 'es_ES' };
const signIn = (language) => [
  `src/texts/${language}/signedOut.ts`,
  `node_modules/antd/es/locale/${LANGUAGES[language]}.js`,
];
const signedIn = (language, ...pages) => [...signIn(language), `src/texts/${language}/index.ts`, 'src/app/Shell.tsx', ...pages];
const BUDGETS = [
  { name: 'sign-in', most: 270, needs: signIn },
  {
    name: 'first list',
    most: 510,
    needs: (language) => signedIn(language, 'src/app/Start.tsx', 'src/features/jobs/JobsPage.tsx'),
  },
];

const page = readFileSync(join(root, 'index.html'), 'utf8');
const first = [...page.matchAll(/"\/(assets\/[^"]+)"/g)].map(([, file]) => file);

/** Returns the files of the page, those that have the modules, and all that these import by themselves. */
function files(modules) {
  const found = new Set(['index.html']);
  const follow = (file) => {
    if (!found.has(file)) {
      found.add(file);
      chunks.find((chunk) => chunk.file === file)?.imports.forEach(follow);
    }
  };
  first.forEach(follow);
  for (const module of modules) {
    const chunk = chunks.find((each) => each.modules.includes(module));
    if (chunk === undefined) {
      throw new Error(`The panel has no ${module}`);
    }
    follow(chunk.file);
  }
  return [...found];
}

let exceeded = false;
for (const { name, most, needs } of BUDGETS) {
  for (const language of Object.keys(LANGUAGES)) {
    const needed = files(needs(language));
    const size = needed.reduce((sum, file) => sum + gzipSync(readFileSync(join(root, file)), { level: 9 }).length, 0) / 1000;
    console.log(`${name} in ${language}: ${size.toFixed(1)} of ${most} kB in ${needed.length} files`);
    exceeded ||= size > most;
  }
}
if (exceeded) {
  console.error('A page exceeds its budget (build/budget.mjs). Load what it does not need first with another page.');
  process.exit(1);
}
