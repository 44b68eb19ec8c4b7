// Generates generated from docs/openapi: the types of every service, and who may call which operation.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';

const documents = join(import.meta.dirname, '../../docs/openapi');
const generated = join(import.meta.dirname, '../generated');
mkdirSync(generated, { recursive: true });

const access = {};
for (const file of readdirSync(documents).filter((name) => name.endsWith('.yaml')).sort()) {
  const document = parse(readFileSync(join(documents, file), 'utf8'));
  const types = astToString(await openapiTS(document, { alphabetize: true }));
  writeFileSync(join(generated, `${basename(file, '.yaml')}.d.ts`), types);
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
    const rule = operation['x-access'];
    if (rule?.roles) {
      access[operation.operationId] = {
        roles: rule.roles,
        impersonated: rule.in_anothers_name === true,
        suspended: rule.while_suspended === true,
      };
    }
  }
}
const sorted = Object.fromEntries(Object.entries(access).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(
  join(generated, 'access.ts'),
  `export const access = ${JSON.stringify(sorted, null, 2)} as const;\n`,
);
