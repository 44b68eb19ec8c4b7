// What Maven runs, before anything is installed: installs the packages if the lock changed, builds if an input changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const INPUTS = ['package-lock.json', 'package.json', 'index.html', 'vite.config.ts', 'tsconfig.json', 'src', 'public', 'build', '../docs/openapi'];

function files(path) {
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  return readdirSync(path)
    .sort()
    .flatMap((name) => files(join(path, name)));
}

function digest(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const file of paths.flatMap((path) => files(join(root, path)))) {
    hash.update(file).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

function npm(...parameters) {
  const ended = spawnSync(process.execPath, [process.env.npm_execpath, ...parameters], { cwd: root, stdio: 'inherit' });
  if (ended.status !== 0) {
    process.exit(ended.status ?? 1);
  }
}

/** Does something unless it was done for the same digest, and what it made is still there. */
function once(mark, wanted, made, action) {
  if ([mark, ...made].every(existsSync) && readFileSync(mark, 'utf8') === wanted) {
    console.log(`Nothing changed since ${mark}`);
    return;
  }
  action();
  writeFileSync(mark, wanted);
}

mkdirSync(join(root, 'target'), { recursive: true });
once(join(root, 'node_modules/.sotto-lock'), digest(['package-lock.json']), [join(root, 'node_modules/vite')], () => npm('ci'));
once(
  join(root, 'target/panel-built'),
  digest(INPUTS),
  [join(root, 'target/classes/sotto-panel/files.txt'), join(root, 'generated/access.ts')],
  () => npm('run', 'build'),
);
