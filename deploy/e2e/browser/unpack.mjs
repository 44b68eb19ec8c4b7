// What Maven runs, before anything is installed: brings a Chromium and the libraries that a bare machine lacks.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

const root = import.meta.dirname;
const browser = join(root, '../target/browser');
const mark = join(browser, 'unpacked');
const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).update(readFileSync(import.meta.filename)).digest('hex');

if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) {
  console.log(`Nothing changed since ${mark}`);
  process.exit(0);
}
const installed = spawnSync(process.execPath, [process.env.npm_execpath, 'ci'], { cwd: root, stdio: 'inherit' });
if (installed.status !== 0) {
  process.exit(installed.status ?? 1);
}
rmSync(browser, { recursive: true, force: true });
mkdirSync(browser, { recursive: true });
const { extract } = await import('tar-fs');
const packed = (name) => createReadStream(join(root, 'node_modules/@sparticuz/chromium/bin', name)).pipe(createBrotliDecompress());
await pipeline(packed('chromium.br'), createWriteStream(join(browser, 'chromium')));
chmodSync(join(browser, 'chromium'), 0o755);
await pipeline(packed('al2023.tar.br'), extract(join(browser, 'al2023')));
await pipeline(packed('swiftshader.tar.br'), extract(browser));
await pipeline(packed('fonts.tar.br'), extract(browser));
// Without a font that it finds, this Chromium ends.
writeFileSync(
  join(browser, 'fonts/fonts.conf'),
  `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(browser, 'fonts')}</dir>
  <cachedir>${join(browser, 'cache')}</cachedir>
</fontconfig>
`,
);
writeFileSync(mark, wanted);
