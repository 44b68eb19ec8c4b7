// Adds what the gateway needs beside the built files: compressed copies, and the list of all files.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = join(import.meta.dirname, '../target/classes/sotto-panel');
const WORTH_COMPRESSING = 1024;

const files = readdirSync(root, { recursive: true })
  .map((name) => join(root, name))
  .filter((file) => statSync(file).isFile());
for (const file of files.filter((name) => /\.(js|css|svg)$/.test(name))) {
  const content = readFileSync(file);
  if (content.length >= WORTH_COMPRESSING) {
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }));
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  }
}
const paths = files.map((file) => `/${relative(root, file).split(sep).join('/')}`).sort();
writeFileSync(join(root, 'files.txt'), `${paths.join('\n')}\n`);
