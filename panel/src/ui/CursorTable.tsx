import './CursorTable.css';
import { Button, Card, Empty, Flex, Grid, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { ProblemAlert } from './ProblemAlert';

export interface Page<T> {
  items: T[];
  next_cursor?: string;
}

export interface Column<T> {
  key: string;
  title: string;
  /** A width in rem; the column without one takes the rest. */
  width?: number;
  align?: 'end';
  render: (item: T) => ReactNode;
}

interface Props<T> {
  label: string;
  columns: Column<T>[];
  page: Page<T> | undefined;
  error: unknown;
  retry: () => void;
  empty: ReactNode;
  /** The same row for narrow screens. */
  card: (item: T) => ReactNode;
}

/** A page of a list: a table, or cards on a narrow screen. The cursor is in the URL. */
export function CursorTable<T extends { id: string }>({ label, columns, page, error, retry, empty, card }: Props<T>) {
  const wide = Grid.useBreakpoint().md ?? false;
  if (!page) {
    return error ? <ProblemAlert error={error} retry={retry} /> : <Skeleton active paragraph={{ rows: 8 }} title={false} />;
  }
  return (
    <Flex vertical gap="middle">
      {error ? <ProblemAlert error={error} retry={retry} /> : null}
      {page.items.length === 0 ? (
        <Card>
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />
        </Card>
      ) : wide ? (
        <Rows label={label} columns={columns} items={page.items} />
      ) : (
        <ul className="cards" aria-label={label}>
          {page.items.map((item) => (
            <li key={item.id}>
              <Card size="small">{card(item)}</Card>
            </li>
          ))}
        </ul>
      )}
      <Pages next={page.next_cursor} />
    </Flex>
  );
}

/** A plain table: Ant Design's brings 90 kB, and styles that the content security policy refuses. */
function Rows<T extends { id: string }>({ label, columns, items }: { label: string; columns: Column<T>[]; items: T[] }) {
  return (
    <table className="table" aria-label={label}>
      <colgroup>
        {columns.map(({ key, width }) => (
          <col key={key} style={width === undefined ? {} : { width: `${width}rem` }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(({ key, title, align }) => (
            <th key={key} scope="col" className={align}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            {columns.map(({ key, align, render }) => (
              <td key={key} className={align}>
                {render(item)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Pages({ next }: { next: string | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const cameByNext = (useLocation().state as { cameByNext?: boolean } | null)?.cameByNext === true;
  const later = search.has('cursor');
  if (!later && next === undefined) {
    return null;
  }
  const to = (cursor: string | undefined): string => {
    const wanted = new URLSearchParams(search);
    wanted.delete('cursor');
    if (cursor !== undefined) {
      wanted.set('cursor', cursor);
    }
    return `?${wanted}`;
  };
  return (
    <nav aria-label={t('list.pages')}>
      <Flex gap="small" justify="end">
        {later && (
          <Button onClick={() => void (cameByNext ? navigate(-1) : navigate(to(undefined)))}>
            {t(cameByNext ? 'list.previous' : 'list.first')}
          </Button>
        )}
        <Button disabled={next === undefined} onClick={() => void navigate(to(next), { state: { cameByNext: true } })}>
          {t('list.next')}
        </Button>
      </Flex>
    </nav>
  );
}
