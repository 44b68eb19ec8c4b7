import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { globSync, readFileSync } from 'node:fs';
import { MemoryRouter } from 'react-router';
import { beforeAll, expect, test } from 'vitest';
import type { AuditEntryView } from '../../api/client';
import { ME } from '../../api/me';
import { audit as de } from '../../texts/de/audit';
import { audit as en } from '../../texts/en/audit';
import { audit as es } from '../../texts/es/audit';
import { audit as fr } from '../../texts/fr/audit';
import { loadAllTexts, startTexts } from '../../texts/i18n';
import { AuditEntry } from './AuditEntry';

const rows = [...readFileSync('../docs/audit-log.md', 'utf8').matchAll(/^\| `(\w+)` \| (.+) \| .+ \|$/gm)];
const subjects = rows.map(([, subject]) => subject ?? '');
const actions = new Set(rows.flatMap(([, , cell]) => [...(cell ?? '').matchAll(/`([a-z-]+)`/g)].map(([, word]) => word ?? '')));

test.each([
  ['en', en],
  ['de', de],
  ['fr', fr],
  ['es', es],
])('every action and subject of the document has a text in %s', (_, { audit }) => {
  expect(actions).toContain('transcript-edited');
  expect([...actions].filter((word) => !Object.keys(audit.actions).includes(word))).toEqual([]);
  expect(subjects.filter((word) => !Object.keys(audit.subjects).includes(word))).toEqual([]);
});

test('the document has every action that a service names where it records a change', () => {
  const sources = globSync('../{tenant,reseller,job,billing}-service/src/main/java/**/*.java').map((file) => readFileSync(file, 'utf8'));
  const named = sources.flatMap((source) => [
    ...source.matchAll(/new (?:Change|Step|Members\.Move)\(\s*"([a-z-]+)"/g),
    ...source.matchAll(/(?:withdrawTokens|announce|record)\(\s*transaction,\s*(?:tenant,\s*)?"([a-z-]+)"/g),
  ]);

  expect(named.length).toBeGreaterThan(20);
  expect([...new Set(named.map(([, word]) => word ?? ''))].filter((word) => !actions.has(word))).toEqual([]);
});

const entry = (more: Partial<AuditEntryView>): AuditEntryView => ({
  id: 'e',
  at: '2026-03-01T10:00:00Z',
  tenant_id: 't',
  scope: 'tenant',
  user_id: 'olga',
  actor: 'olga',
  action: 'created',
  subject_type: 'user',
  subject_id: 'ada',
  request_id: 'r',
  ...more,
});

function shown(one: AuditEntryView, names: [string, string][] = []): string {
  const queries = new QueryClient();
  queries.setQueryData(ME, { user: { id: 'ada', tenant_id: 't', role: 'Admin' }, organisation: { kind: 'Customer' }, features: {} });
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter>
        <AuditEntry entry={one} all={[one]} names={new Map(names)} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return [...screen.getByRole('listitem').querySelectorAll('p')].map((p) => p.textContent).join(': ');
}

beforeAll(async () => {
  await startTexts('en');
  await loadAllTexts();
});

test('the reseller invites', () => {
  expect(shown(entry({ subject_name: 'Ada' }))).toBe('Your reseller: Invited · Person Ada');
});

test('of the organisation itself, the platform may take care too', () => {
  const one = entry({ action: 'suspended', subject_type: 'tenant', subject_id: 't', subject_name: 'Harbour' });

  expect(shown(one)).toBe('Your reseller or the platform: Suspended · Organisation Harbour');
});

test('who was removed is no stranger', () => {
  expect(shown(entry({ subject_name: 'Ada' }), [['olga', 'Former member']])).toBe('Former member: Invited · Person Ada');
});

test('a job is called by its name, or by the end of its id, and leads to it', () => {
  const job = entry({ subject_type: 'job', subject_id: '0199d5a1-0000-7000-8000-00000000abcd' });

  expect(shown(job, [['olga', 'Olga'], [job.subject_id, 'Interview']])).toBe('Olga: Created · Job Interview');
  expect(screen.getByRole('link', { name: 'Job Interview' }).getAttribute('href')).toBe(`/jobs/${job.subject_id}`);
});

test('a job without a name is told from others', () => {
  const job = entry({ subject_type: 'job', subject_id: '0199d5a1-0000-7000-8000-00000000abcd' });

  expect(shown(job, [['olga', 'Olga']])).toBe('Olga: Created · Job 0000abcd');
});
