/** The script of the HTML report: sorting and filtering of the rows that are there. Amounts are compared as numbers of any length. */
export const REPORT_SCRIPT = `
(() => {
  const table = document.getElementById('differences');
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const shown = document.getElementById('shown');
  const search = document.getElementById('search');
  const selects = [...document.querySelectorAll('.tools select[name]')];
  const filter = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, at) => {
      const fits = words.every((word) => texts[at].includes(word)) && selects.every((select) => select.value === '' || row.dataset[select.name] === select.value || (select.name === 'cause' && row.dataset.cause.split(' ').includes(select.value)));
      row.hidden = !fits;
      if (fits) count++;
    });
    shown.textContent = count + ' of ' + rows.length + ' shown';
  };
  const parsed = (text) => {
    const [, sign, whole, fraction = ''] = /^(-?)(\\d+)(?:\\.(\\d+))?$/.exec(text) || [];
    if (whole === undefined) return null;
    const value = BigInt(whole + fraction.padEnd(40, '0'));
    return sign ? -value : value;
  };
  const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
  const headers = [...table.tHead.rows[0].cells];
  const order = document.getElementById('sort');
  const sort = (column, down) => {
    const header = headers[column];
    headers.forEach((other) => other.removeAttribute('aria-sort'));
    header.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    order.value = column + (down ? ' down' : ' up');
    const amount = header.classList.contains('amount');
    const keys = new Map(rows.map((row) => [row, amount ? parsed(row.cells[column].dataset.value || '') : row.cells[column].textContent]));
    const ordered = [...rows].sort((one, other) => {
      const [a, b] = [keys.get(one), keys.get(other)];
      if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
      return down ? compare(b, a) : compare(a, b);
    });
    body.append(...ordered);
  };
  headers.forEach((header, column) => {
    header.querySelector('button').addEventListener('click', () => sort(column, header.getAttribute('aria-sort') === 'ascending'));
    for (const [way, words] of [['up', ' ▲'], ['down', ' ▼']]) order.add(new Option('by ' + header.textContent + words, column + ' ' + way));
  });
  order.addEventListener('change', () => {
    const [column, way] = order.value.split(' ');
    if (column !== '') return sort(Number(column), way === 'down');
    headers.forEach((header) => header.removeAttribute('aria-sort'));
    body.append(...rows);
  });
  search.addEventListener('input', filter);
  selects.forEach((select) => select.addEventListener('change', filter));
  filter();
})();
`;
