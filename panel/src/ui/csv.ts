type Cell = string | number | bigint;

const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\n\r]/;

function cell(value: Cell): string {
  const text = String(value);
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Writes a table as CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe. */
export function csv(rows: Cell[][]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** The same as a file that spreadsheets read as UTF-8. */
export const csvFile = (rows: Cell[][]): Blob => new Blob(['\ufeff', csv(rows)], { type: 'text/csv;charset=utf-8' });
