// The few ways in which the page makes and finds elements. Text always goes in as text, never as markup.

/** @typedef {Node | string | number} Content */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name @param {Record<string, string>} attributes @param {...Content} content
 */
export function element(name, attributes, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content.map((part) => (typeof part === 'number' ? String(part) : part)));
  return made;
}

/** @param {string} name @param {Record<string, string | number>} attributes @param {...Content} content */
export function drawing(name, attributes, ...content) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...content.map((part) => (typeof part === 'number' ? String(part) : part)));
  return made;
}

/** The element with an id, which the page has. @param {string} id */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element #${id}`);
  return found;
}

/**
 * Fills a table: headings, rows, and a last row of sums where there is one.
 * @param {string} id @param {string} caption @param {string[]} headings @param {Content[][]} rows @param {Content[]} [sums]
 */
export function fillTable(id, caption, headings, rows, sums) {
  const body = rows.map(([first = '', ...rest]) =>
    element('tr', {}, element('th', { scope: 'row' }, first), ...rest.map((cell) => element('td', {}, cell))),
  );
  const foot = sums ? [element('tfoot', {}, element('tr', {}, ...sums.map((cell) => element('td', {}, cell))))] : [];
  byId(id).replaceChildren(
    element('caption', { class: 'skip' }, caption),
    element('thead', {}, element('tr', {}, ...headings.map((heading) => element('th', { scope: 'col' }, heading)))),
    element('tbody', {}, ...body),
    ...foot,
  );
}

/**
 * Fills a list of figures: name, value, and a remark below it.
 * @param {string} id @param {string[][]} figures
 */
export function fillFigures(id, figures) {
  byId(id).replaceChildren(
    ...figures.map(([name = '', value = '', remark = '']) =>
      element(
        'div',
        {},
        element('dt', {}, name),
        element('dd', {}, element('strong', {}, value), element('small', {}, remark)),
      ),
    ),
  );
}
